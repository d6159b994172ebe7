"""One library call while its effect is worked out: what its arguments are by the names that knowledge gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.context import Context, Frame, data_of, is_missing, literal, names_in
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import source
from mle_reviewer.flow.facts.values import EXPRESSED, UNKNOWN, Box, Const, Data, Map, Obj, Seq, Value, state
from mle_reviewer.knowledge.table import ClassEntry
from mle_reviewer.knowledge.vocabulary import LEARNS

if TYPE_CHECKING:
    from mle_reviewer.knowledge.table import CallEntry

_SIGNS: Final = frozenset({"*", "="})  # what a slot begins with that names no parameter
_KINDS: Final = frozenset({"frame", "series", "array", "grouped", "windowed", "dataset", "loader", "splits", "archive"})


class Call:
    """A call of `entry` at `pos` on `receiver` (None for functions)."""

    __slots__ = ("args", "cx", "entry", "frame", "kwargs", "pos", "receiver")

    def __init__(
        self,
        cx: Context,
        frame: Frame,
        entry: CallEntry,
        receiver: Value | None,
        args: list[Value],
        kwargs: dict[str, Value],
        pos: int,
    ) -> None:
        self.cx = cx
        self.frame = frame
        self.entry = entry
        self.receiver = receiver
        self.args = args
        self.kwargs = kwargs
        self.pos = pos

    @property
    def name(self) -> str:
        """What a person calls it: `StandardScaler.fit`, `read_csv`."""
        parts = self.entry.path.split(".")
        if self.receiver is None:
            return parts[-1]
        owner = state(self.receiver)
        if isinstance(owner, Obj):
            return f"{owner.path.rpartition('.')[2]}.{parts[-1]}"
        return parts[-1]

    def param(self, name: str) -> Value | None:
        """The argument for a parameter, its constant default, or None."""
        entry = self.entry
        found = self.kwargs.get(name)
        if found is not None:
            return found
        renamed = entry.slots.get("renamed") if self.kwargs else None
        if isinstance(renamed, dict):
            for old, new in renamed.items():
                if new == name and old in self.kwargs:
                    return self.kwargs[old]
        args, params = self.args, entry.params
        if args and name in params:
            index = params.index(name)
            if index < len(args):
                return args[index]
        elif len(args) > len(params) and name in entry.keywords:
            index = len(params) + entry.keywords.index(name)
            if index < len(args) and not _takes_more(entry):
                return args[index]  # what is a keyword today was given by its place in older versions
        if name in entry.defaults:
            return Const(entry.defaults[name])
        return None

    def given(self, name: str) -> bool:
        """Whether a parameter was passed at all."""
        return name in self.kwargs or (name in self.entry.params and self.entry.params.index(name) < len(self.args))

    def slot(self, name: str, default: str | None = None) -> Value | None:
        """What knowledge says carries `name`: an argument, the receiver, or a constant."""
        says = self.entry.slots.get(name, default)
        if says is None:
            return None
        if says == "self":
            return self.receiver
        if type(says) is str and says[:1] not in _SIGNS:
            return self.param(says)
        return self._resolve(says)

    def _resolve(self, says: object) -> Value | None:
        if isinstance(says, tuple):
            found = [self._resolve(one) for one in says]
            present = tuple(value for value in found if not is_missing(value) and value is not None)
            return present[0] if len(present) == 1 else Seq(present) if present else None
        if not isinstance(says, str):
            return Const(says)
        if says == "self":
            return self.receiver
        if says.startswith("**"):
            named = {*self.entry.params, *self.entry.keywords}
            return Map({key: value for key, value in self.kwargs.items() if key not in named})
        if says.startswith("*"):
            return Seq(tuple(self.args[len(self.entry.params) :]))
        if says.startswith("="):
            return Const(says[1:])
        return self.param(says)

    def of_object(self, name: str) -> Value | None:
        """A slot of the receiver's class that names a constructor argument: the argument given at construction."""
        owner = state(self.receiver) if self.receiver is not None else None
        if not isinstance(owner, Obj) or not isinstance(owner.entry, ClassEntry):
            return None
        return argument_of(owner, name)

    def data(self, name: str, default: str | None = None) -> Data:
        """What a slot says of rows and statistics."""
        return data_of(self.slot(name, default))

    def word(self, name: str) -> object:
        """A constant slot."""
        return self.entry.slots.get(name)

    @property
    def first(self) -> Data:
        """The rows it works on: the `rows` slot, the receiver, or the first argument."""
        if "rows" in self.entry.slots:
            return self.data("rows")
        if self.receiver is not None:
            return data_of(self.receiver)
        return data_of(self.args[0]) if self.args else data_of(next(iter(self.kwargs.values()), None))

    @property
    def column(self) -> Data:
        """The rows it works on; a column named by text, where knowledge says that the call takes names."""
        found = self.first
        if found is not UNKNOWN or self.receiver is not None or "columns" not in self.entry.slots:
            return found
        return self.typed(expressed_column(self))

    @property
    def box(self) -> Box | None:
        """The receiver, if it is an object with identity."""
        return self.receiver if isinstance(self.receiver, Box) else None

    def typed(self, data: Data, fallback: str | None = None) -> Data:
        """The result with the type that the entry names."""
        says = self.entry.slots.get("type", fallback)
        if isinstance(says, tuple):
            says = says[0] if says else None
        if not isinstance(says, str):
            return data
        if says == "self":
            return data
        if says == "none":
            return data.but(type=None, column=data.column)
        kind = kind_of(self.cx, says)
        if data.kind == "columns" and not data.rows and kind in {"array", "series"}:
            return data  # an array of names still names columns
        return data.but(type=says, kind=kind or data.kind)

    def result(self, data: Data) -> Value:
        """A new object that holds `data`."""
        return data if data is UNKNOWN else self.cx.fresh(self.typed(data))

    def learns(self, fallback: str = "statistic") -> tuple[str, bool]:
        """What the entry learns, and whether that is strong."""
        what = str(self.entry.slots.get("learns", fallback))
        strong = LEARNS.get(what, ("strong", ""))[0] == "strong" and not self.entry.slots.get("weak")
        return what, strong


def _takes_more(entry: CallEntry) -> bool:
    """Whether arguments beyond the named ones mean something of their own (`*arrays`)."""
    return any(one[:1] == "*" for says in entry.slots.values() for one in (says if isinstance(says, tuple) else (says,))
               if isinstance(one, str))  # fmt: skip


Effect = Callable[[Call], Value]


def kind_of(cx: Context, path: str) -> str:
    """The role of a data class by its path, "" if it is none."""
    entry = cx.table.find(path)
    return entry.role if isinstance(entry, ClassEntry) and entry.role in _KINDS else ""


def element_type(cx: Context, path: str | None) -> str | None:
    """The class of what indexing or iterating a class gives (a table's columns, a group's tables), None if unknown."""
    entry = cx.table.find(path) if path is not None else None
    says = entry.slots.get("element") if isinstance(entry, ClassEntry) else None
    return says if isinstance(says, str) else None


def argument_of(owner: Obj, name: str) -> Value | None:
    """What the slot `name` of an object's class was given at construction."""
    entry = owner.entry
    if not isinstance(entry, ClassEntry):
        return None
    says = entry.slots.get(name)
    if says is None and entry.init is not None:
        says = entry.init.slots.get(name)
    if says is None:
        return None
    if isinstance(says, tuple):
        several = (owner.attrs.get(f"({name}") for name in says)
        present = tuple(value for value in several if not is_missing(value) and value is not None)
        return present[0] if len(present) == 1 else Seq(present) if present else None
    if not isinstance(says, str):
        return Const(says)
    if says.startswith("="):
        return Const(says[1:])
    found = owner.attrs.get("(" + says)
    if found is None and entry.init is not None and says in entry.init.defaults:
        return Const(entry.init.defaults[says])
    return found


def expressed(cx: Context) -> int:
    """The root that stands for the rows of a table still to come."""
    return cx.record.root("parameter", Place("", 0), "the rows of an expression", ("expression",))


def expressed_column(call: Call, given: Value | None = None) -> Data:
    """The rows and the name of a column that a call names by its first text (`col("x")`) or by another."""
    made = Data(source(expressed(call.cx)), kind="series")
    told = given if given is not None else call.args[0] if call.args else None
    names = names_in(told) if told is not None else None
    if names is not None and len(names) == 1:
        made.column = next(iter(names))
        made.parts = frozenset([(EXPRESSED, made.column, "=")])
    elif names:
        made.only = names
    return made


def truthy(value: Value | None, *, default: bool = False) -> bool:
    """Whether an argument is a true constant; anything unknown counts as `default`."""
    if value is None:
        return default
    if isinstance(value, Const):
        return bool(literal(value)) if literal(value) is not None else False
    return default
