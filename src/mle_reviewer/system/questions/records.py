"""Records of predictions: where a service writes down what it predicted, and under which names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.terms import Call, Const, Pairs, Param, Result, Term, Text
from mle_reviewer.system.questions.flowing import Flowing, field_names, spoken
from mle_reviewer.system.questions.predicting import Asked, Path, predictions

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

VERSION: Final = re.compile(
    r"version|run_?id|model_?(?:uri|id|sha|hash|tag|alias|path|digest|registry|artifact|used|name)|^model$|revision|commit|alias|champion|"
    r"artifact|mlflow|build|release|(?:^|_)sha(?:$|_)|git_"
)
KEY: Final = re.compile(
    r"(?:^|_)(?:id|uuid|guid|key|correlation|trace)(?:$|_)|[a-z](?:Id|UUID|Key)$|(?:request|prediction|event|user|customer|"
    r"account|session|order|transaction|entity|patient|conversation)_?id"
)
PREDICTION: Final = re.compile(
    r"predict|score|prob|label|output|answer|class|forecast|result|y_?hat|y_?pred|confidence|decision|estimate|response"
)
_PLAIN: Final = ("float", "int", "str", "bool")
TIME: Final = re.compile(r"time|date|_at$|(?:^|_)ts(?:$|_)|created|when")
_COLUMNS: Final = re.compile(r"insert\s+into\s+[\w.\"`]{1,120}\s*\(([^)]{1,2000})\)", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Za-z_]\w{1,60}")


@dataclass(frozen=True, slots=True)
class Record:
    """One write of a prediction: to a store (rows, events, files) or to the log."""

    kind: Literal["store", "log"]
    asked: Asked
    path: Path
    names: frozenset[str]
    open: bool  # some of its names are not known: a mapping is unpacked, an object is written
    beside: frozenset[str] = frozenset()  # names of other rows that are written for the same request

    def says(self, pattern: re.Pattern[str], *, beside: bool = False) -> bool:
        """Whether one of its names is of this kind, or (`beside`) one of a row that is written with it."""
        names = self.names | self.beside if beside else self.names
        return any(pattern.search(name if pattern is KEY else name.lower()) for name in names)


def records(system: System) -> tuple[Record, ...]:
    """The records of all prediction paths."""
    return system.once(_records)


def _records(system: System) -> tuple[Record, ...]:
    found: list[Record] = []
    seen: set[int] = set()
    for path in predictions(system):
        flowing = Flowing(system, path)
        written = [_record(flowing, path, asked) for asked in path.calls if id(asked.call) not in seen]
        seen |= {id(asked.call) for asked in path.calls}
        kept = [one for one in written if one is not None]
        # two rows of one prediction: what one of them says need not stand in the other
        whole = frozenset(name for one in kept if one.kind == "store" for name in one.names)
        found += [
            replace(one, beside=whole - one.names if one.kind == "store" else frozenset())
            for one in kept
            if one.says(PREDICTION) and any(flowing.predicted(term) for term in _given(one.asked.call))
        ]
    return tuple(found)


def _given(call: Call) -> tuple[Term, ...]:
    return (*call.args, *(value for _, value in call.kwargs))


def _record(flowing: Flowing, path: Path, asked: Asked) -> Record | None:
    kind = _kind(flowing.system, asked.call)
    if kind is None:
        return None
    names, unknown = _names(flowing, asked.call)
    return Record(kind, asked, path, frozenset(names), unknown)


def _kind(system: System, call: Call) -> Literal["store", "log"] | None:
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign in {"record-prediction", "append-rows"}:
            return "store"
        if entry is not None and entry.sign == "log":
            structured = any(isinstance(one, Pairs) for term in _given(call) for one in spoken(term))
            return "log" if structured or name != "builtins.print" else None
    return None


def _names(flowing: Flowing, call: Call) -> tuple[set[str], bool]:
    """The names under which a record holds values; and whether there are others that are not known."""
    names = {name for name, _ in call.kwargs if name is not None}
    unknown = any(name is None for name, _ in call.kwargs)
    for term in _given(call):
        names |= set(field_names(term))
        for one in spoken(term):
            if isinstance(one, Const) and isinstance(one.value, str) and one in call.args:
                names |= _words(one.value)
            elif isinstance(one, Text):
                names |= {word for part in one.parts if isinstance(part, str) for word in _words(part)}
            elif isinstance(one, Pairs):
                unpacked = (value for key, value in zip(one.keys, one.values, strict=True) if key is None)
                unknown = unknown or any(not flowing.from_request(value) for value in unpacked)
            elif isinstance(one, (Result, Param)):
                unknown = unknown or _opaque(flowing, one)
    return names, unknown


def _opaque(flowing: Flowing, term: Result | Param) -> bool:
    """Whether a value may hold names of its own: an object that is copied, a record that somebody else filled."""
    if isinstance(term, Result):
        return term.call.method in {"model_dump", "dict", "to_dict", "asdict"} and not flowing.from_request(term)
    return not term.annotation.startswith(_PLAIN) and flowing.predicted(term) and _is_filled(flowing, term)


def _is_filled(flowing: Flowing, term: Param) -> bool:
    """Whether what callers give is a mapping or object with the prediction among other things."""
    for given in flowing.system.indexed.given(term):
        for one in spoken(given):
            if isinstance(one, Pairs) or (isinstance(one, Result) and flowing.system.indexed.own(one.call)):
                return True
    return False


def _words(text: str) -> set[str]:
    columns = _COLUMNS.search(text)
    return set(_WORD.findall(columns[1] if columns else text[:2_000]))
