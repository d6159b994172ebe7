"""What a served route asks for changes under the same address: a field is gone, or a new one is required."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import Const

if TYPE_CHECKING:
    from mle_reviewer.system.code.modules import Class
    from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Request schema changed without a new version",
    items=("SD2", "DL1"),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    confidence=Confidence.MEDIUM,
    sees="systems",
)
_REQUIRED: Final = "required"


def find(systems: Systems) -> Iterator[Finding]:
    """Shapes that a route takes on both sides at one address: fields that are gone or newly required."""
    changed = {one.old_path for one in systems.files if one.old_path and one.path.endswith(".py")}
    before = {address: shape for address, shape in _taken(systems.before) if shape.path in changed}
    for address, now in _taken(systems.after) if before else ():
        was = before.get(address)
        if was is None or was.name != now.name:
            continue
        old, new = _fields(was), _fields(now)
        gone = sorted(old.keys() - new.keys())
        required = sorted(name for name in new.keys() - old.keys() if new[name] == _REQUIRED)
        if not gone and not required:
            continue
        told = [*(f"`{name}` is gone" for name in gone), *(f"`{name}` is required now" for name in required)]
        words = Words(
            title=f"`{address}` asks for something else than before, under the same address",
            issue=f"In `{now.name}` {', '.join(told)}: callers that were not changed in the same moment are refused, "
            "or their predictions are made without what they sent.",
            fix="Take both forms for a while (a default for what is new), or serve the new one at a versioned address.",
        )
        trace = [
            Step(systems.before.where(was.path, was.pos), "what was asked for before"),
            Step(systems.after.where(now.path, now.pos), ", ".join(told).replace("`", "")),
        ]
        yield stated(CARD, trace[-1].at, words, trace, context=f"{address} {now.name} {' '.join(told)}")


def _taken(system: System) -> Iterator[tuple[str, Class]]:
    """The shapes that handlers take, each with the address of its route."""
    shapes = {(one.thing.path, one.thing.index) for one in system.shapes.get("schema", ())}
    for sign in system.signed("route"):
        address = sign.given("path")
        module = system.indexed.module(sign.path)
        if not isinstance(address, Const) or module is None:
            continue
        for index, code in enumerate(module.code.functions):
            routine = module.routine(index)
            if not any(getattr(term, "call", None) is sign.call for term in routine.decorators):
                continue
            for spelled in code.annotations.values():
                for thing in system.indexed.things(module.annotated(spelled)):
                    if isinstance(thing, OwnThing) and (thing.path, thing.index) in shapes:
                        found = system.indexed.class_of(thing)
                        if found is not None:
                            yield str(address.value), found


def _fields(shape: Class) -> Mapping[str, str]:
    """The fields of a shape: required, or with a default."""
    found: dict[str, str] = {}
    for name, spelled in shape.annotations.items():
        optional = name in shape.names or "Optional" in spelled or "None" in spelled
        found[name] = "" if optional and not _asks(shape, name) else _REQUIRED
    return found


def _asks(shape: Class, name: str) -> bool:
    """Whether what stands behind a field is no default (`Field(...)` or `Field(ge=0)`)."""
    term = shape.names.get(name)
    call = getattr(term, "call", None)
    if call is None:
        return False
    first = call.given("default", 0)
    nothing = first is None or (isinstance(first, Const) and first.value is ...)
    return nothing and call.given("default_factory") is None
