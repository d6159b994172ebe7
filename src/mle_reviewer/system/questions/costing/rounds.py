"""Rounds: what is done once for each element of something, by a loop or by a function that a table applies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Leave, Loop, Return, Routine, every
from mle_reviewer.system.code.terms import (
    UNKNOWN,
    Attr,
    Call,
    Collected,
    Const,
    Element,
    Global,
    Group,
    Item,
    Pairs,
    Param,
    Result,
    Term,
)
from mle_reviewer.system.handlers import named_functions

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Steps
    from mle_reviewer.system.system import System

_HELD: Final = frozenset({"series", "array"})  # one gets their rows by going through them
_APPLYING: Final = frozenset({"apply", "progress_apply", "map", "transform", "parallel_apply"})
_APART: Final = frozenset({"batch", "split", "folds", "group", "rolling", "cut-windows", "partition", "load"})
_LISTS: Final = ("list", "List", "Sequence", "tuple", "Tuple", "Iterable", "typing.List", "typing.Sequence")
_FEW: Final = 64
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """What is done for each element of `over`: where it is begun, by what, and the steps themselves.

    `routine` is the function whose terms the steps speak in: that of the loop, or the function that is applied.
    """

    starts: Routine
    pos: int
    over: Term
    routine: Routine
    steps: Steps
    loop: Loop | None
    element: str = ""  # the parameter that is given an element, where a function is called for each

    def is_element(self, term: Term) -> bool:
        """Whether a term is what a round is about."""
        if self.loop is not None:
            return isinstance(term, Element) and term.of is self.loop.over
        if not isinstance(term, Param) or (term.path, term.function) != (self.routine.path, self.routine.function):
            return False
        return term.name == self.element

    def ends_early(self) -> bool:
        """Whether it may stop before all elements had their turn."""
        if self.loop is None:
            return False
        return any(
            (isinstance(one, Leave) and one.how == "break") or (isinstance(one, Return) and not one.yields)
            for one in every(self.steps)
        )


def worked(system: System) -> Iterator[Routine]:
    """The functions in which time is spent: of production code, and of notebooks."""
    yield from system.routines("code")
    for path in system.notebooks:
        module = system.indexed.module(path)
        yield from module.routines() if module is not None else ()


def rounds(system: System, routine: Routine) -> Iterator[Round]:
    """The rounds that a function has itself, the outer ones first."""
    for step in routine.every():
        if isinstance(step, Loop) and step.over is not None:
            yield Round(routine, step.pos, unwrapped(system, step.over), routine, step.body, step)
        elif isinstance(step, Call) and step.method in _APPLYING and (found := _applied(system, routine, step)):
            yield found


def _applied(system: System, routine: Routine, call: Call) -> Round | None:
    """The function that a table applies to its rows, or a column to its values."""
    given = call.given("func", 0) or call.given("arg", 0) or call.given("function", 0)
    known = next((one for one in system.indexed.entries(call) if one.effect == "apply"), None)
    axis = call.given("axis", 1)
    by_row = isinstance(axis, Const) and axis.value in {1, "columns"}
    column = _is_column(system, call.callee)
    if given is None or not (by_row or column) or (known is None and not column and not by_row):
        return None
    functions = list(named_functions(system, given))
    if len(functions) != 1:
        return None
    one = functions[0]
    module = system.indexed.module(one.path)
    static = module is not None and "staticmethod" in module.code.functions[one.function].decorators
    params = one.params[1:] if one.owner is not None and not static else one.params
    return Round(routine, call.pos, call.callee, one, one.steps, None, params[0]) if params else None


def items(system: System) -> Iterator[Round]:
    """What data sets of the repository do for each item that a loader asks of them."""
    for routine in worked(system):
        name = routine.name.rpartition(".")[2]
        if name != "__getitem__" or routine.owner is None or len(routine.params) < 2:  # noqa: PLR2004 - self, index
            continue
        thing = OwnThing(routine.path, "", "class", routine.owner, made=True)
        bases = (one for one in system.indexed.bases(thing) if isinstance(one, Thing))
        known = (system.table.find_class(one.path) for one in bases)
        if any(one is not None and one.role == "dataset" for one in known):
            yield Round(routine, routine.pos, UNKNOWN, routine, routine.steps, None, routine.params[1])


def _is_column(system: System, term: Term) -> bool:
    """Whether a term is one column of a table."""
    if isinstance(term, Item) and isinstance(term.key, Const) and isinstance(term.key.value, str):
        return True
    return any(_role(system, one) == "series" for one in system.indexed.things(term))


def _role(system: System, thing: object) -> str:
    known = system.table.find_class(thing.path) if isinstance(thing, Thing) and thing.made else None
    return known.role if known is not None else ""


def unwrapped(system: System, term: Term) -> Term:
    """What is gone through, without what only counts or shows how far one is."""
    for _ in range(_DEEPEST):
        if not isinstance(term, Result) or not term.call.args:
            break
        effects = {one.effect for one in system.indexed.entries(term.call)}
        names = system.indexed.names(term.call)
        signs = {one.sign for name in names if (one := system.conventions.call(name))}
        listed = "elements" in effects and names[0].startswith("builtins.")
        if term.call.method is not None or not (effects & {"enumerate", "zip"} or listed or "go-through" in signs):
            break
        term = term.call.args[0]
    return term


def whole(system: System, one: Round) -> Term | None:
    """The table, array or list whose elements are gone through one by one and which is at hand as a whole."""
    over = one.over
    if one.loop is None:  # it is the table itself that applies the function
        return over
    if isinstance(over, Result):
        effects = {one.effect for one in system.indexed.entries(over.call)}
        if "rows-of" in effects and over.call.method is not None:
            return over.call.callee
        if "range" in effects:
            return _counted(system, over.call)
        if effects & _APART:
            return None
        if over.call.method in {"tolist", "to_list", "to_numpy"}:
            return over.call.callee
    if isinstance(over, Attr) and over.name == "values":
        return over.of
    if isinstance(over, Param) and over.annotation.partition("[")[0] in _LISTS and "[" in over.annotation:
        return over
    if isinstance(over, Item) and isinstance(over.key, Const) and isinstance(over.key.value, str):
        return over
    if isinstance(over, (Group, Collected)):
        return over
    return over if any(_role(system, one) in _HELD for one in system.indexed.things(over)) else None


def by_row(system: System, one: Round) -> bool:
    """Whether it is done for each row of a table, and not for each of some other things that may be few."""
    if one.loop is None:
        return True
    over = one.over
    if not isinstance(over, Result):
        return False
    effects = {entry.effect for entry in system.indexed.entries(over.call)}
    rows = whole(system, one) if "range" in effects else None
    counted = rows is not None and any(_role(system, thing) == "frame" for thing in system.indexed.things(rows))
    return "rows-of" in effects or counted


def _counted(system: System, call: Call) -> Term | None:
    """What is as long as a range: `range(len(rows))`, `range(rows.shape[0])`."""
    if len(call.args) > 2 or not call.args or call.kwargs:  # noqa: PLR2004 - with a step, batches are gone through
        return None
    end = call.args[-1]
    if isinstance(end, Result) and any(one.effect == "length" for one in system.indexed.entries(end.call)):
        return end.call.args[0] if end.call.args else None
    shape = end.of if isinstance(end, Item) and isinstance(end.key, Const) and end.key.value == 0 else None
    return shape.of if isinstance(shape, Attr) and shape.name == "shape" else None


def few(system: System, over: Term) -> bool:
    """Whether it is known that there are only some: a list that is written down, the first rows of a table."""
    for _ in range(_DEEPEST):
        if isinstance(over, Global):
            over = over.term
        elif isinstance(over, (Group, Pairs)):
            return _is_short(over)
        elif isinstance(over, Collected):
            over = unwrapped(system, over.of)
        elif isinstance(over, Attr):
            over = over.of
        elif isinstance(over, Item):
            if isinstance(over.key, Group) and over.key.kind == "slice":
                end = over.key.items[1] if len(over.key.items) > 1 else None
                if isinstance(end, Const) and isinstance(end.value, int) and 0 < end.value <= _FEW:
                    return True
            over = over.of
        elif isinstance(over, Result):
            if (answer := _few_of(system, over.call)) is not None:
                return answer
            if over.call.method is None:
                return False
            over = over.call.callee
        else:
            return False
    return False


def _is_short(written: Group | Pairs) -> bool:
    """Whether what is written down there is all that there is, and not many."""
    if isinstance(written, Pairs):
        return 0 < len(written.keys) <= _FEW and None not in written.keys
    return written.kind != "slice" and 0 < len(written.items) <= _FEW


def _few_of(system: System, call: Call) -> bool | None:
    """What a call says of how many it gives; None where that is up to what it is called on."""
    for entry in system.indexed.entries(call):
        if entry.effect in {"take", "sample", "first-few"}:
            given = call.given("n", 0)
            number = given if given is not None else Const(entry.defaults.get("n"))
            if isinstance(number, Const) and isinstance(number.value, int) and number.value <= _FEW:
                return True
        if entry.effect == "range":
            ends = [one.value for one in call.args if isinstance(one, Const) and isinstance(one.value, int)]
            return len(ends) == len(call.args) > 0 and max(ends) <= _FEW
        if entry.effect == "folds":
            return True
    return None
