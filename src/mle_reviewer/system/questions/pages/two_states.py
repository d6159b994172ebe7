"""Reports that show figures of groups in two states of a model: columns side by side, or tables under two headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.knowledge.cohorts import (
    EARLIER,
    GROUPED,
    LATER,
    NO_GROUPS,
    PEOPLE,
    SLICES,
    SUMMARY,
    WHOLE,
    holds_groups,
    is_whole,
    names_groups,
)
from mle_reviewer.knowledge.measures import HIGHER, LOWER, words
from mle_reviewer.program.prose.page import Row, Table
from mle_reviewer.system.questions.measuring.telling import paired
from mle_reviewer.system.questions.measuring.told import Measure, Told, measure
from mle_reviewer.system.questions.measuring.told_tables import bare, number_in, of_table
from mle_reviewer.system.questions.measuring.worsened import Pair, Worsened, worsened

if TYPE_CHECKING:
    from mle_reviewer.program.prose.page import Page, Section

_DECIDED: Final = re.compile(
    r"trade[- ]?off|\baccept(?:ed|able|s)\b|\bwe accept\b|worth (?:it|the)\b|by design|\breject(?:ed|s)\b|"
    r"\brevert(?:ed|s)?\b|rolled back|"
    r"not (?:adopted|deployed|promoted|shipped|merged|used)\b|\bdiscarded\b|\babandoned\b",
    re.IGNORECASE,
)
State = Literal["earlier", "later", ""]

_METRIC: Final = frozenset({"metric", "metrics", "measure"})
# What further belongs to the name of a measure, and names no group.
_OF_MEASURE: Final = HIGHER | LOWER | frozenset({
    "rate", "score", "mean", "absolute", "squared", "percentage", "average", "gap", "disparity", "difference", "root",
    "positive", "negative", "true", "false", "area", "under", "curve", "the", "of", "for", "on", "at", "test", "roc",
    "pr", "log", "balanced", "equal", "opportunity", "odds", "parity", "equalized", "ratio", "rows", "and", "in",
})  # fmt: skip
_NO_ROWS: Final = frozenset({"fold", "epoch", "seed", "train", "training"})
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A group that a report itself shows to have got worse while the whole got better."""

    path: str
    what: Worsened
    earlier: str  # the head of the column, or the heading
    later: str


def states(name: str) -> State:
    """Which of two states a head or heading speaks of; "" for neither, and for both."""
    some = set(words(name))
    one, other = bool(some & EARLIER), bool(some & LATER)
    return "" if one is other else "earlier" if one else "later"


def shown(path: str, page: Page) -> Iterator[Shown]:
    """The groups of a page, the one that lost most of each table."""
    for section in (one for one in page.sections if one.tables and not _decided(one)):
        title = " ".join((*(one.title for one in page.above(section)[-1:]), section.title))
        for table in (*section.tables, *(turned for one in section.tables if (turned := _turned(one)) is not None)):
            heads = [bare(one) for one in table.header]
            for early, late, pairs in _side_by_side(table, section.title, title):
                for one in [*worsened(pairs, by_mean=True)][:1]:
                    yield Shown(path, one, heads[early], heads[late])
    for early_title, late_title, pairs in _one_above_another(page):
        for one in [*worsened(pairs, by_mean=True)][:1]:
            yield Shown(path, one, early_title, late_title)


def _decided(section: Section) -> bool:
    """Whether the words beside a table say that the loss is accepted, or that the later state was not taken."""
    return _DECIDED.search(f"{section.title}\n{section.text}") is not None


# columns side by side


def _side_by_side(table: Table, own: str, title: str) -> Iterator[tuple[int, int, list[Pair]]]:
    """The pairs of columns that hold one measure in two states, each with the figures of the rows."""
    heads = [bare(one) for one in table.header]
    if len(heads) <= _SHORTEST:
        return
    if not {"earlier", "later"} <= {*map(states, heads)}:
        return
    told = {number: (states(head), measure(head)) for number, head in enumerate(heads)}
    names = [number for number in told if not told[number][0] and _holds_text(table, number)]
    names = [number for number in names if number < min((n for n in told if told[n][0]), default=0)]
    if not names:
        return
    for known in dict.fromkeys(about for state, about in told.values() if state):
        early = [number for number, one in told.items() if one == ("earlier", known)]
        late = [number for number, one in told.items() if one == ("later", known)]
        if len(early) == len(late) == 1:
            pairs = [*_rows(table, heads, names, (early[0], late[0]), known, own, title)]
            if pairs:
                yield early[0], late[0], pairs


def _turned(table: Table) -> Table | None:
    """A table with one row for each of two states, as one with a column for each."""
    told = [states(bare(row.cells[0])) for row in table.rows]
    if told.count("earlier") != 1 or told.count("later") != 1 or any(map(states, table.header)):
        return None
    rows = table.rows[told.index("earlier")], table.rows[told.index("later")]
    header = ("group or metric", *(row.cells[0] for row in rows))
    columns = range(1, len(table.header))
    turned = (Row((table.header[n], *(row.cells[n] for row in rows)), rows[1].line) for n in columns)
    return Table(header, tuple(turned), table.line)


def _holds_text(table: Table, number: int) -> bool:
    return all(number_in(row.cells[number]) is None or number == 0 for row in table.rows)


def _rows(
    table: Table,
    heads: list[str],
    names: list[int],
    columns: tuple[int, int],
    known: Measure | None,
    own: str,
    title: str,
) -> Iterator[Pair]:
    """The rows as figures in two states: of a group that the row names, in the measure of head, row or heading."""
    of_metric = [number for number in names if set(words(heads[number])) & _METRIC]
    of_group = [number for number in names if number not in of_metric]
    if any(set(words(heads[number])) & NO_GROUPS - _METRIC for number in of_group):
        return
    free = not of_metric or "group" in words(heads[0])  # a row need not name its measure: the heading may
    labels = [" ".join(bare(row.cells[number]) for number in of_group) for row in table.rows]
    grouped = holds_groups(title) or bool(set(words(title)) & SLICES)
    grouped = grouped or any(names_groups(heads[number]) for number in of_group) or any(map(_is_summary, labels))
    for row, label in zip(table.rows, labels, strict=True):
        said = " ".join(bare(row.cells[number]) for number in of_metric)
        about = known or (measure(said) if said else None) or (measure(own) if free else None)
        both = number_in(row.cells[columns[0]], heads[columns[0]]), number_in(row.cells[columns[1]], heads[columns[1]])
        if about is None or both[0] is None or both[1] is None:
            continue
        named = label if of_group else _besides(said)
        if named is None or (of_group and not named) or set(words(named)) & _NO_ROWS:
            continue
        if named and not grouped and (of_group or not set(words(named)) & (GROUPED | PEOPLE)):
            continue
        group = "" if is_whole(named) else named
        within = (" ".join(heads[number] for number in of_group),)
        first = Told(within, about, group, both[0], row.line, None, said)
        yield Pair(first, replace(first, value=both[1]))


def _is_summary(label: str) -> bool:
    return is_whole(label) and bool(set(words(label)) & SUMMARY)


def _besides(said: str) -> str | None:
    """What a row names besides its measure: a group, "" for everything, None for what is no group."""
    rest = [one for one in words(said) if one.rstrip("0123456789") not in _OF_MEASURE and one not in _OF_MEASURE]
    if set(rest) & NO_GROUPS:
        return None
    rest = [one for one in rest if one not in WHOLE]
    return " ".join(rest) if all(len(one) > _SHORTEST for one in rest) else None


# tables under two headings


def _one_above_another(page: Page) -> Iterator[tuple[str, str, list[Pair]]]:
    """Tables of one form that stand under a heading of the earlier and one of the later state."""
    found: dict[State, list[tuple[Section, str, tuple[Told, ...]]]] = {"earlier": [], "later": []}
    for section in (one for one in page.sections if one.tables):
        state, title = _under(page, section)
        for table in section.tables if state else ():
            grouped = holds_groups(section.title) or bool(set(words(section.title)) & SLICES)
            told = of_table(table.header, table.rows, (), grouped=grouped)
            if any(one.group for one in told):
                found[state].append((section, title, told))
    for section, title, told in found["earlier"]:
        same = [one for one in found["later"] if _form(one[2]) == _form(told)]
        alike = [one for one in found["earlier"] if _form(one[2]) == _form(told)]
        if len(alike) > 1 or len(same) > 1:
            own = _plain(section.title)
            same = [one for one in same if _plain(one[0].title) == own]
            alike = [one for one in alike if _plain(one[0].title) == own]
        if len(same) == len(alike) == 1:
            yield title, same[0][1], [*paired(told, same[0][2])]


def _under(page: Page, section: Section) -> tuple[State, str]:
    """The state that a section is of, by its own heading or the nearest above it that names one."""
    for one in (section, *reversed(page.above(section))):
        some = set(words(one.title))
        if some & EARLIER and some & LATER:
            return "", ""
        if state := states(one.title):
            return state, one.title
    return "", ""


def _form(told: Iterable[Told]) -> frozenset[tuple[str, str]]:
    return frozenset((one.group.casefold(), one.measure.name) for one in told)


def _plain(title: str) -> tuple[str, ...]:
    return tuple(one for one in words(title) if one not in EARLIER | LATER and not one.isdigit())
