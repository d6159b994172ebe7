"""The shipped pages: all compile, and say what decides between a leak and a look-alike."""

from __future__ import annotations

from pathlib import Path

import pytest

import mle_reviewer.knowledge
from mle_reviewer.knowledge.compile import compile_pages, pages_under
from mle_reviewer.knowledge.entries import CallEntry, ClassEntry
from mle_reviewer.knowledge.table import Table, load
from mle_reviewer.knowledge.vocabulary import LEARNS

ROOT = Path(mle_reviewer.knowledge.__file__).parent
PAGES = dict(pages_under(ROOT))


@pytest.fixture(scope="module")
def table() -> Table:
    return load()


def test_all_pages_compile() -> None:
    assert compile_pages(ROOT)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_with_one_sentence_and_names_what_it_was_held_against(path: str) -> None:
    first, *rest = PAGES[path].decode().splitlines()
    assert first.startswith("# ")
    assert first.endswith(".")
    assert any(line.startswith("checked: ") for line in rest)


def test_every_type_that_is_named_under_a_described_library_is_described(table: Table) -> None:
    described = {"pandas", "numpy", "sklearn", "imblearn", "xgboost", "lightgbm", "catboost", "optuna", "statsmodels"}
    for path in table.packed["functions"]:
        entry = table.find(path)
        assert isinstance(entry, CallEntry)
        types = entry.slots.get("type", ())
        for kind in types if isinstance(types, tuple) else (str(types),):
            if kind.partition(".")[0] in described:
                assert isinstance(table.find(kind), ClassEntry), f"{path} gives {kind}"


@pytest.mark.parametrize(
    ("strength", "names"),
    [
        ("strong", "StandardScaler MinMaxScaler RobustScaler MaxAbsScaler PowerTransformer QuantileTransformer"),
        ("strong", "KBinsDiscretizer SplineTransformer TargetEncoder"),
        ("weak", "LabelEncoder OneHotEncoder OrdinalEncoder LabelBinarizer MultiLabelBinarizer"),
        ("none", "Normalizer Binarizer FunctionTransformer PolynomialFeatures"),
    ],
)
def test_preprocessing_learns_as_strongly_as_it_does(table: Table, strength: str, names: str) -> None:
    for name in names.split():
        entry = table.find(f"sklearn.preprocessing.{name}")
        assert isinstance(entry, ClassEntry)
        assert LEARNS[entry.learns or ""][0] == strength, name


@pytest.mark.parametrize(
    ("path", "learns"),
    [
        ("sklearn.feature_extraction.text.TfidfVectorizer", "text-vocabulary"),
        ("sklearn.feature_extraction.text.HashingVectorizer", "none"),
        ("sklearn.feature_extraction.FeatureHasher", "none"),
        ("sklearn.feature_extraction.DictVectorizer", "categories"),
        ("sklearn.feature_selection.SelectKBest", "selection"),
        ("sklearn.feature_selection.RFECV", "selection"),
        ("sklearn.feature_selection.VarianceThreshold", "screening"),
        ("sklearn.decomposition.PCA", "projection"),
        ("sklearn.random_projection.GaussianRandomProjection", "none"),
        ("sklearn.kernel_approximation.RBFSampler", "none"),
        ("sklearn.kernel_approximation.Nystroem", "projection"),
        ("sklearn.impute.SimpleImputer", "fill"),
        ("sklearn.cluster.KMeans", "clusters"),
        ("sklearn.ensemble.IsolationForest", "outliers"),
        ("category_encoders.TargetEncoder", "target-encoding"),
        ("category_encoders.HashingEncoder", "none"),
        ("feature_engine.imputation.MeanMedianImputer", "fill"),
        ("feature_engine.transformation.LogTransformer", "none"),
    ],
)
def test_what_is_learned(table: Table, path: str, learns: str) -> None:
    entry = table.find(path)
    assert isinstance(entry, ClassEntry)
    assert entry.learns == learns


@pytest.mark.parametrize(
    ("name", "ordered", "grouped", "shuffle"),
    [
        ("KFold", None, None, "shuffle"),
        ("StratifiedKFold", None, None, "shuffle"),
        ("ShuffleSplit", None, None, True),
        ("RepeatedKFold", None, None, True),
        ("TimeSeriesSplit", True, None, False),
        ("GroupKFold", None, True, "shuffle"),
        ("GroupShuffleSplit", None, True, True),
        ("LeaveOneGroupOut", None, True, False),
        ("StratifiedGroupKFold", None, True, "shuffle"),
    ],
)
def test_splitters(table: Table, name: str, ordered: object, grouped: object, shuffle: object) -> None:
    entry = table.find(f"sklearn.model_selection.{name}")
    assert isinstance(entry, ClassEntry)
    assert entry.role == "splitter"
    assert (entry.slots.get("ordered"), entry.slots.get("grouped"), entry.slots.get("shuffle")) == (
        ordered,
        grouped,
        shuffle,
    )
    if shuffle == "shuffle":
        assert entry.init is not None
        assert entry.init.defaults["shuffle"] is False


def test_every_metric_names_truth_prediction_and_direction(table: Table) -> None:
    metrics = [table.find(path) for path in table.packed["functions"] if path.startswith("sklearn.metrics.")]
    judged = [entry for entry in metrics if isinstance(entry, CallEntry) and entry.effect == "metric"]
    assert len(judged) > 40
    for entry in judged:
        assert entry.slots.get("prediction") or entry.slots.get("model"), entry.path
        assert entry.slots.get("truth"), entry.path
        assert entry.slots["better"] in {"higher", "lower", "neither"}, entry.path


@pytest.mark.parametrize(
    ("module", "grows"),
    [("over_sampling", {"SMOTE": True, "RandomOverSampler": True}), ("under_sampling", {"RandomUnderSampler": False})],
)
def test_resamplers_say_whether_rows_appear(table: Table, module: str, grows: dict[str, bool]) -> None:
    for name, expected in grows.items():
        entry = table.find(f"imblearn.{module}.{name}")
        assert isinstance(entry, ClassEntry)
        assert entry.slots["grows"] is expected


def test_held_out_rows_given_to_boosters_are_named(table: Table) -> None:
    for path in (
        "xgboost.XGBClassifier.fit", "xgboost.train", "lightgbm.LGBMRegressor.fit", "lightgbm.train",
        "catboost.CatBoostClassifier.fit", "sklearn.ensemble.HistGradientBoostingClassifier.fit",
    ):  # fmt: skip
        entry = table.find(path)
        assert isinstance(entry, CallEntry)
        assert entry.slots.get("validation"), path


def test_files_that_run_code_when_they_are_read_are_marked(table: Table) -> None:
    for path in ("joblib.load", "sklearn.externals.joblib.load", "pickle.load"):
        entry = table.find(path)
        assert isinstance(entry, CallEntry)
        assert entry.slots["unsafe"] is True
