"""Programs and repositories that mean harm: nothing they print leaves as it is, and nothing they bring is started."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from mle_reviewer.lanes.cleaning import clean
from mle_reviewer.lanes.composing import composed
from mle_reviewer.lanes.errand import Outcome
from tests.lanes.making import changed, program, settings, told, whole

CODE = {"a.py": "import os\nx = 1\n"}


def said(
    tmp_path: Path, code: str, *, files: dict[str, str] | None = None, tool: str = "bandit", seconds: float = 20.0
) -> Outcome:
    """What comes of one tool that does this."""
    program(tmp_path / "user", tool, code)
    errand = whole(tmp_path / "tree", files or CODE)
    return composed(settings(tmp_path / "user", tool, seconds=seconds), {})(errand)


def words(outcome: Outcome) -> str:
    """All that a reader may come to see of it."""
    return repr((outcome.head, outcome.runs, outcome.briefs, outcome.gaps))


def entry(**more: object) -> dict[str, object]:
    """One result of bandit."""
    return {"filename": "./a.py", "issue_confidence": "HIGH", "issue_severity": "HIGH", "issue_text": "says",
            "line_number": 1, "line_range": [1], "test_id": "B1", **more}  # fmt: skip


def test_escapes_and_commands_of_a_ci(tmp_path: Path) -> None:
    text = "\x1b[31mred\x1b[0m\n::error::boo\n::set-env name=PATH::/tmp\r##[error]no\x07\u202egnp"
    found = said(tmp_path, f"print({json.dumps(json.dumps({'errors': [], 'results': [entry(issue_text=text)]}))})")
    assert len(found.head) == 1
    for one in (found.head[0].title, found.head[0].issue):
        assert "\x1b" not in one
        assert "\n" not in one
        assert "\u202e" not in one
        assert not one.startswith("::")


def test_a_secret_in_its_output_is_masked(tmp_path: Path) -> None:
    key = "AKIA" + "QWERTYUIOP234567"
    token = "ghp_" + "a1B2" * 9
    results = [entry(issue_text=f"key {key}", test_id=f"B{key}")]
    code = f"print({json.dumps(json.dumps({'errors': [], 'results': results}))})"
    assert key not in words(said(tmp_path, code))
    assert token not in words(said(tmp_path / "b", f"import sys; print('{token}', file=sys.stderr); sys.exit(2)"))


@pytest.mark.parametrize(
    "code",
    [
        "print('{\"results\": [')",
        "print('[]')",
        'print(\'{"results": [{}], "errors": []}\')',
        "print('null')",
        "print('[' * 100000)",
        "import sys; sys.stdout.buffer.write(bytes(range(256)) * 10)",
        "pass",
    ],
)
def test_output_that_is_none(tmp_path: Path, code: str) -> None:
    found = said(tmp_path, code)
    assert told(found, "bandit")[0] == "incomplete"
    assert found.head == ()


def test_an_endless_one(tmp_path: Path) -> None:
    start = time.monotonic()
    found = said(tmp_path, "while True: pass", seconds=1.0)
    assert told(found, "bandit") == ("incomplete", "it took longer than 1 s")
    assert time.monotonic() - start < 15


def test_a_loud_one(tmp_path: Path) -> None:
    found = said(tmp_path, "import sys\nwhile True: sys.stdout.write('y' * 1000000)")
    assert told(found, "bandit") == ("incomplete", "it printed more than 32 MB")


def test_one_that_leaves_a_child(tmp_path: Path) -> None:
    flag = tmp_path / "survived"
    code = (
        f"import os, time\nif os.fork() == 0:\n    time.sleep(2); open({str(flag)!r}, 'w'); os._exit(0)\nprint('{{}}')"
    )
    said(tmp_path, code)
    time.sleep(2.2)
    assert not flag.exists()


def test_one_that_is_told_nothing(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    said(tmp_path, f"import os\nopen({str(seen)!r}, 'w').write(repr(dict(os.environ)))\nprint('{{}}')")
    assert "SECRET_OF_THE_USER" not in seen.read_text()
    assert "mle-reviewer-" in seen.read_text()  # its home is a folder of this run


def test_faults_of_files_that_are_not_there(tmp_path: Path) -> None:
    results = [entry(filename="../../etc/passwd", line_number=3), entry(filename="/etc/passwd", line_number=-1)]
    found = said(tmp_path, f"print({json.dumps(json.dumps({'errors': [], 'results': results}))})")
    assert "root:" not in words(found)


def test_copies_are_gone_afterwards(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    said(tmp_path, f"import os\nopen({str(seen)!r}, 'w').write(os.getcwd())\nprint('{{}}')")
    assert not Path(seen.read_text()).exists()


ARGUMENTS = "import json, sys, pathlib\nopen({seen!r}, 'w').write(json.dumps(sys.argv))\n{more}"


def called_with(tmp_path: Path, tool: str, files: dict[str, str], more: str = "") -> tuple[list[str], str]:
    """The arguments that a tool gets for a tree, and what `more` writes of what it was given."""
    seen, extra = tmp_path / "seen", tmp_path / "extra"
    more = more.replace("EXTRA", repr(str(extra)))
    said(tmp_path, ARGUMENTS.format(seen=str(seen), more=more), files=files, tool=tool)
    return json.loads(seen.read_text()), extra.read_text() if extra.exists() else ""


def test_bandit_gets_no_settings_of_the_tree(tmp_path: Path) -> None:
    files = {
        **CODE,
        ".bandit": "[bandit]\nskips = B101,B102\noutput = written.json\nformat = custom\nexclude = /vendor\n",
    }
    arguments, given = called_with(
        tmp_path, "bandit", files,
        "open(EXTRA, 'w').write(open(sys.argv[sys.argv.index('-c') + 1]).read()"
        " + open(sys.argv[sys.argv.index('--ini') + 1]).read())",
    )  # fmt: skip
    assert "--ini" in arguments
    assert "B102" in given
    assert "written.json" not in given
    assert "custom" not in given


def test_sqlfluff_loads_nothing_that_the_tree_names(tmp_path: Path) -> None:
    files = {
        "q.sql": "-- sqlfluff:templater:jinja:library_path:lib\n--sqlfluff:library_path:lib\nselect 1\n",
        ".sqlfluff": (
            "[sqlfluff]\ndialect = bigquery\ntemplater = dbt\nlibrary_path = lib\nplugins = evil\n"
            "[sqlfluff:templater:jinja]\nlibrary_path = lib\nload_macros_from_path = macros\n"
            "[sqlfluff:templater:jinja:context]\nname = value\n"
        ),
        "sub/.sqlfluff": "[sqlfluff]\nlibrary_path = lib\n",
    }
    arguments, given = called_with(
        tmp_path, "sqlfluff", files,
        "open(EXTRA, 'w').write(open(sys.argv[sys.argv.index('--config') + 1]).read()"
        " + ''.join(p.read_text() for p in pathlib.Path(sys.argv[-1]).rglob('*.sql')))",
    )  # fmt: skip
    assert arguments[arguments.index("--library-path") + 1] == "none"
    assert "--ignore-local-config" in arguments
    assert "dialect = bigquery" in given
    assert "name = value" in given
    for word in (
        "library_path = lib",
        "load_macros",
        "plugins",
        "dbt\n",
        "sqlfluff:library",
        "sqlfluff:templater:jinja:lib",
    ):
        assert word not in given


def test_detect_secrets_starts_no_plugin_of_a_baseline(tmp_path: Path) -> None:
    baseline = json.dumps({
        "plugins_used": [{"name": "Evil", "path": "file://evil.py"}], "filters_used": [{"path": "file://evil.py::f"}],
        "results": {},
    })  # fmt: skip
    arguments, _ = called_with(tmp_path, "detect-secrets", {**CODE, ".secrets.baseline": baseline})
    assert not {"--baseline", "-p", "--plugin", "-f", "--filter"} & set(arguments)
    assert "--no-verify" in arguments
    assert arguments.count("--disable-plugin") == 2


def test_rules_of_semgrep_come_from_base(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    code = (
        "import sys, pathlib\n"
        "folder = pathlib.Path([word for word in sys.argv if word.startswith('--config=')][0][9:])\n"
        f"open({str(seen)!r}, 'a').write(''.join(path.read_text() for path in folder.iterdir()))\n"
        "print('{}')"
    )
    program(tmp_path / "user", "semgrep", code)
    before = {"a.py": "x = 1\n", ".semgrep.yml": "rules: [of base]\n"}
    after = {"a.py": "x = 2\n", ".semgrep.yml": "rules: [of head]\n"}
    composed(settings(tmp_path / "user", "semgrep"), {})(changed(tmp_path, before, after))
    assert "of base" in seen.read_text()
    assert "of head" not in seen.read_text()


def test_one_line_without_paths_of_this_machine() -> None:
    assert clean("a\tb\n/copies/one/x.py: no\x9b", "/copies/one") == "a b x.py: no"
    assert len(clean("x" * 10_000)) <= 600
