"""HCL becomes blocks and attributes with exact lines; expressions stay texts, and hostile text ends in a gap."""

from __future__ import annotations

import time

import pytest

from mle_reviewer.program.entries import Entry
from mle_reviewer.program.hcl import Block, Configuration, read_hcl
from mle_reviewer.sources.document import document_of
from mle_reviewer.sources.gap import Gap


def read(text: str, path: str = "main.tf") -> tuple[Configuration, tuple[Gap, ...]]:
    document = document_of(path, "", text.encode())
    assert not isinstance(document, Gap)
    return read_hcl(document)


def block(text: str) -> Block:
    found, gaps = read(text)
    assert not gaps
    return found.blocks[0]


def plain(entry: Entry | None) -> object:
    assert entry is not None
    if isinstance(entry.value, dict):
        return {key: plain(inner) for key, inner in entry.value.items()}
    return [plain(inner) for inner in entry.value] if isinstance(entry.value, list) else entry.value


def test_blocks_attributes_and_lines() -> None:
    text = (
        '# one\nresource "aws_x" "y" { # two\n  name = "a-${var.b["k"]}" // c\n  size=3\n  share = -0.5\n  on = true\n'
        '  none = null\n\n  /* no = 1\n  */ tags = {\n    A = 1, "b c" : [1, 2,\n      "x"\n'
        "    ]\n    (var.k) = var.v\n  }\n"
        '  inner "l" m {\n    v = var.a ? "x" : "y" # why\n  }\n  one { w = 1 }\n}\nlocals {}\n'
    )
    found = block(text)
    assert (found.type, found.labels, found.line, found.end_line) == ("resource", ("aws_x", "y"), 2, 20)
    assert {name: (plain(entry), entry.line) for name, entry in found.attributes.items()} == {
        "name": ('a-${var.b["k"]}', 3),
        "size": (3, 4),
        "share": (-0.5, 5),
        "on": (True, 6),
        "none": (None, 7),
        "tags": ({"A": 1, "b c": [1, 2, "x"], "(var.k)": "var.v"}, 10),
    }
    items = found.get("tags", "b c")
    assert items is not None
    assert items.named == 11
    assert [one.line for one in items.elements()] == [11, 11, 12]
    assert found.expressions == {"name"}
    inner, one = found.blocks
    assert (inner.type, inner.labels, inner.line, inner.end_line) == ("inner", ("l", "m"), 16, 18)
    assert plain(inner.get("v")) == 'var.a ? "x" : "y"'
    assert inner.expressions == {"v"}
    assert plain(one.get("w")) == 1


def test_heredocs() -> None:
    found = block('a {\n  x = <<-EOT\n    one }\n      two "\n    EOT\n  y = <<E\n {\nE\n  z = f(<<A\n)\nA\n  )\n}\n')
    assert plain(found.get("x")) == 'one }\n  two "'
    assert plain(found.get("y")) == " {"
    assert [entry.line for entry in found.attributes.values()] == [2, 6, 9]
    assert found.end_line == 13


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ('"a" == var.b', '"a" == var.b'),
        ("1 + 2", "1 + 2"),
        ("[for x in y : x]", "[for x in y : x]"),
        ("{ for k, v in y : k => v if v != null }", "{ for k, v in y : k => v if v != null }"),
        ("[1, 2][0]", "[1, 2][0]"),
        ('f(\n  1, # c )\n  "}"\n)', 'f(\n  1, # c )\n  "}"\n)'),
        ("[\n  a ?\n  b : c,\n  d\n]", ["a ?\n  b : c", "d"]),
        ("[\n  {\n    a = 1\n  },\n  {}\n]", [{"a": 1}, {}]),
        ("{ a = b == c }", {"a": "b == c"}),
        ("{ a.b = 1 }", {"a.b": 1}),
        ('"q\\"\\n$${x}"', 'q"\n$${x}'),
        ("1.5.2", "1.5.2"),
        ("true_thing", "true_thing"),
        ("a.b[*].c", "a.b[*].c"),
    ],
)
def test_values(stated: str, value: object) -> None:
    found = block(f"a {{\n  x = {stated}\n  after = 1\n}}\n")
    assert plain(found.get("x")) == value
    after = found.get("after")
    assert after is not None
    assert after.line == 3 + stated.count("\n")


def test_inner_blocks_also_of_dynamic_ones() -> None:
    found = block('a {\n  r { n = 1 }\n  dynamic "r" {\n    for_each = x\n    content { n = 2 }\n  }\n}\n')
    assert [plain(one.get("n")) for one in found.inner("r")] == [1, 2]


def test_variables_at_the_top() -> None:
    found, gaps = read('a = 1\nb = ["x"]\n', "prod.tfvars")
    assert not gaps
    assert {name: (plain(one), one.line) for name, one in found.attributes.items()} == {"a": (1, 1), "b": (["x"], 2)}


def test_blocks_by_type_and_labels() -> None:
    found, _gaps = read('resource "a" "x" {}\nresource "a" "y" {}\nresource "b" "x" {}\n')
    assert [one.labels for one in found.of("resource", "a")] == [("a", "x"), ("a", "y")]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a {}\nb {\n  x = 1\n", 4, "a block that is never closed"),
        ('a {\n  x = "y\n}\n', 2, "a string that is never closed"),
        ("a {\n  x = [1, 2\n}\n", 3, "closes nothing"),
        ("a {\n  x = <<E\n}\n", 4, "a text that no line E closes"),
        ("a {\n  x =\n}\n", 2, "a value is missing"),
        ("a {}\n}\n", 2, "a name is missing before '}'"),
        ("/* x\n", 1, "a comment that is never closed"),
        ("a " * 2 + "{" + "b {" * 60, 1, "nested more than 40 deep"),
    ],
)
def test_what_is_no_hcl_is_a_gap_and_the_blocks_before_it_are_read(text: str, line: int, says: str) -> None:
    found, (gap,) = read(text)
    assert says in gap.why
    assert gap.line == line
    assert len(found.blocks) == (1 if text.startswith("a {}") else 0)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 50_000,
        "a = " + "{" * 50_000,
        "a = " + "(" * 50_000,
        "a = " + "[" * 30 + "1" + "]+1" * 30 + " " * 200_000,
        'a = "' + "${" * 50_000,
        'a = "' + '${"' * 50_000,
        "a = [" + "1," * 50_000 + "]",
        "a = [" + "1," * 70_000 + "]",
        "a = " + "x" * 300_000,
        "a = " + "x + " * 60_000 + "1",
        "a = " + "<<A\n" * 60_000,
        "#" * 300_000,
        "/*" * 100_000,
        "a {}\n" * 50_000,
        "a = 1\n" * 50_000,
        "a = {" + "b = c ==" * 30_000,
        "a " * 100_000,
        "a = -" + "9" * 100_000,
    ],
    ids=range(18),
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 4
