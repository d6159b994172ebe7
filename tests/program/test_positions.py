"""Each value of YAML, JSON and TOML stands on the line that is said, with its key and the lines of its text."""

from __future__ import annotations

import json
import time

import pytest

from mle_reviewer.program.entries import Entry, read_entries
from mle_reviewer.sources.document import Document, document_of
from mle_reviewer.sources.gap import Gap


def read(path: str, text: str | bytes) -> tuple[tuple[Entry, ...], tuple[Gap, ...]]:
    document = document_of(path, "", text.encode() if isinstance(text, str) else text)
    assert isinstance(document, Document)
    return read_entries(document)


def root_of(path: str, text: str) -> Entry:
    roots, gaps = read(path, text)
    assert not gaps
    return roots[0]


def at(root: Entry, *path: str | int) -> Entry:
    for key in path:
        root = root.value[key]  # type: ignore[index, assignment]
    return root


JSON = """
{ "name": "a\\nb", "of": {"x":
    1},
  "list": [
    true, null,

    {"\\u0041": -1.5e3, "e": [], "o": {}}
  ], "path": "C:\\\\", "quote": "\\"}{", "é": "\u2028"
}
"""


def test_json_lines() -> None:
    root = root_of("a.json", JSON)
    places = {path: (entry.line, entry.named) for path, entry in root.walk()}
    assert places == {
        (): (2, 0),
        ("name",): (2, 2),
        ("of",): (2, 2),
        ("of", "x"): (3, 2),
        ("list",): (4, 4),
        ("list", 0): (5, 0),
        ("list", 1): (5, 0),
        ("list", 2): (7, 0),
        ("list", 2, "A"): (7, 7),
        ("list", 2, "e"): (7, 7),
        ("list", 2, "o"): (7, 7),
        ("path",): (8, 8),
        ("quote",): (8, 8),
        ("é",): (8, 8),
    }
    assert [at(root, key).value for key in ("name", "path", "quote")] == ["a\nb", "C:\\", '"}{']
    assert list(root.value) == list(json.loads(JSON))  # type: ignore[arg-type]


TOML = '''# a comment = "no key"
title = "x"  # [not.a.table]
a.b."c.d" = 1
a . e = 2
[tool.ruff]
select = [
  "A", # ] of a comment
  "B",
]
per = { x = 1, y = ["q",
  'z'] }
doc = """
one
two "quoted" ""
three"""
raw = \'\'\'no
break\'\'\'
[[package]]
name = "a"
[package.sub]
when = 1979-05-27 07:32:00
[[package]]
name = 'b'
[tool]
"\\u0041" = 1.5
'''


def test_toml_lines() -> None:
    root = root_of("a.toml", TOML)
    places = {".".join(str(key) for key in path): (entry.line, entry.named) for path, entry in root.walk() if path}
    assert places == {
        "title": (2, 2),
        "a": (3, 3),
        "a.b": (3, 3),
        "a.b.c.d": (3, 3),
        "a.e": (4, 4),
        "tool": (24, 24),
        "tool.ruff": (5, 5),
        "tool.ruff.select": (6, 6),
        "tool.ruff.select.0": (7, 0),
        "tool.ruff.select.1": (8, 0),
        "tool.ruff.per": (10, 10),
        "tool.ruff.per.x": (10, 10),
        "tool.ruff.per.y": (10, 10),
        "tool.ruff.per.y.0": (10, 0),
        "tool.ruff.per.y.1": (11, 0),
        "tool.ruff.doc": (12, 12),
        "tool.ruff.raw": (16, 16),
        "tool.A": (25, 25),
        "package": (18, 18),
        "package.0": (18, 0),
        "package.0.name": (19, 19),
        "package.0.sub": (20, 20),
        "package.0.sub.when": (21, 21),
        "package.1": (22, 0),
        "package.1.name": (23, 23),
    }
    doc, raw = at(root, "tool", "ruff", "doc"), at(root, "tool", "ruff", "raw")
    assert (doc.value, list(doc.lines)) == ('one\ntwo "quoted" ""\nthree', [13, 14, 15])
    assert (raw.value, list(raw.lines)) == ("no\nbreak", [16, 17])


YAML = """# a comment
a: 1   # one
list:
  - x
  - y: 2
    z: [p,
      q]
text: |
  first
    second

  fourth
folded: >-
  one
  two

  three
    kept
  four
quoted: "a
  b"
"""


def test_yaml_lines() -> None:
    root = root_of("a.yaml", YAML)
    places = {".".join(str(key) for key in path): (entry.line, entry.named) for path, entry in root.walk() if path}
    assert places == {
        "a": (2, 2),
        "list": (4, 3),
        "list.0": (4, 0),
        "list.1": (5, 0),
        "list.1.y": (5, 5),
        "list.1.z": (6, 6),
        "list.1.z.0": (6, 0),
        "list.1.z.1": (7, 0),
        "text": (8, 8),
        "folded": (13, 13),
        "quoted": (20, 20),
    }
    text, folded = at(root, "text"), at(root, "folded")
    assert [text.line_of(number) for number in range(4)] == [9, 10, 11, 12]
    assert folded.value == "one two\nthree\n  kept\nfour"
    assert [folded.line_of(number) for number in range(4)] == [14, 17, 18, 19]
    assert at(root, "quoted").line_of(3) == 20


def test_breaks_that_only_yaml_counts_move_no_line() -> None:
    root = root_of("a.yaml", 'a: "x\u2028y"\nb: "\x85"\nc: 1\rd: |\r\n  e\r\n')
    assert [(key, entry.line) for key, entry in root.items()] == [("a", 1), ("b", 2), ("c", 3), ("d", 3)]
    assert at(root, "d").line_of(0) == 4


def test_an_alias_has_the_line_of_its_key() -> None:
    root = root_of("a.yaml", "a: &x {b: 1}\n\nc: *x\nd:\n- *x\n")
    assert [(at(root, *p).line, at(root, *p).named) for p in (["a"], ["c"], ["d", 0])] == [(1, 1), (1, 3), (1, 0)]
    assert at(root, "a").value is at(root, "c").value


def test_tags_are_shown_and_never_built() -> None:
    root = root_of(
        "a.yaml",
        "a: !Ref Bucket\nb: !GetAtt 'X.Arn'\nc: !Sub ['${a}', {a: !Ref b}]\nd: !!python/object/apply:os.system [ls]\n"
        "e: !!str 1\nf: !!int '5'\ng: !secret token\nh: !!binary aGk=\ni: ! 7\nFn::Sub: ${x}\nj: !env_var {k: v}\n",
    )
    assert {key: entry.tag for key, entry in root.items()} == {
        "a": "!Ref", "b": "!GetAtt", "c": "!Sub", "d": "!!python/object/apply:os.system", "e": "", "f": "",
        "g": "!secret", "h": "!!binary", "i": "", "Fn::Sub": "", "j": "!env_var",
    }  # fmt: skip
    assert at(root, "c", 1, "a").tag == "!Ref"
    assert [at(root, key).value for key in ("a", "b", "e", "f", "i")] == ["Bucket", "X.Arn", "1", 5, "7"]
    assert at(root, "d", 0).value == "ls"


@pytest.mark.parametrize(
    ("path", "text", "line", "says"),
    [
        ("a.json", '{"a": 1,\n,}', 2, "not valid JSON"),
        ("a.json", "", 1, "not valid JSON"),
        ("a.json", '{"a": ' + "[" * 50 + "]" * 50 + "}", 1, "nested more than"),
        ("a.json", f"[{'9' * 5000}]", 1, "not valid JSON"),
        ("a.json", "[" + "1," * 300_000 + "1]", 1, "more than 300000 values"),
        ("a.toml", "a = 1\nb = \n", 2, "not valid TOML"),
        ("a.toml", "a." * 60 + "a = 1", 1, "nested more than"),
        ("a.toml", "a = " + "[" * 5000, 1, "not valid TOML"),
        ("a.yaml", "a: &a\n  b: [*a]\n", 2, "an alias within what it names"),
        ("a.yaml", "a: 1\nb: \x07\n", 1, "not YAML"),
        ("a.yaml", "a:\n  b: 1\n c: 2\n", 3, "not YAML"),
    ],
)
def test_a_gap_stands_where_the_fault_is(path: str, text: str, line: int, says: str) -> None:
    roots, gaps = read(path, text)
    assert roots == ()
    assert [(gap.path, gap.line) for gap in gaps] == [(path, line)]
    assert says in gaps[0].why


def test_bytes_of_another_encoding_are_a_gap() -> None:
    for path in ("a.json", "a.toml", "a.yaml"):
        roots, gaps = read(path, b'a = "\n\xe9"')
        assert (roots, [gap.line for gap in gaps]) == ((), [2])


def test_a_walk_is_no_longer_than_the_document() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert len(list(root_of("bomb.yaml", "\n".join(lines)).walk())) < 120


def test_merges_of_merges_reach_a_bound() -> None:
    """Each inherits all that the one before it has: quadratic, were it not counted."""
    base = "a: &a {" + ", ".join(f"k{n}: 1" for n in range(20_000)) + "}\n"
    roots, gaps = read("a.yaml", base + "".join(f"m{n}: {{<<: *a}}\n" for n in range(5000)))
    assert roots == ()
    assert "more than" in gaps[0].why


def test_large_json_is_fast() -> None:
    text = json.dumps([{"name": f"panel {n}", "at": [n, n * 0.5, True]} for n in range(14_000)], indent=1)
    began = time.process_time()
    root = root_of("a.json", text)
    assert len(text) > 1_000_000
    assert time.process_time() - began < 2  # about a third of a second where nothing else runs
    assert at(root, 13_999, "name").line == text.count("\n") - 6
