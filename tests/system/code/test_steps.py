"""What a function's steps name: each term once, at the first step that names it."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.knowledge.table import load
from mle_reviewer.program.code import line_of
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.system.code.terms import Const, Op, Param, within
from mle_reviewer.system.code.world import World

TABLE = load()


def test_each_term_stands_once_at_its_first_step(tmp_path: Path) -> None:
    text = """\
def cost(missed, price):
    total = missed * price
    if total > 7:
        print(total)
    return total + 1
"""
    (tmp_path / "a.py").write_text(text, encoding="utf-8")
    tree = FolderTree(str(tmp_path))
    world = World(Layout(tree.paths(), TABLE.tops), Reader(tree).code, TABLE)
    world.index(["a.py"])
    module = world.module("a.py")
    assert module is not None
    routine = module.routine(0)
    spoken = list(routine.spoken())

    assert len({id(term) for term, _ in spoken}) == len(spoken)
    assert {id(term) for term, _ in spoken} == {
        id(inner) for step in routine.every() for term in step.terms() for inner in within(term)
    }
    ops = {term.op: line_of(step.pos) for term, step in spoken if isinstance(term, Op)}
    assert ops == {"*": 2, ">": 3, "+": 5}  # `total` is named in all of them, and stands where it is made
    assert {term.name: line_of(step.pos) for term, step in spoken if isinstance(term, Param)} == {
        "missed": 2,
        "price": 2,
    }
    assert {term.value: line_of(step.pos) for term, step in spoken if isinstance(term, Const)} == {7: 3, 1: 5}
