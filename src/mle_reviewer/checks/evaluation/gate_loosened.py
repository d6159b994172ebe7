"""A gate that a candidate has to pass asks for less after the change, or is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.gating.asked import asked

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location

CARD = Card(
    area="EP",
    title="Gate loosened in the change that it judges",
    items=("EP2", "ME3"),
    severity=Severity.HIGH,
    risk="weak eval",
    sees="systems",
)
# What a candidate is made of: where only the gate itself changes, nobody is let through by this change.
_CANDIDATE: Final = frozenset({"artifact", "data", "notebook"})


def find(systems: Systems) -> Iterator[Finding]:
    """Gates of code on both sides by function and measure, and numbers of documents that declare gates."""
    changed = {one.old_path for one in systems.files if one.old_path}
    yield from _of_code(systems, changed)
    yield from _declared(systems, changed)


def _of_code(systems: Systems, changed: set[str]) -> Iterator[Finding]:
    before = [one for one in asked(systems.before) if one.at.path in changed]
    after = list(asked(systems.after)) if before else []
    for was in before:
        here = systems.renamed(was.at.path)
        now = [one for one in after if (one.name, one.higher) == (was.name, was.higher)]
        same = [one for one in now if one.at.path == here and one.routine == was.routine] or now
        if not same and here is not None and any(one.at.path == here for one in after):
            continue  # rewritten in another form: what it asks for now cannot be held against this
        if not same:
            continue
        strictest = max(same, key=lambda one: one.limit if one.higher else -one.limit)
        if strictest.laxer_than(was) and not any(one.limit == was.limit for one in same):
            yield _said(systems, was.name, was.limit, strictest.limit, was.at, strictest.at, Confidence.HIGH)


def _declared(systems: Systems, changed: set[str]) -> Iterator[Finding]:
    """Numbers of documents that declare gates, where their own words say which way is laxer."""
    for was in systems.before.manifests.get("gates", ()):
        here = systems.renamed(was.path) if was.path in changed else None
        if here is None:
            continue
        now = [one for one in systems.after.manifests.get("gates", ()) if one.path == here and one.name == was.name]
        if not now:
            continue
        after = dict(now[0].entry.walk())
        for path, entry in was.entry.walk():
            limit, other = entry.value, after.get(path)
            if isinstance(limit, bool) or not isinstance(limit, (int, float)) or other is None:
                continue
            if isinstance(other.value, bool) or not isinstance(other.value, (int, float)):
                continue
            higher = _higher([str(part) for part in path], was.entry.get(*map(str, path[:-1])))
            if higher is not None and (other.value < limit if higher else other.value > limit):
                name = ".".join(str(part) for part in path)
                places = location(was.path, entry.line), location(here, other.line)
                yield _said(systems, name, limit, other.value, *places, Confidence.HIGH)


def _higher(path: list[str], around: object) -> bool | None:
    """Whether more is stricter: the entry's own flag, or the word that its key begins or ends with."""
    flag = around.get("greater_is_better") if around is not None and hasattr(around, "get") else None
    if flag is not None and isinstance(flag.value, bool):
        return flag.value
    words = path[-1].lower().replace("-", "_").split("_")
    if {"min", "minimum", "least"} & set(words):
        return True
    return False if {"max", "maximum", "most"} & set(words) else None


def _said(
    systems: Systems, name: str, was: float, now: float, before: Location, after: Location, confidence: Confidence
) -> Finding:
    beside = [one.path for one in systems.files if kind_of(one.path) in _CANDIDATE]
    beside += [one.path for one in systems.files if kind_of(one.path) == "python" and one.path != after.path]
    more = f" The same change touches {beside[0]}." if beside else ""
    words = Words(
        title=f"The gate on `{name}` asks for less than before",
        issue=f"It was {was:g} and is {now:g} now: what the old gate would have kept out is let through from this "
        f"change on, and whoever reads a green run later does not see that the bar was moved.{more}",
        fix="Move a gate in a change of its own, with the reason and the runs that it is decided by, before the "
        "candidate that it is to judge.",
    )
    trace = [Step(before, f"{was:g} before"), Step(after, f"{now:g} now")]
    severity = Severity.HIGH if beside else Severity.MEDIUM  # alone it is a decision that a reviewer can see as such
    context = f"gate {name} {was:g} {now:g}"
    return stated(CARD, after, words, trace, context=context, severity=severity, confidence=confidence)
