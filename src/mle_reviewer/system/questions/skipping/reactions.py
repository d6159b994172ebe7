"""What a handler of an exception does with it: nothing, says so, warns, counts it, works on, or stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.steps import Assign, Branch, Handler, Leave, Raise, Return, SetAttr, SetItem, Steps, every
from mle_reviewer.system.code.terms import Call, Const, Group, Op, Pairs, Term, alternatives
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.skipping.mattering import known_of

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Step
    from mle_reviewer.system.system import System

Reaction = Literal["silent", "says", "warns", "handles", "stops"]
_ALL: Final = frozenset({"", "Exception", "BaseException"})
_RANKS: Final[dict[Reaction, int]] = {"silent": 0, "says": 1, "warns": 2, "handles": 3, "stops": 4}
_SIGNS: Final[dict[str, Reaction]] = {"log": "says", "warn": "warns", "stop": "stops"}
# Methods of a log that nobody knows where it was made.
_SPOKEN: Final[dict[str, Reaction]] = {
    "debug": "says", "info": "says", "log": "says", "warning": "warns", "warn": "warns", "error": "warns",
    "exception": "warns", "critical": "warns",
}  # fmt: skip
TABLES: Final = frozenset({"frame", "series", "array"})
_MOST: Final = 6


def broad(handler: Handler) -> bool:
    """Whether it catches whatever goes wrong."""
    types = [one.strip(" ()").rpartition(".")[2] for one in handler.types.split(",")]
    return any(one in _ALL for one in types)


def reaction(system: System, steps: Steps) -> Reaction:
    """The most that a block does about what was caught; what is not known counts as being dealt with."""
    found: Reaction = "silent"
    for step in every(steps):
        one = _of_step(system, step)
        found = one if _RANKS[one] > _RANKS[found] else found
    return found


def _of_step(system: System, step: Step) -> Reaction:
    match step:
        case Raise():
            return "stops"
        case Call():
            return _of_call(system, step)
        case Assign(term=term):
            return "silent" if empty(system, term) is not None or isinstance(term, Const) else "handles"
        case SetItem() | SetAttr():
            return "handles"
        case Return(term=term):
            return "silent" if term is None or isinstance(term, Const) or empty(system, term) is not None else "handles"
        case Leave() | Branch():
            return "silent"
        case _:
            return "handles"


def _of_call(system: System, call: Call) -> Reaction:
    names = system.indexed.names(call)
    for name in names:
        entry = system.conventions.call(name)
        if entry is not None:
            if entry.sign == "stop":
                return "silent" if _well(call) else "stops"
            return _SIGNS.get(entry.sign, "handles")
    if names and all(entry.effect == "nothing" for entry in known_of(system, call)) and known_of(system, call):
        return "silent"
    if call.method in _SPOKEN and all(name.startswith("?.") or name.endswith(f".{call.method}") for name in names):
        return _SPOKEN[call.method]
    own = system.indexed.own(call)
    if own:
        inner = [one for each in own for one in _within(system, each)]
        return max(inner, key=_RANKS.__getitem__, default="silent") if len(own) < _MOST else "handles"
    if call.used or any(name.startswith("builtins.") for name in names):
        return "silent"  # the text of what is said; an empty table that is given back
    return "handles"


def _within(system: System, routine: object) -> list[Reaction]:
    """What a function of the repository does that a handler calls: only one that does nothing but speak is known."""
    found: list[Reaction] = []
    for one in closure(system.indexed, routine):  # type: ignore[arg-type]
        for step in one.every():
            if isinstance(step, (SetItem, SetAttr, Raise)):
                found.append("handles")
            elif isinstance(step, Call) and not system.indexed.own(step):
                found.append(_of_call(system, step))
    return found


def _well(call: Call) -> bool:
    """Whether a program is ended as if all were well."""
    code = call.given("code", 0)
    return isinstance(code, Const) and (code.value is None or code.value == 0)


def empty(system: System, term: Term | None) -> str | None:
    """How a term says that there is nothing: "None", "an empty list" …; None where it may hold something."""
    found = {_empty(system, one) for one in alternatives(term)} if term is not None else {"nothing"}
    return next(iter(found)) if len(found) == 1 else None


def _empty(system: System, term: Term) -> str | None:
    match term:
        case Const(value=None):
            return "None"
        case Const(value=""):
            return "an empty text"
        case Group(items=(), kind=kind) if kind != "slice":
            return f"an empty {kind}"
        case Pairs(keys=()):
            return "an empty dict"
        case Group(items=items) if items and all(_empty(system, one) for one in items):
            return "nothing"
        case Op():
            return None
        case _:
            return _made_empty(system, term)


def _made_empty(system: System, term: Term) -> str | None:
    call = getattr(term, "call", None)
    if not isinstance(call, Call) or any(empty(system, one) is None for one in call.args):
        return None
    for name in system.indexed.names(call):
        known = system.table.find_class(name)
        if (known is not None and known.role in TABLES and not _filled(system, call)) or (
            name in {"builtins.list", "builtins.dict", "builtins.set"} and not call.args
        ):
            return "an empty table" if known is not None else "nothing"
        entry = system.table.find_call(name)
        type_ = entry.slots.get("type") if entry is not None else None
        given = system.table.find_class(type_) if isinstance(type_, str) else None
        if call.args and given is not None and given.role in TABLES:
            return "an empty table"
    return None


def _filled(system: System, call: Call) -> bool:
    """Whether a table is made of something: its columns' names alone are no rows."""
    return any(name in {"data", "index"} and empty(system, term) is None for name, term in call.kwargs)
