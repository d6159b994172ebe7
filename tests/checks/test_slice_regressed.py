"""How heavily a regressed slice weighs: by what else the change does, and by what is known of its rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.review.engine import built_in
from mle_reviewer.review.journey import Settings, review
from tests.checks.pages import Example

WAS = {"f1": 0.8, "slices": {"x": {"f1": 0.8}, "y": {"f1": 0.8}}}
IS = {"f1": 0.85, "slices": {"x": {"f1": 0.9}, "y": {"f1": 0.7}}}


def brought(folder: Path, before: dict[str, object], after: dict[str, object]) -> list[Finding]:
    files, base = (tuple((path, json.dumps(one)) for path, one in some.items()) for some in (after, before))
    found = review(Example("", files, base).change(folder), built_in(), Settings(today="2026-01-05")).review
    return [one for one in found.findings if one.check == "slice-regressed"]


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ({}, Severity.MEDIUM),
        ({"promoted": True}, Severity.HIGH),
        ({"decision": "approved for production"}, Severity.HIGH),
        ({"gates": [{"passed": True}, {"passed": False}]}, Severity.MEDIUM),
    ],
)
def test_it_weighs_more_where_the_report_lets_the_model_through(
    tmp_path: Path, more: dict[str, object], severity: Severity
):
    found = brought(tmp_path, {"report.json": WAS}, {"report.json": IS | more})
    assert [(one.severity, one.confidence) for one in found] == [(severity, Confidence.MEDIUM)]


def test_it_weighs_more_where_what_is_in_use_is_written_anew(tmp_path: Path):
    before: dict[str, object] = {"report.json": WAS, "models/production.json": {"run": "a"}}
    found = brought(tmp_path, before, {"report.json": IS, "models/production.json": {"run": "b"}})
    assert [one.severity for one in found] == [Severity.HIGH]


def test_the_whole_may_be_told_beside(tmp_path: Path):
    before: dict[str, object] = {"out/all.json": {"f1": 0.8}, "out/parts.json": {"slices": WAS["slices"]}}
    found = brought(tmp_path, before, {"out/all.json": {"f1": 0.9}, "out/parts.json": {"slices": IS["slices"]}})
    assert [(one.at.path, one.trace[-1].at.path) for one in found] == [("out/parts.json", "out/all.json")]


def test_figures_of_other_data_are_not_held_against_each_other(tmp_path: Path):
    was, now = WAS | {"dataset_version": "v1"}, IS | {"dataset_version": "v2"}
    assert not brought(tmp_path, {"report.json": was}, {"report.json": now})
