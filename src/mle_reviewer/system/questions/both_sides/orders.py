"""Orders of names in which values stand, as far as one dict, list or class says by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Call
from mle_reviewer.system.code.terms import Collected, Const, Element, Group, Item, Pairs, Result, Term, within
from mle_reviewer.system.questions.both_sides.written_names import alone, changes_of, texts

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


@dataclass(frozen=True, slots=True)
class Order:
    """Names in the order in which their values stand; `plain` where the values stand there without the names."""

    names: tuple[str, ...]
    term: Term
    plain: bool
    single: bool = False  # one row, not yet put into a table
    record: bool = False  # a dict, or a list of one, whose values are found by their names
    values: tuple[Term, ...] | None = None  # what stands under the names, where all of it is known
    through: tuple[Call, ...] = ()  # the transformers that all of it went through


def pairs_of(term: Pairs) -> Order | None:
    """The keys of a dict as they are written."""
    names = [one.value for one in term.keys if isinstance(one, Const) and isinstance(one.value, str)]
    known = len(names) == len(term.keys)
    return Order(tuple(names), term, plain=False, single=True, record=True, values=term.values) if known else None


def collected_of(system: System, term: Collected) -> Order | None:
    """`[row[name] for name in NAMES]`, `{name: row[name] for name in NAMES}`."""
    names = texts(system, term.of)
    each = (one for one in within(term.value) if isinstance(one, Item))
    taken = any(isinstance(one.key, Element) and one.key.of is term.of for one in each)
    each_got = (one.call for one in within(term.value) if isinstance(one, Result) and one.call.method == "get")
    taken = taken or any(isinstance(arg, Element) and arg.of is term.of for call in each_got for arg in call.args[:1])
    plain = term.key is None
    held = (one.of,) if isinstance(one := term.value, Item) else None
    return Order(names, term.of, plain=plain, single=True, record=not plain, values=held) if names and taken else None


def fields_of(system: System, term: Term) -> Order | None:
    """The fields of a request, in the order of its class."""
    shapes = {(one.thing.path, one.thing.index) for one in system.shapes.get("schema", ())}
    for thing in system.indexed.things(term):
        if isinstance(thing, OwnThing) and (thing.path, thing.index) in shapes:
            found = system.indexed.class_of(thing)
            plain = found is not None and not any(
                isinstance(base, OwnThing) and base.index != thing.index for base in system.indexed.bases(thing)
            )
            names = tuple(found.annotations) if found is not None and plain else ()
            return Order(names, term, plain=False, single=True, record=True, values=(term,)) if names else None
    return None


def as_named(names: tuple[str, ...], term: Term, made: Order | None) -> Order:
    """Columns that are taken out of a table, or given to values: the values stay what they were."""
    if made is None:
        return Order(names, term, plain=False)
    return Order(names, term, plain=False, values=made.values, through=made.through)


def changed(system: System, term: Term, found: Order | None) -> Order | None:
    """What is left once all was put into a table or dict, in the order in which it is written."""
    for step in changes_of(system, term) if found is not None else ():
        if found is None:
            return None
        if isinstance(step, Call):
            found = _moved(step, found)
            continue
        key = step.key.items[-1] if isinstance(step.key, Group) and step.key.kind == "tuple" else step.key
        named = alone(key)
        if not named or (found.plain and not found.single):
            return None
        if any(one in found.names for one in named):
            found = replace(found, values=None)
        found = replace(found, names=found.names + tuple(one for one in named if one not in found.names))
    return found


def _moved(call: Call, found: Order) -> Order | None:
    taken = alone(call.args[0]) if call.args else ()
    if call.method == "pop" and taken:
        return replace(found, names=tuple(one for one in found.names if one not in taken))
    inplace = call.given("inplace")
    same = call.method in {"drop", "rename"} and (inplace is None or getattr(inplace, "value", True) is False)
    return found if same else None
