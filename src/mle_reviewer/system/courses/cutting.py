"""Losses that no gradient of a network goes through, and where it was cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Routine, SetAttr
from mle_reviewer.system.code.terms import Call, Choice, Const, Element, Op, Result, Term, within

if TYPE_CHECKING:
    from mle_reviewer.system.courses.forms import Forms

_PASSES: Final = frozenset({"passed", "squeezed", "shaped", "flat"})
_COMPARES: Final = frozenset({"<", "<=", ">", ">=", "==", "!="})
_DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a gradient ends before it comes to a network, and whether the loss asks for gradients all the same."""

    pos: int
    says: str
    silent: bool


def cut_off(forms: Forms, routine: Routine, loss: Term) -> Cut | None:
    """Where the gradient of a loss ends, on every way that it may have been made; None where it may go on."""
    found = [_cut(forms, routine, one) for one in (loss.terms if isinstance(loss, Choice) else (loss,))]
    if not found or any(one is None for one in found):
        return None
    first = found[0]
    if first is None:
        return None
    wanted = first.silent or _wanted(routine, loss)
    return Cut(first.pos, first.says, wanted)


def _cut(forms: Forms, routine: Routine, term: Term, depth: int = 0) -> Cut | None:
    if depth > _DEEPEST:
        return None
    if isinstance(term, Op) and term.op in _COMPARES:
        return Cut(term.pos, "a comparison has no gradient", silent=False)
    if isinstance(term, Element) and term.place == 1 and isinstance(term.of, Result):
        return _place_of_highest(forms, term.of.call)
    if not isinstance(term, Result):
        return None
    call = term.call
    if call.method == "requires_grad_":
        asked = _cut(forms, routine, call.callee, depth + 1)
        return None if asked is None else Cut(asked.pos, asked.says, silent=True)
    form = forms.of(call, routine.path)
    if form is None:
        return None
    inner = form.takes() if form.sign in _PASSES else form.given("prediction") if form.sign == "loss" else None
    if inner is not None:
        return _cut(forms, routine, inner, depth + 1)
    if form.sign == "cut" and _worked_out(form.takes()):
        return Cut(call.pos, f"`{_named(call)}` gives numbers that no gradient goes through", silent=False)
    if form.sign == "made" and call.args and _worked_out(call.args[0]):
        wanted = form.given("wanted")
        asks = isinstance(wanted, Const) and wanted.value is True
        return Cut(call.pos, f"`{_named(call)}` makes a new tensor of bare numbers", silent=asks)
    return None


def _place_of_highest(forms: Forms, call: Call) -> Cut | None:
    """The second of what `max(x, dim)` gives: places, which have no gradient."""
    entries = forms.world.entries(call)
    dims = len(call.args) > (0 if call.method is not None else 1) or any(name == "dim" for name, _ in call.kwargs)
    if dims and any(one.path.rpartition(".")[2] in {"max", "min"} and one.effect == "aggregate" for one in entries):
        return Cut(call.pos, "the place of the highest score has no gradient", silent=False)
    return None


def _worked_out(term: Term | None) -> bool:
    """Whether something is worked out by calls, and no constant."""
    return term is not None and any(isinstance(one, Result) for one in within(term))


def _named(call: Call) -> str:
    return (
        f".{call.method}()" if call.method is not None else getattr(call.callee, "path", "").rpartition(".")[2] + "()"
    )


def _wanted(routine: Routine, loss: Term) -> bool:
    """Whether gradients are asked for of a loss that has none."""
    for step in routine.every():
        if isinstance(step, SetAttr) and step.name == "requires_grad" and step.of is loss:
            return isinstance(step.term, Const) and step.term.value is True
        if isinstance(step, Call) and step.method == "requires_grad_" and step.callee is loss:
            return True
    return False
