"""Questions about columns: which the features hold, which the label is made of, and which ones the code names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import OF_EACH, WRITTEN, Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations.spelled import SPELLED
from mle_reviewer.flow.questions.queries import spelled_out, still_there

LABELS: Final = frozenset({"series", "array", "mask", "row"})  # the kinds of values that hold one label a row
_WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_TOTAL: Final = frozenset({"total", "gross", "overall", "grand", "sum", "combined", "all"})
_FEWEST_OTHERS: Final = 2  # columns of the label's unit beside it, that a total is over


def label_names(features: Data, labels: Data) -> frozenset[str]:
    """The columns that labels are, or are made of."""
    found = {name for _source, name, _how in spelled_out(features, labels) | (labels.parts or frozenset())}
    if labels.column is not None:
        found.add(labels.column)
    return frozenset(found)


def past_of_label(flow: Flow, moved: Iterable[tuple[str, ...]], fits: Iterable[Act]) -> bool:
    """Whether what lags and windows moved may be the label that is fitted; taken for granted where it is not known."""
    names: set[str] = set()
    for trait in moved:
        columns = flow.acts[int(trait[2])].detail.get("columns") if len(trait) > 2 else None
        if columns is None:
            return True
        names |= columns
    for fit in fits:
        features, labels = fit.detail.get("features"), fit.detail.get("labels")
        if not isinstance(features, Data) or not isinstance(labels, Data):
            return True
        parts = spelled_out(features, labels) | (labels.parts or frozenset())
        if not any(0 < origin < WRITTEN for origin, _name, _how in parts):
            return True  # labels that other rows went into: what they were before has another name
        told = label_names(features, labels)
        if not told or not names.isdisjoint(told):
            return True
    return False


def of_labels(learned: Act, fit: Act) -> bool:
    """Whether what was learned of a target was learned of the labels of `fit`; taken for granted where none is told."""
    targets, labels, features = learned.detail.get("targets"), fit.detail.get("labels"), fit.detail.get("features")
    if targets is None:
        return True
    if not isinstance(labels, Data):
        return False
    alone = roots(labels.rows) - (roots(features.rows) if isinstance(features, Data) else frozenset())
    return any(_same_target(one, labels) or (bool(alone) and roots(one.rows) == alone) for one in targets)


def between_features(learned: Act, fit: Act) -> bool:
    """Whether an association is surely of two columns of which neither is the label of `fit`: a choice without it."""
    pairs, labels = learned.detail.get("pairs", ()), fit.detail.get("labels")
    return bool(pairs) and isinstance(labels, Data) and all(_is_other(one, labels) for two in pairs for one in two)


def _is_other(one: Data, labels: Data) -> bool:
    """Whether a column, as it was read, is surely not that of the labels, as that was read of the same source."""
    if labels.column is None or one.source != labels.source or not one.source or not (_plain(one) and _plain(labels)):
        return False
    if one.column is not None:
        return one.column != labels.column
    return OF_EACH in one.traits and one.has(labels.column) is False


def _plain(data: Data) -> bool:
    """Whether nothing else was written under the name of a column, as far as it has one."""
    plain = data.parts is None or all(source < WRITTEN and how == "=" for source, _name, how in data.parts)
    return plain and data.column not in data.made


def _same_target(one: Data, labels: Data) -> bool:
    """Whether two values are one column, are worked out from one, or are all that one source holds."""
    if one.parts and labels.parts:
        return bool({part[:2] for part in one.parts} & {part[:2] for part in labels.parts})
    return one.source == labels.source != 0 and one.column == labels.column


def feature_names(flow: Flow, features: Data) -> frozenset[str]:
    """The columns that features are known to hold as they were read: by a list, or because the code names them."""
    if features.only is None and features.source <= 0:
        return frozenset()
    names = features.only if features.only is not None else columns_named(flow, features) - features.gone
    found = {name for name in names if _as_read(features, name)}
    for name in names & features.made.keys():
        parts = features.made[name][1]
        found |= {other for _source, other in _raw(features, parts)[0]} if parts else set()
    return frozenset(found)


def _as_read(features: Data, name: str) -> bool:
    """Whether a column still holds what was read: not written over with something else (an earlier row's value)."""
    if name not in features.made:
        return True
    parts = features.made[name][1]
    return parts is not None and any(other == name for _source, other, _how in parts)


def columns_named(flow: Flow, features: Data) -> frozenset[str]:
    """All columns of the features' table that the code names: it reads, lists or drops them."""
    named = flow.record.named
    found = frozenset(named.get(features.source, ())) if features.source > 0 else frozenset[str]()
    for root, _steps, _arms in features.rows:
        found |= frozenset(named.get(root, ()))
    return found | features.gone | features.cols.keys() | (features.only or frozenset())


def totals_over(
    features: frozenset[str], outcome: frozenset[str], named: frozenset[str]
) -> tuple[str, str, tuple[str, ...]] | None:
    """A feature that is called the total of a unit, of which the outcome and at least two other columns are called.

    `fare_amount`, `tip_amount` and `tolls_amount` beside `total_amount`: the schema itself says what the total is over.
    """
    totals = [(total, unit) for total in sorted(features) if (unit := _unit_of_total(total)) is not None]
    units = {name: _units(name) for name in named} if totals else {}
    for total, unit in totals:
        parts = {name for name, of in units.items() if unit in of and name != total}
        for part in sorted(parts & outcome - {total}):
            others = tuple(sorted(parts - outcome))
            if len(others) >= _FEWEST_OTHERS:
                return total, part, others[:4]
    return None


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name)]


def _units(name: str) -> frozenset[str]:
    """What the unit of a column may be: `tip_amount` is an amount, `units_store` are units; a total has none here."""
    words = _words(name)
    if len(words) < 2 or not _TOTAL.isdisjoint(words):
        return frozenset()
    return frozenset((words[0], words[-1]))


def _unit_of_total(name: str) -> str | None:
    """The unit of what is called a total: `total_amount`, `AmountTotal`."""
    words = _words(name)
    if len(words) != 2:
        return None
    return words[1] if words[0] in _TOTAL else words[0] if words[1] in _TOTAL else None


def made_of_label(features: Data, labels: Data) -> list[str]:
    """The features that were worked out, row by row, from all that the label is made of and they do not hold.

    What stays beside them is known when a prediction is asked for: then the rest of it is the answer.
    """
    if labels.parts is None or labels.kind not in LABELS:
        return []
    unknown = features.source == 0 or features.source <= -WRITTEN
    if unknown and features.only is None and SPELLED not in features.traits:
        return []  # of columns that were chosen by what they are called, nobody knows which
    wanted, between = _raw(features, labels.parts)
    wanted = frozenset(one for one in wanted if not _stays(features, *one)) or wanted
    found = []
    for name, (number, parts) in features.made.items():
        # What the label is made of, and stays, is another check's finding.
        if parts is None or name == labels.column or (number, name) in between or features.has(name) is False:
            continue
        copied = all((source, other, "=") in parts for source, other in wanted)
        if not copied and wanted <= _raw(features, parts)[0]:
            found.append(name)
    return sorted(found)


def gives_back(features: Data, labels: Data, name: str) -> bool:
    """Whether the label can be worked out from a feature that is made of it: what else is in that is there as well.

    A price for each unit, without the sum that was paid, does not say how many units there were.
    """
    parts = features.made[name][1]
    if labels.parts is None or parts is None:
        return False
    return all(still_there(features, *one) for one in _raw(features, parts)[0] - _raw(features, labels.parts)[0])


def worked_out_together(features: Data, labels: Data) -> list[str]:
    """The features from which, taken together, the label follows: the times from one moment to each of two others.

    Each holds a column of those that the label is made of, and what else is in one of them is in another as well, or
    stands beside them (the length of the way beside the speed).
    """
    if labels.parts is None:
        return []
    wanted = _raw(features, labels.parts)[0]
    found: dict[str, frozenset[tuple[int, str]]] = {}
    for name, (_number, parts) in features.made.items():
        if parts is None or name == labels.column or features.has(name) is not True:
            continue
        raw = _raw(features, parts)[0]
        if len(raw) > 1 and all(how == "~" for _source, _name, how in parts) and not raw.isdisjoint(wanted):
            found[name] = raw
    every = [one for raw in found.values() for one in raw]
    if len(found) < 2 or not wanted <= set(every):
        return []
    told = (one in wanted or every.count(one) > 1 or still_there(features, *one) for one in every)
    return sorted(found) if all(told) else []


def spread_over(features: Data, labels: Data) -> list[str]:
    """The features that hold, one with another, each column that the label is made of, worked into something.

    A label that is not known before its outcome is made of at least one column that is not; whichever that is, what is
    made of it row by row is known no sooner.
    """
    if labels.parts is None:
        return []
    wanted, between = _raw(features, labels.parts)
    left = frozenset(one for one in wanted if not _stays(features, *one))
    found: dict[str, frozenset[tuple[int, str]]] = {}
    for name, (number, parts) in features.made.items():
        if parts is None or name == labels.column or (number, name) in between or features.has(name) is False:
            continue
        raw = _raw(features, parts)[0]  # `pickup.hour` is a part of `pickup`
        if known := left & (raw | {(source, column.rpartition(".")[0]) for source, column in raw}):
            found[name] = known
    return sorted(found) if len(wanted) > 1 and left <= frozenset[tuple[int, str]]().union(*found.values()) else []


def _stays(features: Data, source: int, name: str) -> bool:
    """Whether features hold a column as it was read."""
    return source == features.source and name not in features.made and features.has(name) is not False


def _raw(
    features: Data, parts: frozenset[tuple[int, str, str]]
) -> tuple[frozenset[tuple[int, str]], frozenset[tuple[int, str]]]:
    """The columns as they were read that some parts are made of, and those that were written on the way to them."""
    found = frozenset((source, name) for source, name, _how in parts)
    between: set[tuple[int, str]] = set()
    for _depth in range(5):
        again: set[tuple[int, str]] = set()
        for source, name in found:
            number, inner = features.made.get(name, (0, None))
            if number == source:
                between.add((source, name))
            made = inner if number == source else None
            again.update({(one, other) for one, other, _how in made} if made else {(source, name)})
        if again == found:
            break
        found = frozenset(again)
    return found, frozenset(between)


def observed(flow: Flow, fit: Act) -> bool:
    """Whether the rows were observed: a label made up from invented features is an exercise."""
    made = [flow.record.by_root.get(atom[0]) for atom in fit.rows]
    return all(act is not None and act.kind in {"load", "parameter"} for act in made)
