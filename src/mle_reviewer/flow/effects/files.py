"""Effects of texts in files: what the code writes through paths and handles, whole or line by line."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import data_of, mix, symbol
from mle_reviewer.flow.effects import passing
from mle_reviewer.flow.effects.storage import keep
from mle_reviewer.flow.facts.values import NONE, UNKNOWN, Box, Const, Data, Map, Obj, Opened, Seq, Value, state
from mle_reviewer.flow.operations import methods
from mle_reviewer.flow.operations.call import Call, Effect, argument_of
from mle_reviewer.flow.tree.paths import shown


def serialized(call: Call) -> Value:
    """`json.dumps(value)`: a text that says all of a value, and so stands for it."""
    what = call.slot("what")
    inner = state(what) if what is not None else UNKNOWN
    if what is not None and (isinstance(inner, (Seq, Map, Obj)) or (isinstance(inner, Data) and inner is not UNKNOWN)):
        return what
    return call.cx.fresh(UNKNOWN)


def write(call: Call) -> Value:
    """`path.write_text(what)`, `handle.write(what)`, `writer.writerow(what)`; of anything else nobody knows."""
    at, what = call.receiver, call.slot("what")
    owner = state(at) if at is not None else UNKNOWN
    if isinstance(owner, Obj):
        at = argument_of(owner, "path")
    if isinstance(at, Const) and what is not None:
        _written(call, at, what)
        return NONE
    return passing.keep(call) if isinstance(owner, Data) else NONE


def say(call: Call) -> Value:
    """`print(…)`: to a handle, or to the file that the output of the program is led into."""
    to = call.kwargs.get("file", call.cx.output)
    if isinstance(to, Opened) and to.lines is not None and len(call.args) == 1:
        _written(call, to, call.args[0])
    return NONE


def _written(call: Call, at: Const, what: Value) -> None:
    cx = call.cx
    key = symbol(at)
    name = cx.whereabouts(key) if isinstance(key, str) else key
    if name is None:
        return
    words = f"{call.name}({shown(key)!r})" if isinstance(key, str) else f"{call.name}(…)"
    lines = at.lines if isinstance(at, Opened) else None
    if lines is None or not isinstance(lines.state, Seq) or not _of_running_loop(call, what, lines):
        if not (isinstance(what, Const) and lines is not None):  # a heading, an end of line
            keep(call, name, _with_earlier(call, name, what) if lines is not None else what, words)
        return
    cx.here = cx.place(call.frame, call.pos)
    methods.sequence_method(cx, lines, lines.state, "append", [what])
    keep(call, name, lines, words, live=True)


def _with_earlier(call: Call, name: Hashable, what: Value) -> Value:
    """A line of results together with those that were written before it."""
    kept = call.cx.storage.kept.get(name)
    told = UNKNOWN if kept is None or kept.unit != call.cx.unit else data_of(kept.value)
    return call.cx.fresh(mix((told, data_of(what)))) if told.scores and data_of(what).scores else what


def _of_running_loop(call: Call, what: Value, lines: Box) -> bool:
    """Whether what is written belongs to one element of a loop that runs since the file was opened."""
    began = call.cx.began
    steps = {step for atom in data_of(what).rows for step in atom[1] if step in began}
    return any(began[step] >= lines.number for step in steps)


EFFECTS: Final[dict[str, Effect]] = {"serialize": serialized, "write": write, "print": say}
