"""Whether an object of the repository's own is of a class: told where all its bases are of the repository as well."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.facts.values import UNKNOWN, Cls, Const, Lib, Obj, Seq, Value, state
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.knowledge.table import ClassEntry

_BUILT_IN: Final = frozenset({"bool", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"})
_ROOTS: Final = frozenset({"builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"})


def is_instance(call: Call) -> Value:
    """isinstance: of an object whose class the repository writes; of anything else, nobody says."""
    owner = state(call.args[0]) if call.args else UNKNOWN
    if len(call.args) < 2 or not isinstance(owner, Obj) or owner.cls is None:
        return UNKNOWN
    asked = state(call.args[1])
    answers = [_is_one(call, owner.cls, state(one)) for one in (asked.items if isinstance(asked, Seq) else (asked,))]
    if True in answers:
        return Const(value=True)
    open_ended = isinstance(asked, Seq) and asked.rest is not None
    return UNKNOWN if None in answers or open_ended else Const(value=False)


def _is_one(call: Call, cls: Cls, asked: Value) -> bool | None:
    """Whether a class is another one or derived of it; None where that cannot be told."""
    line, whole = _line(cls)
    if isinstance(asked, Cls):
        return True if asked.code in line else False if whole else None
    if not whole or not isinstance(asked, Lib):
        return None
    module, _dot, name = asked.path.rpartition(".")
    plain = module == "builtins" and name in _BUILT_IN
    return False if plain or isinstance(call.cx.table.find(asked.path), ClassEntry) else None


def _line(cls: Cls) -> tuple[list[object], bool]:
    """The code of a class and of all classes that it is derived of, and whether these are all that there are."""
    found, whole = [cls.code], True
    for base in cls.bases:
        if isinstance(base, Cls):
            more, known = _line(base)
            found, whole = found + more, whole and known
        elif not (isinstance(base, Lib) and base.path in _ROOTS):
            whole = False
    return found, whole


EFFECTS: Final[dict[str, Effect]] = {"isinstance": is_instance}
