"""Metrics in queries, and the signals that names are about."""

from __future__ import annotations

import pytest

from mle_reviewer.system.questions.signals import metrics_in, signal_of


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('up{job="scorer"} == 0', ("up",)),
        ("sum by (le, job) (rate(scorer_latency_seconds_bucket[5m])) > 1e9", ("scorer_latency_seconds_bucket",)),
        ('increase(a_total{x="b_total"}[10m]) / on(job) group_left c_total > 0.5', ("a_total", "c_total")),
        ("job:errors:ratio5m > 0.1 unless absent(up)", ("job:errors:ratio5m", "up")),
        ("", ()),
        ("{" * 50, ()),
    ],
)
def test_metrics_of_a_query(query: str, names: tuple[str, ...]) -> None:
    assert metrics_in(query) == names


@pytest.mark.parametrize(
    ("names", "signal"),
    [
        (["Down", "up"], "service health"),
        (["HighLatency", "http_request_duration_seconds_bucket"], "service health"),
        (["PredictionRateDrop", "model_predictions_total"], "service health"),
        (["HighPredictionErrorRate", "prediction_errors_total"], "service health"),
        (["HighKLDrift", "model_kl_divergence"], "feature drift"),
        (["ModelDrift", "model_drift_score"], "feature drift"),
        (["OutputDrift", "prediction_drift"], "prediction drift"),
        (["LowConfidence", "model_prediction_confidence"], "prediction drift"),
        (["LowModelF1Score", "model_f1_score"], "delayed quality"),
        (["quality_pr_auc_low", "PR-AUC-24h"], "delayed quality"),
        (["NoLabels", "labels_last_arrival"], "label arrival"),
        (["Chargebacks", "chargeback_rate"], "business guardrails"),
    ],
)
def test_signals_of_names(names: list[str], signal: str) -> None:
    assert signal_of(*names) == signal
