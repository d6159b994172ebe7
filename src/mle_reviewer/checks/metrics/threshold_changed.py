"""The cut-off that turns a score into a decision moves, in a change that shows no evaluation of where it stands now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.changes.beside import looked_at
from mle_reviewer.system.questions.measuring.cuts import Cut, cuts
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.sources.location import Location

CARD = Card(
    area="ME",
    title="Decision threshold moved without an evaluation",
    items=("ME3",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    confidence=Confidence.MEDIUM,
    sees="systems",
)


def find(systems: Systems) -> Iterator[Finding]:
    """Comparisons of predictions that both sides have, with another number in head: in the code, or in its settings."""
    if not any(file.old_path and tier(file.path) == "code" for file in systems.files) or looked_at(systems):
        return
    before = cuts(systems.before)
    told: set[tuple[float, float]] = set()
    for was, now in _pairs(systems, before, cuts(systems.after) if before else ()):
        at = systems.after.at(now.routine, now.pos)
        start = systems.before.at(was.routine, was.pos)
        if was.limit is not None and now.limit is not None and was.limit != now.limit:
            if (was.limit, now.limit) not in told:  # one number may stand in several comparisons
                told.add((was.limit, now.limit))
                yield _said(now, was.limit, now.limit, at, [Step(start, f"{was.limit:g} before")])
        elif now.limit is None and was.keys == now.keys:
            for old, new, place in _set(systems, now.keys):
                if (old, new) not in told:
                    told.add((old, new))
                    yield _said(now, old, new, place, [Step(at, "what a model answered is compared with this setting")])


def _pairs(systems: Systems, before: tuple[Cut, ...], after: tuple[Cut, ...]) -> Iterator[tuple[Cut, Cut]]:
    """The same comparisons on both sides: of one function, as many as before, each with the same operator."""
    new: dict[tuple[str, str], list[Cut]] = {}
    for cut in after:
        new.setdefault((cut.routine.path, cut.routine.name), []).append(cut)
    old: dict[tuple[str, str], list[Cut]] = {}
    for cut in before:
        here = systems.renamed(cut.routine.path)
        if here is not None:
            old.setdefault((here, cut.routine.name), []).append(cut)
    for key, some in old.items():
        now = new.get(key, [])
        if [one.op for one in some] == [one.op for one in now]:
            yield from zip(some, now, strict=True)


def _set(systems: Systems, keys: tuple[str, ...]) -> Iterator[tuple[float, float, Location]]:
    """The number of a settings document that stands under these keys, and nowhere else in what changed."""
    found = []
    for old, new in systems.modified("yaml", "toml", "json"):
        if tier(new) != "code":
            continue
        was, now = _under(systems.before.roots(old), keys), _under(systems.after.roots(new), keys)
        if len(was) == len(now) == 1:
            one, other = _plain(was[0].value), _plain(now[0].value)
            if one is not None and other is not None and one != other:
                found.append((one, other, location(new, now[0].line)))
    if len(found) == 1:
        yield found[0]


def _plain(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _under(roots: tuple[Entry, ...], keys: tuple[str, ...]) -> list[Entry]:
    """The entries whose path ends as the code asks for it: one key may be the name of what holds the settings."""
    return [
        entry
        for root in roots
        for path, entry in root.walk()
        if path and path[-1] == keys[-1] and [*map(str, path)][-len(keys) :] == list(keys)[-len(path) :]
    ]


def _said(now: Cut, old: float, new: float, at: Location, trace: list[Step]) -> Finding:
    words = Words(
        title=f"The cut-off on the model's answer moves from {old:g} to {new:g}",
        issue="From this change on other cases are let through and others are stopped. Nothing in the change shows "
        "what that costs: no evaluation, no report, no note. Where a threshold stands is a decision about mistakes.",
        fix="Show the figures at both values (precision and recall, or what each mistake costs) in the change, and "
        "keep the number with the model that it was chosen for.",
    )
    context = f"{now.routine.name} {now.op} {old:g} {new:g}"
    return stated(CARD, at, words, [*trace, Step(at, f"{new:g} now")], context=context)
