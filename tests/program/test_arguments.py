"""The argument of a call over many lines has a place of its own."""

from __future__ import annotations

from mle_reviewer.program.arguments import argument_at
from mle_reviewer.program.code import CALL, METHOD, Block, ModuleCode, line_of
from mle_reviewer.program.facts import lowered, read_text
from mle_reviewer.sources.document import document_of
from mle_reviewer.sources.gap import Gap

TEXT = """
def train(model, rows, held):
    for depth in range(3):
        if depth:
            model.fit(
                rows,
                eval_set=[
                    held,
                ],
            )

train(
    1,
    rows=2,
    held=3,
)
"""


def code_of(text: str) -> ModuleCode:
    document = document_of("train.py", "", text.encode())
    assert not isinstance(document, Gap)
    read, _gaps = read_text(document)
    assert read is not None
    code, gaps = lowered(read)
    assert code is not None
    assert not gaps
    return code


def calls(block: Block) -> list[int]:
    return [one[1] for one in block if one[0] in {CALL, METHOD}]


def test_within_blocks_and_at_module_level() -> None:
    code = code_of(TEXT)
    found = argument_at(code.functions[0], (5 << 12) | 12, "eval_set")
    assert found is not None
    assert line_of(found) == 7
    (call,) = calls(code.cells[0].body)
    held = argument_at(code, call, "held")
    assert held is not None
    assert line_of(held) == 15
    assert argument_at(code, call, "missing") is None
