"""What a change does to functions that others call: what they take, how they are typed, which errors they let pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.alteration import Alteration
from mle_reviewer.program.code import line_of
from mle_reviewer.system.code.steps import Assign, Attempt, Leave, Return, Routine, Step
from mle_reviewer.system.code.terms import Const, Group, Pairs, Term
from mle_reviewer.system.questions.changes.guards import functions_named
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.code import FunctionCode, ModuleCode
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.code.steps import Handler
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_TYPED: Final = 0.8  # the part of a project's functions that has types, from which a function without stands out
_ENOUGH: Final = 8  # functions from which that part says something
_SHORT: Final = 40  # columns of a value that is shown
_MOST: Final = 5


def callables(systems: Systems) -> tuple[Alteration, ...]:
    """The signatures that no longer fit, new functions without types, and errors that are now passed over."""
    return (*_signatures(systems), *_untyped(systems), *_swallowed(systems))


def _signatures(systems: Systems) -> Iterator[Alteration]:
    """Functions that ask for more, or for something else, and calls that the change left as they were."""
    for old, new in systems.modified("python"):
        if tier(new) != "code":
            continue
        before, after = functions_named(systems.before, old), functions_named(systems.after, new)
        for name, was in before.items():
            now = after.get(name)
            if now is None or not name or now.function < 0:
                continue
            asked, gone = _difference(systems, was, now)
            if not asked and not gone:
                continue
            left = [
                systems.after.at(by, call.pos)
                for by, call in systems.after.indexed.callers(now)
                if _unfit(systems.after, now, call, asked, gone)
            ]
            left = [at for at in left if not systems.touched(at.path, at.raw_line or at.line)]
            if left:
                parts = [f"asks for {_listed(asked)}"] if asked else []
                parts += [f"no longer takes {_listed(gone)}"] if gone else []
                at = systems.after.at(now, now.pos)
                yield Alteration("signature", name, at, " and ".join(parts), (name,), tuple(left[:_MOST]))


def _difference(systems: Systems, was: Routine, now: Routine) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parameters without a default that are new, and those that are gone."""
    old, new = _code(systems.before, was), _code(systems.after, now)
    if old is None or new is None:
        return (), ()
    module = systems.after.indexed.module(now.path)
    defaults = module.defaults(now.function) if module is not None else {}
    had, has = (*old.params, *old.kwonly), (*new.params, *new.kwonly)
    asked = tuple(one for one in has if one not in had and one not in defaults)
    gone = tuple(one for one in had if one not in has and not new.kwarg)
    return asked, gone


def _unfit(system: System, now: Routine, call: Call, asked: tuple[str, ...], gone: tuple[str, ...]) -> bool:
    """Whether a call gives what is no longer taken, or lacks what is asked for now."""
    if call.starred or any(name is None for name, _ in call.kwargs):
        return False
    code = _code(system, now)
    if code is None or any(name in gone for name, _ in call.kwargs):
        return code is not None
    bound = code.owner is not None and "staticmethod" not in code.decorators
    params = code.params[1:] if bound else code.params
    given = {name for name, _ in call.kwargs} | set(params[: len(call.args)])
    return any(one not in given for one in asked)


def _code(system: System, routine: Routine) -> FunctionCode | None:
    module = system.indexed.module(routine.path)
    return module.code.functions[routine.function] if module is not None and routine.function >= 0 else None


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{one}`" for one in names)


def _untyped(systems: Systems) -> Iterator[Alteration]:
    """New public functions without types, where the project's functions have them."""
    every = [
        code for path in systems.before.code if tier(path) == "code"
        for module in [systems.before.indexed.module(path)] if module is not None
        for code in _public(module.code)
    ]  # fmt: skip
    share = sum(map(_is_typed, every)) / len(every) if len(every) >= _ENOUGH else 0.0
    if share < _TYPED:
        return
    renamed = {file.path: file.old_path for file in systems.files if file.old_path}
    for file in systems.files:
        module = systems.after.indexed.module(file.path) if file.path.endswith(".py") else None
        if module is None or tier(file.path) != "code" or file.path in systems.deleted:
            continue
        known = functions_named(systems.before, renamed[file.path]) if file.path in renamed else {}
        for code in _public(module.code):
            if not _is_typed(code) and code.qualname not in known:
                at = systems.after.where(file.path, code.pos)
                yield Alteration("untyped", code.qualname, at, f"{share:.0%} of the project's functions have types")


def _public(module: ModuleCode) -> Iterator[FunctionCode]:
    """The functions that others may call: none with a private name, and none that stands in another."""
    names = {code.qualname for code in module.functions}
    for code in module.functions:
        hidden = any(part.startswith(("_", "<")) for part in code.qualname.split("."))
        if not hidden and code.qualname.rpartition(".")[0] not in names:
            yield code


def _is_typed(code: FunctionCode) -> bool:
    names = [one for one in (*code.params, *code.kwonly) if one not in {"self", "cls"}]
    return bool(code.returns) if not names else all(one in code.annotations for one in names)


def _swallowed(systems: Systems) -> Iterator[Alteration]:
    """New handlers of errors in which nothing is raised, called or remembered: the program goes on as if well."""
    for file in systems.files:
        module = systems.after.indexed.module(file.path) if file.path.endswith(".py") else None
        if module is None or tier(file.path) != "code" or file.path in systems.deleted:
            continue
        for routine in module.routines():
            for step in routine.every():
                for one in step.handlers if isinstance(step, Attempt) else ():
                    goes_on = _goes_on(one) if _is_wide(one) else None
                    at = _first(systems.after, routine, one) if goes_on is not None else None
                    if at is not None and goes_on is not None and systems.touched(at.path, at.line):
                        caught = one.types or "every error"
                        yield Alteration("swallowed", caught, at, goes_on)


def _is_wide(handler: Handler) -> bool:
    """Whether more is caught than one kind of error that somebody had in mind."""
    return not handler.types or handler.types.rpartition(".")[2] in {"Exception", "BaseException"}


def _goes_on(handler: Handler) -> str | None:
    """How it goes on after the error; None where somebody learns of it."""
    body = [step for step in handler.body if not _is_name(step, handler.name)]
    if not body:
        return "goes on with nothing"
    if len(body) > 1:
        return None
    match body[0]:
        case Leave(how=how):
            return f"goes on by `{how}`"
        case Return(term=None, yields=False):
            return "gives back nothing"
        case Return(term=Term() as term, yields=False):
            shown = _plain(term)
            return f"gives back {shown}" if shown else None
        case Assign(name=name, term=term):
            shown = _plain(term)
            return f"sets `{name}` to {shown}" if shown else None
        case _:
            return None


def _is_name(step: Step, name: str | None) -> bool:
    return isinstance(step, Assign) and step.name == name


def _plain(term: Term) -> str:
    """A value that was not worked out from the error, as it is spelled."""
    match term:
        case Const(value=value):
            return f"`{value!r}`"[:_SHORT]
        case Group(items=()):
            return "something empty"
        case Pairs(keys=()):
            return "something empty"
        case Group(items=items) if all(isinstance(one, Const) for one in items):
            return "constants"
        case _:
            return ""


def _first(system: System, routine: Routine, handler: Handler) -> Location | None:
    """Where the handler's body begins; `pass` leaves no step, and then its place is not known."""
    return system.at(routine, handler.body[0].pos) if handler.body and line_of(handler.body[0].pos) else None
