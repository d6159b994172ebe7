"""Figures that documents tell: which measure a name is of, and whose the figure is."""

from __future__ import annotations

import json

import pytest

from mle_reviewer.sources.document import Document, kind_of
from mle_reviewer.system.questions.measuring.telling import paired, told_in, told_of
from mle_reviewer.system.questions.measuring.told import measure


def told(path: str, text: str) -> set[tuple[str, str, float, int | None]]:
    found = told_in(Document(path, kind_of(path), "", text.encode()))
    return {(one.measure.name, one.group, one.value, one.support) for one in found}


@pytest.mark.parametrize(
    ("name", "called", "lower"),
    [
        ("test_f1_macro", "F1", False),
        ("ROC-AUC", "ROC AUC", False),
        ("FPR", "fpr", True),
        ("mean_absolute_error", "absolute error", True),
        ("r2_score", "R2", False),
        ("mAP@0.5", "average precision", False),
        ("map50", "average precision", False),
        ("ΔFPR Before", "gap in fpr", True),
        ("demographic parity difference", "gap in demographic parity difference", True),
    ],
)
def test_a_measure_says_which_way_is_better(name: str, called: str, *, lower: bool):
    known = measure(name)
    assert known is not None
    assert (known.name, known.lower) == (called, lower)


@pytest.mark.parametrize(
    "name",
    [
        "selection_rate",
        "map",
        "API_calls",
        "latency",
        "coverage",
        "score",
        "f1_std",
        "min_recall",
        "train_auc",
        "loss",
        "support",
    ],
)
def test_what_has_no_direction_or_is_no_figure_of_a_model_is_none(name: str):
    assert measure(name) is None


def test_groups_stand_under_keys_that_say_so():
    text = json.dumps(
        {
            "overall": {"auc": 0.8, "n": 900},
            "slices": {"device": {"phone": {"auc": 0.7, "n": 300}, "desk": {"metrics": {"auc": 0.9}, "n": 600}}},
            "by_fold": {"1": {"auc": 0.5}},
            "models": {"forest": {"auc": 0.6}},
        }
    )
    assert told("metrics.json", text) == {
        ("ROC AUC", "", 0.8, 900),
        ("ROC AUC", "device phone", 0.7, 300),
        ("ROC AUC", "device desk", 0.9, 600),
        ("ROC AUC", "", 0.6, None),
        ("ROC AUC", "", 0.5, None),  # of its own part of the document, and of no group
    }


def test_a_measure_may_stand_above_its_groups():
    text = json.dumps({"f1": {"overall": 0.8, "women": 0.7, "train": 0.9}, "recall": {"mean": 0.5, "std": 0.1}})
    assert told("metrics.json", text) == {("F1", "", 0.8, None), ("F1", "women", 0.7, None), ("recall", "", 0.5, None)}


def test_lists_name_their_elements():
    text = "segments:\n- {segment: north, mae: 3.5, count: 90}\n- {segment: all, mae: 3.0}\n"
    assert told("metrics.yaml", text) == {("absolute error", "north", 3.5, 90), ("absolute error", "", 3.0, None)}


def test_tables_of_values_name_their_groups_in_the_first_columns():
    text = "region,city,n,recall,std_recall\nnorth,Oslo,120,0.7,0.1\nnorth,Bergen,80,0.6,0.1\n"
    assert told("slice_metrics.csv", text) == {("recall", "north Oslo", 0.7, 120), ("recall", "north Bergen", 0.6, 80)}


def test_rows_of_models_and_documents_of_limits_tell_nothing():
    assert not told("results.csv", "model,f1\nforest,0.8\noverall,0.7\n")
    assert not told("gate_thresholds.json", json.dumps({"f1": 0.8, "by_region": {"north": {"f1": 0.7}}}))
    assert not told("broken.json", "{")
    assert not told("huge.json", '{"f1": 1' + "0" * 400 + ', "auc": NaN, "recall": Infinity, "n": 1e999}')
    assert not told("odd.csv", 'region,f1\n"north,0.8\n')


def test_percentages_are_shares():
    page = "| Group | Recall | FPR (%) |\n|---|---|---|\n| women | **71.5%** ✅ | 3 |\n| men | 47/50 | n/a |\n"
    assert told("README.md", page) == {("recall", "women", 0.715, None), ("fpr", "women", 0.03, None)}


def test_a_document_says_which_data_it_is_of():
    document = Document("m.json", "json", "", json.dumps({"data_version": "v3", "f1": 0.5, "model": "a"}).encode())
    assert told_of(document) == {("data_version", "v3")}


def test_what_is_told_twice_is_no_pair():
    text = "| Class | F1 |\n|---|---|\n| a | 0.5 |\n| overall | 0.6 |\n\n| Class | F1 |\n|---|---|\n| b | 0.5 |\n"
    found = told_in(Document("a.md", "markdown", "", text.encode()))
    assert [one.after.group for one in paired(found, found)] == ["a", "", "b"]
    assert not paired((*found, *found), found)
