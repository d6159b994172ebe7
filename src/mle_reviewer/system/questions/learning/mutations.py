"""Functions that change a table that they were given, while whoever called them goes on with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Assign, Call, Return, Routine, SetAttr, SetItem, Step
from mle_reviewer.system.code.terms import Attr, Const, Group, Item, Lib, Op, Pairs, Param, Result, Self, Term, within
from mle_reviewer.system.questions.learning.training_ground import ground
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ENVIRONMENT: Final = "os.environ"
_PLAIN: Final = frozenset(name for kind in (str, bytes, list, dict, set, int, float) for name in dir(kind))
_SECRETS: Final = frozenset({
    "KEY", "APIKEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIALS", "USERNAME", "USER", "URI", "URL",
})  # fmt: skip
_FITS: Final = frozenset({"fit", "partial-fit", "fit-predict", "fit-transform", "train"})
_SETTINGS: Final = frozenset({"cfg", "config", "conf", "settings", "params", "hparams"})
_TELLING: Final = frozenset({"load", "restore", "set", "setup", "configure", "update", "override", "init"})
_COPIES: Final = frozenset({"copy.copy", "copy.deepcopy"})
_KEEPS: Final = frozenset({"save", "persist"})


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change of a parameter's table (`step` in `routine`), a call that hands one over, and where it is used again."""

    routine: Routine
    param: Param
    step: Step
    says: str
    caller: Routine
    call: Call
    again: Step


def mutations(system: System) -> Iterator[Mutation]:
    """Changes of tables by functions that return something, so that nobody expects their argument to change."""
    near = ground(system)  # where nothing trains, all code is asked
    for routine in (one for one in system.routines() if not near or one.path in near):
        changed = first_changes(system, routine)
        if not changed or not _returns(routine):
            continue
        for param, step, says in changed.values():
            found = _used_again(system, routine, param)
            if found is not None:
                yield Mutation(routine, param, step, says, *found)


def first_changes(system: System, routine: Routine) -> dict[str, tuple[Param, Step, str]]:
    """The first change of each parameter that is a table, by its name."""
    found: dict[str, tuple[Param, Step, str]] = {}
    for step in routine.every():
        changed = _changed(step)
        if changed is None or changed[0].name in found:
            continue
        if _is_a_copy(system, routine, changed[0]):
            continue
        if _is_table(system, changed[0]) or (_is_untyped(system, changed[0]) and _shows_a_table(step, changed[0])):
            found[changed[0].name] = changed[0], step, changed[1]
    return found


def _is_a_copy(system: System, routine: Routine, param: Param) -> bool:
    """Whether all who call a function hand over a copy that they made for it."""
    names = routine.params[1:] if routine.owner is not None else routine.params
    place = names.index(param.name) if param.name in names else None
    calls = [call for caller, call in system.indexed.callers(routine) if tier(caller.path) == "code"]
    given = [call.given(param.name, place) for call in calls]
    return bool(given) and all(
        isinstance(one, Result) and (one.call.method == "copy" or _COPIES & set(system.indexed.names(one.call)))
        for one in given
    )


def held_changes(system: System, routine: Routine) -> Iterator[tuple[Step, str]]:
    """Where a method writes into the table of an object that it was given, or a function fits what a module holds."""
    if routine.function < 0:
        return
    seen: set[str] = set()
    for step in routine.every():
        if isinstance(step, SetItem) and isinstance(step.of, Attr):
            name = _given_to_self(system, step.of)
            if name and name not in seen:
                seen.add(name)
                yield step, f"`{name}.{step.of.name}[…] =` writes into what the object that it was given holds"
        elif isinstance(step, SetAttr) and isinstance(settings := _outermost(step.of), Attr):
            name = f"self.{settings.name}"
            kept = _SETTINGS & set(settings.name.lower().split("_")) and not _TELLING & set(words(routine.name))
            if name not in seen and kept and _was_given(system, settings):
                seen.add(name)
                inner = "" if step.of is settings else "…"
                yield step, f"`{name}{inner}.{step.name} =` writes into the settings that the object was given"
        elif isinstance(step, Call) and isinstance(step.callee, Result) and step.method is not None:
            held = system.once(_made_by_modules).get(id(step.callee))
            fits = held is not None and any(one.effect in _FITS for one in system.indexed.entries(step))
            if held is not None and fits and held not in seen:
                seen.add(held)
                yield step, f"`{held}`, which a module holds for all of the process, is fitted"


def _given_to_self(system: System, table: Attr) -> str:
    """The name under which an object keeps another one that it was given, whose table this is; "" where it is none."""
    of = table.of
    return f"self.{of.name}" if isinstance(of, Attr) and _was_given(system, of) else ""


def _was_given(system: System, held: Attr) -> bool:
    """Whether an object was given what it keeps under a name."""
    if not isinstance(held.of, Self):
        return False
    bound = [
        term
        for thing in system.indexed.things(held.of)
        if isinstance(thing, OwnThing)
        for term in system.indexed.attribute(thing, held.name)
    ]
    return any(isinstance(one, Param) for one in bound)


def _outermost(of: Term) -> Term:
    """What an object keeps itself, of something deep inside it: `self.cfg` of `self.cfg.model.optimizer`."""
    while isinstance(of, (Attr, Item)) and not isinstance(of.of, Self):
        of = of.of
    return of


def _made_by_modules(system: System) -> dict[int, str]:
    """What documents of training make at their module level, by its names."""
    found: dict[int, str] = {}
    for path in ground(system):
        module = system.indexed.module(path)
        for step in module.top().steps if module is not None else ():
            if isinstance(step, Assign) and isinstance(step.term, Result):
                found[id(step.term)] = step.name
    return found


def process_wide(system: System, routine: Routine) -> Iterator[tuple[Step, str]]:
    """Where a function writes what all of the process shares: the environment, dicts and names of modules."""
    if routine.function < 0:  # what a module sets while it is imported is set once, before anything runs
        return
    shared = system.once(_of_modules)
    bound = _bound(system, routine)
    once = _begins(system, routine)
    for step in routine.every():
        if isinstance(step, Assign) and step.name in bound:
            bound.discard(step.name)
            yield step, f"`{step.name}` of the module is bound anew (`global`)"
        if not isinstance(step, SetItem) or once:
            continue
        if isinstance(step.of, Lib) and step.of.path == _ENVIRONMENT:
            if not _is_told_apart(step.key) and not _is_restored(routine):
                yield step, "a variable of the environment is set, for all of the process"
        elif isinstance(step.of, Pairs) and id(step.of) in shared:
            yield step, f"`{shared[id(step.of)]}` of a module is written into"


def _begins(system: System, routine: Routine) -> bool:
    """Whether a function is only called at a module's level: what a program sets before it begins, what registers."""
    callers = [caller for caller, _ in system.indexed.callers(routine) if tier(caller.path) == "code"]
    if not callers:
        return system.reached.how(routine) is not None and bool(routine.decorators)
    return all(caller.function < 0 for caller in callers)


def _is_restored(routine: Routine) -> bool:
    """Whether a function gives way in between, as what sets a variable for a while does."""
    return any(isinstance(step, Return) and step.yields for step in routine.every())


def _bound(system: System, routine: Routine) -> set[str]:
    """The names of its module that a function binds anew; what stands at None until it is first asked for is none."""
    module = system.indexed.module(routine.path)
    found = set()
    for name, functions in module.binding.items() if module is not None else ():
        before = module.names.get(name) if module is not None else None
        later = before is None or (isinstance(before, Const) and before.value is None)
        if routine.function in functions and not later and not name.startswith("_"):
            found.add(name)
    return found


def _is_told_apart(key: Term) -> bool:
    """Whether a variable makes operations repeat, or says to a client who asks: neither is a setting of training."""
    some = str(key.value).upper() if isinstance(key, Const) else ""
    return any(word in some for word in ("SEED", "DETERMINISTIC", "CUBLAS")) or bool(_SECRETS & set(some.split("_")))


def _of_modules(system: System) -> dict[int, str]:
    """The dicts of module levels that say something before they are written into, by their names."""
    found: dict[int, str] = {}
    for path in ground(system):
        module = system.indexed.module(path)
        for step in module.top().steps if module is not None else ():
            if isinstance(step, Assign) and isinstance(step.term, Pairs) and step.term.keys:
                found[id(step.term)] = step.name
    return found


def _changed(step: Step) -> tuple[Param, str] | None:
    if isinstance(step, SetItem) and isinstance(step.of, Param):
        return step.of, f"`{step.of.name}[…] =` writes into the table that it was given"
    if isinstance(step, Call) and isinstance(step.callee, Param) and step.method is not None:
        inplace = step.given("inplace")
        if isinstance(inplace, Const) and inplace.value is True:
            return step.callee, f"`{step.callee.name}.{step.method}(inplace=True)` changes the table that it was given"
    return None


def _is_table(system: System, param: Param) -> bool:
    return any(
        isinstance(thing, Thing)
        and (known := system.table.find_class(thing.path)) is not None
        and known.role == "frame"
        for thing in system.indexed.things(param)
    )


def _is_untyped(system: System, param: Param) -> bool:
    """Whether nothing is known of what it is: of what a library gives that no page describes, nothing is."""
    things = system.indexed.things(param)
    return all(isinstance(one, Thing) and system.table.find_class(one.path) is None for one in things)


def _shows_a_table(step: Step, param: Param) -> bool:
    """Whether a change is one that only tables have: `inplace=True`, or a column that is made of other columns."""
    if isinstance(step, Call):
        return True
    if not isinstance(step, SetItem) or not isinstance(step.key, (Const, Group)):
        return False
    for one in within(step.term):
        if isinstance(one, Result) and one.call.method is not None and one.call.method not in _PLAIN:
            column = one.call.callee
            if isinstance(column, Item) and column.of is param:
                return True
        if isinstance(one, Attr) and one.name not in _PLAIN and isinstance(one.of, Attr):
            column = one.of.of
            if isinstance(column, Item) and column.of is param:  # `frame["day"].dt.month`
                return True
        of_library = isinstance(one, Result) and isinstance(one.call.callee, Lib) and "." in one.call.callee.path
        if isinstance(one, Result) and of_library and any(_worked_with(arg, param) for arg in one.call.args):
            return True  # `np.sin(frame["hour"] / 24)`
    return False


def _worked_with(term: Term, param: Param) -> bool:
    """Whether a column of a parameter is reckoned with, as a whole."""
    return isinstance(term, Op) and any(
        isinstance(one, Item) and one.of is param and isinstance(one.key, Const) for one in within(term)
    )


def _returns(routine: Routine) -> bool:
    return any(isinstance(step, Return) and step.term is not None and not step.yields for step in routine.every())


def _used_again(system: System, routine: Routine, param: Param) -> tuple[Routine, Call, Step] | None:
    """A call that hands a table over which its own function goes on with, as a whole."""
    names = routine.params[1:] if routine.owner is not None else routine.params
    place = names.index(param.name) if param.name in names else None
    for caller, call in system.indexed.callers(routine):
        given = call.given(param.name, place)
        if given is None or isinstance(given, Const) or not call.used:
            continue
        after = False
        for step in caller.every():
            if step is call:
                after = True
            elif after and _takes(system, step, given) and step.pos > call.pos:
                return caller, call, step
    return None


def _takes(system: System, step: Step, table: Term) -> bool:
    """Whether a step hands on the very table, alone or among others, keeps it or returns it."""
    if isinstance(step, Call):
        given = (*step.args, *(value for _, value in step.kwargs))
        kept = step.callee is table and any(one.effect in _KEEPS for one in system.indexed.entries(step))
        return kept or any(_is(one, table) for one in given)
    return isinstance(step, Return) and step.term is not None and _is(step.term, table)


def _is(term: Term, table: Term) -> bool:
    return term is table or (isinstance(term, Group) and any(one is table for one in term.items))
