"""What cells showed is read with its kind, its text and its line in the file, of old and broken notebooks too."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.program.notebook_outputs import Output, plain, read_outputs


def book(*cells: object, **more: object) -> bytes:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}, indent=1).encode()


def code(*outputs: object, **more: object) -> dict[str, object]:
    return {"cell_type": "code", "source": "x", "outputs": list(outputs), "metadata": {}, **more}


STREAM = {"output_type": "stream", "name": "stdout", "text": ["auc 0.9\n", "done\n"]}
RESULT = {
    "output_type": "execute_result", "metadata": {}, "execution_count": 1,
    "data": {"text/plain": "0.9", "text/html": ["<b>", "0.9</b>"], "image/png": "iVBOR"},
}  # fmt: skip
ERROR = {
    "output_type": "error", "ename": "KeyError", "evalue": "'wage'",
    "traceback": ["\x1b[0;31m----> 3\x1b[0m rows['wage']"],
}  # fmt: skip


def test_each_text_has_its_kind_form_cell_and_line() -> None:
    data = book({"cell_type": "markdown", "source": "words"}, code(STREAM, RESULT))
    shown = read_outputs(data).cells[2]
    lines = data.decode().split("\n")
    assert [(one.kind, one.form, one.text, one.cell) for one in shown.outputs] == [
        ("stream", "stdout", "auc 0.9\ndone\n", 2),
        ("result", "text/plain", "0.9", 2),
        ("result", "text/html", "<b>0.9</b>", 2),
    ]
    assert all(lines[one.raw_line - 1].strip() == "{" for one in shown.outputs)
    assert json.loads("{" + lines[shown.outputs[0].raw_line].rstrip(",") + "}") == {"output_type": "stream"}
    assert shown.total == 2
    assert shown.printed() == "auc 0.9\ndone\n"


def test_an_error_says_its_class_and_its_text_without_colours() -> None:
    error = read_outputs(book(code(ERROR))).cells[1].error()
    assert error == Output("error", "KeyError", "'wage'\n----> 3 rows['wage']", 1, 7)


def test_tags_and_leave_to_fail_are_read() -> None:
    told = read_outputs(
        book(code(metadata={"tags": ["raises-exception", 3]}), metadata={"execution": {"allow_errors": True}})
    )
    assert told.cells[1].tags == {"raises-exception"}
    assert told.allows_errors
    assert not read_outputs(book(code(), metadata={"execution": {"allow_errors": False}})).allows_errors


def test_equal_outputs_have_equal_keys_and_a_picture_counts() -> None:
    picture = {"output_type": "display_data", "data": {"image/png": "aaa"}, "metadata": {}}
    other = {"output_type": "display_data", "data": {"image/png": "bbb"}, "metadata": {}}
    first, again, third = (read_outputs(book(code(one))).cells[1] for one in (picture, picture, other))
    assert (first.total, first.outputs) == (1, ())
    assert first.key == again.key != third.key


def test_notebooks_of_nbformat_3_are_read() -> None:
    cell = {
        "cell_type": "code", "input": "x", "prompt_number": 1,
        "outputs": [
            {"output_type": "stream", "stream": "stderr", "text": ["slow\n"]},
            {"output_type": "pyout", "text": ["0.9"], "png": "aaa"},
            {"output_type": "pyerr", "ename": "ValueError", "evalue": "no", "traceback": []},
        ],
    }  # fmt: skip
    data = json.dumps({"worksheets": [{"cells": [cell]}], "nbformat": 3}).encode()
    found = read_outputs(data).cells[1].outputs
    assert [(one.kind, one.form, one.text) for one in found] == [
        ("stream", "stderr", "slow\n"),
        ("result", "text/plain", "0.9"),
        ("error", "ValueError", "no\n"),
    ]


def test_of_a_broken_file_what_stands_before_the_break_is_kept() -> None:
    data = book(code(STREAM), code(RESULT))
    kept = read_outputs(data[: data.index(b"execute_result")]).cells
    assert kept[1].printed() == "auc 0.9\ndone\n"
    assert 2 not in kept


def test_what_is_no_output_says_nothing() -> None:
    odd = code(None, 3, "text", [], {"output_type": 7, "text": 5}, {"data": {"text/plain": [1, "a"]}}, metadata=[])
    assert [one.text for one in read_outputs(book(odd, 5, None)).cells[1].outputs if one.text] == ["a"]
    deep = b'{"cells": [{"outputs": [' + b"[" * 100_000 + b"]" * 100_000 + b"]}]}"
    assert read_outputs(deep).cells.keys() <= {1}


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    read_outputs(data)
    read_outputs(b'{"cells": [' + data)


def test_colours_of_a_terminal_are_taken_out() -> None:
    assert plain("\x1b[1m94/94\x1b[0m 1s") == "94/94 1s"
