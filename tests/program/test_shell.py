"""Shell text becomes commands with lines; whose failure nobody notices is told from what stops a script."""

from __future__ import annotations

import time

import pytest

from mle_reviewer.program.shell import Command, read_script, read_shell, script_of
from mle_reviewer.sources.document import document_of
from mle_reviewer.sources.gap import Gap


def words(text: str) -> list[tuple[str, int]]:
    return [(" ".join(one.words), one.line) for one in read_shell(text, 1)]


def named(text: str, name: str, *, errexit: bool = False, pipefail: bool = False) -> Command:
    (found,) = [one for one in read_shell(text, 1, errexit=errexit, pipefail=pipefail) if one.name == name]
    return found


def test_words_and_lines() -> None:
    text = (
        "#!/bin/bash\n# no\npython train.py --name 'a b' \"c $D\" e\\ f # no\n\nmake \\\n  all; ls\n"
        "cat <<EOF | wc -l\npython no.py\nEOF\necho 'two\nlines' x\ncat <<-'A' <<B\n\tno\n\tA\nno\nB\nend\n"
    )
    assert words(text) == [
        ("python train.py --name a b c $D e f", 3),
        ("make all", 5),
        ("ls", 6),
        ("cat", 7),
        ("wc -l", 7),
        ("echo two\nlines x", 10),
        ("cat", 12),
        ("end", 17),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a && b || c; d & e | f", ["&&", "||", ";", "&", "|", ""]),
        ("a |& b\nc", ["|", ";", ""]),
        ("a &&\n b", ["&&", ""]),
    ],
)
def test_what_joins_commands(text: str, expected: list[str]) -> None:
    assert [one.joins for one in read_shell(text, 1)] == expected


def test_compounds_hold_commands() -> None:
    text = (
        "if a; then\n  b\nelif ! c; then d; else e; fi\nfor x in 1 2 3; do f; done\nwhile read x; do g; done < file\n"
        "case $1 in\n  x|y) h ;;\n  *) i;;\nesac\nrun() {\n  j\n}\nfunction k { l; }\n( m )\n[[ $a && -n b ]] && n\n"
        "for ((i=0; i<3; i++)); do o; done\nlist=(p q)\nr\n"
    )
    found = [(one.name or one.environment, one.under, one.asked) for one in read_shell(text, 1)]
    assert found == [
        ("a", ("if",), True),
        ("b", ("if",), False),
        ("c", ("if",), True),
        ("d", ("if",), False),
        ("e", ("if",), False),
        ("f", ("for",), False),
        ("read", ("while",), True),
        ("g", ("while",), False),
        ("h", ("case",), False),
        ("i", ("case",), False),
        ("j", ("function",), False),
        ("l", ("function",), False),
        ("m", (), False),
        ("[[", (), False),
        ("n", (), False),
        ("o", ("for",), False),
        ((("list", "(p q)"),), (), False),
        ("r", (), False),
    ]
    assert named(text, "c").negated


def test_redirections_are_no_words() -> None:
    (found,) = read_shell("X=1 Y='a b' python a.py > out.json 2>&1 < in.csv", 4)
    assert found == Command(("python", "a.py"), 4, output="out.json", environment=(("X", "1"), ("Y", "a b")))


def test_the_line_of_a_command_is_that_of_its_name() -> None:
    found = read_shell('A=1 \\\n  B=2 \\\n  python a.py \\\n  "$(date)"\n', 1)
    assert [(one.name, one.line) for one in found] == [("date", 4), ("python", 3)]


def test_substitutions_hold_commands() -> None:
    text = "score=$(python eval.py)\necho \"at `date`\"\nx='$(no)' y=$((1 + 2))\ndiff <(a) b\n"
    found = read_shell(text, 1, errexit=True)
    inner = [(one.name, one.line, one.forgiven) for one in found if "substitution" in one.under]
    assert inner == [("python", 1, False), ("date", 2, True), ("a", 4, True)]


@pytest.mark.parametrize(
    "text",
    [
        "pytest || true",
        "pytest || :",
        "pytest || echo failed",
        "make && pytest || true",
        "pytest || (echo failed; exit 0)",
        "pytest || { echo failed; }",
        "{ cd a; pytest; } || true",
        "( pytest; ls ) || true",
        "set +e\npytest\nls",
        "pytest | tee log",
        "pytest && ls\necho done",
        "pytest &\nls",
        "if x; then pytest || true; fi",
        "! pytest\nls",
    ],
)
def test_what_is_forgiven_even_with_errexit(text: str) -> None:
    assert named(text, "pytest", errexit=True).forgiven


@pytest.mark.parametrize(
    "text",
    [
        "pytest",
        "pytest\nls",
        "pytest || exit 1",
        "pytest || (echo failed; exit 1)",
        "pytest || { echo failed >&2; exit 1; }",
        "pytest || echo failed && exit 1",
        "pytest || python retry.py",
        "pytest || failed=1\nls",
        "if pytest; then ls; fi\nls",
        "if ! pytest; then exit 1; fi\nls",
        "while ! pytest; do sleep 1; done\nls",
        "pytest && ls",
        "set -o pipefail\npytest | tee log",
        "cat a | pytest\nls",
        "run() { pytest; ls; }\nrun",
        "pytest; true",
    ],
)
def test_what_is_not_forgiven_with_errexit(text: str) -> None:
    assert not named(text, "pytest", errexit=True).forgiven


@pytest.mark.parametrize(
    ("text", "forgiven"),
    [
        ("pytest", False),
        ("pytest\nls", True),
        ("pytest; true", True),
        ("pytest\nrc=$?\nls", False),
        ("pytest\nif [ $? -ne 0 ]; then exit 1; fi", False),
        ("set -e\npytest\nls", False),
        ("set -euo pipefail\npytest | tee log", False),
        ("set -o errexit -o pipefail\npytest\nls", False),
        ("#!/bin/bash -e\npytest\nls", False),
        ("if a; then pytest; else ls; fi", False),
        ("if a; then pytest; else ls; fi\nls", True),
        ("run() {\n  pytest\n}\nrun\nls", False),
    ],
)
def test_without_errexit_only_the_last_decides(text: str, forgiven: bool) -> None:  # noqa: FBT001
    assert named(text, "pytest").forgiven is forgiven


def test_a_script_says_its_options() -> None:
    document = document_of("run.sh", "", b"#!/usr/bin/env bash\nset -euo pipefail\nls\n")
    assert not isinstance(document, Gap)
    script, gaps = read_script(document)
    assert (script.errexit, script.pipefail, gaps) == (True, True, ())
    assert [one.name for one in script.commands] == ["set", "ls"]


@pytest.mark.parametrize("text", ["ls\necho 'open\nmore", 'ls\necho "$(a', "ls\necho `a", "ls\necho ${a"])
def test_what_is_never_closed_is_said(text: str) -> None:
    script, wrong = script_of(text, 5)
    assert [(one.name, one.line) for one in script.commands][:1] == [("ls", 5)]
    assert wrong is not None
    assert wrong[0] == 6


@pytest.mark.parametrize(
    "text",
    [
        "a && " * 30_000 + "b",
        "a || " * 30_000 + "b",
        "a; " * 40_000,
        "{ " * 50_000,
        "( " * 50_000,
        "(" * 50_000,
        "$(" * 50_000,
        '"$(' * 50_000,
        "`" * 50_000 + "\\`" * 1_000,
        "'" * 100_001,
        '"' * 100_001,
        "<<a " * 3_000 + "\n" + "x\n" * 3_000,
        "if " * 50_000,
        "a" * 300_000,
        "\\\n" * 100_000,
        "${" * 50_000,
        "x=$(" + "a;" * 30_000 + ")",
        "case x in " + "a) b;; " * 30_000 + "esac",
        "{ a; } || " * 8_000 + "b",
        "$(a $(a $(a $(a $(a $(a b))))))" * 3_000,
        "a $? " * 30_000,
        "a=b=" * 50_000,
    ],
    ids=range(22),
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    script_of(text, 1)
    assert time.process_time() - start < 4
