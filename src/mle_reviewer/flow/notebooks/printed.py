"""What a cell must have printed if it was run as it stands, and what of that is missing in what it showed.

Only what is printed whatever happens counts: a literal text, or the literal parts of one that is filled in, in a
`print` on the cell's own level.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import is_measure, words
from mle_reviewer.program import code as ir
from mle_reviewer.program.notebook_outputs import plain

if TYPE_CHECKING:
    from mle_reviewer.flow.notebooks.book import Notebook, Run
    from mle_reviewer.program.code import Block

_PRINT: Final = "print"
_FILLED: Final = re.compile(r"%(?:\([^)]*\))?[-#0 +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?[a-zA-Z%]")
_BRACES: Final = re.compile(r"\{\{|\}\}|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")
_LEAST: Final = 3  # letters or digits of a text that can be told from chance
_ALIKE: Final = 0.55  # a line that was only reworded since
_SHARED: Final = 6  # letters in a row
_PART: Final = 0.33
_SIDES: Final = frozenset({"train", "training", "test", "testing", "val", "valid", "validation", "dev", "holdout"})
# What tools leave in the place of output that they cut.
_CUT: Final = re.compile(r"truncated|exceeded|exceeds the size|skipped \d+|output limit|clear_output", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A text that a cell prints and that is not in what it showed; `tells` where it names a figure or a part."""

    run: Run
    pos: int
    text: str
    tells: bool


def unprinted(book: Notebook) -> Iterator[Unprinted]:
    """Texts that the code prints and the saved output does not hold, where that output is whole."""
    if any(one.binds(_PRINT) for one in book.runs):
        return
    for run in book.runs:
        if run.code is None or run.captured or run.opens or run.shown.error() or not _is_whole(run):
            continue
        printed = run.shown.printed()
        held = _folded(printed)
        for pos, text in _printing(run.code.body):
            if text not in held:
                told = _told(text, printed)
                if told is not None:
                    yield Unprinted(run, pos, text, told)


def _is_whole(run: Run) -> bool:
    """Whether what a cell wrote was kept, and is not being written still."""
    printed = run.shown.printed()
    return run.count is not None and bool(printed.strip()) and not _CUT.search(printed) and not _CUT.search(run.source)


def _told(text: str, printed: str) -> bool | None:
    """Whether a missing text names a figure or a part of the data; None where a line only words it otherwise."""
    said = set(words(text.replace(" ", "_")))
    for line in map(_folded, printed.splitlines()):
        if _reworded(text.lower(), line.lower()):
            other = set(words(line.replace(" ", "_")))
            return True if said & _SIDES and not said & _SIDES & other else None
    return bool(said & _SIDES) or any(is_measure(word) for word in said)


def _reworded(text: str, line: str) -> bool:
    """Whether a line says in other words, or in part, what a text says."""
    if text in line:
        return True
    match = difflib.SequenceMatcher(None, text, line[: 4 * len(text) + 40], autojunk=False)
    shared = match.find_longest_match().size
    return match.ratio() >= _ALIKE or shared >= max(_SHARED, _PART * len(text))


def _printing(block: Block) -> Iterator[tuple[int, str]]:
    """The literal texts that a block prints whatever happens."""
    names: dict[int, str] = {}
    texts: dict[int, list[str]] = {}
    for ins in block:
        op = ins[0]
        if op == ir.NAME:
            names[ins[2]] = ins[3]
        elif op in (ir.CONST, ir.TEXT) and isinstance(ins[3], str):
            texts[ins[2]] = [ins[3]]
        elif op == ir.FORMAT:
            texts[ins[2]] = [part for part in ins[3] if isinstance(part, str)]
        elif op == ir.BINARY and ins[3] == "%" and len(texts.get(ins[4], ())) == 1:
            texts[ins[2]] = _FILLED.split(texts[ins[4]][0])
        elif op == ir.METHOD and ins[4] == "format" and len(texts.get(ins[3], ())) == 1:
            texts[ins[2]] = _BRACES.split(texts[ins[3]][0])
        elif (
            op == ir.CALL and names.get(ins[3]) == _PRINT and all(name in {"sep", "end", "flush"} for name, _ in ins[5])
        ):
            for argument in ins[4]:
                yield from ((ins[1], text) for part in texts.get(argument, ()) for text in _pieces(part))
        elif op in (ir.RAISE, ir.RETURN):
            return


def _pieces(part: str) -> Iterator[str]:
    """The lines of a text as they are looked for, but for those too short to tell."""
    for line in _CONTROL.split(plain(part)):
        text = _folded(line)
        if sum(map(str.isalnum, text)) >= _LEAST:
            yield text


def _folded(text: str) -> str:
    return " ".join(plain(text).split())
