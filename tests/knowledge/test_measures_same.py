"""What a figure is called, however it is spelled."""

from __future__ import annotations

import pytest

from mle_reviewer.knowledge.measures import same


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("PR-AUC", "average precision"), ("average_precision", "average precision"), ("roc_auc_ovr", "ROC AUC"),
        ("eval_f1_macro", "F1"), ("val_loss", "loss"), ("neg_log_loss", "loss"), ("Recall@10", "recall"),
        ("neg_root_mean_squared_error", "squared error"), ("balanced_accuracy", "balanced accuracy"),
        ("val_accuracy", "accuracy"), ("profit", ""), ("accurate", ""),
    ],
)  # fmt: skip
def test_spellings_of_one_figure(name: str, figure: str) -> None:
    assert same(name) == figure
