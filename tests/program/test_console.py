"""Console scripts as packages declare them."""

from __future__ import annotations

from mle_reviewer.program import console
from mle_reviewer.program.entries import read_entries
from mle_reviewer.sources.document import Document


def test_tables_of_pyproject() -> None:
    text = b"""\
[project.scripts]
score = "scorer.cli:main"
wrong = "scorer.cli"

[tool.poetry.scripts]
train = {reference = "scorer.train:Trainer.run", type = "console"}
"""
    [root] = read_entries(Document("pyproject.toml", "toml", "", text))[0]
    found = [(one.name, one.module, one.function) for one in console.of_pyproject(root)]
    assert found == [("score", "scorer.cli", "main"), ("train", "scorer.train", "Trainer.run")]


def test_setup_cfg() -> None:
    text = """\
[metadata]
console_scripts = no = scorer.no:no

[options.entry_points]
# a comment
console_scripts =
    score = scorer.cli:main
other =
    thing = scorer.other:thing
"""
    found = [(one.name, one.module, one.function, one.line) for one in console.of_setup_cfg(text)]
    assert found == [("score", "scorer.cli", "main", 7)]
