"""Which object a term is, from one function to the next: two terms may be the same where their atoms meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.terms import Attr, Call, Choice, Const, Element, Item, Own, Param, Result, Self, Term

if TYPE_CHECKING:
    from mle_reviewer.system.code.world import World

Atom = tuple[Any, ...]
Key = frozenset[Atom]
Bound = Mapping[Any, Key]  # what parameters and `self` are in a call that is followed

NOBODY: Final[Key] = frozenset()
_DEEPEST: Final = 8
_MOST: Final = 6


def key_of(term: Term, world: World, bound: Bound, depth: int = 0) -> Key:
    """The atoms of a term: what it may be. An object and what only wraps or moves it are one."""
    if depth > _DEEPEST:
        return NOBODY
    match term:
        case Param():
            known = bound.get((term.path, term.function, term.name))
            return known or _parameter(term, world, bound, depth)
        case Self():
            return bound.get(("self", term.path)) or frozenset({("self", term.path, term.index)})
        case Attr(of=of, name=name):
            return attribute_key(of, name, world, bound, depth + 1)
        case Choice(terms=terms):
            each = [key_of(one, world, bound, depth + 1) for one in terms]
            return frozenset(sorted(frozenset().union(*each), key=repr)[:_MOST])
        case Element(of=of, place=place):
            return frozenset(("element", atom, place) for atom in key_of(of, world, bound, depth + 1))
        case Item(of=of):
            return frozenset(("item", atom, id(term.key)) for atom in key_of(of, world, bound, depth + 1))
        case Result(call=call):
            return _result(call, world, bound, depth)
        case Own(path=path, name=name):
            return frozenset({("own", path, name)})
        case _:
            return frozenset({("term", id(term))})


def attribute_key(of: Term, name: str, world: World, bound: Bound, depth: int = 0) -> Key:
    """An attribute of an object, and what its class binds to it; what a wrapper holds is the object itself."""
    whole = key_of(of, world, bound, depth)
    if name == "module":
        return whole
    found = {("attribute", atom, name) for atom in whole}
    classes = [one for one in world.things(of) if isinstance(one, OwnThing) and one.kind == "class"]
    made = made_with(whole, bound)
    for term in world.attribute(classes[0], name) if len(classes) == 1 and depth < _DEEPEST else ():
        if not isinstance(term, Const):
            found |= key_of(term, world, made, depth + 1)
    return frozenset(sorted(found, key=repr)[: 2 * _MOST])


def made_with(whole: Key, bound: Bound) -> Bound:
    """What the parameters of a class were when an object of it was made on this course."""
    makers = {atom[1] for atom in whole if atom[0] == "made"}
    return {key[2]: given for key, given in bound.items() if key[0] == "init" and key[1] in makers} if makers else {}


def _parameter(term: Param, world: World, bound: Bound, depth: int) -> Key:
    """A parameter of which nothing is bound: itself, and what it is given where all callers give it the same."""
    own = frozenset({("parameter", term.path, term.function, term.name)})
    given = world.given(term)
    return own if len(given) != 1 else own | key_of(given[0], world, bound, depth + 1)


def holders(key: Key) -> Key:
    """An object with all that it is a part of."""
    found = set(key)
    waiting = list(key)
    while waiting:
        atom = waiting.pop()
        if atom[0] in {"attribute", "element", "item"} and atom[1] not in found:
            found.add(atom[1])
            waiting.append(atom[1])
    return frozenset(found)


def _result(call: Call, world: World, bound: Bound, depth: int) -> Key:
    for entry in world.entries(call):
        if entry.effect == "self" and call.method is not None:
            return key_of(call.callee, world, bound, depth + 1)
        wrapped = entry.slots.get("model") if entry.effect == "make" else None
        if entry.effect in {"keep", "as-given"} and isinstance(entry.slots.get("rows"), str):
            wrapped = entry.slots["rows"] if entry.slots["rows"] == "model" else None
        if isinstance(wrapped, str) and wrapped in entry.params:
            given = call.given(wrapped, entry.params.index(wrapped))
            if given is not None:
                return key_of(given, world, bound, depth + 1)
    for target in world.targets(call):
        if isinstance(target, Thing) and target.made is False and call.args and _wraps(target, world):
            return key_of(call.args[0], world, bound, depth + 1)
        if isinstance(target, OwnThing) and target.kind == "function":
            passed = _passed(target, call, world, bound, depth)
            if passed:
                return passed
    return frozenset({("made", id(call))})


def _wraps(target: Thing, world: World) -> bool:
    known = world.table.find_class(target.path)
    return known is not None and isinstance(known.slots.get("model"), str) and known.role == "network"


def _passed(target: OwnThing, call: Call, world: World, bound: Bound, depth: int) -> Key:
    """What a function of the repository gives back of what it was given (`model = prepared(model)`)."""
    module = world.module(target.path)
    code = module.code.functions[target.index] if module is not None else None
    found: set[Atom] = set()
    for term in world.returns(target):
        for one in term.terms if isinstance(term, Choice) else (term,):
            if not isinstance(one, Param) or code is None or one.function != target.index:
                return NOBODY
            params = (
                code.params[1:] if code.owner is not None and "staticmethod" not in code.decorators else code.params
            )
            place = params.index(one.name) if one.name in params else None
            given = call.given(one.name, place)
            if given is None:
                return NOBODY
            found |= key_of(given, world, bound, depth + 1)
    return frozenset(found)
