"""Folds that a cross-validation is given: how a splitter, pairs of row numbers or a plain count deal the rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from mle_reviewer.flow.context import Context, data_of, is_missing
from mle_reviewer.flow.effects.splitting import of_splitter
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import NONE, Const, Data, Obj, Seq, State, Value, state
from mle_reviewer.flow.operations import scattering
from mle_reviewer.flow.operations.call import Call, argument_of, truthy
from mle_reviewer.knowledge.table import ClassEntry

_DEEPEST = 3  # row numbers in a pair in a list
_SAID = ("stratified", "deliberate", "gap", "splitter")  # what a splitter said of folds that it made


class Dealing(NamedTuple):
    """How folds deal rows: `shuffled` stands for all that trains on later rows too; `more` says what else is known."""

    given: Value | State | None
    shuffled: bool
    ordered: bool
    grouped: bool
    explicit: bool
    more: dict[str, Any]


def dealing(call: Call, owner: Obj | None) -> Dealing:
    """How a cross-validation deals rows; `owner` is the search that makes it, if one does."""
    value = _first(call) or (argument_of(owner, "cv") if owner is not None else None)
    given = state(value) if value is not None else None
    if isinstance(given, Obj) and given.cls is None and isinstance(given.entry, ClassEntry):
        return _of_library(given)
    if call.word("ordered"):  # whatever folds it is given, it judges what comes after what it trained on
        return Dealing(given, shuffled=False, ordered=True, grouped=False, explicit=False, more={"unknown": True})
    if given is None or isinstance(given, Const):
        return Dealing(given, shuffled=True, ordered=False, grouped=False, explicit=False, more={"unknown": False})
    if isinstance(given, Obj) and given.cls is not None and value is not None:  # the repository's own splitter
        shown = [call.slot(name) or NONE for name in ("rows", "labels", "groups")]
        return _of_numbers(call, given, call.cx.method(call.frame, value, "split", shown, {}, call.pos))
    if isinstance(given, Data):  # perhaps a number, perhaps a splitter
        return Dealing(given, shuffled=True, ordered=False, grouped=False, explicit=False, more={"unknown": True})
    return _of_numbers(call, given, given)


def _first(call: Call) -> Value | None:
    """The folds themselves where they are given, whatever says how many there are else."""
    says = call.entry.slots.get("cv")
    if not isinstance(says, tuple):
        return call.slot("cv")
    return next((found for name in says if not is_missing(found := call.param(str(name)))), None)


def _of_library(splitter: Obj) -> Dealing:
    """A library's splitter; fold numbers that stand beside the rows were dealt by whoever made them."""
    slots = splitter.entry.slots if isinstance(splitter.entry, ClassEntry) else {}
    numbers = data_of(argument_of(splitter, "by")) if "by" in slots else None
    ordered, explicit = bool(slots.get("ordered")), bool(truthy(argument_of(splitter, "shuffle")))
    shuffled = explicit or not ordered if numbers is None else scattering.deals(numbers)
    more = {**of_splitter(splitter), "unknown": numbers is not None and not shuffled, "splitter": splitter.path}
    return Dealing(splitter, shuffled, ordered, bool(slots.get("grouped")), explicit, more)


def _of_numbers(call: Call, given: State, pairs: Value | State) -> Dealing:
    """Row numbers: those of another split are dealt as that one is, the others by chance only if chance drew them."""
    cx = call.cx
    steps = [*_picks(pairs)]
    acts = [act for act in (_drawn_by(cx, step) for step in steps) if act is not None]
    split = next((act for act in acts if act.detail.get("folds")), None)
    if split is not None:
        said = split.detail
        more = {"unknown": bool(said.get("unknown")), **{name: said[name] for name in _SAID if name in said}}
        ordered = bool(said.get("ordered"))
        return Dealing(given, not ordered, ordered, bool(said.get("grouped")), bool(said.get("explicit")), more)
    drawn = [act for act in acts if act.detail.get("shuffled")]
    grouped = not is_missing(call.slot("groups")) or any(act.detail.get("grouped") for act in drawn)
    return Dealing(given, bool(drawn), ordered=False, grouped=grouped, explicit=False, more={"unknown": not drawn})


def _picks(value: Value | State, depth: int = 0) -> Iterator[Step]:
    """The steps by which the row numbers in a list of pairs select rows."""
    inner = state(value)
    if isinstance(inner, Seq) and depth < _DEEPEST:
        for one in inner.items if inner.rest is None else (*inner.items, inner.rest):
            yield from _picks(one, depth + 1)
    elif isinstance(inner, Data):
        yield from inner.picks or ()


def _drawn_by(cx: Context, step: Step) -> Act | None:
    """The split, or the order that chance made, which row numbers were cut out of."""
    while step[0] == "not" and isinstance(step[1], tuple):
        step = step[1]
    number = step[1] if step[0] in {"side", "slice", "some"} else scattering.act_of(cx.record.step_places, step)
    return cx.record.acts[number] if isinstance(number, int) and 0 < number < len(cx.record.acts) else None
