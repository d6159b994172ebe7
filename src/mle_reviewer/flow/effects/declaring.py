"""Effects of calls that declare a class of the repository: named tuples and data classes said in one line."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import literal
from mle_reviewer.flow.facts.values import UNKNOWN, Cls, Lib, Seq, Value, state
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.program.code import ClassCode


def declare(call: Call) -> Value:
    """`namedtuple("Parts", "fit held")`: a class with these fields, as if it stood there in full."""
    given = call.slot("columns")
    fields = _fields(given) if given is not None else ()
    if not fields or not all(field.isidentifier() for field in fields):
        return UNKNOWN
    said = literal(call.args[0]) if call.args else None
    name = said if isinstance(said, str) and said.isidentifier() else "tuple"
    code = ClassCode(name, name, call.pos, (), 0, (), {}, fields)
    base = call.word("type")
    bases = (Lib(base),) if isinstance(base, str) else ()
    defaults = state(call.slot("initial") or UNKNOWN)
    last = defaults.items[-len(fields) :] if isinstance(defaults, Seq) and defaults.rest is None else ()
    names: dict[str, Value] = dict(zip(fields[len(fields) - len(last) :], last, strict=True))
    return Cls(code, call.frame.module, bases, names)


def _fields(given: Value) -> tuple[str, ...]:
    """The names of fields: in one text, in a list, or each with its type beside it."""
    said = literal(given)
    if isinstance(said, str):
        return tuple(said.replace(",", " ").split())
    inner = state(given)
    if not isinstance(inner, Seq) or inner.rest is not None:
        return ()
    firsts = [held.items[0] if isinstance(held := state(one), Seq) and held.items else one for one in inner.items]
    names = [literal(one) for one in firsts]
    return tuple(name for name in names if isinstance(name, str)) if all(isinstance(n, str) for n in names) else ()


EFFECTS: Final[dict[str, Effect]] = {"declare": declare}
