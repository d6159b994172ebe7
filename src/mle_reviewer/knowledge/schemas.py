"""Tables whose columns are known by their meaning: which of them are parts of an outcome or are known only after it.

A page of a table describes no library but a table that many people keep: a public data set by its data dictionary, or
a record of loans, stays or claims by what such records hold. A table is told by several of its columns together, never
by one:

    table: taxi trips of New York            # what the table is called in a report
    checked: "data dictionary of 18 March 2025"
    source: "NYC Taxi and Limousine Commission, Data Dictionary: Yellow Taxi Trip Records"
    tells: 4                                 # so many of all names below, named in the code, tell the table
    columns: [trip_distance, fare_amount]    # further names, of no harm
    outcomes:
      tip:
        labels: [tip_amount, tips]           # what is predicted, or what the label is made of
        contains: {total_amount: the total has the tip in it}
        after: {}                            # known only once the outcome is

Names are compared without case and punctuation; a star stands for any letters. A key may list several names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final

from mle_reviewer.knowledge.describe import Describer

TABLE_KEYS: Final = frozenset({"table", "checked", "source", "tells", "columns", "outcomes"})
_OUTCOME_KEYS: Final = frozenset({"labels", "contains", "after"})
_FEWEST: Final = 3  # columns that tell a table: fewer are a coincidence
_MOST_NAMES: Final = 500
_NAME: Final = re.compile(r"[A-Za-z_*][A-Za-z0-9_ *.()-]*")
_PUNCTUATION: Final = re.compile(r"[^a-z0-9*]")


@dataclass(frozen=True, slots=True)
class Known:
    """A column that tells the outcome: why it does, of which table, by whose word; `part` of it or known `after` it."""

    column: str
    why: str
    table: str
    source: str
    part: bool


def plain(name: str) -> str:
    """A column's name without case and punctuation."""
    return _PUNCTUATION.sub("", name.lower())


def read_table(page: Describer) -> dict[str, Any]:
    """The packed form of a page of a table; its problems stay with the page."""
    body = page.page.body
    page.known((), body, TABLE_KEYS)
    for key in ("table", "source"):
        if not isinstance(body.get(key), str):
            page.wrong((key,), "is a text")
    tells = body.get("tells")
    if not isinstance(tells, int) or tells < _FEWEST:
        page.wrong(("tells",), f"is a number of at least {_FEWEST}")
    names = [*map(plain, page.texts(("columns",), _NAME))]
    outcomes = []
    for key in page.mapping(body, ("outcomes",), "outcomes"):
        keys = ("outcomes", key)
        raw = body["outcomes"][key]
        page.known(keys, raw, _OUTCOME_KEYS)
        if not isinstance(raw, Mapping):
            continue
        labels = [*map(plain, page.texts((*keys, "labels"), _NAME))]
        telling = {kind: _reasons(page, (*keys, kind), raw, kind) for kind in ("contains", "after")}
        if not labels or not any(telling.values()):
            page.wrong(keys, "has `labels`, and columns under `contains` or `after`")
        names += [*labels, *telling["contains"], *telling["after"]]
        outcomes.append([labels, telling["contains"], telling["after"]])
    if len(names) > _MOST_NAMES:
        page.wrong((), f"more than {_MOST_NAMES} names")
    return {
        "table": body.get("table"), "source": body.get("source"), "tells": tells,
        "names": sorted(set(names)), "outcomes": outcomes,
    }  # fmt: skip


def _reasons(page: Describer, keys: tuple[str, ...], raw: Mapping[str, Any], kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, why in page.mapping(raw, keys, kind).items():
        for name in map(str.strip, key.split(",")):
            if not isinstance(why, str) or not _NAME.fullmatch(name):
                page.wrong((*keys, key), "is a column's name with the reason as text")
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
        outcomes = [(one, {name for name in wanted if _match(name, one[0])}) for one in table["outcomes"]]
        if not any(hit for _one, hit in outcomes):
            continue
        if len({one for name in named if (one := _match(plain(name), table["names"]))}) < table["tells"]:
            continue
        for (_labels, contains, after), hit in outcomes:
            for name in sorted(features):
                for reasons, part in ((contains, True), (after, False)):
                    pattern = _match(plain(name), reasons) if hit - {plain(name)} else None
                    if pattern is not None:
                        found.setdefault(name, Known(name, reasons[pattern], table["table"], table["source"], part))
    return list(found.values())


def _match(name: str, patterns: Iterable[str]) -> str | None:
    """The pattern that a plain name is of."""
    if name in (patterns := tuple(patterns)):
        return name
    return next((pattern for pattern in patterns if "*" in pattern and fnmatchcase(name, pattern)), None)
