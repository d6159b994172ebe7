"""The state of CI: files of GitHub and GitLab, and a server on this machine that is asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from mle_reviewer.lanes.ci.asking import state_of_ci
from mle_reviewer.lanes.ci.server import AskingError, Server, answers, server_of
from mle_reviewer.lanes.ci.state import StateError, checks_in
from mle_reviewer.lanes.given import Taken
from mle_reviewer.lanes.settings import LaneSettings
from tests.lanes.making import errand, job

UNIT = job("unit", "tests on ${{ matrix.python }}", ("pytest tests",))
LINT = job("lint")
RUNS = [
    {"name": "tests on 3.11", "status": "completed", "conclusion": "success"},
    {"name": "tests on 3.12", "status": "completed", "conclusion": "success"},
    {"name": "lint", "status": "completed", "conclusion": "success"},
]


def told(folder: Path, stated: Any, causes: dict[str, str] | None = None) -> dict[str, tuple[str, str]]:
    path = folder / "checks.json"
    path.write_text(stated if isinstance(stated, str) else json.dumps(stated), encoding="utf-8")
    settings = LaneSettings(given={"ci-status": (path,)})
    taken = state_of_ci(errand(folder / "tree", {"a.py": "x = 1\n"}, jobs=(UNIT, LINT)), settings, causes or {})
    return by_lane(taken)


def by_lane(taken: Taken) -> dict[str, tuple[str, str]]:
    return {run.lane: (run.status, run.why) for run in taken.runs}


def test_green_checks_prove_tests_where_a_job_of_them_runs_tests(tmp_path: Path) -> None:
    found = told(tmp_path, {"total_count": 3, "check_runs": RUNS})
    assert found["ci"] == ("passed", "3 passed")
    assert found["tests"][0] == "passed"
    assert "runs `pytest tests`" in found["tests"][1]


def test_green_checks_without_the_tests_prove_nothing(tmp_path: Path) -> None:
    assert set(
        told(tmp_path, {"check_runs": [{"name": "pytest", "status": "completed", "conclusion": "success"}]})
    ) == {"ci"}


def test_failing_checks_are_named_with_their_causes(tmp_path: Path) -> None:
    runs = [{**RUNS[0], "conclusion": "failure"}, *RUNS[1:]]
    found = told(tmp_path, {"check_runs": runs}, {"tests on 3.11": "a test fails"})
    assert found["ci"] == ("failed", "2 passed, 1 failed: tests on 3.11 (a test fails)")
    assert found["tests"][0] == "failed"


@pytest.mark.parametrize(
    ("status", "conclusion"), [("in_progress", None), ("completed", "cancelled"), ("queued", None)]
)
def test_what_has_not_ended_is_never_a_pass(tmp_path: Path, status: str, conclusion: str | None) -> None:
    found = told(tmp_path, {"check_runs": [{**RUNS[0], "status": status, "conclusion": conclusion}, *RUNS[1:]]})
    assert found["ci"][0] == "incomplete"
    assert found["tests"][0] == "incomplete"


def test_skipped_tests_are_no_proof(tmp_path: Path) -> None:
    found = told(tmp_path, {"check_runs": [{**one, "conclusion": "skipped"} for one in RUNS[:2]] + RUNS[2:]})
    assert found["ci"][0] == "passed"
    assert found["tests"][0] == "incomplete"


def test_other_forms_are_read(tmp_path: Path) -> None:
    client = [{"name": "tests on 3.11", "state": "SUCCESS", "bucket": "pass", "workflow": "CI"},
              {"name": "lint", "state": "FAILURE", "bucket": "fail", "workflow": "CI"}]  # fmt: skip
    found = told(tmp_path, client)
    assert (found["ci"][0], found["tests"][0]) == ("failed", "passed")
    jobs = [{"id": 1, "name": "unit", "status": "success", "stage": "test", "allow_failure": False},
            {"id": 2, "name": "slow", "status": "failed", "stage": "test", "allow_failure": True}]  # fmt: skip
    (tmp_path / "b").mkdir()
    assert told(tmp_path / "b", jobs)["ci"] == ("passed", "1 passed, 1 failed and may: slow")
    statuses = {"state": "pending", "sha": "a" * 40, "statuses": [{"context": "ci/x: unit", "state": "pending"}]}
    (tmp_path / "c").mkdir()
    assert told(tmp_path / "c", statuses)["ci"][0] == "incomplete"
    runs = {
        "workflow_runs": [{"name": "CI", "workflow_id": 1, "status": "completed", "conclusion": "success", "id": 5}]
    }
    (tmp_path / "d").mkdir()
    assert told(tmp_path / "d", runs)["tests"][0] == "passed"


def test_the_last_run_of_a_check_counts() -> None:
    runs = [
        {"name": "unit", "status": "completed", "conclusion": one, "id": number}
        for number, one in ((2, "success"), (1, "failure"))
    ]
    assert [one.state for one in checks_in(json.dumps({"check_runs": runs}).encode())] == ["passed"]


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"message": "Not Found"}', '"x"', '{"check_runs": []}'])
def test_what_says_nothing_is_unknown(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == {"ci": ("incomplete", told(tmp_path, text)["ci"][1])}


def test_the_state_of_another_commit_is_unknown(tmp_path: Path, repository: Any) -> None:
    root = repository({"a.py": "x\n"}, {"a.py": "y\n"})
    path = tmp_path / "checks.json"
    path.write_text(json.dumps({"check_runs": [{**one, "head_sha": "0" * 40} for one in RUNS]}), encoding="utf-8")
    asked = errand(root, {}, jobs=(UNIT,))
    found = by_lane(state_of_ci(asked, LaneSettings(given={"ci-status": (path,)}), {}))
    assert found["ci"][0] == "incomplete"
    assert "it is that of commit 0000000" in found["ci"][1]


class _Answering(BaseHTTPRequestHandler):
    pages: dict[str, tuple[int, Any, dict[str, str]]]
    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("Authorization", "") or self.headers.get("PRIVATE-TOKEN", "")))
        code, body, headers = next((page for part, page in self.pages.items() if part in self.path), (404, {}, {}))
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_what: object) -> None:
        pass


@pytest.fixture
def served() -> Iterator[tuple[str, type[_Answering]]]:
    handler = type("Handler", (_Answering,), {"pages": {}, "asked": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", handler
    server.shutdown()
    server.server_close()
    thread.join(5)


COMMIT = "ab" * 20


def test_a_server_is_asked_page_by_page(served: tuple[str, type[_Answering]]) -> None:
    base, handler = served
    link = {"Link": f'<{base}/x?per_page=100&page=2>; rel="next"'}
    handler.pages = {
        "check-runs?per_page=100&page=1": (200, {"check_runs": RUNS[:1]}, link),
        "check-runs?per_page=100&page=2": (200, {"check_runs": RUNS[1:]}, {}),
        "/status": (200, {"statuses": []}, {}),
    }
    found = [
        one
        for page in answers(Server("github", base, "Authorization", "Bearer t"), "o/r", COMMIT)
        for one in checks_in(page)
    ]
    assert [one.name for one in found] == ["tests on 3.11", "tests on 3.12", "lint"]
    assert {token for _, token in handler.asked} == {"Bearer t"}


def test_gitlab_is_asked_for_the_last_pipeline(served: tuple[str, type[_Answering]]) -> None:
    base, handler = served
    handler.pages = {
        "/pipelines?sha=": (200, [{"id": 7, "status": "success"}], {}),
        "/pipelines/7/jobs": (200, [{"name": "unit", "status": "success", "stage": "test", "id": 1}], {}),
    }
    pages = list(answers(Server("gitlab", base, "PRIVATE-TOKEN", "t"), "group/sub/r", COMMIT))
    assert [one.name for one in checks_in(pages[0])] == ["unit"]
    assert handler.asked[0][0].startswith("/projects/group%2Fsub%2Fr/pipelines")


def test_no_redirect_is_followed_and_no_token_leaves_by_plain_http(served: tuple[str, type[_Answering]]) -> None:
    base, handler = served
    handler.pages = {"check-runs": (302, {}, {"Location": f"{base}/elsewhere"})}
    with pytest.raises(AskingError, match="302"):
        list(answers(Server("github", base, "Authorization", "t"), "o/r", COMMIT))
    assert len(handler.asked) == 1
    for bad in ("http://example.com", "https://user:word@example.com", "file:///etc/passwd", "ftp://x", ""):
        with pytest.raises(AskingError):
            list(answers(Server("github", bad, "Authorization", "t"), "o/r", COMMIT))


@pytest.mark.parametrize(
    ("repository_named", "commit"), [("../../x", COMMIT), ("o", COMMIT), ("o/r?x=", COMMIT), ("o/r", "HEAD")]
)
def test_only_a_repository_and_a_commit_are_asked_about(repository_named: str, commit: str) -> None:
    with pytest.raises(AskingError):
        list(answers(Server("github", "http://127.0.0.1:9", "Authorization", "t"), repository_named, commit))


def test_online_tells_the_state_and_says_what_it_could_not_learn(
    repository: Any, served: tuple[str, type[_Answering]]
) -> None:
    base, handler = served
    root = repository({"a.py": "x\n"}, {"a.py": "y\n"})
    asked = errand(root, {}, jobs=(UNIT,))
    environment = {"GITHUB_TOKEN": "secret-word", "GITHUB_API_URL": base, "GITHUB_REPOSITORY": "o/r"}
    handler.pages = {"check-runs": (200, {"check_runs": RUNS}, {}), "/status": (200, {"statuses": []}, {})}
    found = by_lane(state_of_ci(asked, LaneSettings(online=True, environment=environment), {}))
    assert found["ci"][0] == "passed"
    assert found["tests"][0] == "passed"
    handler.pages = {"check-runs": (403, {}, {})}
    taken = state_of_ci(asked, LaneSettings(online=True, environment=environment), {})
    assert by_lane(taken)["ci"] == ("incomplete", "not known: it answers 403")
    assert "secret-word" not in str(taken)
    before = len(handler.asked)
    assert not state_of_ci(asked, LaneSettings(environment=environment), {}).runs
    assert len(handler.asked) == before


def test_a_token_is_needed() -> None:
    assert server_of({}) is None
    both = {"GITHUB_TOKEN": "a", "GITLAB_TOKEN": "b", "GITLAB_CI": "true"}
    assert [one.system for one in (server_of(both), server_of({"GH_TOKEN": "a"})) if one] == ["gitlab", "github"]


def test_an_answer_that_is_no_json_is_said() -> None:
    with pytest.raises(StateError):
        checks_in(b"<html>")
