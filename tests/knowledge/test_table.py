"""Asking the table: paths and aliases, unknown receivers, anchors, and in-house pages on top."""

from __future__ import annotations

import pytest

from mle_reviewer.knowledge.entries import CallEntry, ClassEntry, dump, read
from mle_reviewer.knowledge.table import Table, extend, load

IN_HOUSE = b"""
library: house
module: house.features
aliases: [house.old]
classes:
  MeanMap: {bases: sklearn.preprocessing.StandardScaler, learns: target-encoding}
  Cleaner: {role: transformer, learns: none, methods: {tidy: {call: "(X)", effect: keep, rows: X}}}
functions:
  cut: {call: "(frame, seed=None)", effect: split, arrays: frame, seed: seed, layout: sides}
"""


@pytest.fixture(scope="module")
def table() -> Table:
    return load()


def test_a_class_a_method_and_a_function_are_found(table: Table) -> None:
    scaler = table.find("sklearn.preprocessing.StandardScaler")
    assert isinstance(scaler, ClassEntry)
    assert (scaler.role, scaler.learns) == ("transformer", "scale")
    fit = table.find("sklearn.preprocessing.StandardScaler.fit")
    assert isinstance(fit, CallEntry)
    assert fit == scaler.methods["fit"]
    split = table.find("sklearn.model_selection.train_test_split")
    assert isinstance(split, CallEntry)
    assert (split.effect, split.star, split.defaults["shuffle"]) == ("split", "arrays", True)
    assert table.find_call("sklearn.model_selection.KFold") == table.find("sklearn.model_selection.KFold").init  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("path", "really"),
    [
        ("sklearn.preprocessing._data.StandardScaler.fit", "sklearn.preprocessing.StandardScaler.fit"),
        ("sklearn.externals.joblib.load", "joblib.load"),
        ("mlflow.keras.log_model", "mlflow.tensorflow.log_model"),
        ("xgboost.sklearn.XGBClassifier.fit", "xgboost.XGBClassifier.fit"),
    ],
)
def test_aliases_lead_to_the_entry(table: Table, path: str, really: str) -> None:
    found = table.find(path)
    assert found is not None
    assert found.path == really


@pytest.mark.parametrize(
    "path", ["", ".", "sklearn", "sklearn.preprocessing", "sklearn.nope.StandardScaler", "numba.jit"]
)
def test_what_no_page_describes_is_not_found(table: Table, path: str) -> None:
    assert table.find(path) is None


def test_libraries_are_known_by_their_top_level_module(table: Table) -> None:
    assert table.is_library("sklearn.anything.at_all")
    assert table.is_library("xgboost")
    assert not table.is_library("sklearn2.preprocessing")
    assert not table.is_library("my_project.sklearn")


@pytest.mark.parametrize(
    ("method", "effect"),
    [
        ("fit", "fit"),
        ("fit_transform", "fit-transform"),
        ("transform", "transform"),
        ("predict", "predict"),
        ("predict_proba", "predict"),
        ("fit_resample", "resample"),
    ],
)
def test_unknown_receivers_get_what_the_pages_agree_on(table: Table, method: str, effect: str) -> None:
    entry = table.duck(method)
    assert entry is not None
    assert (entry.effect, entry.path) == (effect, f"?.{method}")
    assert entry.slots["rows"] == entry.params[0]


@pytest.mark.parametrize("method", ["split", "pop", "copy", "index", "no_such_method"])
def test_unknown_receivers_are_not_guessed(table: Table, method: str) -> None:
    assert table.duck(method) is None


def test_anchors_are_last_names_by_role_or_effect(table: Table) -> None:
    assert {"KFold", "TimeSeriesSplit"} <= table.names({"splitter"})
    assert {"train_test_split"} <= table.names({"split"})
    assert {"fit", "KFold"} <= table.names(["fit", "splitter"])
    assert "KFold" not in table.names({"fit"})
    assert table.names({"no-such-role"}) == frozenset()


def test_in_house_pages_lie_on_top(table: Table) -> None:
    longer, gaps = extend(table, [("house.yaml", IN_HOUSE)])
    assert gaps == ()
    mean = longer.find("house.features.MeanMap")
    assert isinstance(mean, ClassEntry)
    assert (mean.role, mean.learns) == ("transformer", "target-encoding")
    assert mean.methods["fit"].slots["rows"] == "X"
    assert longer.find("house.old.cut") == longer.find("house.features.cut")
    assert longer.is_library("house.features")
    assert "cut" in longer.names({"split"})
    assert longer.duck("tidy") is not None
    assert longer.duck("fit") == table.duck("fit")
    assert longer.find("sklearn.model_selection.KFold") == table.find("sklearn.model_selection.KFold")
    assert table.find("house.features.cut") is None  # the shipped table stays as it was


def test_an_in_house_entry_replaces_the_shipped_one(table: Table) -> None:
    page = b"library: x\nmodule: sklearn.preprocessing\nclasses: {StandardScaler: {role: transformer, learns: none}}\n"
    longer, _ = extend(table, [("own.yaml", page)])
    found = longer.find("sklearn.preprocessing.StandardScaler")
    assert isinstance(found, ClassEntry)
    assert found.learns == "none"


def test_a_bad_in_house_page_is_a_gap_and_the_others_count(table: Table) -> None:
    bad = b"library: x\nmodule: x\nfunctions:\n  good: keep\n  bad: {effect: fly}\n"
    longer, gaps = extend(table, [("bad.yaml", bad), ("worse.yaml", b"["), ("house.yaml", IN_HOUSE)])
    assert [(gap.path, gap.line) for gap in gaps] == [("bad.yaml", 5), ("worse.yaml", 2)]
    assert gaps[0].why == "functions.bad.effect: unknown effect `fly`"
    assert longer.find("x.good") is None
    assert longer.find("house.features.cut") is not None


def test_a_table_survives_being_written(table: Table) -> None:
    longer, _ = extend(table, [("house.yaml", IN_HOUSE)])
    again = Table(read(dump(longer.packed)))
    for path in ("house.features.MeanMap", "house.features.Cleaner.tidy", "sklearn.model_selection.GridSearchCV"):
        assert again.find(path) == longer.find(path)
    assert again.duck("tidy") == longer.duck("tidy")
    assert again.names({"split"}) == longer.names({"split"})
