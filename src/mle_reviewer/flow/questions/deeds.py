"""Deeds: what acts did, as plain data that can be held against the same acts of another revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mle_reviewer.sources.location import Location

By = Literal["chance", "position", "time", "value", "unknown"]


@dataclass(frozen=True, slots=True)
class Cut:
    """How rows are parted into those trained on and those held out.

    `by` chance; by position in an order that the code asks for; by time (a splitter of time, or rows ordered or
    compared by a known time); by the value of a column; or in a way that nobody could follow. `gap` counts the rows
    (for two bounds of one column, what lies between them) left out between both; None where that is not known. `timed`
    says that the rows are known to depend on time, `deduplicated` that repeated ones had been left out before, `single`
    that there is one row for each key.
    """

    by: By
    at: Location
    words: str
    grouped: bool = False
    stratified: bool = False
    deliberate: bool = False
    gap: float | None = 0
    timed: bool = False
    column: str = ""
    deduplicated: bool = False
    single: bool = False

    @property
    def in_order(self) -> bool:
        """Whether what is held out comes after what is trained on, as the code asks for it."""
        return self.by == "time" or (self.by in {"position", "value"} and self.deliberate)

    def says(self) -> tuple[object, ...]:
        """All but where it stands."""
        return self.by, self.grouped, self.stratified, self.deliberate, self.gap, self.column, self.deduplicated


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One act: its place, the statement it stands in, and the words of the sources of the rows it worked on."""

    at: Location
    words: str
    context: str
    sources: frozenset[str] = frozenset()

    def says(self) -> tuple[object, ...]:
        """All but where it stands, so that equal deeds of two revisions are told to be unchanged."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Deed):
    """Rows were parted."""

    cut: Cut

    def says(self) -> tuple[object, ...]:
        """How the rows are parted."""
        return self.cut.says()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Deed):
    """Values of earlier rows: `column` ("" for one that was computed), `periods` (None: a window up to the row)."""

    column: str
    periods: float | None

    def says(self) -> tuple[object, ...]:
        """The column and how far its values moved."""
        return self.column, self.periods


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Deed):
    """A model was trained: how its rows were parted from those it is judged on, and what it was shown.

    `only` are the names of all its columns where known; or it is shown `everything` that a table has but for the
    columns that were dropped (`gone`). `label` is the column that it learns to predict, `ahead` how many rows later
    that label is, `lags` are the earlier rows among its features.
    `judged` says that its predictions on rows apart from its own are asked for, `scored` that any are; `whole` that its
    rows are all of their source, and not some part.
    """

    model: str
    cuts: tuple[Cut, ...] = ()
    only: frozenset[str] | None = None
    everything: bool = False
    gone: frozenset[str] = frozenset()
    label: str = ""
    ahead: float = 0
    lags: tuple[Moved, ...] = ()
    judged: bool = False
    scored: bool = False
    whole: bool = False

    def says(self) -> tuple[object, ...]:
        """How its rows are parted, and what it was shown."""
        cuts, lags = tuple(cut.says() for cut in self.cuts), tuple(lag.says() for lag in self.lags)
        return (
            cuts,
            self.only,
            self.everything,
            self.gone,
            self.label,
            self.ahead,
            lags,
            self.judged,
            self.scored,
            self.whole,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(Deed):
    """Columns of another table came to rows; `as_of` only those known by then, in `direction`.

    `conditions` counts the conditions that any act put to these rows.
    """

    as_of: bool
    direction: str
    conditions: int

    def says(self) -> tuple[object, ...]:
        """Which of the other table's rows come in."""
        return self.as_of, self.direction, self.conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduplication(Deed):
    """Repeated rows were left out."""


Deeds = tuple[Deed, ...]
