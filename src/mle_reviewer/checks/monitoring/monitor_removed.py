"""A change takes a monitor away that ran: a number that a service gave out, a record, a look at drift or quality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.sources.location import Location
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.changes.lost_looks import LostLook, lost_looks, lost_monitors
from mle_reviewer.system.questions.changes.lost_on_the_way import Missed, lost_metrics, lost_records, taken_away

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine

CARD = Card(
    area="MI",
    title="Monitor removed",
    items=("MI1",),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    sees="systems",
)

_MOST_NAMED: Final = 6


def find(systems: Systems) -> Iterator[Finding]:
    """Numbers, records, looks and schedules of base that head has nowhere, while what they watched goes on."""
    yield from _metrics(systems)
    for one in lost_records(systems):
        gone = taken_away(systems, one)
        if gone is not None:
            yield _of_way(
                systems,
                one,
                gone,
                Words(
                    title=f"What `{one.way.new.handler.name}` predicts is no longer recorded",
                    issue="The model is still asked. Without the rows no drift of what it says is seen, and no later "
                    "outcome can be held against it; what is not kept now cannot be had again.",
                    fix="Keep the write, or name in the change where predictions are kept from now on.",
                ),
                "recorded before",
            )
    for look in lost_looks(systems):
        yield _of_look(systems, look)
    for declared in lost_monitors(systems):
        words = Words(
            title=f"The monitor `{declared.name}` is removed",
            issue=f"{declared.about} watched a model by it, and no other monitor is declared in its place.",
            fix="Keep it, or name in the change what watches the same from now on.",
        )
        yield stated(
            CARD,
            _now(systems, declared.at),
            words,
            [Step(declared.at, "watched before")],
            context=f"monitor {declared.name} removed",
        )


def _metrics(systems: Systems) -> Iterator[Finding]:
    """One finding for each place that gave numbers out, or led there."""
    by_place: dict[Location, tuple[tuple[Routine, int], list[Missed]]] = {}
    for one in lost_metrics(systems):
        gone = taken_away(systems, one)
        if gone is not None:
            by_place.setdefault(systems.before.at(*gone), (gone, []))[1].append(one)
    for gone, some in by_place.values():
        first = some[0]
        more = f" and {len(some) - 1} more" if len(some) > 1 else ""
        names = ", ".join(f"`{one.what}`" for one in some[1:_MOST_NAMED])
        words = Words(
            title=f"The metric `{first.what}`{more} {'are' if more else 'is'} no longer given out",
            issue=f"Requests are still answered, and dashboards and alerts on it{_about(first.signal)} see nothing "
            f"from now on: no data looks like no trouble.{f' The others: {names}.' if names else ''}",
            fix="Keep it, or name in the change what shows the same from now on.",
        )
        yield _of_way(systems, first, gone, words, "given out before")


def _about(signal: str) -> str:
    return f" ({signal})" if signal else ""


def _of_way(systems: Systems, one: Missed, gone: tuple[Routine, int], words: Words, stood: str) -> Finding:
    was, done = systems.before.at(*gone), systems.before.at(one.routine, one.pos)
    led = [Step(was, "led there before")] if was != done else []
    trace = [Step(done, stood), *led, *one.way.new.way(one.way.new.entered[0])]
    return stated(CARD, _now(systems, was), words, trace, context=f"{one.what} removed from {one.routine.name}")


def _of_look(systems: Systems, one: LostLook) -> Finding:
    left = f"{one.left} other place looks at it" if one.left == 1 else f"{one.left} other places look at it"
    words = Words(
        title=f"{one.signal.capitalize()} is no longer looked at by {one.says}",
        issue=f"{one.how} What is watched goes on; {left if one.left else 'nothing looks at it'} after the change.",
        fix="Keep it running, or name in the change what watches the same from now on.",
    )
    trace = [Step(one.at, one.stood), *([one.goes_on] if one.goes_on else [])]
    return stated(CARD, _now(systems, one.at), words, trace, context=f"{one.signal} by {one.says} removed")


def _now(systems: Systems, was: Location) -> Location:
    """The place in head where something of base stood; in base where its document is gone."""
    here = systems.stood(was.path, was.raw_line or was.line)
    return was if here is None else location(*here)
