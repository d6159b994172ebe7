"""The closed vocabulary of knowledge pages: class roles, effects, and what can be learned from rows.

A page is YAML and describes one module of one library:

    library: scikit-learn            # distribution name; the hold-against-the-library script installs and imports it
    checked: "1.7.2"                 # the version every name and parameter below was held against
    module: sklearn.preprocessing    # dotted path users import from
    aliases: [old.path.to.module]    # other import paths of the same module (optional)
    classes:
      StandardScaler:
        role: transformer            # one of ROLES; gives the methods of that protocol (_protocols.yaml)
        init: "(*, copy=True, with_mean=True, with_std=True)"   # needed when a parameter is read or passed by position
        learns: scale                # one of LEARNS (strength follows from it)
        methods:                     # only what the protocol does not say
          partial_fit: {call: "(X, y=None, sample_weight=None)", effect: partial-fit, rows: X}
    functions:
      scale: {call: "(X, *, axis=0, with_mean=True)", effect: learn-apply, rows: X, learns: scale}
      merge: {call: "(left, right, how='inner')", effect: join, type: pandas.DataFrame}

A slot (`rows:`, `labels:` …) names a real parameter of the call, or `self`. `type:` is the dotted class of the result.
Parameter defaults that change meaning (`shuffle=True`, `weights_only`) stand in the signature.
"""

from __future__ import annotations

from typing import Final, Literal

Strength = Literal["strong", "weak", "none"]

ROLES: Final[dict[str, str]] = {
    "transformer": "fit(X, y=None) learns, transform applies; sub-kind by `learns` (none: stateless)",
    "selector": "a transformer whose fit looks at the labels to choose columns",
    "estimator": "fit(X, y), predict, predict_proba, score",
    "clusterer": "fit(X), predict/labels_: an estimator without labels",
    "search": "an estimator that fits many candidates by inner cross-validation (`estimator`, `cv` slots)",
    "meta": "an estimator that wraps others (`estimator` slot, or `estimators` for a list of (name, model))",
    "pipeline": "steps applied in order, the last may be an estimator (`steps` slot; `star: true` for *steps)",
    "union": "transformers side by side (`transformers` slot)",
    "splitter": "split(X, y, groups) yields index pairs; `ordered: true`, `grouped: true`, `shuffle`, `seed` slots",
    "resampler": "fit_resample(X, y) changes which rows there are; `grows: true|false`",
    "network": "a neural model: called on a batch it predicts, trained by fit or by a loop",
    "layer": "a layer; with `learns`, adapt(data) learns from data",
    "optimizer": "step() updates a network's weights; given parameters of a network",
    "loss": "a callable that compares predictions with targets; its result has backward()",
    "dataset": "holds rows (`rows`, `labels` slots name constructor parameters)",
    "loader": "iterates over a dataset in batches (`rows` slot)",
    "trainer": "an object given a model and datasets whose train()/fit() trains (`model`, `rows`, `validation` slots)",
    "metric-object": "an object that accumulates truth and predictions and computes a score",
    "frame": "a table of rows and named columns",
    "series": "one column",
    "array": "an n-dimensional array whose first axis is rows",
    "grouped": "rows partitioned by keys, waiting for an aggregate",
    "windowed": "rows seen through a moving window",
    "splits": "named parts of one dataset (a dict of datasets)",
    "callback": "given to a fit; may keep the best state by a monitored score (`monitor` slot)",
    "session": "an entry point that only makes others (SparkSession, connections, clients)",
    "plain": "has methods worth naming, no role of its own",
}

# kind -> (default strength, the words that a trace uses)
LEARNS: Final[dict[str, tuple[Strength, str]]] = {
    "scale": ("strong", "scaling statistics"),
    "statistic": ("strong", "a statistic"),
    "imputation": ("strong", "fill values"),
    "projection": ("strong", "a projection"),
    "selection": ("strong", "a choice of columns by the labels"),
    "screening": ("strong", "a choice of columns by their values"),
    "target-encoding": ("strong", "statistics of the labels"),
    "text-vocabulary": ("strong", "a text vocabulary and its weights"),
    "bins": ("strong", "bin edges"),
    "distribution": ("strong", "ranks or quantiles"),
    "clusters": ("strong", "clusters"),
    "embedding": ("strong", "an embedding"),
    "outliers": ("strong", "outlier bounds"),
    "model": ("strong", "a fitted model"),
    "categories": ("weak", "a list of categories"),
    "count": ("weak", "a count"),
    "none": ("none", "nothing"),
}

EFFECTS: Final[dict[str, str]] = {
    # rows come and go
    "load": "new rows from storage: path (slot; the constant path or table is the rows' name), type",
    "list-files": "the files of a folder or pattern, one a row: path",
    "query": "rows of a SQL query, or of the table that it names: query, dialect, columns, type",
    "save": "writes to storage: path, what (default self)",
    "generate": "new rows out of nothing (make_classification)",
    "keep": "row-wise: the result has the rows of self and arguments (rows: to name which), type",
    "copy": "the same rows, a new object",
    "nothing": "a result without rows (plots, logs)",
    "self": "returns self",
    "split": "sides of one split: arrays (a parameter, `*arrays`, or `self`), seed, shuffle, stratify, "
    "groups, test_size, train_size; layout: pairs (a_train, a_test, b_train …) | sides (a list, one per entry "
    "of `parts`) | dict (names: [train, test]); ordered: true when it cuts by position",
    "folds": "yields pairs of index arrays, one pair a fold: rows, labels, groups",
    "take": "a contiguous part: which: head | tail | skip, n",
    "sample": "random rows: n, frac, replace, seed",
    "filter": "some rows by a condition: by (mask, callable or query string)",
    "drop-missing": "row filter by missing values",
    "drop-duplicates": "row filter by repeated content: keep",
    "sort": "reorders rows: by, ascending",
    "reverse": "turns the order of rows round",
    "shuffle": "reorders rows at random: seed",
    "batch": "groups rows without changing which there are",
    "repeat": "duplicates rows",
    "concat": "rows of several after each other: items, axis",
    "join": "rows of left with columns of right: left (default self), right, on, left_on, right_on, how",
    "asof-join": "join to the nearest key: left, right, on, by, direction",
    "resample": "changes which rows there are: rows, labels, grows: true|false",
    "augment": "makes changed copies of rows",
    "index": "the rows' labels (df.index)",
    # columns
    "select-columns": "columns by name or type: columns",
    "drop": "columns (or rows by index) go: labels, columns, index, axis",
    "pop": "one column leaves the frame in place: column",
    "insert": "a column is added in place: column, value",
    "assign": "columns are added: **kwargs or one expression",
    "rename": "columns get other names: columns",
    "alias": "one column under another name: column",
    "column-names": "the names of the columns",
    "set-index": "a column becomes the index: keys",
    "reset-index": "index becomes a column",
    "to-array": "the values without names",
    "to-datetime": "parses times: rows",
    # learning from rows
    "aggregate": "one value from many rows (axis=1 is row-wise): rows (default self), learns, axis",
    "describe": "several statistics at once",
    "learn-apply": "a statistic of all rows is written into each: rows, labels, learns",
    "correlate": "association between columns, or with labels: rows, other",
    "select-by-score": "scores columns against labels: rows, labels",
    "fill": "missing values: value, method",
    "interpolate": "missing values from neighbours: direction (limit_direction)",
    "shift": "values of other rows: periods (negative looks ahead)",
    "difference": "difference with another row: periods",
    "rolling": "a moving window: window, center",
    "expanding": "a window over all rows so far",
    "cumulate": "running totals over all rows so far",
    "group": "partition by keys: by",
    "group-aggregate": "one value per group: learns",
    "group-transform": "a per-group statistic written into each row: function, learns",
    "group-apply": "a function per group: function",
    "window-aggregate": "a statistic per window: learns; where the window is made in the same call: window, center",
    "over": "an expression within the rows of a key: by (names or a window)",
    "window-keys": "a window over the rows of a key: by",
    "window-order": "a window over rows in an order: by",
    "window-frame": "where a window ends: window (both ends); names: bounds that lie ahead",
    "pivot": "reshape with aggregate",
    "resample-time": "rows per period: rule",
    "apply": "a function on elements, rows or columns: function, axis",
    "pipe": "function(self, …): function",
    # models and transformers
    "fit": "learns from rows: rows, labels, groups, validation (held-out rows), validation_split; returns self",
    "partial-fit": "learns more from rows, keeping what it knew",
    "transform": "applies what was learned: rows",
    "fit-transform": "both: rows, labels",
    "predict": "a prediction per row: rows",
    "fit-predict": "both",
    "score": "a metric on rows: rows, labels",
    "metric": "a score from truth and prediction: truth, prediction, better: higher|lower",
    "loss": "a number that training lowers, from truth and prediction: truth, prediction",
    "equal": "element-wise equality; of predictions and truth, which were right: truth, prediction",
    "total": "a sum of elements; of right predictions, how many there were",
    "forget": "a metric object starts anew",
    "curve": "like metric, a curve over thresholds (roc_curve): truth, prediction",
    "cross-validate": "fits and scores on inner folds: estimator, rows, labels, cv; returns: scores | predictions",
    "train": "fits by a function: rows (a dataset), labels, validation; returns: the model's type",
    "configure": "constructor arguments are given anew; returns self",
    "make": "makes an object of class `type` from its arguments",
    "pipeline": "makes a pipeline from *steps",
    "optimize": "calls an objective for many settings and keeps the best: function",
    "best": "the best score, parameters or model of a finished search",
    "backward": "gradients of a loss (makes the pending forward a training act)",
    "optimizer-step": "updates weights",
    "zero-grad": "clears gradients",
    "mode": "train() or eval() of a network: training: true|false",
    "no-grad": "a context or decorator without gradients",
    "seed": "fixes a random generator",
    "restore": "an object from storage: path",
    "persist": "an object to storage: path, what",
    "serve": "declares a prediction endpoint (decorator)",
    "log": "writes to a tracker or log",
    # plain Python and containers
    "call": "calls an argument: function",
    "zip": "builtins.zip and its like",
    "enumerate": "builtins.enumerate",
    "entries": "pairs of a name and what stands under it (dict.items)",
    "elements": "the elements of a container, as a list (list, tuple, set, reversed, iter)",
    "sorted": "elements in order",
    "next": "one element",
    "range": "numbers",
    "length": "how many rows",
    "map": "function over elements: function",
    "shape": "(rows, …)",
    "locate": "an indexer (.loc, .iloc)",
    "accessor": "a name space of row-wise methods (.str, .dt)",
    "member": "a mask: rows whose value is among others: value",
    "missing-mask": "a mask of missing values",
    "where": "one of two values by a mask; with the mask alone, the row numbers it selects",
    "transpose": "rows become columns",
    "align": "two tables brought to the same columns or index: the receiver and `other`, each with its own rows",
    "reshape": "the values in another shape (`shape`: the lengths): with three and more an element may be many rows",
    "aggregate-named": "aggregates given by name or function: function",
    "permutation": "row numbers in random order: seed",
    "choice": "some row numbers drawn at random: n, replace, seed",
    "set-difference": "what one set of rows or names has and another has not: rows, other",
    "bootstrap": "rows drawn at random from arrays: arrays, replace",
    "choose": "the best of several (max, min, argmax): of scores, a choice among what was scored",
    "map-function": "builtins.map",
    "reduce": "functools.reduce",
    "partial": "functools.partial",
    "dict": "builtins.dict",
    "moment": "a point or span of time, equal where its arguments are",
    "number": "a number kept as it is (int, float, round)",
    "getattr": "builtins.getattr",
    "setattr": "builtins.setattr",
    "path": "a path put together from parts",
    "open": "a handle of a file, which stands for its path",
    "folder": "the folder that a path stands in",
    "text": "a text as it is given: what",
    "working-folder": "where relative paths begin",
    # how a program is started, and its settings
    "script-words": "a variable: the script and the words of its command line",
    "declare-option": "one option of the command line: on a parser, or by a decorator",
    "sub-commands": "what takes the sub-commands of a parser",
    "add-command": "a parser for a sub-command",
    "set-defaults": "values that stand until the command line says otherwise",
    "parse-options": "an object with the value of each declared option; returns: pair",
    "run-command": "calls a function with what the command line says: function",
    "default-of": "the default that stands where nothing else is given: value",
    "environment": "a variable of the environment: value (its name)",
    "read-settings": "a YAML, JSON or TOML document as values: path",
    "super": "builtins.super",
}
