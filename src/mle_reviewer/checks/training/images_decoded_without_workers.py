"""Pictures are read and decoded by the process that trains on a device, one after the other, while it waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Call, Const
from mle_reviewer.system.doing import closure, trains
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Pictures decoded without workers",
    items=(),  # training that takes longer: no item of the checklist asks for that
    severity=Severity.LOW,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)

_PICTURE: Final = ".png"
_DEVICES: Final = frozenset({"device", "move-to-device"})


def find(system: System) -> Iterator[Finding]:
    """Loaders with no workers of a data set that decodes a picture for each item, where a device is trained on."""
    said: set[str] = set()
    for sign in system.signed("draw"):
        if "workers" not in sign.entry.slots or "dataset" not in sign.entry.slots or sign.path in said:
            continue
        workers = sign.given("workers")
        unknown = any(name is None for name, _ in sign.call.kwargs)
        if unknown or (workers is not None and not (isinstance(workers, Const) and workers.value == 0)):
            continue
        decoded = _decoded(system, sign)
        if decoded is None or not _on_device(system, sign):
            continue
        said.add(sign.path)
        yield _finding(system, sign, *decoded)


def _decoded(system: System, sign: Sign) -> tuple[Routine, Call] | None:
    """Where the data set of a loader reads a picture for each item."""
    given = sign.given("dataset")
    for thing in system.indexed.things(given) if given is not None else ():
        found = system.indexed.method(thing, "__getitem__") if isinstance(thing, OwnThing) else None
        start = system.indexed.routine(found) if isinstance(found, OwnThing) else None
        for routine in closure(system.indexed, start) if start is not None else ():
            for call in routine.calls():
                if any(_PICTURE in _endings(entry.slots.get("endings")) for entry in system.indexed.entries(call)
                       if entry.effect == "load"):  # fmt: skip
                    return routine, call
    return None


def _endings(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else ()


def _on_device(system: System, sign: Sign) -> bool:
    """Whether the program that makes the loader trains, and names a device."""
    module = system.indexed.module(sign.path)
    if module is None:
        return False
    every = {(one.path, one.function): one for start in module.routines() for one in closure(system.indexed, start)}
    calls = [call for one in every.values() for call in one.calls()]
    named = any(
        (known := system.conventions.call(name)) is not None and known.sign in _DEVICES
        for call in calls for name in system.indexed.names(call)
    )  # fmt: skip
    return named and any(trains(system.indexed, call) for call in calls)


def _finding(system: System, sign: Sign, routine: Routine, call: Call) -> Finding:
    words = Words(
        title="The device waits while pictures are decoded",
        issue="No workers are set, so the process that trains reads and decodes each picture of a batch itself, one "
        "after the other, and the device is idle meanwhile: often most of the time of an epoch.",
        fix="Pass `num_workers=` (about the number of processors) and `pin_memory=True`; "
        "`persistent_workers=True` keeps them from one epoch to the next.",
    )
    trace = [
        Step(system.at(routine, call.pos), "a picture is read and decoded for each item"),
        step_at(system, sign, "loaded without workers here"),
    ]
    return stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))
