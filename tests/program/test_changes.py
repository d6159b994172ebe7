"""Which names of a module mean something else after a change."""

from __future__ import annotations

import pytest

from mle_reviewer.program.changes import changed_names, dependents, names_at, statements

MODULE = '''"""Words."""
import numpy as np
from lib import scaler as scale

SIZE = 10

def cut(x):
    return x[:SIZE]

class Model(Base):
    def fit(self, x):
        return cut(scale(x))

def other(x):
    return x

if __name__ == "__main__":
    other(Model())
'''


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("return x\n", "return x + 1\n", {"other"}),
        ("SIZE = 10", "SIZE = 11", {"SIZE", "cut", "Model"}),
        ("scaler as scale", "robust as scale", {"scale", "Model"}),
        ("return x[:SIZE]", "return x[:SIZE]  ", set()),
        ('"""Words."""', '"""Other words."""', set()),
        ("    other(Model())", "    print(other(Model()))", set()),
        ("SIZE = 10\n", "SIZE = 10\nNEW = 1\n", {"NEW"}),
        ("def other(x):\n    return x\n", "", {"other"}),
        ("SIZE = 10\n", "SIZE = 10\nnp.random.seed(0)\n", None),
        ("SIZE = 10\n", "SIZE = 10\nnp.size = 1\n", None),
        ("SIZE = 10\n", "SIZE = 10\nfrom lib import *\n", None),
        ("SIZE = 10\n", "SIZE = 10 +\n", None),
        ("SIZE = 10\n\ndef cut(x):\n    return x[:SIZE]\n", "def cut(x):\n    return x[:SIZE]\n\nSIZE = 10\n", None),
    ],
)  # fmt: skip
def test_what_changed(old: str, new: str, names: set[str] | None) -> None:
    assert old in MODULE
    assert changed_names(MODULE, MODULE.replace(old, new)) == (None if names is None else frozenset(names))


def test_a_call_that_hangs_on_a_name_may_do_anything() -> None:
    found = statements("from lib import cut\nregister(cut)\n")
    assert found is not None
    assert dependents(found, {"cut"}) is None
    assert dependents(found, {"other"}) == frozenset({"other"})


def test_the_names_in_which_lines_stand() -> None:
    found = statements(MODULE)
    assert found is not None
    assert names_at(found, {8, 12}) == frozenset({"cut", "Model"})
