"""SD2: whether what a prediction is asked with is held to a shape, and to ranges, before the model sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.applying import unseen
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.answering.predicting import Path, answered, fits
from mle_reviewer.system.questions.both_sides.refused_by_hand import columns_required, refused_inside, surely_refused
from mle_reviewer.system.questions.serving.entered import Field, fields_entered
from mle_reviewer.system.questions.serving.lookups import looked_up
from mle_reviewer.system.questions.serving.sending import (
    made_shape,
    sends_nothing,
    shapes_checked,
    shapes_sent,
    typed_params,
    validated,
)
from mle_reviewer.system.questions.serving.shapes import (
    bounded,
    checking_shape,
    nested,
    open_values,
    typed_of,
    values_of,
)
from mle_reviewer.system.system import System

ITEM = "SD2"
_FIRST: Final = (frozenset({"route", "page"}), frozenset({"batch"}))
_PART: Final = 0.5  # of the fields: the others may well take any value
_LOOKED = "shapes of requests, bounds of their fields, branches that refuse, on the way to predictions"
_NEXT = "Give the handler a typed model of its input with bounds for each feature and unknown fields refused."


def answer(system: System) -> Answer:
    """Evidence are shapes that handlers take with the bounds in them, and checks on the way of a request."""
    every = answered(system)
    if not any(path.handler.kind != "batch" for path in every):
        every = (*looked_up(system), *every)
    served = tuple(path for path in every if not any(fits(system, one.call) for one in path.calls)) or every
    if not served:
        return unseen(system, ITEM, _LOOKED, _NEXT)
    looked = [(path, *_of(system, path)) for path in served]
    # what requests come to, or rows, looks at them; a wrapper of the model inside need not do so again
    first = next((kinds for kinds in _FIRST if any(one[1] for one in looked if one[0].handler.kind in kinds)), None)
    found: list[Evidence] = []
    missing: list[str] = []
    for _, some, lacks in (one for one in looked if first is None or one[0].handler.kind in first):
        found += [one for one in some if one not in found]
        missing += [one for one in lacks if one not in missing]
    return Answer(ITEM, evidence=tuple(found), missing=tuple(missing[:3]), looked_for=_LOOKED, next_step=_NEXT)


def _of(system: System, path: Path) -> tuple[list[Evidence], list[str]]:
    flowing = Flowing(system, path)
    name = path.handler.name
    if path.handler.kind == "batch":
        return _of_batch(system, path)
    fields = fields_entered(system, path) if path.handler.page == "pages" else ()
    if fields:
        return _of_page(system, name, fields)
    held = shapes_sent(flowing) or shapes_checked(flowing)
    shapes = [inner for thing in held for inner in nested(system, thing)]
    made = made_shape(flowing)
    if not shapes and made is not None:
        at = system.where(made[0], made[1])
        return [evidence(ITEM, at, f"`{name}` is sent a shape that is made of its fields")], [
            f"ranges or sets of values for the fields that `{name}` is sent"
        ]
    columns = next(columns_required(flowing), None) if not shapes else None
    if columns is not None:
        says = f"`{name}` refuses a table that lacks columns which it needs"
        return [evidence(ITEM, system.at(*columns), says)], [f"types and ranges of the columns that `{name}` is sent"]
    refused = surely_refused(flowing) or refused_inside(flowing) if not shapes else None
    if not shapes and (refused is not None or validated(system, path)):
        at = system.at(*refused) if refused is not None else system.at(path.handler.first, path.handler.first.pos)
        return [evidence(ITEM, at, f"`{name}` looks at what was sent and refuses some of it")], [
            f"a shape of what `{name}` is sent, with types and ranges"
        ]
    typed = typed_params(flowing) if path.handler.kind == "route" else ()
    if typed:
        at = system.at(path.handler.first, path.handler.first.pos)
        count = "1 parameter by its type" if len(typed) == 1 else f"{len(typed)} parameters by their types"
        return [evidence(ITEM, at, f"`{name}` takes {count}")], [
            f"ranges or sets of values for the fields that `{name}` is sent"
        ]
    if sends_nothing(flowing):
        return [], []
    if not shapes:
        return [], [f"a shape of what `{name}` is sent"]
    return list(_shaped(system, shapes)), _unbounded(system, shapes, name)


def _unbounded(system: System, shapes: list[OwnThing], name: str) -> list[str]:
    """What is open of the bounds of some shapes: nothing where a good part of the fields has some."""
    fields = [one for thing in shapes for one in values_of(system, thing)]
    held = [one for thing in shapes for one in bounded(system, thing)]
    if held and len(held) >= _PART * len(fields):
        return list(dict.fromkeys(says for thing in shapes for _name, says in open_values(system, thing)))[:1]
    others = " other" if held else ""
    return [f"ranges or sets of values for the{others} fields that `{name}` is sent"]


def _of_batch(system: System, path: Path) -> tuple[list[Evidence], list[str]]:
    """The rows of a batch: held to a shape by a call, or looked at by a tool that refuses."""
    name = path.handler.name
    for asked in path.calls:
        shape = checking_shape(system, asked.call)
        if shape is not None:
            says = next(iter(_shaped(system, [shape])), None)
            at = system.at(asked.routine, asked.call.pos)
            found = [evidence(ITEM, at, f"`{name}` holds the rows that it reads to a schema")]
            return [*found, *([says] if says is not None else [])], _unbounded(system, [shape], name)
    if validated(system, path):
        at = system.at(path.handler.first, path.handler.first.pos)
        return [evidence(ITEM, at, f"`{name}` has the rows that it reads checked")], []
    return [], [f"a check of the rows that `{name}` reads"]


def _of_page(system: System, name: str, fields: tuple[Field, ...]) -> tuple[list[Evidence], list[str]]:
    """The fields of a page: those with bounds speak for it, the others are open."""
    held = [one for one in fields if one.bounded]
    if not held:
        return [], [f"bounds or choices of the fields on the page of `{name}`"]
    says = f"{len(held)} of {len(fields)} fields that are entered on the page are held to ranges or choices"
    found = [evidence(ITEM, system.at(held[0].routine, held[0].call.pos), says)]
    return found, [] if len(held) == len(fields) else ["bounds of the other fields of the page"]


def _shaped(system: System, shapes: list[OwnThing]) -> Iterator[Evidence]:
    for thing in sorted(shapes, key=lambda one: -len(bounded(system, one))):
        known = system.indexed.class_of(thing)
        if known is not None:
            fields, limits = typed_of(system, thing), bounded(system, thing)
            count = "1 field to its type" if len(fields) == 1 else f"{len(fields)} fields to their types"
            said = f"`{known.name}` holds {count}" + (
                f", {len(limits)} of them to ranges or sets of values" if limits else ""
            )
            if not fields and not limits:
                said = f"`{known.name}` has its fields sent, with anything in them"
            yield evidence(ITEM, system.where(known.path, known.pos), said)
