"""The figures that a table tells: rows of groups with a column for each measure, or rows of measures with a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mle_reviewer.knowledge.cohorts import NO_GROUPS, SUMMARY, is_whole, names_groups
from mle_reviewer.knowledge.measures import words
from mle_reviewer.program.prose.page import Row
from mle_reviewer.system.questions.measuring.told import COUNTS, Told, measure

_CELL: Final = re.compile(
    r"[^\w+.,%\-\u2212]{0,4}([-+\u2212]?\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,20})?)[ \u00a0]{0,3}(%|pp)?"
    r"(?:[ \u00a0]{0,3}[(\u00b1\[\u2191\u2193\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff].{0,80})?"
)
_MARKS: Final = re.compile(r"\*{1,3}|`{1,2}|~~|<[^>]{1,40}>")
_METRIC: Final = frozenset({"metric", "metrics", "measure"})
_VALUE: Final = frozenset({"value", "score", "result"})
_NO_ROWS: Final = frozenset({"fold", "epoch", "std", "train", "seed"})
_PERCENT: Final = 100
_MOST: Final = 4_000
_PAIR: Final = 2


def of_table(
    header: Sequence[str], rows: Iterable[Row], within: tuple[str, ...], *, grouped: bool = False
) -> tuple[Told, ...]:
    """The figures of one table; `grouped`: what stands above it says that its rows are groups."""
    if not header or set(words(header[0])) & NO_GROUPS - _METRIC:
        return ()
    held = list(rows)
    if set(words(header[0])) & _METRIC:
        return tuple(_values(header, held, within))
    names = _name_columns(header)
    labels = [" ".join(bare(row.cells[n]) for n in names) for row in held]
    grouped = grouped or names_groups(header[0]) or any(set(words(one)) & SUMMARY and is_whole(one) for one in labels)
    if not grouped or len(set(labels)) != len(labels):
        return ()
    count = next((n for n, one in enumerate(header) if bare(one).lower().strip("# ") in COUNTS), None)
    found: list[Told] = []
    for number, title in enumerate(header):
        known = measure(bare(title)) if number not in names else None
        for row, label in zip(held, labels, strict=True) if known is not None else ():
            value = number_in(row.cells[number], title)
            if known is not None and value is not None and label and not set(words(label)) & _NO_ROWS:
                support = number_in(row.cells[count]) if count is not None else None
                group = "" if is_whole(label) else label
                n = int(support) if support is not None else None
                found.append(Told(within, known, group, value, row.line, n, bare(title)))
    return tuple(found[:_MOST])


def _values(header: Sequence[str], rows: Iterable[Row], within: tuple[str, ...]) -> Iterator[Told]:
    """The figures of a table with one measure in each row and one value beside it."""
    valued = len(header) == _PAIR or (len(header) > _PAIR and set(words(header[1])) & _VALUE)
    for row in rows if valued else ():
        known, value = measure(bare(row.cells[0])), number_in(row.cells[1], row.cells[0])
        if known is not None and value is not None:
            yield Told(within, known, "", value, row.line, None, bare(row.cells[0]))


def _name_columns(header: Sequence[str]) -> tuple[int, ...]:
    """The columns that together name a row: the first, and those beside it that name groups, too."""
    names = [0]
    for number in range(1, len(header)):
        if measure(bare(header[number])) is not None or not names_groups(header[number]):
            break
        names.append(number)
    return tuple(names)


def bare(cell: str) -> str:
    """A cell without its marks."""
    return _MARKS.sub("", cell[: _PERCENT * _PAIR]).strip()


def number_in(cell: str, header: str = "") -> float | None:
    """The number that a cell holds, a percentage as a share; None where it holds anything else."""
    found = _CELL.fullmatch(bare(cell))
    if found is None:
        return None
    value = float(found[1].replace(",", "").replace("\u2212", "-"))
    return value / _PERCENT if found[2] or "%" in header else value
