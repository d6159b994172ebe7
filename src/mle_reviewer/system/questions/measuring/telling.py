"""The figures that one document tells: of keys (JSON, YAML), of tables in prose, of tables of values (CSV)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.cohorts import holds_groups
from mle_reviewer.knowledge.measures import words
from mle_reviewer.program.entries import read_entries
from mle_reviewer.program.markdown import read_markdown
from mle_reviewer.program.prose.page import Row
from mle_reviewer.sources.document import decode
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.questions.measuring.told import CLEAR, Told, measure
from mle_reviewer.system.questions.measuring.told_keys import of_entries
from mle_reviewer.system.questions.measuring.told_tables import bare, number_in, of_table
from mle_reviewer.system.questions.measuring.worsened import Pair

if TYPE_CHECKING:
    from mle_reviewer.program.markdown import Page
    from mle_reviewer.sources.document import Document

_LARGEST: Final = 400_000  # bytes; what is larger is data
_TABLES: Final = (".csv", ".tsv")
_MOST_ROWS: Final = 500
# What figures are to be, rather than what they are.
_BOUNDING: Final = frozenset({
    "threshold", "thresholds", "gate", "gates", "config", "configs", "limits", "policy", "targets", "expected",
    "requirements", "schema", "slo", "params", "package", "lock", "changelog",
})  # fmt: skip
_MEASURES: Final = tuple(
    one.encode()
    for one in (*sorted(CLEAR), "absolute error", "absolute_error", "error_rate", "percentage_error", "map", "ap5")
)
_RIVALS: Final = frozenset({"baseline", "naive", "dummy", "persistence", "champion", "incumbent", "previous"})
_DATA: Final = frozenset({"data", "dataset", "corpus", "split", "holdout", "test", "eval"})
_VERSION: Final = frozenset({
    "version", "hash", "revision", "rev", "sha", "sha256", "md5", "snapshot", "built", "commit", "checksum", "digest",
    "name", "path", "file", "end", "start", "until", "from", "year", "month",
})  # fmt: skip


def told_in(document: Document) -> tuple[Told, ...]:
    """The figures that a document tells, of everything and of groups."""
    name = document.path.rpartition("/")[2].rpartition(".")[0]
    if len(document.data) > _LARGEST or set(words(name)) & _BOUNDING or not _may_tell(document.data):
        return ()
    if document.kind in {"json", "yaml"}:
        roots, _ = read_entries(document)
        return tuple(one for root in roots for one in of_entries(root, named=name))
    if document.kind == "markdown":
        page, _ = read_markdown(document)
        return of_page(page)
    if document.path.lower().endswith(_TABLES):
        return _of_values(document, grouped=holds_groups(name))
    return ()


def _may_tell(data: bytes) -> bool:
    """Whether a measure is named at all: most documents of a change are settings and data."""
    lower = data.lower()
    return any(one in lower for one in _MEASURES)


def told_of(document: Document) -> frozenset[tuple[str, str]]:
    """What a document of keys says of the data that its figures are of: versions, hashes, dates."""
    if document.kind not in {"json", "yaml"} or len(document.data) > _LARGEST:
        return frozenset()
    roots, _ = read_entries(document)
    found = (
        (str(path[-1]), entry.text() or "")
        for root in roots
        for path, entry in root.walk()
        if path and not isinstance(entry.value, (dict, list))
    )
    return frozenset((key, text) for key, text in found if set(words(key)) & _DATA and set(words(key)) & _VERSION)


def of_page(page: Page) -> tuple[Told, ...]:
    """The figures in the tables of a page, by the headings that they stand under."""
    found: list[Told] = []
    for section in page.sections:
        titles = (*(one.title for one in page.above(section)), section.title)
        for one in section.fields:
            known, value = measure(bare(one.name)), number_in(one.value)
            if known is not None and value is not None:
                found.append(Told(titles, known, "", value, one.line, None, bare(one.name)))
        for number, table in enumerate(section.tables):
            within = (*titles, str(number)) if number else titles
            found.extend(of_table(table.header, table.rows, within, grouped=holds_groups(section.title)))
    return tuple(found)


def _of_values(document: Document, *, grouped: bool) -> tuple[Told, ...]:
    text = decode(document)
    if isinstance(text, Gap):
        return ()
    mark = (
        "\t"
        if document.path.lower().endswith(".tsv")
        else ";"
        if text[:2000].count(";") > text[:2000].count(",")
        else ","
    )
    reader = csv.reader(text.splitlines(), delimiter=mark)
    try:
        rows = [Row(tuple(one), reader.line_num) for one in reader if one]
    except csv.Error:
        return ()
    if not rows or len(rows) > _MOST_ROWS:
        return ()
    width = len(rows[0].cells)
    held = (one for one in rows[1:] if len(one.cells) == width)
    return of_table(rows[0].cells, held, (), grouped=grouped)


def paired(before: Iterable[Told], after: Iterable[Told]) -> tuple[Pair, ...]:
    """The figures that both states tell, each with itself; what one of them tells twice is left out.

    What stands beside them to be compared with, a baseline or the version before, is not what the change is about.
    """

    def by_name(some: Iterable[Told]) -> dict[tuple[object, ...], Told]:
        found: dict[tuple[object, ...], Told] = {}
        twice: set[tuple[object, ...]] = set()
        for one in some:
            if {word for name in (one.spelled, *one.within[-1:]) for word in words(name)} & _RIVALS:
                continue
            key = (one.within, one.measure, one.group.casefold(), one.spelled)
            if key in found:
                twice.add(key)
            found[key] = one
        return {key: one for key, one in found.items() if key not in twice}

    old, new = by_name(before), by_name(after)
    return tuple(Pair(old[key], one) for key, one in new.items() if key in old)
