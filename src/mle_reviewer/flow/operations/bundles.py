"""Bundles: tensors of the same rows that one data set holds (`TensorDataset(X, y)`), and what each was made with.

A loop over the data set takes them apart again: what the labels alone were made with is no business of the features.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.values import Data

_TIED: Final = "tied"  # the trait that names (by its number) a bundle that went into a data set


def tied(cx: Context, made: Data, parts: Sequence[Data]) -> None:
    """Remembers of a new data set which tensors went into it, in their order."""
    if len(parts) > 1 and len({part.all_learned() for part in parts}) > 1:
        cx.bundles.append(tuple(part.all_learned() for part in parts))
        made.traits = frozenset(t for t in made.traits if t[0] != _TIED) | {(_TIED, str(len(cx.bundles) - 1))}


def untied(cx: Context, data: Data, count: int | None = None) -> tuple[Data, ...]:
    """What stands in each place of one element of a data set; nothing where nobody knows."""
    bundles = [cx.bundles[int(trait[1])] for trait in sorted(data.traits) if trait[0] == _TIED]
    if bundles and count is None:
        count = len(bundles[0])
    if count is None or not bundles or any(len(bundle) != count for bundle in bundles):
        return ()
    every = frozenset(number for bundle in bundles for part in bundle for number in part)
    since = data.learned - every
    traits = frozenset(trait for trait in data.traits if trait[0] != _TIED)
    places = (frozenset(number for bundle in bundles for number in bundle[place]) for place in range(count))
    return tuple(data.but(learned=since | learned, traits=traits) for learned in places)
