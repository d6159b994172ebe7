"""HCL in the form of other configuration."""

from __future__ import annotations

from pathlib import Path

from tests.system.systems import system_of


def test_alarms_and_functions_of_terraform(tmp_path: Path) -> None:
    system = system_of(
        tmp_path,
        {
            "infra/main.tf": """\
                resource "aws_cloudwatch_metric_alarm" "errors" {
                  metric_name         = "Errors"
                  namespace           = "${var.project}/scorer"
                  comparison_operator = "GreaterThanThreshold"
                  threshold           = 0
                  alarm_actions       = [aws_sns_topic.alerts.arn]
                }

                resource "aws_cloudwatch_metric_alarm" "drift" {
                  comparison_operator = "GreaterThanThreshold"
                  metric_query {
                    expression = "m1 / m2"
                  }
                }

                resource "aws_lambda_function" "scorer" {
                  function_name = local.name
                  handler       = "app.handler"
                }
                """,
            "infra/app.py": "def handler(event, context):\n    return 1\n",
        },
    )
    errors, drift = system.manifests["alert"]
    assert (errors.name, errors.at.line, errors.text("condition")) == ("errors", 1, "Errors")
    assert errors.text("receivers") == "aws_sns_topic.alerts.arn"
    assert (drift.name, drift.text("condition")) == ("drift", "m1 / m2")
    assert "infra/app.py" in system.reached.entrances


def test_blocks_of_one_kind_stand_side_by_side(tmp_path: Path) -> None:
    text = 'resource "a" "b" {\n  route {\n    weight = 1\n  }\n  route {\n    weight = var.rest\n  }\n}\n'
    system = system_of(tmp_path, {"main.tf": text})
    [root] = system.roots("main.tf")
    routes = root.get("resource", "a", "b", "route")
    assert routes is not None
    assert [one.get("weight").text() for one in routes.elements()] == ["1", "${var.rest}"]  # type: ignore[union-attr]
