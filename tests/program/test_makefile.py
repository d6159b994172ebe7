"""Makefiles become targets with needs and commands on their lines."""

from __future__ import annotations

import time

import pytest

from mle_reviewer.program.commands import UNKNOWN
from mle_reviewer.program.makefile import Makefile, read_makefile
from mle_reviewer.sources.document import document_of
from mle_reviewer.sources.gap import Gap


def read(text: str) -> tuple[Makefile, tuple[Gap, ...]]:
    document = document_of("Makefile", "", text.encode())
    assert not isinstance(document, Gap)
    return read_makefile(document)


def test_targets_have_needs_and_commands() -> None:
    text = (
        "PY ?= python3\nDATA := data\nARGS = --in $(DATA)\nARGS += -v\nNOW != date\n"
        ".PHONY: all train\n\nall: train | dirs\n"
        "# a comment\ntrain: $(DATA)/a.csv src.py ## help\n\t@$(PY) src.py $(ARGS) \\\n\t  --out $@ && \\\n\tls\n"
        "\t-rm -f x\n\techo $$HOME $< $(shell date) $(NOW)\n\nclean: ; rm -rf out\n"
    )
    found, gaps = read(text)
    assert not gaps
    assert [(one.name, one.line, one.needs, one.phony) for one in found.targets] == [
        ("all", 8, ("train", "dirs"), True),
        ("train", 10, ("data/a.csv", "src.py"), True),
        ("clean", 17, (), False),
    ]
    train = found.target("train")
    assert train is not None
    assert [(" ".join(one.words), one.line, one.forgiven) for one in train.commands] == [
        ("python3 src.py --in data -v --out train", 11, False),
        ("ls", 13, False),
        ("rm -f x", 14, True),
        (f"echo $HOME data/a.csv {UNKNOWN} {UNKNOWN}", 15, False),
    ]
    clean = found.target("clean")
    assert clean is not None
    assert [(one.words, one.line) for one in clean.commands] == [(("rm", "-rf", "out"), 17)]
    assert found.variables["PY"] == "python3"


def test_only_the_end_of_a_line_decides() -> None:
    found, _gaps = read("a:\n\tpytest; true\n\tpytest || true\n\tpytest | tee x\n\tpytest\n\tls\n")
    assert [one.forgiven for one in found.targets[0].commands if one.name == "pytest"] == [True, True, True, False]


def test_a_makefile_may_set_pipefail_or_ignore_all() -> None:
    found, _gaps = read("SHELL := bash\n.SHELLFLAGS := -eu -o pipefail -c\na:\n\tpytest | tee x\n")
    assert not found.targets[0].commands[0].forgiven
    found, _gaps = read(".IGNORE:\na:\n\tpytest\n")
    assert found.targets[0].commands[0].forgiven


def test_definitions_and_conditions_are_no_rules() -> None:
    found, _gaps = read("define HELP\na: b\nendef\nifeq ($(CI),1)\nX := 1\nendif\ninclude x.mk\nb:\n\tls $(X)\n")
    assert [(one.name, one.commands[0].words) for one in found.targets] == [("b", ("ls", "1"))]


def test_what_is_left_out_is_a_gap() -> None:
    found, (gap,) = read("a:\n\tls\n" * 500)
    assert len(found.targets) == 400
    assert gap.line == 801
    _found, (gap,) = read("a:\n\tls\n\techo 'x\n")
    assert (gap.line, gap.why) == (3, "a quote that is never closed")


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"V{n} = " + f"$(V{n + 1})" * 50 + "\n" for n in range(20)) + "a:\n" + "\t$(V0)\n" * 4_000,
        "a:\n" + "\tls \\\n" * 40_000,
        "a: " + "b " * 100_000,
        "$(" * 60_000,
        "a:\n\t" + "$(a" * 60_000,
        "a:\n\t" + "$(a " + "()" * 60_000,
        "X +=" + " y" * 100_000 + "\nX += $(X)\n" * 3_000,
        "a" * 300_000 + "=",
        ":" * 300_000,
        "a:" + ";" * 200_000,
    ],
    ids=range(10),
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 4
