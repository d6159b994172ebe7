"""Documents that are kept as a text inside another are read with the lines of the outer one."""

from __future__ import annotations

import pytest

from mle_reviewer.program.entries import Entry, Scalar, read_entries
from mle_reviewer.program.nested import all_unwrapped, unwrapped
from mle_reviewer.sources.document import Document, document_of

CONFIG_MAP = """\
apiVersion: v1
data:
  alerts.yml: |-  # the rules

    groups:
      - name: serving
        rules:
          - alert: ErrorRate
            expr: |
              rate(errors[5m])
              > 0.1
            for: 5m
  dashboard.json: |
    {
      "title": "Served",

      "panels": [{"id": 1},
        {"id": 2}]
    }
  folded.json: >
    {
      "a": 1,
      "b": [2,
        3]
    }
  one: '{"x": 1}'
  script.sh: |
    set -e
    python train.py
  prose: a note
  sentences: |
    What stands here is for those who will read it one day, and for nobody else: so
    it is no document.
  several: |
    a: 1
    ---
    b: 2
  broken: |
    {"a": [1,
"""


def entries(path: str, text: str) -> Entry:
    document = document_of(path, "", text.encode())
    assert isinstance(document, Document)
    return read_entries(document)[0][0]


def inner(key: str) -> Entry | None:
    found = entries("a.yaml", CONFIG_MAP).get("data", key)
    assert found is not None
    return unwrapped(found)


def lines(entry: Entry) -> dict[str, tuple[int, int]]:
    return {".".join(map(str, path)): (one.line, one.named) for path, one in entry.walk() if path}


def test_yaml_in_yaml() -> None:
    found = inner("alerts.yml")
    assert found is not None
    assert lines(found) == {
        "groups": (6, 5),
        "groups.0": (6, 0),
        "groups.0.name": (6, 6),
        "groups.0.rules": (8, 7),
        "groups.0.rules.0": (8, 0),
        "groups.0.rules.0.alert": (8, 8),
        "groups.0.rules.0.expr": (9, 9),
        "groups.0.rules.0.for": (12, 12),
    }
    groups = found.get("groups")
    rules = groups.elements()[0].get("rules") if groups is not None else None
    expr = rules.elements()[0].get("expr") if rules is not None else None
    assert expr is not None
    assert (expr.value, expr.line_of(0), expr.line_of(1)) == ("rate(errors[5m])\n> 0.1\n", 10, 11)


def test_json_in_yaml() -> None:
    found = inner("dashboard.json")
    assert found is not None
    assert lines(found) == {
        "title": (15, 15), "panels": (17, 17), "panels.0": (17, 0), "panels.0.id": (17, 17), "panels.1": (18, 0),
        "panels.1.id": (18, 18),
    }  # fmt: skip
    folded = inner("folded.json")
    assert folded is not None
    assert lines(folded) == {"a": (22, 22), "b": (23, 23), "b.0": (23, 0), "b.1": (24, 0)}
    one = inner("one")
    assert one is not None
    assert lines(one) == {"x": (26, 26)}


def test_yaml_between_quotes_over_several_lines() -> None:
    text = (
        "a: 'b: 1\n\n  c: it''s\n\n\n  # no\n\n  d: 2\n\n  '  # said\ne: \"f: 1\n\n  g: 2\"\nh: \"i: 1\\n\\\n  j: 2\"\n"
    )
    root = entries("a.yaml", text)
    inside = [unwrapped(one) for key in ("a", "e", "h") if (one := root.get(key)) is not None]
    assert [lines(found) for found in inside if found is not None] == [
        {"b": (1, 1), "c": (3, 3), "d": (8, 8)},
        {"f": (11, 11), "g": (13, 13)},
        {"i": (14, 14), "j": (14, 14)},
    ]


def test_a_document_in_a_document_in_a_document() -> None:
    text = "a: |\n  b: |\n    c: |\n      d: 1\n      e: 2\n"
    found = entries("a.yaml", text).get("a")
    for key in ("b", "c"):
        assert found is not None
        holder = unwrapped(found)
        assert holder is not None
        found = holder.get(key)
    assert found is not None
    last = unwrapped(found)
    assert last is not None
    assert lines(last) == {"d": (4, 4), "e": (5, 5)}


@pytest.mark.parametrize("key", ["script.sh", "prose", "sentences", "several", "broken"])
def test_other_texts_hold_no_document(key: str) -> None:
    assert inner(key) is None


def test_several_documents_in_one_text() -> None:
    found = entries("a.yaml", CONFIG_MAP).get("data", "several")
    assert found is not None
    assert [lines(one) for one in all_unwrapped(found)] == [{"a": (35, 35)}, {"b": (37, 37)}]


def test_texts_of_json_and_toml() -> None:
    text = entries("a.json", '{"x":\n "{\\n \\"a\\": 1}"}').get("x")
    assert text is not None
    found = unwrapped(text)
    assert found is not None
    assert lines(found) == {"a": (2, 2)}
    text = entries("a.toml", 'x = """\na: 1\nb:\n  c: 2\n"""\n').get("x")
    assert text is not None
    found = unwrapped(text)
    assert found is not None
    assert lines(found) == {"a": (2, 2), "b": (4, 3), "b.c": (4, 4)}


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{" * 50 + "\n", "\ud800: 1\nb: 2", "a: \x00\nb: 1", "a: &a\n  b: *a\n", "[\n" * 60]
)
def test_hostile_texts_hold_no_document(text: str) -> None:
    assert unwrapped(Entry(text, 3)) is None


def test_what_is_no_text_holds_no_document() -> None:
    nothing: tuple[Scalar | dict[str, Entry] | list[Entry], ...] = (None, 1, True, {}, [])
    assert [unwrapped(Entry(value, 1)) for value in nothing] == [None] * 5
