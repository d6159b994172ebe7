"""Shell text says which Python documents it starts, where, and with which words."""

from __future__ import annotations

import time

import pytest

from mle_reviewer.program.commands import Launch, launches


def started(text: str, **known: str) -> list[tuple[str, str, tuple[str | None, ...], str]]:
    return [(one.kind, one.target, one.args, one.folder) for one in launches(text, ".", 1, known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("python train.py --seed 3", ("script", "train.py", ("--seed", "3"), ".")),
        ("python3.11 -u -W ignore src/train.py a 'b c'", ("script", "src/train.py", ("a", "b c"), ".")),
        ("python -m pkg.train --x=1", ("module", "pkg.train", ("--x=1",), ".")),
        ("PYTHONPATH=. uv run --with x python train.py", ("script", "train.py", (), ".")),
        ("uv run train.py", ("script", "train.py", (), ".")),
        ("poetry run python train.py | tee log.txt", ("script", "train.py", (), ".")),
        ("conda run -n env python train.py > log 2>&1", ("script", "train.py", (), ".")),
        ("accelerate launch --num_processes 2 train.py x", ("script", "train.py", ("x",), ".")),
        ("torchrun train.py x", ("script", "train.py", ("x",), ".")),
        ("cd src && python train.py", ("script", "train.py", (), "src")),
        ("if true; then time python train.py; fi", ("script", "train.py", (), ".")),
        ("bash -c 'cd a; python train.py'", ("script", "train.py", (), "a")),
        ("score=$(python eval.py $X)", ("script", "eval.py", (None,), ".")),
        ("while read -r x; do ls; done < <(python list.py)", ("script", "list.py", (), ".")),
        ("$PY train.py $ARGS", ("script", "train.py", (None,), ".")),
        ("python train.py ${SEED:-7}", ("script", "train.py", ("7",), ".")),
        (
            "papermill in.ipynb out.ipynb -p seed 1",
            ("notebook", "in.ipynb", ("in.ipynb", "out.ipynb", "-p", "seed", "1"), "."),
        ),
        ("jupyter nbconvert --to notebook --execute a.ipynb", ("notebook", "a.ipynb", (), ".")),
    ],
)
def test_what_a_command_starts(text: str, expected: tuple[object, ...]) -> None:
    assert started(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["pytest tests/test_a.py", "ruff check train.py", "# python train.py", "echo python train.py", "cat train.py",
     "python -c 'import x'",
     "files=(a.py\n  b.py\n)", "echo '$(python a.py)'", "python 'train.py", "cat <<EOF\npython train.py\nEOF"],
)  # fmt: skip
def test_what_starts_nothing(text: str) -> None:
    assert started(text) == []


def test_lines_folders_and_variables_go_on() -> None:
    text = "set -e\nOUT=data\ncd work\npython a.py \\\n  --out $OUT\n\npython b.py\n"
    found = list(launches(text, ".", 1, {}))
    assert [(one.target, one.args, one.folder, one.line) for one in found] == [
        ("a.py", ("--out", "data"), "work", 4),
        ("b.py", (), "work", 7),
    ]


def test_the_environment_of_one_start() -> None:
    (found,) = launches("SEED=3 env MODE=x python a.py", ".", 1, {})
    assert found == Launch("a.py", "script", (), ".", 1, (("SEED", "3"), ("MODE", "x")))


def test_quotes_over_lines_and_quotes_that_stay_open() -> None:
    assert started("python -c '\npython no.py\n'\npython a.py") == [("script", "a.py", (), ".")]
    found = list(launches("python a.py\necho it's\npython b.py", ".", 1, {}))
    assert [(one.target, one.line) for one in found] == [("a.py", 1), ("b.py", 3)]


def test_lines_inside_one_list_and_where_output_goes() -> None:
    found = list(launches("cd a && \\\n  python b.py > $OUT 2> err.txt\n", ".", 3, {"OUT": "log.txt"}))
    assert [(one.target, one.folder, one.line, one.output) for one in found] == [("b.py", "a", 4, "log.txt")]


def test_all_that_is_given_to_another_shell() -> None:
    text = (
        "docker run \\\n -v a:b image bash -euc '\n  cd x\n  python a.py\n  python b.py\n' | tee log\n"
        "sh -c 'python c.py'; docker run --entrypoint /bin/sh image -c 'python d.py'"
    )
    found = list(launches(text, ".", 1, {}))
    assert [(one.target, one.folder, one.line) for one in found] == [
        ("a.py", "x", 4),
        ("b.py", "x", 5),
        ("c.py", ".", 7),
        ("d.py", ".", 7),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "python '" + "${a-" * 50_000 + "'",
        "python '" + "$(" * 50_000 + "'",
        "echo it's\n" * 20_001,
        "python $(" + "a $(b) " * 20_000 + ")",
        "A=1\n" * 20_000 + "python $A.py\n" * 5_000,
        "bash -c '" + "python a.py\n" * 5_000 + "'",
        "a | " * 30_000 + "b",
    ],
    ids=range(7),
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    list(launches(text, ".", 1, {}))
    assert time.process_time() - start < 4
