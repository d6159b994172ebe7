"""Which names cells read and bind: at their own level, in what they call, and surely or only if something holds."""

from __future__ import annotations

from mle_reviewer.program.cell import Cell
from mle_reviewer.program.cell_names import CellNames
from mle_reviewer.program.facts import Text, lowered


def events(*sources: str) -> list[list[tuple[str, str, bool]]]:
    cells = tuple(Cell(number, None, "code", source, None) for number, source in enumerate(sources, 1))
    code, _gaps = lowered(Text("nb.ipynb", cells=cells))
    assert code is not None
    names = CellNames(code)
    return [[(one.deed, one.name, one.sure) for one in names.events(cell)] for cell in code.cells]


def reads(source: str) -> list[tuple[str, bool]]:
    return [(name, sure) for deed, name, sure in events(source)[0] if deed == "read"]


def binds(source: str) -> list[tuple[str, bool]]:
    return [(name, sure) for deed, name, sure in events(source)[0] if deed == "bind"]


def test_names_are_read_before_they_are_bound() -> None:
    assert events("x = y\ny += x")[0] == [
        ("read", "y", True), ("bind", "x", True), ("read", "y", True), ("read", "x", True), ("bind", "y", True),
    ]  # fmt: skip


def test_what_only_happens_if_something_holds_is_not_sure() -> None:
    assert reads("if a:\n    b\nelse:\n    c") == [("a", True), ("b", False), ("c", False)]
    assert reads("x if a else c") == [("a", True), ("x", False), ("c", False)]
    assert reads("while a:\n    b") == [("a", True), ("b", False)]
    assert reads("for one in a:\n    b") == [("a", True), ("b", True)]
    assert reads("try:\n    a\nexcept NameError as e:\n    e\n    b") == [("a", False), ("b", False)]
    assert reads("try:\n    a\nexcept ValueError:\n    pass\nfinally:\n    b") == [("a", True), ("b", True)]


def test_comprehensions_and_classes_keep_their_names_to_themselves() -> None:
    assert reads("[one + two for one in rows if one]") == [("rows", True), ("two", True)]
    assert binds("[one for one in rows]") == [("one", False)]
    assert reads("class A:\n    x = y\n    z = x") == [("y", True)]
    assert binds("class A:\n    x = 1") == [("A", True)]


def test_a_call_does_what_the_body_of_the_notebook_s_function_does() -> None:
    found = events("def f(a, b=c):\n    d = a + e\n    if d:\n        return 1\n    return g", "f(1)", "f = 3\nf(1)")
    assert found[0] == [("read", "c", True), ("bind", "f", True)]
    assert found[1] == [("read", "f", True), ("read", "e", True), ("read", "g", False)]
    assert ("read", "e", True) not in found[2]


def test_functions_that_call_each_other_end() -> None:
    found = events("def f():\n    return g()\ndef g():\n    x\n    return f()", "f()")
    assert found[1] == [("read", "f", True), ("read", "g", True), ("read", "x", True), ("read", "f", True)]


def test_a_generator_does_nothing_when_it_is_called() -> None:
    assert events("def f():\n    yield x", "f()")[1] == [("read", "f", True)]


def test_globals_of_a_function_are_bound_where_it_is_called() -> None:
    assert events("def f():\n    global x\n    x = 1", "f()")[1] == [("read", "f", True), ("bind", "x", True)]


def test_changes_in_place_and_deletions_are_told() -> None:
    assert ("change", "df", True) in events("df['a'] = 1")[0]
    assert ("change", "df", True) in events("df.drop(columns='a', inplace=True)")[0]
    assert ("change", "df", True) not in events("df.drop(columns='a', inplace=False)")[0]
    assert ("delete", "df", True) in events("del df")[0]


def test_what_may_bind_any_name_opens_the_notebook() -> None:
    for source in ("from os import *", "exec(text)", "globals()['x'] = 1", "get_ipython().run_line_magic('run', 'a')"):
        assert any(deed == "open" for deed, _, _ in events(source)[0]), source
