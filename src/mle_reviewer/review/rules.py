"""The review's rules: read from the base, applied to what was found, and shown where the change alters them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mle_reviewer.findings.card import Card
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.fingerprint import fingerprinted
from mle_reviewer.findings.review import Silenced
from mle_reviewer.policy.baseline import Baseline, read_baseline
from mle_reviewer.policy.changed import policy_changes, waivers_added
from mle_reviewer.policy.declaring import honoured
from mle_reviewer.policy.house import HOUSE
from mle_reviewer.policy.policy import Policy
from mle_reviewer.policy.reading import read_policy
from mle_reviewer.policy.waiving import waived
from mle_reviewer.policy.weighing import weighed
from mle_reviewer.review.linemap import FileMap
from mle_reviewer.review.unseen import Unseen
from mle_reviewer.review.waivers import Waivers
from mle_reviewer.sources.change import Change
from mle_reviewer.sources.gap import Gap


@dataclass(frozen=True, slots=True)
class Rules:
    """Policy and baseline of the base (of the tree itself with --all), and the cards of every check there is."""

    policy: Policy
    baseline: Baseline
    cards: Mapping[str, Card]
    today: str

    def apply(
        self, findings: Iterable[Finding], waivers: Waivers, *, strict: bool
    ) -> tuple[tuple[Finding, ...], tuple[Silenced, ...]]:
        """The findings waived and weighed, and what was switched off."""
        new_counts = self.policy.waivers_in_change or not strict
        marked = waived(findings, waivers.head, waivers.new, new_counts=new_counts)
        return self.weigh(self.baseline.mark(marked, self.today))

    def weigh(self, findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Silenced, ...]]:
        """The findings with the severities that policy gives them."""
        usual = {check: card.severity for check, card in self.cards.items()}
        about_tests = {check for check, card in self.cards.items() if card.about_tests}
        return weighed(findings, self.policy, usual, about_tests)

    def changes(self, change: Change, files: FileMap, waivers: Waivers) -> tuple[tuple[Finding, ...], tuple[Gap, ...]]:
        """Notes on what the change does to these rules, and gaps where it leaves them unreadable."""
        if change.base is None:
            return (), ()
        changed = {*files.by_head, *files.by_base}
        notes, gaps = policy_changes(change.base, change.head, changed, self.policy, self.cards)
        added = waivers_added(waivers.head[number] for number in sorted(waivers.new))
        return _introduced((*notes, *added)), gaps

    def declared(
        self, answers: Sequence[Answer], findings: Iterable[Finding]
    ) -> tuple[tuple[Answer, ...], tuple[Finding, ...]]:
        """The answers with the team's declarations in them, and what is wrong with those."""
        found, wrong = honoured(self.policy, answers, findings, self.today)
        return found, fingerprinted(wrong)

    def stale(self, gone: Iterable[Finding]) -> tuple[Finding, ...]:
        """A note on the baseline entries of findings that a change has mended."""
        return _introduced(self.baseline.stale(finding.fingerprint for finding in gone))

    def forgotten(self, there: Iterable[Finding], unseen: Unseen) -> tuple[Finding, ...]:
        """A note on the baseline entries that match nothing in a whole tree, as far as it could be read."""
        known = {finding.fingerprint for finding in there}
        gone = (
            key
            for key, entry in self.baseline.entries.items()
            if key not in known and entry.path not in unseen.paths and entry.check not in unseen.checks
        )
        return fingerprinted(self.baseline.stale(gone))


def read_rules(change: Change, cards: Mapping[str, Card], today: str) -> Rules:
    """The rules that hold for this change; PolicyError when they are there and cannot be used."""
    known = {**cards, **{check: house.card for check, house in HOUSE.items()}}
    tree = change.base or change.head
    policy = read_policy(tree, known)
    return Rules(policy, read_baseline(tree, policy.baseline), known, today)


def _introduced(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(replace(finding, scope="introduced") for finding in fingerprinted(findings))
