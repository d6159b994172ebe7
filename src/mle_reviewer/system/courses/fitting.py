"""Sizes that layers give and take: where one gives another number than the next one takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Const, Group, Result, Term

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.courses.forms import Form, Forms

_KEEPS: Final = frozenset({"same", "drops", "passed"})
_LAST, _CHANNELS, _FLAT = "last", "channels", "flat"


@dataclass(frozen=True, slots=True)
class Misfit:
    """Two layers: what the first one gives, and what the second one takes."""

    first: Form
    second: Form
    gives: int
    takes: int


def misfits_asked(forms: Forms, routine: Routine) -> Iterator[tuple[Misfit, int]]:
    """The layers that a function asks one after the other and that do not fit, each with the place of the second."""
    for term, _ in routine.spoken():
        form = forms.of(term.call, routine.path) if isinstance(term, Result) else None
        if form is None or form.made is None:
            continue
        first = form
        if form.sign == "stacked":
            begins = _first(forms.stack(form))
            if begins is None:
                continue
            first = begins
        found = _misfit(forms, first, forms.chain(form.takes(), routine.path)) if _sized(first) else None
        if found is not None:
            yield found, form.call.pos


def misfits_made(forms: Forms, routine: Routine) -> Iterator[tuple[Misfit, int]]:
    """The layers that a function puts one after the other and that do not fit, each with the place of the second."""
    for call in routine.calls():
        form = forms.made(Result(call), routine.path)
        stack = forms.stack(form) if form is not None and form.sign == "stacked" else ()
        for number, one in enumerate(stack):
            if one is not None and number and _sized(one):
                found = _misfit(forms, one, reversed(stack[:number]))
                if found is not None:
                    yield found, one.pos


def _sized(form: Form) -> bool:
    return form.sign == "layer" and "takes" in form.entry.slots


def _first(stack: Iterable[Form | None]) -> Form | None:
    """The first layer of a stack that takes a certain number, where nothing before it changes numbers."""
    for one in stack:
        if one is None or one.sign not in _KEEPS:
            return one
    return None


def _misfit(forms: Forms, second: Form, before: Iterable[Form | None]) -> Misfit | None:
    takes, along = forms.number(second.given("takes")), second.word("along")
    for one in before if takes is not None else ():
        if one is None:
            return None
        if one.sign in _KEEPS or (one.sign == "one-place" and along == _CHANNELS) or _is_norm(one):
            if _is_norm(one) and one.word("along") == along and _differs(forms, one, takes):
                return _told(forms, one, second, takes)
            continue
        if one.sign == "flat" and along == _LAST and forms.number(one.given("first") or Const(1)) == 1:
            along = _FLAT
        elif one.sign == "one-place" and along == _FLAT and _one(forms, one.given("size")):
            along = _CHANNELS
        elif one.sign == "shaped" and along == _LAST and len(one.call.args) == 2:  # noqa: PLR2004 - (rows, numbers)
            gives = forms.number(one.call.args[1])
            wrong = gives is not None and gives > 0 and gives != takes
            return Misfit(one, second, gives or 0, takes or 0) if wrong else None
        elif one.sign == "layer" and one.word("along") == along:
            return _told(forms, one, second, takes) if _differs(forms, one, takes) else None
        else:
            return None
    return None


def _is_norm(form: Form) -> bool:
    """Whether a layer gives as many numbers as it takes, along every axis."""
    slots = form.entry.slots
    return form.sign == "layer" and "takes" in slots and slots["takes"] == slots.get("gives")


def _differs(forms: Forms, form: Form, takes: int | None) -> bool:
    gives = forms.number(form.given("gives"))
    return gives is not None and takes is not None and gives != takes


def _told(forms: Forms, first: Form, second: Form, takes: int | None) -> Misfit:
    return Misfit(first, second, forms.number(first.given("gives")) or 0, takes or 0)


def _one(forms: Forms, size: Term | None) -> bool:
    some = size.items if isinstance(size, Group) else (size,)
    return all(forms.number(one) == 1 for one in some)
