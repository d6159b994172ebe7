"""What releases of libraries took away, brought or redefined, as data: the calls that mean something else before.

Every entry was held against the sources of the releases on both sides of it. The change logs stand in `NOTES`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

Change = Literal["removed", "added", "deprecated", "default"]


@dataclass(frozen=True, slots=True)
class Release:
    """What one release did to some names of a library, or to one parameter of them.

    `names` are dotted paths of what is called or used; `parameter` is "" where the name itself is meant. `until` is
    the version in which it came back, "" for never. `instead` is what to write now, for a default what it was and is.
    """

    library: str
    version: str
    change: Change
    names: tuple[str, ...]
    parameter: str = ""
    instead: str = ""
    until: str = ""


NOTES: Final = {
    "scikit-learn": "https://scikit-learn.org/stable/whats_new.html",
    "pandas": "https://pandas.pydata.org/docs/whatsnew/index.html",
    "numpy": "https://numpy.org/doc/stable/release.html",
    "torch": "https://github.com/pytorch/pytorch/releases",
    "mlflow": "https://github.com/mlflow/mlflow/blob/master/CHANGELOG.md",
    "xgboost": "https://xgboost.readthedocs.io/en/stable/changes/index.html",
    "lightgbm": "https://github.com/microsoft/LightGBM/releases",
    "transformers": "https://github.com/huggingface/transformers/releases",
}


def _of(module: str, names: str, after: str = "") -> tuple[str, ...]:
    return tuple(f"{module}.{name}{after}" for name in names.split())


_ENCODER: Final = ("sklearn.preprocessing.OneHotEncoder",)
_NAMED: Final = (
    *_of("sklearn.preprocessing", "OneHotEncoder PolynomialFeatures", ".get_feature_names"),
    *_of("sklearn.feature_extraction.text", "CountVectorizer TfidfVectorizer", ".get_feature_names"),
    "sklearn.feature_extraction.DictVectorizer.get_feature_names",
    "sklearn.compose.ColumnTransformer.get_feature_names",
)
_BASED: Final = (
    *_of("sklearn.ensemble", "BaggingClassifier BaggingRegressor AdaBoostClassifier AdaBoostRegressor"),
    "sklearn.calibration.CalibratedClassifierCV",
)
_SCALED: Final = _of("sklearn.linear_model", "LinearRegression Ridge RidgeCV Lasso LassoCV ElasticNet ElasticNetCV")
_BOOSTED: Final = _of("xgboost", "XGBClassifier XGBRegressor XGBRanker XGBModel")
_LIGHT: Final = _of("lightgbm", "LGBMClassifier LGBMRegressor LGBMRanker", ".fit")
_STAGES: Final = tuple(
    f"{client}.{name}"
    for client in ("mlflow.MlflowClient", "mlflow.tracking.MlflowClient", "mlflow.client.MlflowClient")
    for name in ("transition_model_version_stage", "get_latest_versions")
)


def _fitted(names: tuple[str, ...], method: str) -> tuple[str, ...]:
    return tuple(f"{name}.{method}" for name in names)


RELEASES: Final[tuple[Release, ...]] = (
    Release("scikit-learn", "1.4", "removed", _ENCODER, "sparse", "`sparse_output=`"),
    Release("scikit-learn", "1.2", "added", _ENCODER, "sparse_output", "`sparse=`"),
    Release("scikit-learn", "1.2", "removed", _NAMED, "", "`get_feature_names_out()`"),
    Release("scikit-learn", "1.2", "removed", ("sklearn.datasets.load_boston",), "", "another data set"),
    Release(
        "scikit-learn", "1.2", "removed",
        _of("sklearn.metrics", "plot_confusion_matrix plot_roc_curve plot_precision_recall_curve"), "",
        "`from_estimator` of the display classes (`RocCurveDisplay`)",
    ),
    Release(
        "scikit-learn", "1.6", "removed", _of("sklearn.metrics", "mean_squared_error mean_squared_log_error"),
        "squared",
        "`root_mean_squared_error`",
    ),
    Release(
        "scikit-learn", "1.4", "added",
        _of("sklearn.metrics", "root_mean_squared_error root_mean_squared_log_error"), "",
        "the root of `mean_squared_error`",
    ),
    Release("scikit-learn", "1.4", "removed", _BASED, "base_estimator", "`estimator=`"),
    Release("scikit-learn", "1.2", "added", _BASED, "estimator", "`base_estimator=`"),
    Release("scikit-learn", "1.2", "removed", _SCALED, "normalize", "a `StandardScaler` in front"),
    Release(
        "scikit-learn", "1.4", "removed", ("sklearn.cluster.AgglomerativeClustering",), "affinity", "`metric=`"
    ),
    Release(
        "scikit-learn", "1.4", "default", ("sklearn.cluster.KMeans",), "n_init", "10 starts before, one (`auto`) since"
    ),
    Release("pandas", "2.0", "removed", _of("pandas", "DataFrame Series", ".append"), "", "`pandas.concat`"),
    Release("pandas", "2.0", "removed", _of("pandas", "DataFrame Series", ".iteritems"), "", "`items()`"),
    Release("pandas", "2.0", "removed", _of("pandas", "DataFrame Series", ".mad"), "", "the formula itself"),
    Release("pandas", "2.0", "removed", ("pandas.DataFrame.lookup",), "", "`factorize` and indexing"),
    Release("pandas", "2.0", "removed", ("pandas.read_csv",), "error_bad_lines", "`on_bad_lines=`"),
    Release("pandas", "2.0", "removed", ("pandas.read_csv",), "warn_bad_lines", "`on_bad_lines=`"),
    Release("pandas", "2.0", "removed", ("pandas.read_csv",), "squeeze", "`.squeeze('columns')`"),
    Release("pandas", "2.0", "removed", ("pandas.read_csv",), "mangle_dupe_cols", "nothing"),
    Release("pandas", "2.0", "removed", ("pandas.DataFrame.to_csv",), "line_terminator", "`lineterminator=`"),
    Release("pandas", "1.3", "added", ("pandas.read_csv",), "on_bad_lines", "`error_bad_lines=`"),
    Release(
        "pandas", "2.0", "default", ("pandas.get_dummies",), "dtype", "columns of uint8 before, of bool since"
    ),
    Release(
        "numpy", "1.24", "removed", _of("numpy", "float int object str complex"), "",
        "Python's own type, or one with a size (`np.float64`)",
    ),
    Release("numpy", "1.24", "removed", ("numpy.bool",), "", "`bool` or `np.bool_`", until="2.0"),
    Release("numpy", "2.0", "removed", _of("numpy", "NaN Inf Infinity infty"), "", "`np.nan` or `np.inf`"),
    Release("numpy", "2.0", "removed", _of("numpy", "float_ complex_ string_ unicode_"), "", "the type with a size"),
    Release("numpy", "2.0", "removed", _of("numpy", "alltrue sometrue asfarray"), "", "`np.all`, `np.any`…"),
    Release(
        "torch", "2.6", "default", ("torch.load",), "weights_only",
        "whole objects were loaded before, only tensors are since",
    ),
    Release("mlflow", "2.9", "deprecated", _STAGES, "", "aliases and tags of model versions"),
    Release(
        "xgboost", "2.1", "removed", _fitted(_BOOSTED, "fit"), "early_stopping_rounds", "the same of the constructor"
    ),
    Release("xgboost", "2.1", "removed", _fitted(_BOOSTED, "fit"), "eval_metric", "the same of the constructor"),
    Release("xgboost", "2.1", "removed", _fitted(_BOOSTED, "fit"), "callbacks", "the same of the constructor"),
    Release("xgboost", "2.0", "removed", _fitted(_BOOSTED, "predict"), "ntree_limit", "`iteration_range=`"),
    Release("lightgbm", "4.0", "removed", _LIGHT, "early_stopping_rounds", "the callback `early_stopping`"),
    Release("lightgbm", "4.0", "removed", _LIGHT, "verbose", "the callback `log_evaluation`"),
    Release(
        "lightgbm", "4.0", "removed", _of("lightgbm", "train cv"), "early_stopping_rounds",
        "the callback `early_stopping`",
    ),
    Release("lightgbm", "4.0", "removed", _of("lightgbm", "train cv"), "verbose_eval", "the callback `log_evaluation`"),
    Release("lightgbm", "4.0", "removed", ("lightgbm.train",), "evals_result", "the callback `record_evaluation`"),
    Release("lightgbm", "4.0", "removed", ("lightgbm.train",), "learning_rates", "the callback `reset_parameter`"),
    Release(
        "transformers", "4.41", "added", ("transformers.TrainingArguments",), "eval_strategy", "`evaluation_strategy=`"
    ),
    Release("transformers", "4.46", "added", ("transformers.Trainer",), "processing_class", "`tokenizer=`"),
)  # fmt: skip


@cache
def by_name() -> dict[str, tuple[Release, ...]]:
    """What releases did, by each name."""
    found: dict[str, list[Release]] = {}
    for release in RELEASES:
        for name in release.names:
            found.setdefault(name, []).append(release)
    return {name: tuple(some) for name, some in found.items()}


def imported_as() -> Iterator[tuple[str, str]]:
    """Each library's first name in an import, with its distribution."""
    for release in RELEASES:
        for name in release.names:
            yield name.partition(".")[0], release.library
