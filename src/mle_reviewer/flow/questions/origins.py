"""Origins: labels that only say from which file a row is, that of the training rows or that of those to predict."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.flow.facts.acts import KEPT_AS, Act
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations.constants import MARK

_WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_PARTS: Final = frozenset({"train", "training", "test", "testing"})


def of_parts(flow: Flow, fit: Act) -> bool:
    """Whether labels only say from which file a row is, that of the training rows or that of the rows to predict.

    A model that tells them apart (adversarial validation) is asked whether they differ: it will predict nothing.
    """
    labels = fit.detail.get("labels")
    told = set(fit.detail.get("fills", ()))
    if isinstance(labels, Data) and labels.column is not None:
        marks = (trait for trait in labels.traits if trait[:2] == (MARK, labels.column) and len(trait) == 4)
        told |= {(trait[2], int(trait[3])) for trait in marks}
    values = {value for value, _root in told}
    known = {root for _value, root in told}
    if len(values) < 2 or len(known) != len(told) or not roots(fit.rows) <= known:
        return False
    parts = {(value, _part_called(flow, root)) for value, root in told}
    one_each = len(parts) == len(values) == len({name for _value, name in parts})
    return (one_each and all(name for _value, name in parts)) or _to_predict(flow, told)


def _to_predict(flow: Flow, told: set[tuple[str, int]]) -> bool:
    """Whether another model learns labels of its own from the rows of one value and predicts those of another one."""
    of_value = {value: {root for one, root in told if one == value} for value, _root in told}
    for act in flow.record.of("predict"):
        asked = next((value for value, known in of_value.items() if act.rows and roots(act.rows) <= known), None)
        for fit in (flow.acts[number] for number in act.fits) if asked is not None else ():
            learned_of = [value for value, known in of_value.items() if roots(fit.rows) <= known]
            if learned_of and asked not in learned_of and _has_answers(fit):
                return True
    return False


def _has_answers(fit: Act) -> bool:
    """Whether a fit has labels that are not just its features once more, as a network has that gives back its input."""
    labels, features = fit.detail.get("labels"), fit.detail.get("features")
    if not isinstance(labels, Data) or not isinstance(features, Data) or not labels.rows:
        return False
    if labels.all_learned() != features.all_learned():
        return True
    return (labels.column, labels.only, labels.source, labels.parts) != (
        features.column, features.only, features.source, features.parts,
    )  # fmt: skip


def _part_called(flow: Flow, root: int) -> str:
    """The part of the data that the name of a file says it holds, an empty text if it says none."""
    act = flow.record.by_root.get(root)
    name = str(act.detail.get(KEPT_AS)).rpartition("/")[2] if act is not None else ""
    words = _PARTS.intersection(word.lower() for word in _WORDS.findall(name))
    return min(words) if len(words) == 1 else ""
