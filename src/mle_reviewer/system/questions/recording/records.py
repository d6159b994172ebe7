"""Records of predictions: where a service writes down what it predicted, and under which names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Return
from mle_reviewer.system.code.terms import Attr, Call, Const, Element, Item, Lib, Own, Pairs, Param, Result, Term, Text
from mle_reviewer.system.inserting import INSERT, RUNS
from mle_reviewer.system.questions.answering.flowing import Flowing, field_names, spoken
from mle_reviewer.system.questions.answering.predicting import Asked, Path, learned_from, predictions

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

VERSION: Final = re.compile(
    r"version|run_?id|model_?(?:uri|id|sha|hash|tag|alias|path|digest|registry|artifact|used|name)|^model$|revision|commit|alias|champion|"
    r"artifact|mlflow|build(?!ing)|release|(?:^|_)sha(?:$|_)|git_"
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
_KEEPING: Final = frozenset({"record-prediction", "append-rows"})
_FRAMES: Final = "pandas.DataFrame."
_ADDS: Final = frozenset({"add", "add_all", "merge", "save", "bulk_save_objects"})
_SAVES: Final = frozenset({"save", "insert", "create"})
_BY_ITSELF: Final = frozenset(
    {"default", "default_factory", "server_default", "insert_default", "primary_key", "auto_now_add"}
)
_NO_FIELDS: Final = frozenset(
    {"hex", "encode", "index", "header", "mode", "Body", "Bucket", "Key", "orient", "default"}
)
_WRITES: Final = frozenset({"write", "write_text"})
_FEW: Final = 4  # parts of a text: more are values side by side
_LABEL: Final = re.compile(r"(?:analyst|reviewer|annotator|feedback|human|corrected)_")
_DEEPEST: Final = 3
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
        flowing = Flowing(system, path, (one.call for one in path.predicts if not learned_from(system, one)))
        written = [_record(flowing, path, asked) for asked in path.calls if id(asked.call) not in seen]
        seen |= {id(asked.call) for asked in path.calls}
        kept = [one for one in written if one is not None]
        # two rows of one prediction: what one of them says need not stand in the other
        whole = frozenset(name for one in kept if one.kind == "store" for name in one.names)
        found += [
            replace(one, beside=whole - one.names if one.kind == "store" else frozenset())
            for one in kept
            if one.says(PREDICTION) and any(flowing.predicted(term) for term in written_of(one.asked.call))
        ]
    return tuple(found)


def written_of(call: Call) -> tuple[Term, ...]:
    """What a call writes: its arguments, and the table that is told to write itself."""
    of = (call.callee,) if call.method is not None and not isinstance(call.callee, (Lib, Own)) else ()
    return (*call.args, *(value for _, value in call.kwargs), *of)


def replaced(record: Record) -> bool:
    """Whether the next one is written over it: a mapping that is the whole content of a file opened anew."""
    call = record.asked.call
    whole = any(isinstance(one, Pairs) for term in call.args[:1] for one in (term, *spoken(term)))
    opened = (one.call for term in call.args[1:] if isinstance(one := term, Result))
    return whole and any(_anew(one) for one in opened)


def _anew(call: Call) -> bool:
    mode = call.given("mode", 1) if isinstance(call.callee, Lib) else call.given("mode", 0)
    return isinstance(mode, Const) and str(mode.value).startswith(("w", "x"))


def _record(flowing: Flowing, path: Path, asked: Asked) -> Record | None:
    kind = kind_of(flowing.system, asked.call)
    if kind is None:
        return None
    names, unknown = _names(flowing, asked.call)
    if any(_LABEL.search(name) for name in names):  # what a person says of a prediction
        return None
    if asked.call.method in _tables(flowing.system):  # a table that was filled elsewhere
        unknown = unknown or not any(isinstance(one, Pairs) for one in spoken(asked.call.callee))
    return Record(kind, asked, path, frozenset(names - _NO_FIELDS), unknown)


def kind_of(system: System, call: Call) -> Literal["store", "log"] | None:
    """Whether a call writes rows, events or files, or to the log."""
    if _keeps_a_row(system, call) or _inserts(system, call):
        return "store"
    names = system.indexed.names(call)
    for name in (*names, *((f"*.{call.method}",) if call.method is not None else ())):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign in _KEEPING:
            return "store" if call.method not in _WRITES or _is_row(call) else None
        if entry is not None and entry.sign == "log":
            structured = any(isinstance(one, Pairs) for term in written_of(call) for one in spoken(term))
            return "log" if structured or name != "builtins.print" else None
    return "store" if call.method in _tables(system) else None


def _is_row(call: Call) -> bool:
    """Whether a text that is written is a row: fields under names, or values side by side; no page and no report."""
    for term in call.args[:1]:
        for one in spoken(term):
            if isinstance(one, Pairs) or (isinstance(one, Text) and len(one.parts) > _FEW):
                return True
            if isinstance(one, Result):
                callee = one.call.callee
                dumps = isinstance(callee, Lib) and callee.path.endswith(".dumps")
                if dumps or (one.call.method or "").endswith(("json", "dumps")):
                    return True
    return False


def _tables(system: System) -> frozenset[str]:
    """The methods by which tables write themselves, whatever the table came from."""
    names = system.conventions.named("append-rows")
    return frozenset(name.rpartition(".")[2] for name in names if name.startswith(_FRAMES))


def _keeps_a_row(system: System, call: Call) -> bool:
    """Whether an object that is a row of a table is handed to what keeps it, or keeps itself."""
    if call.method in _ADDS:
        return any(row_of(system, one) is not None for term in call.args[:1] for one in spoken(term))
    return call.method in _SAVES and row_of(system, call.callee) is not None


def row_of(system: System, term: Term) -> OwnThing | None:
    """The class of rows that a term is an object of."""
    for thing in system.indexed.things(term):
        if isinstance(thing, OwnThing) and thing.kind == "class" and thing.made:
            for base in system.indexed.bases(thing)[1:]:
                entry = system.conventions.base(base.path) if isinstance(base, Thing) else None
                if entry is not None and entry.sign == "table-row":
                    return thing
    return None


def _inserts(system: System, call: Call) -> bool:
    """Whether a call runs a statement that inserts rows."""
    if call.method not in RUNS:
        return False
    texts = (value for term in call.args[:1] for one in spoken(term) for value in texts_of(system, one))
    return any(INSERT.match(text) for text in texts)


def texts_of(system: System, term: Term) -> Iterator[str]:
    """The texts that a term may be."""
    if isinstance(term, Const) and isinstance(term.value, str):
        yield term.value
    elif isinstance(term, Text):
        yield "".join(part if isinstance(part, str) else "x" for part in term.parts)
    elif isinstance(term, Attr):
        yield from (one for one in system.indexed.constants(term) if isinstance(one, str))


def _names(flowing: Flowing, call: Call) -> tuple[set[str], bool]:
    """The names under which a record holds values; and whether there are others that are not known."""
    names = {name for name, _ in call.kwargs if name is not None}
    unknown = any(name is None for name, _ in call.kwargs)
    for term in written_of(call):
        names |= set(field_names(term))
        for one in spoken(term):
            if isinstance(one, (Const, Text, Attr)) and one in call.args:
                names |= {word for text in texts_of(flowing.system, one) for word in columns_of(text)}
            elif isinstance(one, Text):
                names |= {word for part in one.parts if isinstance(part, str) for word in columns_of(part)}
            elif isinstance(one, Const) and isinstance(one.value, str) and INSERT.match(one.value):
                names |= columns_of(one.value)
            elif isinstance(one, Pairs):
                unpacked = (value for key, value in zip(one.keys, one.values, strict=True) if key is None)
                unknown = unknown or any(not flowing.from_request(value) for value in unpacked)
            elif isinstance(one, (Result, Param)):
                unknown = unknown or _opaque(flowing, one)
                names |= _made_names(flowing, one)
    return names, unknown


def _made_names(flowing: Flowing, term: Result | Param, depth: int = 0) -> set[str]:
    """The fields of objects of the repository that are written, and those of what a parameter is given."""
    names: set[str] = set()
    if isinstance(term, Param):
        for given in flowing.given(term) if depth < _DEEPEST else ():
            names |= set(field_names(given))
            for one in spoken(_whole(given)):
                names |= _made_names(flowing, one, depth + 1) if isinstance(one, (Result, Param)) else set()
        return names
    for thing in flowing.system.indexed.targets(term.call):
        if isinstance(thing, OwnThing) and thing.kind == "class":
            names |= filled(flowing.system, thing)
        elif isinstance(thing, OwnThing) and depth < _DEEPEST:
            names |= _listed(flowing.system, thing)
    return names


def _whole(term: Term) -> Term:
    """What an element is one of."""
    while isinstance(term, (Element, Item)):
        term = term.of
    return term


def _listed(system: System, thing: OwnThing) -> set[str]:
    """The fields of the rows that a function gives back, those that it puts into a list one by one included."""
    routine = system.indexed.routine(thing)
    if routine is None:
        return set()
    names: set[str] = set()
    lists = set()
    for step in routine.every():
        if isinstance(step, Return) and step.term is not None:
            names |= {name for one in spoken(step.term) if isinstance(one, Pairs) for name in field_names(one)}
            lists |= {id(one) for one in spoken(step.term)}
    for call in routine.calls():
        if call.method == "append" and id(call.callee) in lists:
            names |= {name for term in call.args for name in field_names(term)}
    return names


def filled(system: System, thing: OwnThing) -> set[str]:
    """The fields of a class that are filled without being named: by defaults, and by the store."""
    found: set[str] = set()
    for base in system.indexed.bases(thing):
        known = system.indexed.class_of(base) if isinstance(base, OwnThing) else None
        for name, term in known.names.items() if known is not None else ():
            given = {key for key, _ in term.call.kwargs} if isinstance(term, Result) else set()
            if given & _BY_ITSELF:
                found.add(name)
    return found


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


def columns_of(text: str) -> set[str]:
    """The columns that a statement fills, or the words of any other text."""
    columns = _COLUMNS.search(text)
    return set(_WORD.findall(columns[1] if columns else text[:2_000]))
