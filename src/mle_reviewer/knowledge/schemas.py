"""Tables whose columns are known by their meaning: which of them are parts of an outcome or are known only after it.

A page of a table describes no library but a table that many people keep: a public data set by its data dictionary, or
a record of loans, stays or claims by what such records hold. A table is told by several of its columns together, never
by one:

    table: taxi trips of New York            # what the table is called in a report
    checked: "looked up 2026-11-26: text of the dictionary in public repositories"   # when, and what was read
    source: "NYC Taxi and Limousine Commission, Data Dictionary: Yellow Taxi Trip Records"
    tells: 4                                 # so many columns of all below, named in the code, tell the table
    columns: [trip_distance, fare_amount]    # further columns of the source, of no harm
    outcomes:
      tip:
        labels: [tip_amount]                 # what is predicted, or what the label is made of
        contains: {total_amount: the total has the tip in it}
        after: {}                            # known only once the outcome is
        common: {total_with_tip: the total has the tip in it}
    aliases: {total_amount: [total_paid]}    # what others call a column of the source; has all that is said of it
    common: [pickup_zone]                    # names in common use, of no harm

Under `columns`, `contains` and `after` stand only columns of the source. Names that people commonly give such columns,
but that no dictionary read says anything about, stand under `common`; a page without `source` has only those. Names
are compared without case and punctuation; a star stands for any letters. A key may list several names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final

from mle_reviewer.knowledge.describe import Describer

TABLE_KEYS: Final = frozenset({"table", "checked", "source", "tells", "columns", "outcomes", "aliases", "common"})
_OUTCOME_KEYS: Final = frozenset({"labels", "contains", "after", "common"})
_OF_THE_SOURCE: Final = ("columns", "aliases")
_FEWEST: Final = 3  # columns that tell a table: fewer are a coincidence
_MOST_NAMES: Final = 500
_SAID: Final = 2  # of a column: why it tells the outcome, and its kind
_NAME: Final = re.compile(r"[A-Za-z_*][A-Za-z0-9_ *.()\[\]-]*")
_PUNCTUATION: Final = re.compile(r"[^a-z0-9*]")


@dataclass(frozen=True, slots=True)
class Known:
    """A column that tells the outcome: why it does, of which table; `part` of the outcome or known after it.

    `source` is the dictionary that has this column; it is empty for a name that is merely in common use, with what it
    is commonly used for, where the dictionary has that under another name, in `alias_of`.
    """

    column: str
    why: str
    table: str
    source: str
    alias_of: str
    part: bool


def plain(name: str) -> str:
    """A column's name without case and punctuation."""
    return _PUNCTUATION.sub("", name.lower())


def read_table(page: Describer) -> dict[str, Any]:
    """The packed form of a page of a table; its problems stay with the page."""
    body = page.page.body
    page.known((), body, TABLE_KEYS)
    source = body.get("source")
    for key in ("table", *(key for key in ("source", "checked") if key in body)):
        if not isinstance(body.get(key), str):
            page.wrong((key,), "is a text")
    tells = body.get("tells")
    if not isinstance(tells, int) or tells < _FEWEST:
        page.wrong(("tells",), f"is a number of at least {_FEWEST}")
    for key in _OF_THE_SOURCE:
        if source is None and key in body:
            page.wrong((key,), "needs the `source` that has these columns")
    outcomes = [found for key in page.mapping(body, ("outcomes",), "outcomes") if (found := _outcome(page, key))]
    names = {plain(name): plain(name) for name in page.texts(("columns",), _NAME) + page.texts(("common",), _NAME)}
    for labels, told in outcomes:
        names |= {name: name for name in (*labels, *told)}
    for key in page.mapping(body, ("aliases",), "aliases"):
        if plain(key) not in names:
            page.wrong(("aliases", key), "is the name of a column on this page")
        others = [*map(plain, page.texts(("aliases", key), _NAME))]
        names |= {other: plain(key) for other in others if other not in names}
        for labels, told in outcomes:
            labels.extend(others if plain(key) in labels else ())
            if (said := told.get(plain(key))) is not None:
                told.update({other: [*said[:_SAID], key] for other in others if other not in told})
    if len(names) > _MOST_NAMES:
        page.wrong((), f"more than {_MOST_NAMES} names")
    return {
        "table": body.get("table"), "source": source or "", "tells": tells,
        "names": dict(sorted(names.items())), "outcomes": outcomes,
    }  # fmt: skip


def _outcome(page: Describer, key: str) -> tuple[list[str], dict[str, list[Any]]] | None:
    """The names of the label, and of each column that tells it: why, its kind, and of which column it is an alias."""
    keys = ("outcomes", key)
    raw = page.page.body["outcomes"][key]
    page.known(keys, raw, _OUTCOME_KEYS)
    if not isinstance(raw, Mapping):
        return None
    labels = [*map(plain, page.texts((*keys, "labels"), _NAME))]
    told: dict[str, list[Any]] = {}
    for kind in ("contains", "after", "common"):
        if kind != "common" and kind in raw and "source" not in page.page.body:
            page.wrong((*keys, kind), "needs the `source` that has these columns")
        for name, why in _reasons(page, keys, raw, kind).items():
            told.setdefault(name, [why, kind, ""])
    if not labels or not told:
        page.wrong(keys, "has `labels`, and columns under `contains`, `after` or `common`")
    return labels, told


def _reasons(page: Describer, keys: tuple[str, ...], raw: Mapping[str, Any], kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, why in page.mapping(raw, (*keys, kind), kind).items():
        for name in map(str.strip, key.split(",")):
            if not isinstance(why, str) or not _NAME.fullmatch(name):
                page.wrong((*keys, kind, key), "is a column's name with the reason as text")
            else:
                found[plain(name)] = why
    return found


def telling(
    tables: Iterable[Mapping[str, Any]], labels: frozenset[str], features: frozenset[str], named: frozenset[str]
) -> list[Known]:
    """The features that tell the outcome, by tables of which `named` (all names the code uses) holds enough columns.

    `labels` are the columns that the label is or is made of.
    """
    found: dict[str, Known] = {}
    wanted = {plain(name) for name in labels}
    for table in tables:
        outcomes = [(told, hit) for one, told in table["outcomes"] if (hit := {n for n in wanted if _match(n, one)})]
        if not outcomes:
            continue
        columns = table["names"]
        if len({columns[one] for name in named if (one := _match(plain(name), columns))}) < table["tells"]:
            continue
        for told, hit in outcomes:
            for name in sorted(features):
                pattern = _match(plain(name), told) if hit - {plain(name)} else None
                if pattern is not None:
                    why, kind, alias_of = told[pattern]
                    source = "" if alias_of or kind == "common" else table["source"]
                    found.setdefault(name, Known(name, why, table["table"], source, alias_of, kind == "contains"))
    return list(found.values())


def _match(name: str, patterns: Collection[str]) -> str | None:
    """The pattern that a plain name is of."""
    if name in patterns:
        return name
    return next((pattern for pattern in patterns if "*" in pattern and fnmatchcase(name, pattern)), None)
