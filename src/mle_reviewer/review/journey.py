"""The one line through everything: Change → Findings of base and head → what the change did → Decision → Review."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.fingerprint import fingerprinted
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.order import report_order
from mle_reviewer.findings.review import Review, ReviewedChange
from mle_reviewer.policy.baseline import Baseline, read_baseline
from mle_reviewer.policy.changed import policy_changes
from mle_reviewer.policy.deciding import decide, hiding
from mle_reviewer.policy.house import HOUSE
from mle_reviewer.policy.policy import Policy
from mle_reviewer.policy.reading import read_policy
from mle_reviewer.policy.waiving import waived
from mle_reviewer.policy.weighing import weighed
from mle_reviewer.review.compare import Compared, compare
from mle_reviewer.review.engine import Analysis, Engine
from mle_reviewer.review.linemap import FileMap
from mle_reviewer.review.surface import conflict_findings, reviewed_change
from mle_reviewer.review.waivers import Waivers, faults_of, read_waivers
from mle_reviewer.sources.change import Change
from mle_reviewer.sources.gap import Gap


def _quiet(_stage: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a review is run. `strict` (CI, or asked for) lets no waiver count that the change itself brings."""

    jobs: int = 1
    strict: bool = False
    lanes: tuple[LaneRun, ...] = ()
    today: str = field(default_factory=lambda: date.today().isoformat())  # noqa: DTZ011 - waivers end on local dates
    say: Callable[[str], None] = _quiet


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review, and the policy that it was made under."""

    review: Review
    policy: Policy


def review(change: Change, engine: Engine, settings: Settings) -> Reviewed:
    """Review a change: PolicyError when the rules of the base cannot be read, otherwise always a review."""
    files = FileMap.of(change.files)
    known = {**engine.cards, **{check: house.card for check, house in HOUSE.items()}}
    policy = read_policy(change.base or change.head, known)
    baseline = read_baseline(change.base or change.head, policy.baseline)

    head, base = _analysed(change, files, engine, settings)
    settings.say("comparing base and head")
    now, before = fingerprinted((*head.findings, *conflict_findings(change.conflicts))), fingerprinted(base.findings)
    waivers = read_waivers(change, files, now, policy, known=known, today=settings.today)
    notes, policy_gaps = _rules_changed(change, files, policy, known)
    gaps = _gaps(change, head, base, (*waivers.gaps, *policy_gaps))
    unread = hiding(gaps, files.by_head)

    compared = _compared(change, files, now, before, waivers, {gap.path for gap in unread})
    found = (*compared.findings, *_introduced(change, notes), *_stale(change, baseline, now, compared, gaps))
    found = waived(found, waivers.head, waivers.new, new_counts=policy.waivers_in_change or not settings.strict)
    found = baseline.mark(found, settings.today)
    findings, silenced = weighed(found, policy, {check: card.severity for check, card in known.items()})
    fixed, _ = weighed(compared.fixed, policy, {})

    touched = reviewed_change(change, head.surfaces, frozenset(gap.path for gap in unread))
    decision = decide(
        findings,
        unread=unread,
        lanes=settings.lanes,
        touches_ml=bool(touched.surfaces) or change.base is None,
        on_gaps=policy.gaps,
    )
    return Reviewed(
        Review(
            touched,
            decision,
            findings=tuple(sorted(findings, key=report_order)),
            fixed=tuple(sorted(fixed, key=report_order)),
            lanes=settings.lanes,
            gaps=gaps,
            silenced=silenced,
        ),
        policy,
    )


def unfinished(why: str, change: Change | None, lanes: tuple[LaneRun, ...]) -> Review:
    """The review that says no more than that it could not be completed: a BLOCK."""
    what = ReviewedChange(None, "", "") if change is None else reviewed_change(change, {})
    decision = decide((), unread=(), lanes=lanes, touches_ml=True, incomplete=why)
    return Review(what, decision, lanes=lanes, gaps=() if change is None else change.gaps, incomplete=why)


@dataclass(frozen=True, slots=True)
class _Nothing:
    """The analysis of a base that does not exist."""

    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    surfaces: dict[str, frozenset[str]] = field(default_factory=dict)


def _analysed(change: Change, files: FileMap, engine: Engine, settings: Settings) -> tuple[Analysis, Analysis]:
    """Head, then base: base is asked about the changed files and wherever head has findings, or those would look new."""
    settings.say(f"analysing {change.head.label}")
    if change.base is None:
        return engine.analyse(change.head, focus=None, jobs=settings.jobs), _Nothing()
    head = engine.analyse(change.head, focus=frozenset(files.by_head), jobs=settings.jobs)
    settings.say(f"analysing {change.base.label}")
    places = {place.path for one in head.findings for place in (one.at, *(step.at for step in one.trace))}
    focus = {*files.by_base, *(old for path in places if (old := files.base_path(path)) is not None)}
    return head, engine.analyse(change.base, focus=frozenset(focus), jobs=settings.jobs)


def _compared(
    change: Change,
    files: FileMap,
    now: tuple[Finding, ...],
    before: tuple[Finding, ...],
    waivers: Waivers,
    unread: Collection[str],
) -> Compared:
    """What the change did to the findings, those about waivers included."""
    readable = frozenset(files.by_head if change.base else change.head.paths()) - frozenset(unread)
    now = (*now, *fingerprinted(faults_of(waivers.head, now, readable, whole_tree=change.base is None)))
    if change.base is None:
        return Compared(now, ())
    before = (*before, *fingerprinted(faults_of(waivers.base, before, files.by_base, whole_tree=False)))
    return compare(before, now, files, unread)


def _rules_changed(
    change: Change, files: FileMap, policy: Policy, known: Collection[str]
) -> tuple[tuple[Finding, ...], tuple[Gap, ...]]:
    if change.base is None:
        return (), ()
    return policy_changes(change.base, change.head, {*files.by_head, *files.by_base}, policy, known)


def _introduced(change: Change, notes: Iterable[Finding]) -> tuple[Finding, ...]:
    from dataclasses import replace

    scope = "present" if change.base is None else "introduced"
    return tuple(replace(note, scope=scope) for note in fingerprinted(notes))


def _stale(
    change: Change, baseline: Baseline, now: Iterable[Finding], compared: Compared, gaps: Iterable[Gap]
) -> tuple[Finding, ...]:
    """Baseline entries that are gone: with --all those that match nothing, otherwise those that the change mends."""
    if change.base is None:
        there = {finding.fingerprint for finding in now}
        dark = {gap.path for gap in gaps}
        gone = {key for key, entry in baseline.entries.items() if key not in there and entry.path not in dark}
    else:
        gone = {finding.fingerprint for finding in compared.fixed}
    return _introduced(change, baseline.stale(gone))


def _gaps(change: Change, head: Analysis, base: Analysis, more: Iterable[Gap]) -> tuple[Gap, ...]:
    """Every gap once, those of base only where head has not the same one."""
    ours = {*change.gaps, *head.gaps, *more}
    theirs = {Gap(gap.path, gap.line, gap.stage, f"{gap.why} (in the base)") for gap in {*base.gaps} - ours}
    return tuple(sorted(ours | theirs))
