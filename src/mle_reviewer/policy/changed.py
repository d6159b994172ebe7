"""Shows what a change does to the review's own rules, which stay those of the base until it is merged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.words import counted
from mle_reviewer.policy.baseline import read_baseline
from mle_reviewer.policy.house import house_finding
from mle_reviewer.policy.policy import HOUSE_FOLDER, POLICY_FILE, PYPROJECT, Ceiling, PathRule, Policy, PolicyError
from mle_reviewer.policy.reading import read_policy
from mle_reviewer.policy.waiver import Waiver
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

_FIX = "Check that the team wants this; it takes effect once it has been merged, this review used the base's rules."
_KNOWLEDGE = HOUSE_FOLDER + "knowledge/"
_Value = TypeVar("_Value")


def policy_changes(
    base: Tree, head: Tree, changed: Collection[str], policy: Policy, known: Collection[str]
) -> tuple[tuple[Finding, ...], tuple[Gap, ...]]:
    """Notes on what the changed files alter in the review's rules, and gaps for those that could not be read.

    `policy` is the base's. A file that is broken in head alone is a gap: it would stop the next review, not this one.
    """
    notes: list[Finding] = []
    gaps: list[Gap] = []
    if {POLICY_FILE, PYPROJECT} & set(changed):
        try:
            notes.extend(_differences(policy, read_policy(head, known), changed))
        except PolicyError as error:
            where = POLICY_FILE if POLICY_FILE in changed else PYPROJECT
            gaps.append(Gap(where, 1, "read", f"the policy would not be usable after this change: {error}"))
    if policy.baseline in changed:
        try:
            notes.extend(_grown(base, head, policy.baseline))
        except PolicyError as error:
            gaps.append(Gap(policy.baseline, 1, "read", f"the baseline would not be usable after this change: {error}"))
    notes.extend(_house_knowledge(changed))
    return tuple(notes), tuple(gaps)


def _differences(before: Policy, after: Policy, changed: Collection[str]) -> Iterable[Finding]:
    weaker, other = _compared(before, after)
    if not weaker and not other:
        return
    where = POLICY_FILE if POLICY_FILE in changed else PYPROJECT
    words = "; ".join([*weaker, *other])
    yield house_finding(
        "policy-changed",
        Location(where),
        f"The review's rules change: {words}.",
        _FIX,
        title="The change loosens the review's own policy" if weaker else "",
        severity=Severity.MEDIUM if weaker else Severity.LOW,
        context=words,
    )


def _compared(before: Policy, after: Policy) -> tuple[list[str], list[str]]:
    """What gets weaker, and what merely differs, in words."""
    weaker: list[str] = []
    other: list[str] = []

    def note(key: str, old: _Value, new: _Value, weaker_if: Callable[[_Value, _Value], bool]) -> None:
        if old != new:
            (weaker if weaker_if(old, new) else other).append(f"{key} {_word(old)} → {_word(new)}")

    order = ("warning", "block", "never")
    note("fail-on", before.fail_on, after.fail_on, lambda old, new: order.index(new) > order.index(old))
    note("gaps", before.gaps, after.gaps, lambda _, new: new == "warn")
    note("waivers-in-change", before.waivers_in_change, after.waivers_in_change, lambda _, new: new)
    note("baseline", before.baseline, after.baseline, lambda *_: True)
    note("waivers", before.waivers, after.waivers, lambda *_: True)
    for check in sorted({*before.severities, *after.severities}):
        old, new = _told(before.severities, check), _told(after.severities, check)
        note(f"severity.{check}", old, new, lambda old, new: _rank(new) < _rank(old))
    weaker.extend(f"paths gain {_rule(rule)}" for rule in after.paths if not _has(before.paths, rule))
    other.extend(f"paths lose {_rule(rule)}" for rule in before.paths if not _has(after.paths, rule))
    weaker.extend(
        f"{one.item} is declared not applicable" for one in after.not_applicable if one not in before.not_applicable
    )
    other.extend(
        f"{one.item} is no longer declared not applicable"
        for one in before.not_applicable
        if one not in after.not_applicable
    )
    note("lanes.run", before.lanes.run, after.lanes.run, lambda _, new: new)
    note("lanes.seconds", before.lanes.seconds, after.lanes.seconds, lambda *_: False)
    weaker.extend(f"lanes.off gains {name}" for name in after.lanes.off if name not in before.lanes.off)
    other.extend(f"lanes.off loses {name}" for name in before.lanes.off if name not in after.lanes.off)
    note("lanes.ask", _listed(before.lanes.ask), _listed(after.lanes.ask), lambda *_: False)
    for name in sorted({*before.lanes.commands, *after.lanes.commands}):
        old_command, new_command = before.lanes.commands.get(name, ()), after.lanes.commands.get(name, ())
        note(f"lanes.commands.{name}", _listed(old_command), _listed(new_command), lambda _, new: new == _NOTHING)
    return weaker, other


_NOTHING = "nothing"


def _listed(words: Iterable[str]) -> str:
    return " ".join(words) or _NOTHING


_UNSET = "as the check says"


def _told(severities: Mapping[str, Ceiling], check: str) -> Ceiling | str:
    return severities.get(check, _UNSET)


def _rank(told: Ceiling | str) -> float:
    """How strict a severity is. One that is not set counts as the strictest, so that setting one shows as weaker."""
    if isinstance(told, str):
        return Severity.CRITICAL + 0.5
    return 0 if told is None else told


def _word(value: object) -> str:
    if value is None:
        return "off"
    if isinstance(value, Severity):
        return value.name.lower()
    return str(value).lower() if isinstance(value, bool) else str(value)


def _has(rules: Iterable[PathRule], rule: PathRule) -> bool:
    return any((r.match, r.ceiling, r.checks) == (rule.match, rule.ceiling, rule.checks) for r in rules)


def _rule(rule: PathRule) -> str:
    checks = f" for {', '.join(sorted(rule.checks))}" if rule.checks else ""
    return f"{', '.join(rule.match)} = {_word(rule.ceiling)}{checks}"


def _grown(base: Tree, head: Tree, path: str) -> Iterable[Finding]:
    before, after = read_baseline(base, path).entries, read_baseline(head, path).entries
    gained = [entry for fingerprint, entry in after.items() if fingerprint not in before]
    lost = len(before.keys() - after.keys())
    if not gained and not lost:
        return
    words = [f"gains {counted(len(gained), 'entry', 'entries')}"] if gained else []
    words += [f"loses {counted(lost, 'entry', 'entries')}"] if lost else []
    yield house_finding(
        "policy-changed",
        Location(path),
        f"The baseline {' and '.join(words)}; what it lists no longer decides when the whole repository is reviewed.",
        _FIX,
        title="The change adds findings to the baseline" if gained else "The change takes findings out of the baseline",
        severity=Severity.MEDIUM if gained else Severity.LOW,
    )


def waivers_added(waivers: Iterable[Waiver]) -> tuple[Finding, ...]:
    """A note on each entry that a change adds to the waiver file: it may allow what nobody sees in this review."""
    return tuple(
        house_finding(
            "policy-changed",
            waiver.at,
            f"The waiver file allows {', '.join(waiver.checks)} in {', '.join(waiver.match)}: {waiver.reason}.",
            _FIX,
            title="The change adds a waiver",
            severity=Severity.LOW,
        )
        for waiver in waivers
        if waiver.by == "waiver file" and not waiver.problem
    )


def _house_knowledge(changed: Collection[str]) -> Iterable[Finding]:
    for path in sorted(path for path in changed if path.startswith(_KNOWLEDGE)):
        yield house_finding(
            "policy-changed",
            Location(path),
            "A page that says how an in-house library behaves is changed; what it leaves out cannot be found.",
            _FIX,
            title="The change alters in-house knowledge",
            context=path,
        )
