"""What may be typed: the default command, paths, and help that teaches by example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mle_reviewer.faces import arguments
from mle_reviewer.faces.arguments import has_demo, parse
from mle_reviewer.reports import render


def test_without_words_it_is_a_review_of_this_folder() -> None:
    found = parse([])
    assert (found.command, found.path, found.format, found.fail_on) == ("review", ".", "text", None)


def test_options_alone_are_those_of_review() -> None:
    found = parse(["--staged", "--format", "json"])
    assert (found.command, found.staged, found.format) == ("review", True, "json")


def test_every_format_can_be_asked_for() -> None:
    assert arguments.FORMATS == render.FORMATS
    assert [parse(["--format", form]).format for form in render.FORMATS] == list(render.FORMATS)


def test_a_folder_alone_is_reviewed(tmp_path: Path) -> None:
    assert (parse([str(tmp_path)]).command, parse([str(tmp_path)]).path) == ("review", str(tmp_path))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["revew"], "`revew` is neither a command nor a folder; did you mean `review`?"),
        (["xyzzy"], "commands are baseline, checks, config, "),
        (["review", "--jobs", "0"], "expected a number from 1, got '0'"),
        (["review", "--jobs", "many"], "expected a number from 1, got 'many'"),
        (["review", "--format", "pdf"], "invalid choice: 'pdf'"),
        (["review", "--also", "pdf=x"], "expected FORMAT=FILE with one of text, markdown, "),
        (["review", "--also", "json"], "got 'json'"),
        (["baseline"], "required: ACTION"),
    ],
)
def test_wrong_words_are_explained(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(words)
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


def test_every_command_of_the_examples_parses(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    shown = re.findall(r"^  mle-reviewer( .*?)?(?: {2,}|$)", capsys.readouterr().out, re.MULTILINE)
    assert len(shown) >= 8
    for words in shown:
        parse(words.split())


@pytest.mark.parametrize("command", ["review", "why", "explain", "checks", "config", "baseline"])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse([command, "--help"])
    assert caught.value.code == 0
    assert f"mle-reviewer {command}" in capsys.readouterr().out


def test_the_demo_is_listed_when_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for there in (False, True):
        monkeypatch.setattr(arguments, "_DEMO", Path(__file__) if there else tmp_path / "demo.py")
        with pytest.raises(SystemExit):
            parse(["--help"])
        assert ("    demo " in capsys.readouterr().out) is there is has_demo()
