"""Shell text says which Python documents it starts, where, and with which words."""

from __future__ import annotations

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
     "python -c 'import x'", "python 'train.py", "cat <<EOF\npython train.py\nEOF"],
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
