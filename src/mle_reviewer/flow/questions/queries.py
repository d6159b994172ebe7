"""Tables and names: whether a model takes every column, what labels are made of, what authors call the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.facts.values import UNKNOWN, Data, of_numbers, table_of
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations.comparing import ANSWERING

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def whole_tables(flow: Flow) -> Sequence[tuple[Act, Data, Data]]:
    """Fits whose model takes every column it is given: the fit, its features and its labels (UNKNOWN where none).

    Who is only asked about rows has learned nothing from their columns.
    """
    known: Sequence[tuple[Act, Data, Data]] | None = flow.detail.get("whole tables")
    if known is None:
        known = flow.detail["whole tables"] = tuple(_whole_tables(flow))
    return known


def _whole_tables(flow: Flow) -> Iterator[tuple[Act, Data, Data]]:
    for fit in flow.record.of("fit"):
        features, labels = fit.detail.get("features"), fit.detail.get("labels")
        if isinstance(features, Data) and not fit.detail.get("selects") and fit.detail.get("role") not in ANSWERING:
            yield fit, features, labels if isinstance(labels, Data) else UNKNOWN


def spelled_out(features: Data, labels: Data) -> frozenset[tuple[int, str, str]]:
    """The columns that labels are made of: those written into the table give way to what they are made of."""
    found = labels.parts or frozenset()
    for _depth in range(4):
        again: set[tuple[int, str, str]] = set()
        for source, name, how in found:
            number, parts = features.made.get(name, (0, None))
            if number == source and parts and not still_there(features, source, name):
                again.update((one, other, inner if how in {"=", inner} else "~") for one, other, inner in parts)
            else:
                again.add((source, name, how))
        if again == found:
            break
        found = frozenset(again)
    return found


def with_its_numbers(flow: Flow, features: Data, labels: Data) -> Data:
    """Features that are all columns of numbers of a table, as that table, where the label is made of numbers alone."""
    table = table_of(features.source)
    if table == features.source or features.source != of_numbers(table):
        return features
    whole = features.but(source=table)
    made_of = {(source, name) for source, name, _how in spelled_out(whole, labels)}
    return whole if made_of <= flow.record.numbers else features


def still_there(features: Data, source: int, name: str) -> bool:
    """Whether features hold a column, or one that is made of it alone."""
    if features.source <= 0:
        return False
    if features.made.get(name, (features.source, None))[0] == source and features.has(name) is not False:
        return True
    return any(
        parts is not None
        and ({part[:2] for part in parts} == {(source, name)} or (source, name, "=") in parts)
        and features.has(column) is not False
        for column, (_number, parts) in features.made.items()
    )


def part_named(flow: Flow, rows: Rows, words: frozenset[str]) -> bool:
    """Whether rows come from a part whose source names it by one of `words`: a split, `train=False`, a path."""
    for root, steps, _arms in rows:
        for step in steps:
            if step[0] == "side" and isinstance(step[1], tuple) and step[1][:1] == ("part",):
                name = "test" if step[2] is False else step[2]
                if isinstance(name, str) and not words.isdisjoint(words_in(name)):
                    return True
        load = flow.record.by_root.get(root)
        named = load is not None and (load.kind == "load" or (load.kind == "unknown" and "'" in load.words))  # a file
        if load is not None and named and not words.isdisjoint(words_in(load.words)):
            return True
    return False


def words_in(text: str) -> list[str]:
    """The words of names and paths, in lower case: `X_testSet` has x, test and set."""
    return [word.lower() for word in _WORDS.findall(text)]
