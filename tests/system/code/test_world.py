"""What calls mean: through imports, constructors, attributes, returns, parameters, inheritance and circles."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.knowledge.table import load
from mle_reviewer.program.code import line_of
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.system.code.world import World

TABLE = load()


def names(folder: Path, **files: str) -> dict[tuple[str, int], set[str]]:
    """The names of what is called on each line of each module."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    tree = FolderTree(str(folder))
    reader = Reader(tree)
    world = World(Layout(tree.paths(), TABLE.tops), reader.code, TABLE)
    world.index(sorted(tree.paths()))
    found: dict[tuple[str, int], set[str]] = {}
    for path in tree.paths():
        module = world.module(path)
        assert module is not None
        for routine in module.routines():
            for call in routine.calls():
                own = {f"{one.path}:{one.name}" for one in world.own(call)}
                found.setdefault((path, line_of(call.pos)), set()).update(world.names(call), own)
    return found


def test_imports_constructors_and_chains(tmp_path: Path) -> None:
    text = """\
import torch as t
from torch import nn
net = nn.Linear(1, 2)
opt = t.optim.Adam(net.parameters())
opt.step()
"""
    found = names(tmp_path, a=text)
    assert found["a.py", 3] == {"torch.nn.Linear"}
    assert found["a.py", 5] == {"torch.optim.Adam.step"}


def test_attributes_and_methods_of_own_classes(tmp_path: Path) -> None:
    text = """\
import torch
from base import Base


class Trainer(Base):
    def __init__(self, rate):
        self.opt = torch.optim.SGD(self.net.parameters(), lr=rate)

    def run(self):
        self.opt.zero_grad()
        self.report()
"""
    base = (
        "import torch\n\n\nclass Base:\n    net = torch.nn.Linear(1, 1)\n\n    def report(self):\n        print('x')\n"
    )
    found = names(tmp_path, a=text, base=base)
    assert found["a.py", 10] == {"torch.optim.SGD.zero_grad"}
    assert found["a.py", 11] == {"base.py:Base.report"}


def test_returns_and_parameters(tmp_path: Path) -> None:
    text = """\
from sklearn.linear_model import LogisticRegression


def build():
    return LogisticRegression()


def train(model, rows):
    model.fit(rows)


train(build(), [])
"""
    assert names(tmp_path, a=text)["a.py", 9] == {"sklearn.linear_model.LogisticRegression.fit"}


def test_arms_leave_a_choice_and_unknown_receivers_a_question(tmp_path: Path) -> None:
    text = """\
import requests, httpx, sys
get = requests.get if sys.argv else httpx.get
get("x")
"""
    found = names(tmp_path, a=text)
    assert found["a.py", 3] == {"requests.get", "httpx.get"}
    assert names(tmp_path, b="def f(x):\n    x.wonder()\n")["b.py", 2] == {"?.wonder"}


def test_import_circles_end(tmp_path: Path) -> None:
    found = names(
        tmp_path,
        a="from b import g\n\n\ndef f():\n    return g()\n",
        b="from a import f\n\n\ndef g():\n    return f()\n",
    )
    assert found["a.py", 5] == {"b.py:g"}
    assert found["b.py", 5] == {"a.py:f"}


def test_a_function_that_is_its_own_argument_ends(tmp_path: Path) -> None:
    text = "def f(x):\n    return f(f)(x)\n\n\nf(f)\n"
    assert names(tmp_path, a=text)["a.py", 5] == {"a.py:f"}


def test_functions_that_give_back_several_of_their_own_results_end(tmp_path: Path) -> None:
    text = """\
import torch
def pair(n):
    if n:
        return pair(n - 1)
    return pair(n)
first, second = pair(3)
first.eval()
for one in pair(2).items():
    one.eval()
"""
    assert names(tmp_path, a=text)["a.py", 7] == {"?.eval"}


def test_what_is_written_down_is_gone_through(tmp_path: Path) -> None:
    text = """\
from torch import nn
for name, net in {"a": nn.Linear(1, 2)}.items():
    net.eval()
for name, net in [("b", nn.Conv2d(1, 2, 3))]:
    net.eval()
for net in {"c": nn.Embedding(1, 2)}.values():
    net.eval()
"""
    found = names(tmp_path, a=text)
    assert [found["a.py", line] for line in (3, 5, 7)] == [
        {"torch.nn.Linear.eval"},
        {"torch.nn.Conv2d.eval"},
        {"torch.nn.Embedding.eval"},
    ]


def test_a_name_of_the_module_is_what_functions_bind_it_to(tmp_path: Path) -> None:
    text = """\
class Scorer:
    def score(self):
        return 1
kept = None
def start():
    global kept
    kept = Scorer()
def answer():
    return kept.score()
"""
    found = names(tmp_path, a=text)
    assert found["a.py", 9] == {"a.py:Scorer.score"}


def test_names_around_that_are_bound_behind_a_branch(tmp_path: Path) -> None:
    text = """\
def main(quick):
    rate = 1
    if quick:
        rate = 2
    from torch import nn, save

    def build():
        return nn.Linear(1, 2)

    def store():
        keep(build(), "a.pt")

    keep = save
    store()
"""
    found = names(tmp_path, a=text)
    assert found["a.py", 8] == {"torch.nn.Linear"}
    assert found["a.py", 11] == {"torch.save", "a.py:main.build"}
    assert found["a.py", 14] == {"a.py:main.store"}
