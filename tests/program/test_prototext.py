"""Text protocol buffers become entries with lines; what is none becomes a gap."""

from __future__ import annotations

import time

import pytest

from mle_reviewer.program.entries import Entry
from mle_reviewer.program.prototext import read_prototext
from mle_reviewer.sources.document import document_of
from mle_reviewer.sources.gap import Gap


def read(text: str) -> tuple[Entry | None, tuple[Gap, ...]]:
    document = document_of("models/a/config.pbtxt", "", text.encode())
    assert not isinstance(document, Gap)
    return read_prototext(document)


def plain(entry: Entry) -> object:
    if isinstance(entry.value, dict):
        return {key: plain(inner) for key, inner in entry.value.items()}
    return [plain(inner) for inner in entry.value] if isinstance(entry.value, list) else entry.value


def test_a_configuration() -> None:
    text = (
        '# model\nname: "a" "b"\nmax_batch_size: 8\ninput [\n  {\n    name: \'x\'\n'
        "    data_type: TYPE_FP32\n    dims: [ -1, 4 ]\n"
        '  },\n  { name: "y"; dims: [] }\n]\ndynamic_batching { max_queue_delay_microseconds: 100 }\n'
        "instance_group { count: 1 }\ninstance_group < count: 2, on: true, share: .5f >\n"
    )
    found, gaps = read(text)
    assert not gaps
    assert found is not None
    assert plain(found) == {
        "name": "ab",
        "max_batch_size": 8,
        "input": [{"name": "x", "data_type": "TYPE_FP32", "dims": [-1, 4]}, {"name": "y", "dims": []}],
        "dynamic_batching": {"max_queue_delay_microseconds": 100},
        "instance_group": [{"count": 1}, {"count": 2, "on": True, "share": 0.5}],
    }
    lines = [found.get("name"), found.get("input"), found.get("dynamic_batching", "max_queue_delay_microseconds")]
    assert [one.line for one in lines if one is not None] == [2, 4, 12]
    inputs = found.get("input")
    assert inputs is not None
    assert [one.get("name").line for one in inputs.elements()] == [6, 10]  # type: ignore[union-attr]
    groups = found.get("instance_group")
    assert groups is not None
    assert [one.line for one in groups.elements()] == [13, 14]


def test_fields_may_be_given_again() -> None:
    found, _gaps = read("a: 1\na: [2, 3]\na: 4\n")
    assert found is not None
    assert plain(found) == {"a": [1, 2, 3, 4]}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb {\n", 3, "it ends early"),
        ("a 1\n", 1, "a value is missing behind a"),
        ("a: 1\nb: \n", 3, "a value is missing"),
        ("a: 1\nb: 'x\n", 2, "a string that is never closed"),
        ("}\n", 1, "a field is missing"),
        ("a { " * 60, 1, "nested more than 40 deep"),
        ("a: [" * 1 + "[" * 60, 1, "nested more than 40 deep"),
        ("a: [1 2]\n", 1, "a list that is never closed"),
    ],
)
def test_what_is_none_is_a_gap(text: str, line: int, says: str) -> None:
    found, (gap,) = read(text)
    assert found is None
    assert says in gap.why
    assert gap.line == line


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: [" + "1," * 100_000,
        "a{" * 100_000,
        "a: 1 " * 80_000,
        "#" * 200_000,
        "a: '" + "\\'" * 100_000,
        "a: " + "''" * 100_000,
        "a: " + "1" * 200_000,
        "a: -" + " " * 200_000,
    ],
    ids=range(9),
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 3
