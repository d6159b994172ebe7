"""The figures that a document of keys tells (JSON, YAML): what is told of everything, and what group by group."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.cohorts import NO_GROUPS, holds_groups, is_whole
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.questions.measuring.told import ASIDE, COUNTS, Measure, Told, measure

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry

# What an element of a list calls itself by.
_NAMED: Final = frozenset({
    "slice", "group", "segment", "name", "cohort", "class", "label", "category", "subgroup", "value", "slice_name",
    "group_name", "segment_name", "class_name", "key",
})  # fmt: skip
_WRAPPING: Final = frozenset({"metrics", "results", "evaluation", "performance", "scores"})
_NO_ELEMENTS: Final = frozenset({"fold", "epoch", "seed"})
_MOST: Final = 4_000
_MOST_ELEMENTS: Final = 50
_DEEPEST: Final = 6
_LARGEST: Final = 1e12  # what is larger is no figure and no count
_LONGEST: Final = 200  # characters of a group's name


def of_entries(root: Entry, *, named: str = "") -> tuple[Told, ...]:
    """The figures of one document; `named` is what its file is called."""
    reading = _Reading()
    reading.part(root, (), grouped=holds_groups(named))
    return tuple(reading.found[:_MOST])


class _Reading:
    """One document on its way to figures."""

    def __init__(self) -> None:
        self.found: list[Told] = []

    def part(self, entry: Entry, within: tuple[str, ...], *, grouped: bool = False) -> None:
        """One mapping or list: figures of everything by its own keys, figures of groups under keys that say so."""
        if isinstance(entry.value, list):
            self._list(entry, within, grouped=grouped)
            return
        support = _support(entry.items())
        report = _is_report(entry)
        for key, inner in entry.items():
            number, known = _number(inner), measure(key)
            if number is not None and known is not None:
                self.found.append(Told(within, known, "", number, inner.named or inner.line, support, key))
            elif number is None and isinstance(inner.value, (dict, list)):
                self._below(key, inner, within, report=report, grouped=grouped)

    def _list(self, entry: Entry, within: tuple[str, ...], *, grouped: bool) -> None:
        if grouped:
            self._rows(entry, within, "")
            return
        for one in entry.elements()[:_MOST_ELEMENTS]:
            if name := _identity(one):
                self.part(one, (*within, name))

    def _below(self, key: str, inner: Entry, within: tuple[str, ...], *, report: bool, grouped: bool) -> None:
        """What stands under one key, by what the key says that it is."""
        known = measure(key)
        if key.lower() in _WRAPPING:
            self.part(inner, within)
        elif is_whole(key):
            self.found.extend(_leaves(inner, within, "", key if report else ""))
        elif report:
            self.found.extend(_leaves(inner, within, key, ""))
        elif known is not None:
            self._measured(inner, within, known, key)
        elif holds_groups(key) and not set(words(key)) & NO_GROUPS:
            self._groups(inner, within, "")
        elif grouped:
            self._groups(inner, within, key)
        elif len(within) < _DEEPEST:
            self.part(inner, (*within, key))

    def _measured(self, entry: Entry, within: tuple[str, ...], known: Measure, key: str) -> None:
        """A measure with what it is for each: everything, and groups, where one of them is told to be everything."""
        grouped = holds_groups(key) or any(is_whole(name) for name, _ in entry.items())
        for name, one in entry.items() if grouped else ():
            number = _number(one)
            if number is not None and (is_whole(name) or not (set(words(name)) & (NO_GROUPS | ASIDE) or measure(name))):
                group = "" if is_whole(name) else name
                self.found.append(Told(within, known, group, number, one.named or one.line, None, key))

    def _groups(self, entry: Entry, within: tuple[str, ...], above: str) -> None:
        """Groups with their figures, or what examples are grouped by with groups below it."""
        if isinstance(entry.value, list):
            self._rows(entry, within, above)
            return
        for name, inner in entry.items():
            label = f"{above} {name}".strip()
            if measure(name) is not None:
                self._by_measure(inner, within, above, name)
            elif is_whole(name):
                self.found.extend(_leaves(inner, within, "", ""))
            elif not set(words(name)) & NO_GROUPS and isinstance(inner.value, (dict, list)):
                own = [*_leaves(inner, within, label, "")]
                self.found.extend(own)
                if not own and len(label) < _LONGEST:
                    self._groups(inner, within, label)

    def _by_measure(self, entry: Entry, within: tuple[str, ...], above: str, name: str) -> None:
        known = measure(name)
        for group, one in entry.items():
            number = _number(one)
            if known is not None and number is not None and not is_whole(group) and not set(words(group)) & NO_GROUPS:
                label = f"{above} {group}".strip()
                self.found.append(Told(within, known, label, number, one.named or one.line, None, name))

    def _rows(self, entry: Entry, within: tuple[str, ...], above: str) -> None:
        """A list with one mapping for each group."""
        for one in entry.elements():
            name = _identity(one)
            if name and not set(words(name)) & _NO_ELEMENTS:
                label = "" if is_whole(name) else f"{above} {name}".strip()
                self.found.extend(_leaves(one, within, label, ""))


def _is_report(entry: Entry) -> bool:
    """Whether it has the form of scikit-learn's report: classes beside their means."""
    return entry.get("macro avg") is not None or entry.get("weighted avg") is not None


def _identity(entry: Entry) -> str:
    """The name that an element of a list gives itself."""
    parts = [(inner.text() or "")[:_LONGEST] for key, inner in entry.items() if key.lower() in _NAMED]
    return " ".join(part for part in parts if part)


def _leaves(entry: Entry, within: tuple[str, ...], group: str, mean: str) -> Iterator[Told]:
    """The figures of one group or of everything; `mean` is which of several means of everything it is."""
    members = [*entry.items()]
    for key, inner in entry.items():
        if key.lower() in _WRAPPING:
            members.extend(inner.items())
    support = _support(members)
    for key, inner in members:
        number, known = _number(inner), measure(key)
        if number is not None and known is not None:
            yield Told(within, known, group, number, inner.named or inner.line, support, f"{mean} {key}".strip())


def _support(members: Iterable[tuple[str, Entry]]) -> int | None:
    """How many examples stand behind the figures beside it, where one number says so."""
    return next((int(n) for key, one in members if key.lower() in COUNTS and (n := _number(one)) is not None), None)


def _number(entry: Entry) -> float | None:
    value = entry.value
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > _LARGEST or math.isnan(value):
        return None
    return float(value)
