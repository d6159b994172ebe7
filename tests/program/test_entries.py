"""YAML, JSON and TOML become entries with lines; what cannot be read becomes a gap that says why."""

from __future__ import annotations

import pytest

from mle_reviewer.program.entries import Entry, read_entries
from mle_reviewer.sources.document import document_of
from mle_reviewer.sources.gap import Gap


def read(path: str, text: str) -> tuple[tuple[Entry, ...], tuple[Gap, ...]]:
    document = document_of(path, "", text.encode())
    assert not isinstance(document, Gap)
    return read_entries(document)


def plain(entry: Entry) -> object:
    if isinstance(entry.value, dict):
        return {key: plain(inner) for key, inner in entry.value.items()}
    return [plain(inner) for inner in entry.value] if isinstance(entry.value, list) else entry.value


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.yaml", "split: {seed: 42, share: 0.2, shuffle: yes, by: 'on', names: [a, b], none: ~}"),
        (
            "a.json",
            '{"split": {"seed": 42, "share": 0.2, "shuffle": true, "by": "on", "names": ["a", "b"], "none": null}}',
        ),
        ("a.toml", '[split]\nseed = 42\nshare = 0.2\nshuffle = true\nby = "on"\nnames = ["a", "b"]\n'),
    ],
)
def test_values_are_those_that_python_reads(path: str, text: str) -> None:
    (root,), gaps = read(path, text)
    split = plain(root)["split"]  # type: ignore[index]
    split.pop("none", None)
    assert split == {"seed": 42, "share": 0.2, "shuffle": True, "by": "on", "names": ["a", "b"]}
    assert not gaps


def test_lines_anchors_and_merges() -> None:
    (root,), _gaps = read("a.yaml", "base: &base\n  seed: 1\n  size: 2\nmine:\n  <<: *base\n  size: 3\n")
    mine = root.get("mine")
    assert mine is not None
    assert plain(mine) == {"seed": 1, "size": 3}
    assert (mine.line, root.get("base", "seed").line) == (5, 2)  # type: ignore[union-attr]


def test_several_documents() -> None:
    roots, _gaps = read("a.yaml", "a: 1\n---\nb: 2\n")
    assert [plain(root) for root in roots] == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("a.yaml", "a: {{ value }}: b\n", "a template"),
        ("a.yaml", "a: [1\nb: 2\n", "not YAML"),
        ("a.yaml", "[" * 100 + "]" * 100, "nested more than"),
        ("a.json", '{"a": 1,,}', "not valid JSON"),
        ("a.json", "[" * 100_000, "not valid JSON"),
        ("a.toml", "a = \n", "not valid TOML"),
    ],
)
def test_what_cannot_be_read_is_a_gap(path: str, text: str, says: str) -> None:
    roots, gaps = read(path, text)
    assert roots == ()
    assert [gap.path for gap in gaps] == [path]
    assert says in gaps[0].why


def test_an_alias_is_no_copy() -> None:
    """Ten levels of nine aliases each would be billions of entries if they were spelled out."""
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    roots, gaps = read("bomb.yaml", "\n".join(lines))
    assert len(roots) == 1
    assert not gaps
