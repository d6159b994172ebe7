"""The closed list of slots: what an entry of a knowledge page may say beside its role, effect and signature.

A slot of kind `parameter` says which argument carries something. Its value is

* the name of a parameter of the call (`rows: X`), `self`, `*star` or `**kwargs` as the signature spells them,
* a list of those, when several arguments carry it together (`rows: [X, Z]`),
* a constant, when the call fixes it: true, false, null, a number, or a word behind an equals sign (`method: =bfill`).
"""

from __future__ import annotations

from typing import Final, Literal

SlotKind = Literal["parameter", "flag", "word", "words", "type", "arguments"]

# kind "parameter" unless the second table says otherwise
PARAMETER_SLOTS: Final[dict[str, str]] = {
    # what the call works on
    "rows": "the examples",
    "labels": "the target of the examples (for `drop`: the labels that go)",
    "groups": "the entity of each example",
    "time": "the time of each example",
    "weights": "a weight per example",
    "other": "the second operand (correlate, difference, arithmetic)",
    "items": "the values put after each other or side by side",
    "value": "the value filled in, inserted or looked for",
    "path": "where it is stored: file, directory, table or artifact name",
    "inside": "the name it is stored under within the file",
    "what": "the object that is written",
    "message": "what is logged",
    "initial": "a value the object starts from",
    # splits and samples
    "arrays": "what is split: a parameter, `*arrays` or `self`",
    "seed": "the random seed or generator",
    "shuffle": "whether rows are reordered first",
    "stratify": "the labels whose shares are kept",
    "test_size": "share or number of rows of the second side",
    "train_size": "share or number of rows of the first side",
    "parts": "shares or numbers of rows of all sides, one entry a side",
    "part": "the name of the part asked for (a split name)",
    "gap": "rows left out between the sides",
    "n": "how many",
    "frac": "what share",
    "replace": "whether a row may be drawn twice",
    "by": "the condition, key or sort order",
    "keep": "which of several equal rows stays",
    "ascending": "the direction of a sort",
    "descending": "the direction of a sort, the other way round",
    "reverse": "whether it runs from the last row back",
    # tables
    "axis": "0 works along rows, 1 along columns",
    "left": "the table whose rows stay",
    "right": "the table whose columns come",
    "on": "the key of both sides",
    "left_on": "the key of the left side",
    "right_on": "the key of the right side",
    "how": "the kind of join",
    "direction": "to which side neighbours are looked for",
    "tolerance": "how far neighbours may be",
    "exact": "whether an equal key counts as a neighbour",
    "columns": "column names",
    "index": "index labels, or the column that becomes the index",
    "column": "one column name",
    "keys": "the columns that become the index",
    "method": "how missing values are filled",
    "periods": "how many rows away (negative looks ahead)",
    "window": "how many rows the window holds",
    "center": "whether the window looks ahead too",
    "closed": "which ends of the window count",
    "minimum": "how many rows a window needs",
    "rule": "the period of time",
    "inplace": "whether the receiver itself changes",
    "numeric_only": "whether other columns are left out",
    "function": "the function that is called, or its name",
    "arguments": "what the function is called with",
    # models
    "model": "the model",
    "estimator": "the wrapped model or transformer",
    "estimators": "a list of models or (name, model) pairs",
    "final": "the model on top of the others",
    "steps": "the steps of a pipeline, in order",
    "transformers": "(name, transformer, columns) triples",
    "remainder": "what happens to the columns that no transformer takes",
    "cv": "the splitter or number of folds",
    "scoring": "the metric that judges",
    "scorer": "the function that judges",
    "refit": "whether the best candidate is fitted again on all rows",
    "prefit": "whether the wrapped model comes fitted",
    "candidates": "the settings that are tried",
    "thresholds": "how the decision threshold is chosen",
    "validation": "held-out rows given to the fit",
    "validation_labels": "the target of the held-out rows, when it is an argument of its own",
    "validation_split": "the share of the rows that the fit holds out itself",
    "stopping": "what turns early stopping on",
    "monitor": "the score that is watched",
    "restore_best": "whether the best state is taken back at the end",
    "callbacks": "callbacks given to the fit",
    "warm": "whether a second fit goes on from the first",
    "epochs": "how often the rows are passed",
    "batch_size": "rows a batch",
    "vocabulary": "categories or words given instead of learned",
    "formula": "a formula over column names",
    # scores
    "truth": "the true values",
    "prediction": "the predicted values",
    # networks
    "parameters": "the weights an optimizer updates",
    "training": "whether the network is in training mode",
}

OTHER_SLOTS: Final[dict[str, tuple[SlotKind, str]]] = {
    "learns": ("word", "what is learned from the rows (one of LEARNS)"),
    "stateless": ("arguments", "when all these arguments have these constants, nothing is learned"),
    "renamed": ("arguments", "older names of parameters, each with its present name"),
    "type": ("type", "dotted class of the result, or `self`; a list when the result is a tuple"),
    "element": ("type", "dotted class of what iteration or indexing gives"),
    "layout": ("word", "pairs | sides | dict: how the sides of a split come back"),
    "which": ("word", "head | tail | skip"),
    "returns": ("word", "scores | predictions | model | history | pair"),
    "gives": ("word", "score | parameters | model | columns | importances | scores | index"),
    "better": ("word", "higher | lower | neither"),
    "bound": ("word", "given | learned: whether an attribute holds an argument or a result of fitting"),
    "names": ("words", "fixed names of the sides or results"),
    "ordered": ("flag", "cuts by position, earlier rows first"),
    "grouped": ("flag", "keeps the rows of one group on one side"),
    "grows": ("flag", "new or repeated rows appear among the old"),
    "star": ("flag", "the steps come as positional arguments"),
    "row_wise": ("flag", "each row of the result depends on its own row only"),
    "unsafe": ("flag", "runs code that stands in what it reads (pickle)"),
    "supervised": ("flag", "what it learns depends on the labels"),
    "inner": ("flag", "splits its rows itself before it scores"),
    "generated": ("flag", "the rows are invented, not observed"),
    "toy": ("flag", "a data set for teaching"),
    "weak": ("flag", "what is learned is weak, whatever its kind usually is"),
}

WORDS: Final[dict[str, frozenset[str]]] = {
    "layout": frozenset({"pairs", "sides", "dict"}),
    "which": frozenset({"head", "tail", "skip"}),
    "returns": frozenset({"scores", "predictions", "model", "history", "pair"}),
    "gives": frozenset({"score", "parameters", "model", "columns", "importances", "scores", "index"}),
    "better": frozenset({"higher", "lower", "neither"}),
    "bound": frozenset({"given", "learned"}),
}
