"""Doubtful cases: conditions that leave rows out by what their label is made of, or by how far a model is off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from mle_reviewer.flow.facts.acts import Act, Place, Record
from mle_reviewer.flow.facts.excluding import complement
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import Data, Parts
from mle_reviewer.flow.operations.scattering import is_dealt

_RANGES: Final = frozenset({"<", "<=", ">", ">="})
_REMAINDERS: Final = ("operator mod(", "call mod(")
_RATED_AT_ALL: Final = frozenset({(">", 0), ("!=", 0), (">=", 1)})


def asked(step: Step, record: Record) -> frozenset[str]:
    """The columns that a condition asks about, however it puts them together; none where that is not known."""
    if (based := record.based.get(_straight(step))) is not None:
        return based
    if step[0] == "where":
        against = step[3]
        beside = {against[1]} if isinstance(against, tuple) and against[0] == "column" else set()
        return frozenset({str(step[1]), *beside})
    names = [asked(one, record) for one in _within(step)]
    return frozenset[str]().union(*names) if names and all(names) else frozenset()


def left_out(step: Step, fit: Act, record: Record) -> str | None:
    """By what a condition leaves out the rows whose label is in doubt, or which the model gets wrong; None of others.

    Rows of one class are a slice, and those that nobody rated have no label. What the model reads is known of any row.
    """
    straight = _straight(step)
    if fit.number in record.erring.get(straight, frozenset()):
        return "the error" if _compares(straight) in _RANGES else None
    labels, features = fit.detail.get("labels"), fit.detail.get("features")
    names = asked(step, record)
    if not names or not isinstance(labels, Data) or not names <= _basis(labels):
        return None
    if isinstance(features, Data) and names <= (features.only or frozenset()):
        return None
    if all(one[0] == "where" for one in _leaves(step)):
        told = [one for one in _leaves(step) if not _rated_at_all(one)]
        by_kind = all(one[2] in {"==", "!=", "in", "not in"} and one[3][0] != "column" for one in told)
        target = {labels.column, *(name for _source, name, how in labels.parts or () if how == "=")}
        doubtful = bool(told) and not (by_kind and names <= target) and (len(told) > 1 or not by_kind)
    else:
        doubtful = _compares(straight) in {*_RANGES, None} or len(names) > 1
    return ", ".join(sorted(names)) if doubtful else None


def erring(step: Step, record: Record) -> bool:
    """Whether a condition asks how far a model is off."""
    return _straight(step) in record.erring


def place(step: Step, record: Record) -> Place | None:
    """Where a condition, or the first that it puts together, is asked."""
    told = record.conditions
    found = (told.get(one) or told.get(complement(one)) for one in (step, *_leaves(step)))
    return next((one for one in found if one is not None), None)


def deals(step: Step) -> bool:
    """Whether a condition deals rows to parts that are alike: by a hash, a draw or a remainder, not along a time."""
    name = str(step[1])
    return step[0] == "where" and (is_dealt(step) or " % " in name or name.startswith(_REMAINDERS))


def _basis(labels: Data) -> set[str]:
    """The columns that a label is, or is worked out of, over what was written into the table on the way."""
    found: set[str] = set()
    waiting: list[Parts] = [labels.parts]
    while waiting:
        for source, name, _how in waiting.pop() or ():
            number, parts = labels.made.get(name, (0, None))
            if name not in found and number == source:
                waiting.append(parts)
            found.add(name)
    return found


def _straight(step: Step) -> Step:
    """A mask as it is asked, whichever of its two sides is taken."""
    return ("mask", step[1], True) if step[0] == "mask" else step


def _compares(step: Step) -> Any:
    """The sign of a comparison at a place; None of any other condition."""
    key = step[1] if step[0] == "mask" else None
    return key[3] if isinstance(key, tuple) and len(key) > 4 else None


def _within(step: Step) -> tuple[Step, ...]:
    """The conditions that a condition puts together."""
    key = step[1]
    if step[0] == "not":
        return (key,)
    if step[0] != "mask" or not isinstance(key, tuple):
        return ()
    if key[0] == "|" and len(key) == 3 and all(isinstance(one, tuple) for one in key[1:]):
        return (*key[1], *key[2])
    return key[1] if key[0] == "all" and isinstance(key[1], tuple) else ()


def _leaves(step: Step) -> Iterator[Step]:
    inner = _within(step)
    if not inner:
        yield step
    for one in inner:
        yield from _leaves(one)


def _rated_at_all(step: Step) -> bool:
    """Whether a condition asks for rows that have any rating."""
    return step[3][0] == "literal" and (step[2], step[3][1]) in _RATED_AT_ALL
