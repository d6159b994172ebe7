"""Metrics in queries, and the signals that names are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.system.questions.monitoring.looking import looks
from mle_reviewer.system.questions.monitoring.signals import MACHINES, by_answer, columns_in, metrics_in, signal_of
from tests.system.systems import system_of


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
        (["Conflicts", "feedback_conflict_total"], ""),
        (["GateStops", "quality_gate_last_verdict"], ""),
        (["share_missing_values"], ""),
        (["run_id", "expected_row_count", "actual_row_count"], ""),
        (["HighMemory", "node_memory_free_bytes"], MACHINES),
        (["training_failures", "FailedJobs"], MACHINES),
    ],
)
def test_signals_of_names(names: list[str], signal: str) -> None:
    assert signal_of(*names) == signal


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("SELECT at AS time, value FROM snapshot WHERE metric_name = 'api_errors'", ("api_errors",)),
        ("select prediction_drift, num_drifted from figures", ("prediction_drift", "num_drifted")),
        ("sum(rate(http_requests_total[5m]))", ("http_requests_total",)),
    ],
)
def test_what_a_panel_selects(statement: str, names: tuple[str, ...]) -> None:
    assert columns_in(statement) == names


def test_predictions_by_what_was_answered() -> None:
    assert by_answer("sum by (decision) (scorer_predictions_total)")
    assert by_answer("scorer_prediction_total {{class}}")
    assert not by_answer("sum by (pod) (scorer_predictions_total)")
    assert not by_answer("sum by (class) (http_requests_total)")


def test_columns_that_are_chosen_may_be_of_both(tmp_path: Path) -> None:
    text = """
    from evidently import Report
    from evidently.presets import DataDriftPreset

    Report([DataDriftPreset(columns=["sales_forecast", "price"])]).run(None, None)
    """
    found = system_of(tmp_path, {"watch.py": text, "run.sh": "python watch.py\n"})
    assert sorted(one.signal for one in looks(found)) == ["feature drift", "prediction drift"]


@pytest.mark.parametrize(
    ("chart", "count"),
    [
        ("name: stack\nannotations: {artifacthub.io/license: Apache-2.0}\n", 0),
        ("name: stack\nicon: a.png\nhome: https://stack.example\nmaintainers: [{name: ada}]\n", 0),
        ("name: scorer\nmaintainers: [{name: ada}]\n", 1),
    ],
)
def test_charts_that_others_publish_declare_nothing(tmp_path: Path, chart: str, count: int) -> None:
    rules = "groups:\n  - name: a\n    rules:\n      - alert: Down\n        expr: up == 0\n"
    found = system_of(tmp_path, {"ops/Chart.yaml": chart, "ops/templates/rules.yaml": rules})
    assert len(found.manifests.get("alert", ())) == count
