"""Compiling pages: what entries come out, and that nothing unknown gets in."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.knowledge.compile import compile_pages
from mle_reviewer.knowledge.entries import CallEntry, ClassEntry, read
from mle_reviewer.knowledge.page import PageError
from mle_reviewer.knowledge.table import Table

PROTOCOLS = """
protocols:
  transformer:
    methods:
      fit: {call: "(X, y=None)", effect: fit, rows: X, labels: y}
      transform: {call: "(X)", effect: transform, rows: X}
    attributes:
      mean_, var_: {effect: best, gives: parameters}
  selector:
    like: transformer
    methods:
      get_support: {effect: best, gives: columns}
"""
HEAD = "library: lib\nmodule: lib.a\n"


def table_of(folder: Path, **pages: str) -> Table:
    (folder / "_protocols.yaml").write_text(PROTOCOLS, encoding="utf-8")
    for name, text in pages.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Table(read(compile_pages(folder)))


def class_of(table: Table, path: str) -> ClassEntry:
    found = table.find(path)
    assert isinstance(found, ClassEntry)
    return found


def call_of(table: Table, path: str) -> CallEntry:
    found = table.find(path)
    assert isinstance(found, CallEntry)
    return found


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(PageError) as caught:
        table_of(folder, page=text)
    return [str(problem) for problem in caught.value.problems]


def test_a_function(tmp_path: Path) -> None:
    text = (
        HEAD
        + 'functions:\n  cut: {call: "(*parts, seed=None, size=0.2)", effect: split, arrays: "*parts", seed: seed}\n'
    )
    cut = call_of(table_of(tmp_path, page=text), "lib.a.cut")
    assert cut == CallEntry(
        "lib.a.cut", "split", (), "parts", None, {"seed": None, "size": 0.2}, {"arrays": "*parts", "seed": "seed"},
        ("seed", "size"),
    )  # fmt: skip


def test_an_effect_alone_takes_anything_and_a_key_names_several(tmp_path: Path) -> None:
    table = table_of(tmp_path, page=HEAD + "functions:\n  plot, show: nothing\n")
    for name in ("plot", "show"):
        entry = call_of(table, f"lib.a.{name}")
        assert (entry.effect, entry.star, entry.kwargs) == ("nothing", "arguments", "options")


def test_a_class_has_the_methods_and_attributes_of_its_role(tmp_path: Path) -> None:
    text = HEAD + 'classes:\n  Scaler: {role: selector, init: "(a, *, b=1)", learns: scale, columns: a}\n'
    scaler = class_of(table_of(tmp_path, page=text), "lib.a.Scaler")
    assert (scaler.role, scaler.learns, scaler.slots) == ("selector", "scale", {"columns": "a"})
    assert scaler.init is not None
    assert (scaler.init.effect, scaler.init.params, scaler.init.keywords) == ("make", ("a",), ("b",))
    assert set(scaler.methods) == {"fit", "transform", "get_support"}
    assert scaler.methods["fit"].path == "lib.a.Scaler.fit"
    assert scaler.attributes["var_"] == {"effect": "best", "gives": "parameters"}


def test_a_method_is_refined_replaced_or_taken_away(tmp_path: Path) -> None:
    text = HEAD + (
        "classes:\n  Scaler:\n    role: transformer\n    methods:\n"
        '      fit: {call: "(X, y, z)", weights: z}\n      transform: {call: "(Z)", effect: keep}\n'
        "  Bare: {role: transformer, methods: {transform: null}}\n"
    )
    table = table_of(tmp_path, page=text)
    fit = call_of(table, "lib.a.Scaler.fit")
    assert (fit.effect, fit.slots) == ("fit", {"rows": "X", "labels": "y", "weights": "z"})
    assert call_of(table, "lib.a.Scaler.transform").slots == {}
    assert "transform" not in class_of(table, "lib.a.Bare").methods
    assert table.find("lib.a.Bare.transform") is None


def test_a_refined_method_drops_slots_whose_parameters_are_gone(tmp_path: Path) -> None:
    text = HEAD + 'classes:\n  Scaler: {role: transformer, methods: {fit: {call: "(X)"}}}\n'
    assert call_of(table_of(tmp_path, page=text), "lib.a.Scaler.fit").slots == {"rows": "X"}


def test_bases_across_pages(tmp_path: Path) -> None:
    child = (
        "library: lib\nmodule: lib.b\nclasses:\n"
        '  Child: {bases: lib.a.Base, init: "(k)", methods: {own: nothing}}\n  Grand: {bases: Child, learns: none}\n'
    )
    base = HEAD + (
        'classes:\n  Base: {role: transformer, init: "(k, seed=None)", learns: scale, n: k, seed: seed, '
        "methods: {transform: null, extra: keep}}\n"
    )
    table = table_of(tmp_path, a=child, b=base)  # the child's page comes first
    found = class_of(table, "lib.b.Child")
    assert (found.role, found.learns) == ("transformer", "scale")
    assert found.slots == {"n": "k"}  # its constructor has no seed
    assert set(found.methods) == {"fit", "extra", "own"}
    grand = class_of(table, "lib.b.Grand")
    assert grand.learns == "none"
    assert grand.init is not None
    assert grand.init.params == ("k",)


def test_constants_and_lists_in_slots(tmp_path: Path) -> None:
    text = (
        HEAD
        + 'functions:\n  f: {call: "(a, b)", effect: fill, value: [a, b], method: =bfill, axis: 0, names: [x, y]}\n'
    )
    slots = call_of(table_of(tmp_path, page=text), "lib.a.f").slots
    assert slots == {"value": ("a", "b"), "method": "=bfill", "axis": 0, "names": ("x", "y")}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("functions: {f: {effect: teleport}}", "unknown effect `teleport`"),
        ("functions: {f: {effect: keep, rowz: a}}", "unknown key `rowz`"),
        ('functions: {f: {call: "(a)", effect: keep, rows: b}}', "the call has no parameter `b`"),
        ('functions: {f: {call: "(a)", effect: keep, rows: "*a"}}', "the call has no parameter `*a`"),
        ("functions: {f: {effect: keep, rows: a}}", "the call has no parameter `a`"),
        ('functions: {f: {call: "a, b", effect: keep}}', "a signature is written in parentheses"),
        ("functions: {f: {effect: keep, learns: luck}}", "`luck` is not one of"),
        ("functions: {f: {effect: keep, ordered: 1}}", "is true or false"),
        ("functions: {f: {effect: keep, type: 'a b'}}", "is a dotted class"),
        ("functions: {f: {effect: keep, layout: heap}}", "`heap` is not one of"),
        ('functions: {f: {call: "(a)", effect: keep, renamed: {old: new}}}', "the call has no parameter `new`"),
        ('functions: {f: {call: "(a)", effect: keep, former: [b]}}', "the call has no parameter `b`"),
        ("functions: {f g: keep}", "is not a name"),
        ("functions: {f: keep, 'g, f': keep}", "`lib.a.f` is described twice"),
        ("functions: {C: keep}\nclasses: {C: {role: plain}}", "`lib.a.C` is described twice"),
        ("functions: [f]", "is a mapping"),
        ("functions: {f: [1]}", "is a mapping"),
        ("classes: {C: {role: wizard}}", "unknown role `wizard`"),
        ("classes: {C: {}}", "unknown role `None`"),
        ("classes: {C: plain}", "is a mapping"),
        ("classes: {C: {role: plain, learns: luck}}", "`luck` is not one of"),
        ("classes: {C: {role: plain, seed: s}}", "the call has no parameter `s`"),
        ("classes: {C: {role: plain, stateless: {a: 1}}}", "the call has no parameter `a`"),
        ("classes: {C: {bases: Nowhere}}", "no page describes `Nowhere`"),
        ("classes: {C: {bases: D}, D: {bases: C}}", "among its own bases"),
        ("classes: {C: {role: plain, attributes: {T: {rows: self}}}}", "needs a known effect"),
        ("clases: {}", "unknown key `clases`"),
        ("modules: [lib.a]", "one of `module` and `modules`"),
        ("aliases: [a b]", "is not a dotted name"),
    ],
)
def test_nothing_unknown_gets_in(tmp_path: Path, line: str, why: str) -> None:
    found = problems(tmp_path, HEAD + line + "\n")
    assert any(why in problem for problem in found), found
    assert all(problem.startswith("page.yaml:") for problem in found)


def test_a_page_is_bounded(tmp_path: Path) -> None:
    many = "".join(f"  f{number}, g{number}: keep\n" for number in range(1_001))
    assert "more than 2000 names" in problems(tmp_path, HEAD + "functions:\n" + many)[0]
    methods = "".join(f"      m{number}: keep\n" for number in range(501))
    page = HEAD + f"classes:\n  C:\n    role: plain\n    methods:\n{methods}"
    assert "more than 500 methods" in problems(tmp_path, page)[0]
    chain = "".join(f"  C{number}: {{bases: C{number + 1}}}\n" for number in range(1_500))
    page = HEAD + "classes:\n" + chain + "  C1500: {role: plain}\n"
    assert any("more than 20 bases deep" in problem for problem in problems(tmp_path, page))


def test_a_problem_names_its_file_line_and_key(tmp_path: Path) -> None:
    text = HEAD + "classes:\n  C:\n    role: plain\n    methods:\n      go: {effect: fly}\n"
    assert problems(tmp_path, text) == ["page.yaml:7: classes.C.methods.go.effect: unknown effect `fly`"]


def test_all_problems_of_all_pages_are_told(tmp_path: Path) -> None:
    with pytest.raises(PageError) as caught:
        table_of(tmp_path, a=HEAD + "functions: {f: fly, g: swim}\n", b="library: lib\n", c="[")
    assert [problem.path for problem in caught.value.problems] == ["c.yaml", "a.yaml", "a.yaml", "b.yaml"]


def test_same_pages_same_bytes(tmp_path: Path) -> None:
    text = HEAD + "functions: {b: keep, a: nothing}\nclasses: {D: {role: selector}, C: {role: transformer}}\n"
    table_of(tmp_path, one=text)
    other = tmp_path / "other"
    other.mkdir()
    swapped = HEAD + "classes: {C: {role: transformer}, D: {role: selector}}\nfunctions: {a: nothing, b: keep}\n"
    table_of(other, two=swapped)
    assert compile_pages(tmp_path / "other") == compile_pages(other)
    (tmp_path / "one.yaml").unlink()
    assert compile_pages(other) == compile_pages(tmp_path)
