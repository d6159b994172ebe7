"""Personal data that is committed: columns of tables and records, outputs of notebooks, prompts: proven values."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.personal import KINDS, NAMED, Kind, Told, told
from mle_reviewer.knowledge.measures import words
from mle_reviewer.knowledge.person_words import describes_person, lists_firms, reaches_firm
from mle_reviewer.program.printed_tables import Printed, printed
from mle_reviewer.program.samples import ROWS, Column, sample, sampled
from mle_reviewer.sources.document import kind_of
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location
from mle_reviewer.system.questions.data.invented_persons import invented
from mle_reviewer.system.questions.data.searching import searched
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.sources.document import Document
    from mle_reviewer.system.system import System

_FIRST: Final = 100  # values of a column that say whether the others are looked at
_SHARE: Final = 0.05
_DISTINCT: Final = 20
_FEWEST: Final = 3
_PROVEN: Final = 0.8  # of what has the form: numbers drawn at random pass a check digit one time in ten
_BINARY: Final = (".parquet", ".feather", ".arrow", ".orc", ".avro", ".xlsx", ".xls")
_TEXTS: Final = re.compile(r"(?:^|[/_.-])prompts?(?:[/_.-]|$)|\.(?:log|prompt)$", re.IGNORECASE)
_TEXT_NAMES: Final = (".txt", ".md", ".log", ".prompt", ".yaml", ".yml", ".jinja", ".j2")
# Lines that name who wrote or publishes something, not whom data is about.
_PUBLISHED: Final = re.compile(
    r"author|maintainer|licen[cs]e|copyright|\(c\)|©|home-?page|signed-off|user\.email|mailto:|https?://\S{0,200}@|"
    r"contact|citation|e-?mail us|from github|git config|support",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"[-+]?\d{0,14}(?:\.\d{1,40})?(?:[eE][-+]?\d{1,3})?%?")
_ANYWHERE: Final = re.compile(
    rb"@[A-Za-z0-9-]|\d{2}-\d{4}|\d{4}[ -]\d{4}|\d{3}-\d{4}|\+\d{3}|[A-Z]{2}\d{2}[A-Z0-9 ]{9}|\d{8}|\d[A-Z]|\.\d{3}-\d"
)
_HEADS: Final = 4_000
_NAMES: Final = tuple(sorted({name.encode() for kind in KINDS for name in kind.named}))
_REACHED_BY: Final = frozenset({"an e-mail address", "a phone number"})
_ENTRY: Final = 300  # signs: in longer texts a number or an address is what the text tells of, mostly of an office
_SHORTEST: Final = 6
_LINE: Final = 400  # signs of a line of a text


@dataclass(frozen=True, slots=True)
class Exposed:
    """Personal data in a document: what kind, in which column (or ""), where, and how many of how many values.

    `beside` are columns of the same table that describe persons; `invented` says what tells that nobody real is meant.
    """

    kind: Kind
    column: str
    at: Location
    proven: int
    looked_at: int
    distinct: int
    beside: tuple[str, ...] = ()
    invented: str = ""


def exposed(system: System) -> Iterator[Exposed]:
    """What documents of a tree hold of persons, each column and each output once; tests and examples are left out."""
    paths = [path for path in system.paths if tier(path) in {"code", "docs"} and _is_looked_at(path)]
    for document in searched(system, paths):
        yield from (replace(one, invented=invented(system, one.at.path)) for one in _of(document))
    unread = [path for path in system.paths if path.lower().endswith(_BINARY) and tier(path) == "code"]
    if unread:
        more = f", and {len(unread) - 1} more" if len(unread) > 1 else ""
        why = f"values of {unread[0]}{more} were not searched for personal data: a binary table"
        system.gap(Gap("", 0, "read", why))


def _is_looked_at(path: str) -> bool:
    lower = path.lower()
    return sampled(path) or kind_of(path) == "notebook" or (lower.endswith(_TEXT_NAMES) and bool(_TEXTS.search(lower)))


def _of(document: Document) -> Iterator[Exposed]:
    if document.kind == "notebook":
        yield from _notebook(document)
    elif sampled(document.path):
        if not _may_hold(document):
            return
        if not any(map(_may_be, sample(document, _FIRST))):
            return
        for found, column, beside in _in_table(sample(document)):
            at = Location(document.path, found.line, end_line=found.line, raw_line=found.line)
            yield Exposed(found.kind, column, at, *found.counts, beside)
    elif b"\0" not in document.data[:4_000]:
        lines = document.data.decode("utf-8", "replace").split("\n")[:ROWS]
        for found in _in_text(lines, strong=1, weak=_FEWEST):
            at = Location(document.path, found.line, end_line=found.line, raw_line=found.line)
            yield Exposed(found.kind, "", at, *found.counts)


def _may_hold(document: Document) -> bool:
    """Whether anything of the form stands in a document at all; most tables are numbers."""
    head = document.data[:_HEADS].lower()
    return any(name in head for name in _NAMES) or _ANYWHERE.search(document.data[:200_000]) is not None


@dataclass(frozen=True, slots=True)
class _Found:
    kind: Kind
    line: int
    counts: tuple[int, int, int]


def _in_table(columns: Sequence[Column]) -> Iterator[tuple[_Found, str, tuple[str, ...]]]:
    """What columns of a table hold of persons, and which others describe them; firms want to be reached."""
    beside = tuple(one.name for one in columns if describes_person(one.name))
    firms = lists_firms(one.name for one in columns)
    for column in columns:
        found = _in_column(column)
        if found is not None and not (firms and found.kind.about in _REACHED_BY):
            yield found, column.name, tuple(one for one in beside if one != column.name)


def _in_column(column: Column) -> _Found | None:
    """The kind that a column's values are proven to be, if enough of them are."""
    name = NAMED.intersection(words(column.name))
    values = column.values
    if not _may_be(column):
        return None
    shaped: Counter[Kind] = Counter()
    proven: Counter[Kind] = Counter()
    distinct: dict[Kind, set[str]] = defaultdict(set)
    first: dict[Kind, int] = {}
    for value, line in values:
        some = [one for one in _told(value, name) if len(value) <= _ENTRY or one.kind.about not in _REACHED_BY]
        for kind in dict.fromkeys(one.kind for one in some):
            shaped[kind] += 1
            good = next((one for one in some if one.kind is kind and one.proven), None)
            if good is not None:
                proven[kind] += 1
                distinct[kind].add(value[good.start : good.end].lower())
                first.setdefault(kind, line)
    for kind in sorted(proven, key=lambda one: (not one.strong, -proven[one], one.about)):
        count = len(distinct[kind])
        enough = proven[kind] >= _SHARE * len(values) or count >= _DISTINCT
        sure = kind.sign or proven[kind] >= _PROVEN * shaped[kind]
        if enough and sure and count >= _FEWEST:
            return _Found(kind, max(first[kind], 1), (proven[kind], len(values), count))
    return None


def _may_be(column: Column) -> bool:
    """Whether any of a column's first values is proven to be of a kind."""
    if reaches_firm(column.name):
        return False
    name = NAMED.intersection(words(column.name))
    some = _spread(column.values, _FIRST)
    return any(one.proven for value, _ in some for one in _told(value, name))


def _told(value: str, name: frozenset[str]) -> Iterable[Told]:
    if not name and _NUMBER.fullmatch(value):
        return ()
    return told(value, name)


def _spread(values: Sequence[tuple[str, int]], most: int) -> Sequence[tuple[str, int]]:
    return values[:: max(len(values) // most, 1)]


def _notebook(document: Document) -> Iterator[Exposed]:
    if b'"outputs"' not in document.data:
        return
    seen: set[tuple[Kind, str]] = set()
    for output in printed(document.data, document.path):
        for found, column, beside in _in_output(output):
            if (found.kind, column) in seen:
                continue
            seen.add((found.kind, column))
            at = Location(document.path, 1, end_line=1, cell=output.cell, raw_line=output.raw_line)
            yield Exposed(found.kind, column, at, *found.counts, beside)


def _in_output(output: Printed) -> Iterator[tuple[_Found, str, tuple[str, ...]]]:
    yield from _in_table(output.columns)
    if output.text:
        for one in _in_text(output.text.split("\n"), strong=_FEWEST, weak=_FEWEST, typed=output.typed):
            yield one, "", ()


def _in_text(lines: Sequence[str], *, strong: int, weak: int, typed: str = "") -> Iterator[_Found]:
    """The kinds of which a text holds enough proven values; who wrote or publishes something is passed over.

    Addresses that were `typed` into the code beside it are its author's examples.
    """
    shaped: Counter[Kind] = Counter()
    distinct: dict[Kind, set[str]] = defaultdict(set)
    first: dict[Kind, int] = {}
    for number, line in enumerate(lines, start=1):
        for one in told(line[: _LINE * 5]) if len(line) >= _SHORTEST else ():
            if _PUBLISHED.search(line[:_LINE]):
                break
            shaped[one.kind] += 1
            if one.proven and (one.kind.strong or line[one.start : one.end] not in typed):
                distinct[one.kind].add(line[one.start : one.end].lower())
                first.setdefault(one.kind, number)
    for kind, some in distinct.items():
        sure = kind.sign or len(some) >= _PROVEN * shaped[kind]
        if sure and len(some) >= (strong if kind.strong else weak):
            yield _Found(kind, first[kind], (len(some), shaped[kind], len(some)))
