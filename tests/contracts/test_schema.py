"""The JSON report holds to the schema that is shipped, and the schema describes all of it."""

from __future__ import annotations

import copy
import importlib
import json
from typing import Any

import pytest

from mle_reviewer.reports.contract import SCHEMA_FILE
from mle_reviewer.reports.render import rendered
from tests.reports.sample import ALL, full

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def closed(schema: Any) -> Any:
    """The same schema, refusing keys that it does not describe (the shipped one lets later versions add some)."""
    if isinstance(schema, dict):
        inner = {key: closed(value) for key, value in schema.items()}
        return {**inner, "additionalProperties": False} if "properties" in inner else inner
    return [closed(value) for value in schema] if isinstance(schema, list) else schema


def errors(report: Any, schema: Any = None) -> list[str]:
    jsonschema = importlib.import_module("jsonschema")
    validator = jsonschema.Draft202012Validator(closed(SCHEMA) if schema is None else schema)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(report)]


def test_the_schema_is_one() -> None:
    importlib.import_module("jsonschema").Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", ALL)
def test_reports_hold_to_it(name: str) -> None:
    assert errors(json.loads(rendered(ALL[name](), "json"))) == []


def test_the_full_report_has_something_everywhere() -> None:
    report = json.loads(rendered(full(), "json"))
    empty = [key for key, value in report.items() if value in ([], {}, "")]
    assert empty == []
    assert {finding["scope"] for finding in report["findings"]} == {"introduced", "worsened", "pre-existing"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "mle-reviewer/review/2"),
        (("decision", "verdict"), "FINE"),
        (("findings", 0, "severity"), "high"),
        (("findings", 0, "line"), 0),
        (("findings", 0, "fingerprint"), "xyz"),
        (("findings", 0, "waived"), True),
        (("gaps", 0, "stage"), "think"),
        (("change", "files", 0, "surfaces"), ["web"]),
    ],
)
def test_what_is_wrong_does_not(path: tuple[str | int, ...], value: object) -> None:
    report = json.loads(rendered(full(), "json"))
    broken = copy.deepcopy(report)
    target = broken
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    assert errors(report) == []
    assert len(errors(broken, SCHEMA)) >= 1


def test_every_key_is_required() -> None:
    report = json.loads(rendered(full(), "json"))
    for key in report:
        assert errors({k: v for k, v in report.items() if k != key}, SCHEMA), key
    for key in report["findings"][0]:
        smaller = {**report, "findings": [{k: v for k, v in report["findings"][0].items() if k != key}]}
        assert errors(smaller, SCHEMA), key


def test_only_ascii_leaves() -> None:
    assert rendered(ALL["hostile"](), "json").isascii()
    path = json.loads(rendered(ALL["hostile"](), "json"))["findings"][0]["path"]
    assert path == "src/\x1b[2Jevil\u202e.py\n", "a program gets the name as it is"
