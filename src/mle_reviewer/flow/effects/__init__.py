"""Effects: what each word of the knowledge vocabulary does to rows, columns and learned statistics."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.effects import (
    algebra,
    anew,
    arguments,
    asking,
    batches,
    choices,
    coding,
    column_types,
    concatenation,
    conditions,
    crossing,
    declaring,
    dividing,
    either,
    elements,
    expressions,
    files,
    filling,
    fitting,
    gradients,
    graphs,
    grouping,
    heaps,
    indices,
    instances,
    jobs,
    joining,
    judging,
    making,
    mapping,
    moments,
    networks,
    nodes,
    numbering,
    ordering,
    pairs,
    passing,
    paths,
    projecting,
    python,
    querying,
    relating,
    retrieval,
    sampling,
    seeding,
    sequences,
    settings,
    spectra,
    splitting,
    statistics,
    storage,
    tables,
    tracking,
    watching,
)
from mle_reviewer.flow.effects.arguments import decorated
from mle_reviewer.flow.effects.making import class_made
from mle_reviewer.flow.effects.ordering import sort
from mle_reviewer.flow.effects.paths import TEXT_METHODS, path_part
from mle_reviewer.flow.effects.retrieval import answered
from mle_reviewer.flow.operations.call import Effect

_ROOMS: Final = (
    storage, files, passing, splitting, sampling, conditions, concatenation, joining, tables, projecting, mapping,
    numbering, expressions, grouping, sequences, filling, statistics, watching, fitting, judging, choices, making,
    networks, elements, ordering, python, moments, paths, retrieval, querying, arguments, settings, seeding, spectra,
    nodes, coding, heaps, jobs, tracking, crossing, asking, algebra, relating, declaring, graphs, dividing,
    column_types, indices, gradients, batches, instances, anew, either, pairs,
)  # fmt: skip
EFFECTS: Final[dict[str, Effect]] = {word: effect for room in _ROOMS for word, effect in room.EFFECTS.items()}
ASKING: Final = frozenset({"ask", "send", "answer", "obtain"})  # words by which a model is asked
# Words of the vocabulary without which no act of a kind can happen; of kinds that are not listed nothing is known.
MAKERS: Final[dict[str, frozenset[str]]] = {
    "fit": frozenset(
        {
            "fit",
            "partial-fit",
            "fit-transform",
            "fit-predict",
            "train",
            "factorize",
            "solve",
            "invert-matrix",
            "backward",
            "gradient",
            "optimize",  # settings that an optimizer finds are fitted
            "cross-validate",
            "index-rows",
            *ASKING,
        }
    ),
    "score": frozenset(
        {"score", "metric", "curve", "predict", "fit-predict", "cross-validate", "loss", "search", *ASKING}
    ),
    "save": frozenset({"save", "persist", "serialize", "write", "query", "run-nodes", "index-rows"}),
    "load": frozenset({"load", "restore", "query", "run-nodes", "open-index"}),
}

__all__ = ["ASKING", "EFFECTS", "MAKERS", "TEXT_METHODS", "answered", "class_made", "decorated", "path_part", "sort"]
