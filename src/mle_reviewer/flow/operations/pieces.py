"""Pieces of names: what the code cuts out of the name of a file, or of a key, and what it calls that.

`patient = file.stem.split("_")[0]` says that files of one patient share the beginning of their names: the name is then
evidence that rows have something in common, as a key is in a table.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal
from mle_reviewer.flow.facts.acts import KEPT_AS
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import (
    CALLED,
    CUT_OUT,
    FROM,
    LABELLED,
    LAST,
    LISTED,
    PATH_IN,
    WHOLE_FOLDER,
    Box,
    Const,
    Data,
    Map,
    Obj,
    Seq,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations.writings import SPELLED

_FEW: Final = 4  # the columns that a name is put together of; more of them are a row that nobody took apart
_AT: Final = "piece "  # what the name of a piece begins with that only its number tells
_EXTRACTS: Final = frozenset({"extract", "extractall", "extract_groups"})  # by a pattern with groups
ENDINGS: Final = frozenset({-3, -4, -5})  # how far from the end the ending of a file's name begins
IN_PATH: Final = (FROM, f"{WHOLE_FOLDER} in path")
_ASKS: Final = frozenset({"startswith", "endswith"})
_OF_MATCH: Final = frozenset({"group", "__getitem__"})  # one piece of what a pattern found
CUTS: Final = frozenset({"split", "rsplit", "partition", "rpartition", "replace"}) | _EXTRACTS | _ASKS | _OF_MATCH
_JOINTS: Final = frozenset({"_", "-", "__", ":", "#", "|", "~", "=", "+", "/", "\\", "--", "_-_"})
_GROUPS: Final = re.compile(r"\([^()]*\)|\[[^\]]*\]|\\.")
_JOINT_OF_WORD: Final = re.compile(r"[-_#][A-Za-z]+[-_#]?|[A-Za-z]+[-_#]")
_JOINT: Final = re.compile(r"[-_/:#|~=+]")
_GROUP: Final = re.compile(r"\(\?P<(\w+)>")


def cut(cx: Context, data: Data, name: str, args: list[Value], made: Value) -> Value:
    """What a method that takes a text apart gives: pieces, where a joint inside the name is what it is cut at."""
    given = literal(args[0]) if args else None
    if name in _ASKS or name in _OF_MATCH:
        told = state(made)
        if not isinstance(told, Data) or CUT_OUT not in told.traits:
            return made
        return cx.fresh(unnamed(told) if name in _ASKS else data_of(at(data, args[0] if args else Const(0), told)))
    if name in _EXTRACTS and isinstance(given, str) and _JOINT.search(_GROUPS.sub("", given)):
        groups(cx, args[0], data)
        given = "_"
    if name == "replace" and len(args) > 1 and cuts_away(args[0], args[1]):
        given = "_"
    if name not in CUTS or not _is_joint(given) or (given in {"/", "\\"} and LISTED not in data.traits):
        return made
    if LISTED not in data.traits and data.column is None and len(data.parts or ()) != 1:  # nor made of one column
        return made
    inner = state(made)
    if not isinstance(inner, Data) or not inner.rows:
        return made
    return cx.fresh(path_parts(inner) if given in {"/", "\\"} else marked(inner))


def _is_joint(text: object) -> bool:
    """Whether names are put together by a text: by a sign, or by one that a word goes with (`_tile`)."""
    return text in _JOINTS or (isinstance(text, str) and _JOINT_OF_WORD.fullmatch(text) is not None)


def cuts_away(pattern: Value | None, put: Value | None) -> bool:
    """Whether a pattern that is replaced by nothing is a joint and what follows to the end, or from the beginning."""
    text = literal(pattern) if pattern is not None else None
    if not isinstance(text, str) or put is None or literal(put) != "":
        return False
    anchored = text.endswith("$") or text.startswith("^")
    return anchored and _JOINT.search(_GROUPS.sub("", text)) is not None


def in_example(cx: Context, frame: Frame, value: Value, pos: int) -> None:
    """Looks at one example of a data set of listed files: it may take their names apart only when it is asked for."""
    inner = state(value)
    data = data_of(value)
    if isinstance(inner, Obj) and inner.cls is not None and (LISTED in data.traits or data.kind == "frame"):
        cx.method(frame, value, "__getitem__", [Const(Symbol(("number", cx.identity(value))))], {}, pos)


def composed(cx: Context, path: Data) -> None:
    """Remembers the columns of which the name of a row's file is put together: each of them alone tells no row."""
    names = path.only or frozenset[str]()
    if len(names) == 1:  # a column that was made of others
        names = frozenset(name for _source, name, _how in path.parts or ())
    if path.kind in {"row", "series"}:
        named_by(cx, path, names)


def named_by(cx: Context, data: Data, names: frozenset[str]) -> None:
    """Remembers columns that tell rows apart together, where there are several."""
    if 1 < len(names) <= _FEW:
        for root in roots(data.rows):
            cx.record.composed.setdefault(root, set()).add(names)


def marked(data: Data) -> Data:
    """The same as a piece of a name."""
    traits = frozenset(trait for trait in data.traits if trait[0] not in {CALLED, FROM, SPELLED})
    return data.but(traits=traits | {CUT_OUT}, column=data.column)


def put_beside(made: Data, parts: list[Data]) -> Data:
    """A table whose columns were put side by side: where one of them holds no pieces, it is no table of pieces."""
    if CUT_OUT not in made.traits or all(CUT_OUT in part.traits for part in parts):
        return made
    return made.but(traits=made.traits - {CUT_OUT}, column=made.column)


def named(value: Value, held: Data, name: str) -> Value:
    """A piece of the name of one file under the name that it is given first; whatever else as it was."""
    if held.kind != "row" or not _cut_of_file(held):
        return value
    if any(trait[0] == CALLED and not trait[1].startswith(_AT) for trait in held.traits):
        return value
    return held.but(traits=held.traits | {(CALLED, name)}, column=held.column)


def at(whole: Data, index: Value, taken: Value) -> Value:
    """One of the pieces of a name, by its number, or by the name that a pattern gives it."""
    if CUT_OUT not in whole.traits:
        return taken
    told = literal(index)
    if not isinstance(taken, Data) or taken.kind != "row":
        return taken
    if isinstance(told, str) and LISTED in whole.traits:
        return taken.but(traits=unnamed(taken).traits | {(CALLED, told)}, column=taken.column)
    if not isinstance(told, int):
        return taken
    # Of what has a name already, or a number, it is a letter or a smaller piece.
    of = max((trait[1] for trait in whole.traits if trait[0] == CALLED), default="")
    traits = unnamed(taken).traits | {(CALLED, f"{_AT}{told}{of and ' of '}{of}")}
    return taken.but(traits=traits | ({IN_PATH} & whole.traits if LAST not in whole.traits else frozenset()))


def unnamed(data: Data) -> Data:
    """What was made of a piece of a name: it is called otherwise."""
    return data.but(traits=frozenset(t for t in data.traits if t[0] not in {CALLED, FROM}), column=data.column)


def folder(data: Data) -> Data:
    """The folder of a listed file, or the one above a folder, as a piece of the path."""
    below = max((trait[1] for trait in data.traits if trait[0] == FROM), default="")
    made = marked(data)
    return made.but(traits=made.traits | {(FROM, f"{below} above" if below else WHOLE_FOLDER)}, column=made.column)


def path_parts(data: Data) -> Data:
    """The folders of a listed file and its name, one after the other."""
    made = marked(data)
    return made.but(traits=made.traits | {IN_PATH}, column=made.column)


def asked(cx: Context, table: Value, key: Value) -> None:
    """Remembers that something was looked up by a piece of a file's name in a table that says it of each piece.

    The piece is then called like the column by which the table says it.
    """
    if isinstance(key, Const):
        return
    inner = state(key)
    held = state(inner.items[0]) if isinstance(inner, Seq) and inner.items else inner
    if not isinstance(held, Data) or not held.rows:
        return
    said = data_of(table)
    if not said.rows or LISTED in said.traits:
        return
    told = (cx.record.by_root.get(root) for root in roots(said.rows) - roots(held.rows))
    if any(act is not None and (act.kind == "load" or KEPT_AS in act.detail) for act in told):
        cx.record.asked.update((root, name) for root in roots(held.rows) for name in _names(cx, held))
        if _cut_of_file(held):
            for name in _keys(table):
                called(cx, held, name)


def _keys(table: Value) -> list[str]:
    """The column whose values are the labels of a table's rows, or the keys of a dict."""
    inner = state(table)
    if isinstance(inner, Map):
        column = data_of(inner.keys).column if inner.keys is not None else None
        return [] if column is None else [column]
    return sorted(trait[1] for trait in data_of(table).traits if trait[0] == LABELLED)


def asked_by(cx: Context, data: Data, names: frozenset[str]) -> None:
    """The same of a table that is joined by some columns."""
    if len(names) == 1:
        asked_of = ((root, name) for root in roots(data.rows) for name in names if _is_piece(cx, root, name))
        cx.record.asked.update(asked_of)


def told_several(cx: Context, data: Data) -> None:
    """Remembers that pieces of names were counted, or put into a set: several files share one."""
    cx.record.counted.update((root, name) for root in roots(data.rows) for name in _names(cx, data))


def each_once(cx: Context, one: Hashable, other: Hashable) -> None:
    """Forgets that pieces were counted where the code holds their number against that of the files."""
    if one == other and isinstance(one, tuple) and len(one) == 2 and one[0] == "len" and isinstance(one[1], int):
        files = roots(cx.rows_of(one[1]))
        cx.record.counted = {(root, key) for root, key in cx.record.counted if root not in files}


def _names(cx: Context, data: Data) -> frozenset[str]:
    """What a piece of a name is called: the column that it is, the name that it was given, or its number."""
    if data.column is not None:
        return frozenset(name for root in roots(data.rows) if _is_piece(cx, root, name := data.column))
    if not _cut_of_file(data):
        return frozenset()
    numbers = frozenset(trait[1] for trait in data.traits if trait[0] == CALLED and trait[1].startswith(_AT))
    names = frozenset(trait[1] for trait in data.traits if trait[0] == CALLED) - numbers
    # Of several pieces nobody knows which it is.
    return (names if len(names) == 1 else frozenset()) | (numbers if len(numbers) == 1 else frozenset())


def _cut_of_file(data: Data) -> bool:
    """Whether something was cut out of the name of a listed file."""
    return CUT_OUT in data.traits and not data.traits.isdisjoint({LISTED, LAST})


def _is_piece(cx: Context, root: int, name: str) -> bool:
    """Whether the running program calls a piece of the names of a listing's files so."""
    return name in cx.record.pieces.get((cx.record.unit, root), ())


def called(cx: Context, value: Data, name: str) -> None:
    """Remembers what the code calls a piece of the names of some rows, and which piece it is."""
    which = {trait[1] for trait in value.traits if trait[0] in {CALLED, FROM}}
    for root in roots(value.rows):
        cx.record.pieces.setdefault((cx.record.unit, root), {}).setdefault(name, set()).update(which)


def called_all(cx: Context, one: Value, name: str) -> None:
    """The same of a list of pieces, one of which is given."""
    held = state(one)
    if isinstance(held, Data) and CUT_OUT in held.traits:
        called(cx, held, name)


def put_into(cx: Context, box: Box, one: Value) -> None:
    """Remembers what the code calls the list into which a piece of a file's name is put."""
    held, name = state(one), cx.lists.get(box.number)
    if name is not None and isinstance(held, Data) and _cut_of_file(held):
        called(cx, held, name)


def told_apart(cx: Context, data: Data) -> bool:
    """Whether rows are such pieces themselves, each once or not: who splits them splits what shares the name."""
    known = (cx.record.pieces.get((cx.record.unit, root), ()) for root in roots(data.rows))
    return data.column is not None and any(data.column in names for names in known)


def with_path(parts: list[Data], made: Data) -> Data:
    """A text that was put together of several things: the whole path of a row may be among them."""
    paths = [data for data in parts if LISTED in data.traits and CUT_OUT not in data.traits and LAST not in data.traits]
    if not paths or not any(data.rows and LISTED not in data.traits for data in parts):
        return made
    return made.but(traits=made.traits - {LISTED, CUT_OUT} | {PATH_IN})


def groups(cx: Context, pattern: Value | None, data: Data) -> None:
    """Remembers the names that a pattern gives to the pieces of a text."""
    text = literal(pattern) if pattern is not None else None
    if isinstance(text, str):
        for name in _GROUP.findall(text):
            called(cx, data, name)


def fields(cx: Context, keys: list[object], values: list[Value]) -> None:
    """Remembers the pieces that stand under names in a dict or a table."""
    for key, value in zip(keys, values, strict=True):
        inner = state(value)
        if type(inner) is Data and CUT_OUT in inner.traits and isinstance(key, str):
            called(cx, inner, key)


def distinct(cx: Context, value: Value) -> Value | None:
    """A set of pieces, or of a column's values: keys, by which rows are kept together. None where it is none."""
    inner = state(value)
    if isinstance(inner, Seq) and not inner.items and inner.rest is not None:
        inner = state(inner.rest)
        if not (isinstance(inner, Data) and CUT_OUT in inner.traits):
            return None
    elif not (isinstance(inner, Data) and inner.kind == "series" and inner.column is not None):
        return None
    told_several(cx, inner)
    return cx.fresh(inner.but(kind="keys", column=inner.column)) if inner.rows and not inner.fits else None
