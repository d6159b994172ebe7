"""A model behind an OpenAI-compatible interface, served on loopback: the whole way from the command to the report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from mle_reviewer.faces.arguments import parse
from mle_reviewer.faces.reviewing import run
from mle_reviewer.faces.streams import UsageError
from mle_reviewer.judge.case import UnansweredError
from mle_reviewer.judge.served import Served
from tests.judge.making import entry, reply

Repository = Callable[..., Path]
TRAIN = "import joblib\nfrom sklearn.svm import SVC\nmodel = SVC().fit(X, y)\njoblib.dump(model, 'model.joblib')\n"


class Server(HTTPServer):
    """Answers with what it is told to, and keeps what it was asked."""

    def __init__(self, answer: Callable[[dict[str, Any]], tuple[int, str]]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.asked: list[dict[str, Any]] = []


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server

    def log_message(self, *_words: object) -> None:
        """Says nothing."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        status, said = self.server.answer(asked)
        message = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}
        told = {"id": "1", "object": "chat.completion", "created": 0, "model": asked["model"], "choices": [message]}
        body = json.dumps(told if status == 200 else {"error": {"message": said}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[dict[str, Any]], tuple[int, str]]], Server]]:
    running: list[Server] = []

    def start(answer: Callable[[dict[str, Any]], tuple[int, str]]) -> Server:
        server = Server(answer)
        running.append(server)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{server.server_port}/v1")
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def says_of_saving(asked: dict[str, Any]) -> tuple[int, str]:
    question = asked["messages"][1]["content"]
    area = "" if "# Second look" in question else question.rpartition("# Items to judge: ")[2][:2]
    told = [entry("PF1", "no-evidence")] if area == "PF" else []
    told += [entry("SD5", "partial", ("train.py", 4, "joblib.dump(model"))] if area == "SD" else []
    return 200, reply(*told)


def test_the_report_says_whose_reading_a_verdict_is(
    serve: Callable[..., Server], repository: Repository, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    server = serve(says_of_saving)
    root = repository({"train.py": TRAIN}, name="judged")
    answers = str(tmp_path / "answers.json")
    words = ["review", str(root), "--all", "--judge", "some-model", "--answers", answers, "--format", "json"]
    run(parse(words))
    first = capsys.readouterr().out
    ledger = {one["item"]: one for one in json.loads(first)["ledger"]}
    assert ledger["SD5"]["verdict"] == "partial"
    assert ledger["SD5"]["judged"]["by"] == "some-model"
    assert ledger["SD6"]["judged"] is None
    assert len(server.asked) == 8  # seven areas, and a second look at the answers
    assert server.asked[0]["response_format"]["type"] == "json_schema"

    run(parse(words))
    assert capsys.readouterr().out == first
    assert len(server.asked) == 8, "what was asked before is not asked again"

    run(parse([*words[:-1], "text"]))
    assert "2 of 40 verdicts are the reading of some-model" in capsys.readouterr().out


def test_nothing_is_asked_unless_asked_for(
    serve: Callable[..., Server], repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    server = serve(says_of_saving)
    run(parse(["review", str(repository({"train.py": TRAIN}, name="alone")), "--all"]))
    assert "reading of" not in capsys.readouterr().out
    assert server.asked == []


def test_a_change_without_machine_learning_is_not_sent(
    serve: Callable[..., Server], repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    server = serve(says_of_saving)
    root = repository({"train.py": TRAIN, "NEWS": "a\n"}, {"train.py": TRAIN, "NEWS": "b\n"}, name="news")
    run(parse(["review", str(root), "--base", "HEAD~1", "--judge", "some-model"]))
    assert "Decision: APPROVE\n" in capsys.readouterr().out
    assert server.asked == []


def test_a_server_that_knows_no_forms_is_asked_without(serve: Callable[..., Server]) -> None:
    server = serve(lambda asked: (400, "no forms here") if "response_format" in asked else (200, "words"))
    assert Served("some-model").answer("instructions", "question") == "words"
    assert ["response_format" in asked for asked in server.asked] == [True, False]


@pytest.mark.parametrize(("status", "said", "why"), [(401, "no key", "AuthenticationError"), (200, "", "empty answer")])
def test_what_goes_wrong_is_said_in_a_clause(serve: Callable[..., Server], status: int, said: str, why: str) -> None:
    serve(lambda _asked: (status, said))
    with pytest.raises(UnansweredError, match=why):
        Served("some-model").answer("instructions", "question")


def test_without_a_key_the_review_stands_and_says_so(
    monkeypatch: pytest.MonkeyPatch, repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    run(parse(["review", str(repository({"train.py": TRAIN}, name="keyless")), "--all", "--judge", "some-model"]))
    out = capsys.readouterr().out
    assert "PF was not judged: " in out
    assert "OPENAI_API_KEY" in out
    assert "Checklist: " in out


def test_without_the_extra_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch, repository: Repository) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(UsageError, match=r"mle-reviewer\[judge\]"):
        run(parse(["review", str(repository({"train.py": TRAIN}, name="bare")), "--all", "--judge", "some-model"]))


def test_options_of_the_judge_alone_are_a_mistake(repository: Repository) -> None:
    with pytest.raises(UsageError, match="belong to --judge"):
        run(parse(["review", str(repository({"train.py": TRAIN}, name="odd")), "--all", "--answers", "a.json"]))


def test_a_file_of_answers_that_is_none_is_a_mistake(
    serve: Callable[..., Server], repository: Repository, tmp_path: Path
) -> None:
    serve(says_of_saving)
    (tmp_path / "answers.json").write_text("{}")
    words = ["--all", "--judge", "some-model", "--answers", str(tmp_path / "answers.json")]
    with pytest.raises(UsageError, match="no file of answers"):
        run(parse(["review", str(repository({"train.py": TRAIN}, name="other")), *words]))
