"""The loaders that a loop may take its batches from, by the calls that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import Attr, Choice, Const, Element, Global, Group, Item, Pairs, Param, Result, Term

if TYPE_CHECKING:
    from mle_reviewer.system.courses.forms import Form, Forms

_DEEPEST: Final = 7


def loaders(forms: Forms, term: Term, depth: int = 0) -> tuple[Form, ...] | None:
    """Every loader that a term may be; None where it may also be something else."""
    if depth > _DEEPEST:
        return None
    found: list[Form] = []
    if isinstance(term, Result):
        form = forms.made(term, "")
        if form is not None:
            return (form,) if form.sign == "batches" else None
    some = _behind(forms, term)
    for one in some:
        inner = loaders(forms, one, depth + 1)
        if inner is None:
            return None
        found += inner
    return tuple(dict.fromkeys(found)) if some else None


def _behind(forms: Forms, term: Term) -> tuple[Term, ...]:
    """What a term stands for."""
    world = forms.world
    match term:
        case Choice(terms=terms):
            return tuple(one for one in terms if not (isinstance(one, Const) and one.value is None))
        case Global(term=of):
            return (of,)
        case Param():
            return world.given(term) or (() if term.default is None else (term.default,))
        case Attr(of=of, name=name):
            owners = [one for one in world.things(of) if isinstance(one, OwnThing) and one.kind == "class"]
            bound = world.attribute(owners[0], name) if len(owners) == 1 else ()
            return tuple(one for one in bound if not (isinstance(one, Const) and one.value is None))
        case Element(of=Result(call=call), place=int(place)):
            given = [one for routine in world.own(call) for one in routine.returned()]
            fits = all(isinstance(one, Group) and place < len(one.items) for one in given)
            return tuple(one.items[place] for one in given if isinstance(one, Group)) if fits else ()
        case Item(of=Pairs() as pairs, key=Const(value=str(key))):
            known = pairs.get(key)
            return () if known is None else (known,)
        case Result(call=call):
            own = world.own(call)
            if own:
                return tuple(one for routine in own for one in routine.returned())
            form = forms.of(call, "")
            return call.args[:1] if form is not None and form.sign == "goes-through" else ()
        case _:
            return ()
