"""Effects of paths: put together from parts, taken apart, opened; and the methods of texts, which paths are here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from string import Formatter
from typing import Final

from mle_reviewer.flow.context import Context, data_of, literal, mix, part
from mle_reviewer.flow.effects import moments
from mle_reviewer.flow.facts.values import (
    BENEATH,
    LINES,
    LISTED,
    UNKNOWN,
    Bound,
    Const,
    Data,
    Default,
    Obj,
    Opened,
    Seq,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations import formatting, pieces, prompts, slices, vocabularies, writings
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.flow.operations.choosing import choosing

_LONGEST: Final = 100_000
_WRITING: Final = frozenset("wax")
_FIELDS: Final = re.compile(r"\{[^{}]*\}")
_FIELD: Final = re.compile(r"\{\w*\}")


def path_join(call: Call) -> Value:
    """os.path.join, Path(a, b): a constant path where all parts are, otherwise something equal for equal parts."""
    values = [value for value in call.args if not (isinstance(value, Const) and value.value is None)]
    return joined(call.cx, values)


def joined(cx: Context, values: list[Value]) -> Value:
    """A path of these parts."""
    if not values:
        return Const(".")
    found = [literal(value) for value in values]
    if all(isinstance(part, str) for part in found):
        made = posixpath.join(*(str(part) for part in found)) if len(found) > 1 else str(found[0])
        return (Default if any(type(value) is Default for value in values) else Const)(made)
    held = mix([data_of(value) for value in values])
    if held.rows:
        if LISTED in held.traits and any(_unknown(value) for value in values):
            step = ("some", ("joined", cx.identity(object())))  # one of several files in a listed folder
            cx.began[step] = cx.store.count
            cx.listings.add(step)
            held = part(held, step)
        beneath = _in_turn(cx, found) if LISTED in held.traits else frozenset()
        return writings.of_path(values, held.but(column=None, picks=None, traits=held.traits | beneath))  # of a row
    if len(values) == 1:
        return values[0]
    return Const(Symbol(("path", *[_key(cx, value) for value in values])))


def _in_turn(cx: Context, names: list[object]) -> frozenset[tuple[str, ...]]:
    """The trait of a path with a name in it that a running loop over known names is at: at the next it is another."""
    at = {literal(one.element) for one in cx.rounds}
    return frozenset((BENEATH, name) for name in names if isinstance(name, str) and name in at)


def _unknown(value: Value) -> bool:
    """Whether a part of a path is not known, and no listed name."""
    return value is UNKNOWN or (isinstance(value, Const) and isinstance(value.value, Symbol))


def _key(cx: Context, value: Value) -> object:
    if isinstance(value, Const):
        return value.value.key if isinstance(value.value, Symbol) else value.value
    if isinstance(value, Bound):
        return cx.identity(value.receiver), value.name  # the same option of the same arguments
    return cx.identity(object() if state(value) is UNKNOWN else value)  # two unknown parts are not known to be equal


def open_file(call: Call) -> Value:
    """`open(path)`: a handle stands for its path."""
    path = call.args[0] if call.args else call.kwargs.get("file", UNKNOWN)
    mode = call.args[1] if len(call.args) > 1 else call.kwargs.get("mode", UNKNOWN)
    return opened(call.cx, path, mode)


def opened(cx: Context, path: Value, mode: Value = UNKNOWN) -> Value:
    """A handle of a path; one to write to holds the lines that it gets."""
    how = literal(mode)
    lines = cx.fresh(Seq((), None, LINES)) if isinstance(how, str) and not _WRITING.isdisjoint(how) else None
    told = cx.identity(object() if path is UNKNOWN else path)  # two unknown paths are not known to be equal
    return Opened(path.value if isinstance(path, Const) else Symbol(("path", told)), lines)


def folder_of(call: Call) -> Value:
    """os.path.dirname."""
    path = call.args[0] if call.args else UNKNOWN
    if isinstance(path, Const):
        return parent(path)
    data = data_of(path)
    return call.cx.fresh(pieces.folder(data)) if data.rows and LISTED in data.traits else UNKNOWN


def compiled(call: Call) -> Value:
    """A regular expression as an object that remembers its text."""
    path = str(call.entry.slots.get("type"))
    return call.cx.fresh(Obj(path, call.cx.table.find(path), None, {"(pattern": call.slot("pattern") or UNKNOWN}))


def by_pattern(call: Call) -> Value:
    """What a regular expression finds in a text."""
    data = call.data("rows")
    if not data.rows:
        return UNKNOWN
    if call.name.rpartition(".")[2] == "findall" and LISTED not in data.traits:
        data = data.but(traits=data.traits | {vocabularies.TOKENS})
    elif LISTED in data.traits or data.column is not None:
        data = pieces.marked(data)
        pieces.groups(call.cx, call.slot("pattern") or _own_pattern(call), data)
    return call.result(data.but())


def by_cutting(call: Call) -> Value:
    """A text in which what a pattern finds was replaced: where the end of a name was cut away, a piece of the name."""
    data = call.data("rows")
    if not data.rows:
        return UNKNOWN
    named = LISTED in data.traits or data.column is not None
    cut = named and pieces.cuts_away(call.slot("pattern") or _own_pattern(call), call.slot("value"))
    return call.result(pieces.marked(data) if cut else data.but())


def _own_pattern(call: Call) -> Value | None:
    owner = state(call.receiver) if call.receiver is not None else None
    return owner.attrs.get("(pattern") if isinstance(owner, Obj) else None


def parent(path: Const) -> Value:
    """The folder that a path stands in."""
    if isinstance(path.value, str):
        spelled = path.value.rstrip("/")
        head = posixpath.dirname(spelled)
        if posixpath.basename(spelled) in {"", ".", ".."}:
            head = posixpath.join(spelled or ".", "..")
        return (Default if type(path) is Default else Const)(head or ".")
    if isinstance(path.value, Symbol):
        return Const(Symbol(("parent", path.value.key)))
    return UNKNOWN


def renamed_file(call: Call) -> Value:
    """`path.with_name(…)` of a listed file: another file, of the same row."""
    data = call.data("rows")
    return call.cx.fresh(writings.renamed(data, call.slot("value") or UNKNOWN, str(call.entry.slots["value"])))


def working_folder(_call: Call) -> Value:
    """os.getcwd, Path.cwd: where relative paths begin anyway."""
    return Const(".")


def path_part(cx: Context, path: Const, name: str) -> Value | None:
    """An attribute of a path: `parent`, `parents`, `name`, `stem`, `suffix`; None if it is no such attribute."""
    if name == "parent":
        return parent(path)
    if name == "parents":
        found: list[Value] = []
        here: Value = path
        for _level in range(6):
            here = parent(here) if isinstance(here, Const) else UNKNOWN
            found.append(here)
        return Seq(tuple(found))
    if name in {"name", "stem", "suffix"} and isinstance(path.value, str) and not isinstance(path, Opened):
        base = posixpath.basename(path.value.rstrip("/"))
        stem, suffix = posixpath.splitext(base)
        return Const({"name": base, "stem": stem, "suffix": suffix}[name])
    return None


# --- methods of texts and paths


def _format(cx: Context, text: Const, args: list[Value], kwargs: dict[str, Value]) -> Value:
    found = [literal(item) for item in args]
    named = {name: literal(item) for name, item in kwargs.items()}
    if isinstance(text.value, str) and None not in found and None not in named.values():
        if any(not _FIELD.fullmatch(field) for field in _FIELDS.findall(text.value)):
            return UNKNOWN  # widths and attributes are not followed
        try:
            return Const(text.value.format(*found, **named))
        except (IndexError, KeyError, ValueError, AttributeError, TypeError):
            return UNKNOWN
    held = [data for data in map(data_of, (*args, *kwargs.values())) if data.rows]
    if not held and isinstance(text.value, str):
        return _put_in(cx, text.value, args, kwargs)
    if not held:
        return UNKNOWN
    made = prompts.together(cx, held).but(column=None, picks=None, kind=held[0].kind)
    if all(data.only is not None for data in held):
        made.only = frozenset[str]().union(*(data.only or () for data in held))
    in_order = isinstance(text.value, str) and not kwargs
    return cx.fresh(writings.of_format(str(text.value), args, made) if in_order else made)


def _put_in(cx: Context, text: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """A text with values put into it that are told by keys, as an f-string of them is."""
    parts: list[str | Value] = []
    for number, (before, name, spec, _conversion) in enumerate(Formatter().parse(text)):
        parts += [before] if before else []
        if name is None:
            continue
        place = int(name) if name.isdigit() else number if not name else -1
        value = args[place] if 0 <= place < len(args) else kwargs.get(name)
        value = moments.written(cx, value, [Const(spec)], {}) if spec and isinstance(value, Const) else value
        if not isinstance(value, Const):
            return UNKNOWN
        parts.append(value)
    return formatting.formatted(cx, parts)


def _join(cx: Context, text: Const, args: list[Value], _kwargs: dict[str, Value]) -> Value:
    """`sep.join(parts)`: a constant if every part is one."""
    inner = state(args[0]) if args else None
    if isinstance(inner, Seq) and inner.rest is None and isinstance(text.value, str):
        found = [literal(item) for item in inner.items]
        if all(isinstance(part, str) for part in found):
            return Const(text.value.join(str(part) for part in found))
    held = data_of(args[0]) if args else UNKNOWN
    if held.kind == "columns" and held.learned:
        return held  # names that were chosen, one after the other
    if not held.rows and not held.scores and (chosen := choosing(cx, held.all_learned())):
        return Data(learned=chosen, kind="columns")  # out of a table of what the labels say of each
    held = vocabularies.put_together(held)
    if isinstance(inner, Seq) or not all(slices.is_window(steps) for _root, steps, _arms in held.rows):
        held = slices.put_together(held)
    if not held.rows:
        return UNKNOWN
    parts = [data_of(item) for item in inner.items] if isinstance(inner, Seq) else []
    return cx.fresh(pieces.with_path(parts, prompts.joined(cx, held, args[0])))


def _text_method(name: str) -> TextMethod:
    def run(_cx: Context, text: Const, args: list[Value], _kwargs: dict[str, Value]) -> Value:
        found = [literal(item) for item in args]
        if not isinstance(text.value, str) or None in found or len(repr(found)) * len(text.value) > _LONGEST:
            return UNKNOWN
        try:
            made = getattr(text.value, name)(*found)
        except (TypeError, ValueError):
            return UNKNOWN
        if isinstance(made, list):
            return Seq(tuple(Const(part) for part in made), None, "list")
        return Const(made)

    return run


def _same(_cx: Context, text: Const, _args: list[Value], _kwargs: dict[str, Value]) -> Value:
    """resolve, absolute, cast, to_date and the like: the same file, the same moment or number in another form."""
    return text


def _joinpath(cx: Context, text: Const, args: list[Value], _kwargs: dict[str, Value]) -> Value:
    return joined(cx, [text, *args])


def _renamed(how: str) -> TextMethod:
    def run(_cx: Context, text: Const, args: list[Value], _kwargs: dict[str, Value]) -> Value:
        new = literal(args[0]) if args else None
        if not isinstance(text.value, str) or not isinstance(new, str):
            return UNKNOWN
        folder, base = posixpath.split(text.value)
        stem, suffix = posixpath.splitext(base)
        return Const(posixpath.join(folder, {"suffix": stem + new, "name": new, "stem": new + suffix}[how]))

    return run


def _open(cx: Context, text: Const, args: list[Value], kwargs: dict[str, Value]) -> Value:
    return opened(cx, text, args[0] if args else kwargs.get("mode", UNKNOWN))


def _replaced(cx: Context, text: Const, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """replace: of a text some other letters, of a moment another day of its month."""
    return _text_method("replace")(cx, text, args, kwargs) if args else moments.replaced(text, kwargs)


def _nothing(_cx: Context, _text: Const, _args: list[Value], _kwargs: dict[str, Value]) -> Value:
    return UNKNOWN


def _contents(cx: Context, text: Const, _args: list[Value], _kwargs: dict[str, Value]) -> Value:
    """`handle.read()`, `path.read_text()`: a text that stands for its file."""
    return opened(cx, text)


TextMethod = Callable[[Context, Const, list[Value], dict[str, Value]], Value]
TEXT_METHODS: Final[dict[str, TextMethod]] = {
    "join": _join, "format": _format, "joinpath": _joinpath, "open": _open, "read": _contents,
    "read_text": _contents, "read_bytes": _contents, "exists": _nothing, "is_file": _nothing, "is_dir": _nothing,
    "mkdir": _nothing, "with_suffix": _renamed("suffix"), "with_name": _renamed("name"), "with_stem": _renamed("stem"),
    **{name: _text_method(name) for name in (
        "strip", "rstrip", "lstrip", "lower", "upper", "removesuffix", "removeprefix", "split", "rsplit",
        "title", "capitalize",
    )},
    **dict.fromkeys(("resolve", "absolute", "as_posix", "expanduser", "__fspath__", "as_uri", "encode"), _same),
    **dict.fromkeys(("numpy", "item", "cast", "astype", "alias", "to_date", "to_datetime"), _same),
    "strftime": moments.written, "replace": _replaced,
    **dict.fromkeys(("date", "isoformat", "normalize", "to_pydatetime", "floor"), moments.itself),
}  # fmt: skip
EFFECTS: Final[dict[str, Effect]] = {
    "path": path_join, "open": open_file, "folder": folder_of, "working-folder": working_folder,
    "pieces": by_pattern, "cut-away": by_cutting, "compile-pattern": compiled,
    "rename-file": renamed_file,
}  # fmt: skip
__all__ = ["EFFECTS", "TEXT_METHODS", "opened", "path_part"]
