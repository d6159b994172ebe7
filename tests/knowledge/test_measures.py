"""Names of figures, of what they are held against, and of the version in use."""

from __future__ import annotations

import pytest

from mle_reviewer.knowledge.measures import better, is_incumbent, is_measure, words


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("test_F1Score", ("test", "f1", "score")),
        ("rocAUC", ("roc", "auc")),
        ("latency_p95_ms", ("latency", "p95", "ms")),
        ("", ()),
    ],
)
def test_words(name: str, parts: tuple[str, ...]) -> None:
    assert words(name) == parts


@pytest.mark.parametrize("name", ["val_auc", "test-rmse", "metrics.f1", "ACCURACY"])
def test_figures(name: str) -> None:
    assert is_measure(name)


@pytest.mark.parametrize("name", ["min_accuracy", "auc_threshold", "epochs", "metrics", "aucune"])
def test_other_names(name: str) -> None:
    assert not is_measure(name)


def test_which_way_is_better() -> None:
    assert (better("val_rmse"), better("val_auc"), better("epochs")) == ("lower", "higher", "")


def test_version_in_use() -> None:
    assert is_incumbent("champion_auc")
    assert not is_incumbent("candidate_auc")
