"""What is declared of data: keys, times and versions, in contracts, feature stores, tests and locks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.knowledge.measures import words
from mle_reviewer.program.prose.placeholders import empty
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.entries import first, under
from mle_reviewer.system.questions.data.querying import dbt_models
from mle_reviewer.system.questions.data.rows_typed import moments_of_rows, typed_rows
from mle_reviewer.system.questions.data.stated_data import stated
from mle_reviewer.system.questions.learning.run_data import of_data
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.questions.learning.training_ground import ground
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

Aspect = Literal["key", "time", "version"]
_TIMES: Final = frozenset({"date", "timestamp", "time"})
_TIME_ROLES: Final = frozenset({"label_timestamp", "feature_timestamp"})
_COLUMN: Final = frozenset({"column", "columns", "col", "cols"})
_ENTITY: Final = frozenset({"id", "ids", "key", "keys", "entity", "group", "groups"})
_TIMED: Final = frozenset({"date", "time", "datetime", "timestamp"})
_TOLD: Final = frozenset({"prediction", "predictions", "forecast", "forecasts", "monitoring", "dashboard", "funnel"})
_DEEPEST: Final = 4
_MOST: Final = 200  # documents of settings
_POINTER: Final = (b"md5:", b"hash:", b"etag:")


@dataclass(frozen=True, slots=True)
class Declared:
    """One thing that is declared of data."""

    aspect: Aspect
    says: str
    at: Location
    plain: bool = False  # what settings name or pages tell of, which no contract holds


def declared(system: System) -> Iterator[Declared]:
    """All that is declared of data."""
    for contract in system.manifests.get("contract", ()):
        yield from _contract(contract)
    for lock in system.manifests.get("dataset", ()):
        hashed = lock.one("hash")
        if hashed is not None:
            yield Declared("version", f"{lock.about} locks the inputs of {lock.name}", lock.place(hashed))
    yield from _pointers(system)
    yield from _calls(system)
    yield from _in_databases(system)
    yield from _named_in_calls(system)
    yield from _stated(system)
    for one in (*typed_rows(system), *moments_of_rows(system)):
        yield Declared("time", one.says, one.at, plain=not one.told)
    for aspect, says, at in stated(system):
        yield Declared(aspect, says, at, plain=aspect == "time")  # a page tells of a time in passing


def _stated(system: System) -> Iterator[Declared]:
    """What settings that code reads say of the columns of a table: which is its key, which its time."""
    asked = [document.data for path in system.code if tier(path) == "code" and (document := system.document(path))]
    for path in system.of_kind("yaml", "toml", "json")[:_MOST]:
        if tier(path) != "code" or path.startswith("."):
            continue
        for root in system.roots(path):
            for key, entry in _members(root, 0):
                aspect = _column(key)
                text = entry.text() or next((one.text() for one in entry.elements() if one.text()), None)
                if aspect is None or not text or empty(text) or not any(key.encode() in data for data in asked):
                    continue
                at = Location(path, entry.line, raw_line=entry.line)
                yield Declared(aspect, f"the settings state `{key}: {text}`", at, plain=True)


def _members(entry: Entry, depth: int) -> Iterator[tuple[str, Entry]]:
    for key, inner in entry.items() if depth < _DEEPEST else ():
        yield key, inner
        yield from _members(inner, depth + 1)


def _column(key: str) -> Aspect | None:
    """Which of a table's columns a setting names."""
    some = words(key)
    if len(some) < 2:  # noqa: PLR2004 - what it is of, and that it is a column
        return None
    if some[-1] in _COLUMN and set(some[:-1]) & _ENTITY:
        return "key"
    if some[-1] in _COLUMN and set(some[:-1]) & _TIMED:
        return "time"
    return "key" if some[-1] in {"key", "keys"} and some[-2] in {"primary", "unique", "entity", "join"} else None


def _contract(contract: Manifest) -> Iterator[Declared]:
    for one in contract.all("properties"):
        name = _text(one, "name")
        if not name:
            continue
        if _text(one, "primaryKey") == "True":
            yield Declared("key", f"`{name}` is the key ({contract.about})", contract.place(one))
        roles = {
            _text(role, "value") for role in under(one, "customProperties[]") if _text(role, "property") == "mlRole"
        }
        if _text(one, "logicalType") in _TIMES and (roles & _TIME_ROLES or not roles):
            yield Declared("time", f"`{name}` is a time ({contract.about})", contract.place(one))
    for one in under(contract.entry, "customProperties[]"):
        if _text(one, "property") == "snapshot" and _text(one, "value"):
            yield Declared("version", f"the snapshot is {_text(one, 'value')}", contract.place(one))
    for column in contract.all("columns"):
        kinds = set(_kinds(column))
        if {"unique", "not_null"} <= kinds:
            name = _text(column, "name")
            yield Declared(
                "key", f"`{name}` is tested to be unique and there ({contract.about})", contract.place(column)
            )


def rules(contract: Manifest) -> list[Entry]:
    """The rules of quality that a contract states; one in which a place is left open states nothing."""
    return [one for one in contract.all("quality") if _is_whole(one)]


def of_training(system: System, contract: Manifest) -> bool:
    """Whether a contract is on data that code takes: of dbt's models, what code reads and what that comes from."""
    if contract.about != "dbt":
        return True
    taken = {posixpath.basename(path).removesuffix(".sql") for path, _ in dbt_models(system)}
    return contract.name in taken and not _TOLD & set(words(contract.name))


def _is_whole(rule: Entry) -> bool:
    stated = [text for one in (rule, *(one for _, one in rule.items())) if (text := one.text()) is not None]
    nested = any(isinstance(one.value, (dict, list)) for _, one in rule.items())
    return (bool(stated) or nested) and not any(empty(text) for text in stated)


def _kinds(column: Entry) -> Iterator[str]:
    for test in (*under(column, "data_tests[]"), *under(column, "tests[]")):
        text = test.text()
        if text is not None:
            yield text
        else:
            yield from (key for key, _ in test.items())


def _text(entry: Entry, path: str) -> str:
    """What stands there; "" for a placeholder."""
    found = first(entry, path)
    text = found.text() if found is not None else None
    return "" if text is None or empty(text) else text


def _pointers(system: System) -> Iterator[Declared]:
    for path in system.paths:
        if path.endswith(".dvc") and tier(path) == "code" and not path.startswith(".dvc/"):
            document = system.document(path)
            if document is not None and b"outs:" in document.data and any(one in document.data for one in _POINTER):
                yield Declared("version", "DVC keeps the data by its hash", Location(path, 1, raw_line=1))


def _calls(system: System) -> Iterator[Declared]:
    for sign in system.signed("entity"):
        if sign.given("keys") is not None:
            yield _at(system, sign, "key", f"an entity has its keys ({sign.name})")
    for sign in system.signed("feature-view"):
        if sign.given("entities") is not None and sign.entry.slots.get("timestamp"):
            yield _at(system, sign, "key", f"features have their keys ({sign.name})")
    for sign in system.signed("data-source", "feature-view"):
        given = sign.given("timestamp")
        if given is not None and not (isinstance(given, Const) and not given.value):
            yield _at(system, sign, "time", f"a source has its time ({sign.name})")
    for sign in system.signed("load-versioned", "load-pretrained"):
        if sign.sign == "load-pretrained" and not sign.entry.slots.get("holds"):
            continue
        given = sign.given("version") or sign.given("revision")
        if given is not None and not (isinstance(given, Const) and given.value in {None, "main", "master"}):
            yield _at(system, sign, "version", f"data is read at a version ({sign.name})")
    for sign in system.signed("log-dataset"):
        if of_data(system, sign):
            yield _at(system, sign, "version", f"a run keeps which data it used ({sign.name})")


def _in_databases(system: System) -> Iterator[Declared]:
    """Keys of tables that documents of training know."""
    near = ground(system)
    for sign in system.signed("table-column"):
        given = sign.given("key")
        if sign.path in near and given is not None and True in system.indexed.constants(given):
            yield _at(system, sign, "key", f"a table that steps of training know has a primary key ({sign.name})")


def _named_in_calls(system: System) -> Iterator[Declared]:
    """What functions around training tell a library of the columns of a table: `fit(rows, id_col="shop")`."""
    for routine in training(system):
        for call in routine.calls():
            named = [(name, value, aspect) for name, value in call.kwargs if name and (aspect := _column(name))]
            made = [one.path for one in system.indexed.targets(call) if isinstance(one, Thing)] if named else []
            for name, value, aspect in named if made else ():
                text = next((one for one in system.indexed.constants(value) if isinstance(one, str)), "")
                if text:
                    says = f"`{made[0]}` is told `{name}`: `{text}`"
                    yield Declared(aspect, says, system.at(routine, call.pos), plain=True)


def _at(system: System, sign: Sign, aspect: Aspect, says: str) -> Declared:
    return Declared(aspect, says, system.at(sign.routine, sign.pos))
