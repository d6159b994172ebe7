"""Effects of settings: documents of the repository as values, and variables of the environment."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import Context, literal
from mle_reviewer.flow.effects.passing import keep as passed_on
from mle_reviewer.flow.effects.storage import given_back, stored_name
from mle_reviewer.flow.facts.values import NONE, UNKNOWN, Const, Default, Map, Obj, Seq, Symbol, Value, state
from mle_reviewer.flow.operations import opaque, switches
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.flow.tree.paths import shown
from mle_reviewer.program.entries import Entry

_REFERENCE: Final = re.compile(r"\$\{([\w.-]+)\}")
_DEEPEST: Final = 6
SETTINGS: Final = "(settings"  # the attribute of a decorator that holds what it gives to the function


def read(call: Call) -> Value:
    """`yaml.safe_load(open(path))` and its like: what the code wrote there, else the document of the repository."""
    cx = call.cx
    name = stored_name(call)
    if name is None:
        return passed_on(call)  # a text in hand: what it says comes from where it came from
    kept = cx.storage.read(cx.unit, name)
    if kept is not None:
        return given_back(call, kept, name)
    entry = cx.entries(name) if isinstance(name, str) else None
    if entry is not None:
        return value_of(cx, entry, entry)
    words = f"{call.name}({shown(name)!r})" if isinstance(name, str) else f"{call.name}(…)"
    made = opaque.stored(cx, name, words, cx.place(call.frame, call.pos))
    switches.read(cx, next(iter(made.rows))[0], name, call.word("format"))
    return cx.fresh(made)


def started_with(call: Call) -> Value:
    """`@hydra.main(config_path, config_name)`: what the decorated function is given, of documents beside its own."""
    folder, name = literal(call.slot("path")), literal(call.slot("inside"))
    made = Obj(call.entry.path)
    if isinstance(name, str):
        base = posixpath.dirname(call.frame.module.path)
        settings = _composed(call.cx, posixpath.join(base, folder if isinstance(folder, str) else "."), name)
        made = made if settings is None else made.but(attrs={SETTINGS: settings})
    return call.cx.fresh(made)


def _composed(cx: Context, folder: str, name: str) -> Value | None:
    """A document with those that its list of defaults names, each under the name of its group."""
    entry = cx.entries(posixpath.normpath(posixpath.join(folder, name.removesuffix(".yaml") + ".yaml")))
    if entry is None or not isinstance(entry.value, dict):
        return None
    found: dict[Hashable, Value] = {}
    defaults = entry.get("defaults")
    for one in defaults.value if defaults is not None and isinstance(defaults.value, list) else []:
        for group, choice in one.value.items() if isinstance(one.value, dict) else ():
            inner = _composed(cx, posixpath.join(folder, group), str(choice.value)) if choice.value else None
            if inner is not None:
                found[group] = inner
    own = state(value_of(cx, entry, entry))
    if isinstance(own, Map):
        for key, value in own.items.items():
            if key != "defaults":
                found[key] = _over(cx, found.get(key), value)
    return cx.fresh(Map(found))


def _over(cx: Context, below: Value | None, value: Value) -> Value:
    """Settings that are written over others: what they do not name stays."""
    under, over = state(below) if below is not None else None, state(value)
    if not isinstance(under, Map) or not isinstance(over, Map):
        return value
    merged = {key: _over(cx, under.items.get(key), inner) for key, inner in over.items.items()}
    return cx.fresh(Map({**under.items, **merged}))


def value_of(cx: Context, entry: Entry, root: Entry, depth: int = 0) -> Value:
    """An entry as the value that Python makes of it; `${a.b}` stands for another entry of the document."""
    if depth > 40:
        return UNKNOWN
    stated = entry.value
    if isinstance(stated, dict):
        return cx.fresh(Map({key: value_of(cx, inner, root, depth + 1) for key, inner in stated.items()}))
    if isinstance(stated, list):
        return cx.fresh(Seq(tuple(value_of(cx, inner, root, depth + 1) for inner in stated), None, "list"))
    if stated is None:
        return NONE
    if isinstance(stated, str) and "${" in stated:
        return _interpolated(cx, stated, root, depth)
    return Const(stated)


def _interpolated(cx: Context, text: str, root: Entry, depth: int) -> Value:
    whole = _REFERENCE.fullmatch(text)
    if whole is not None:
        found = root.get(*whole[1].split("."))
        return UNKNOWN if found is None or depth > _DEEPEST else value_of(cx, found, root, depth + 1)
    parts: list[str] = []
    place = 0
    for match in _REFERENCE.finditer(text):
        found = root.get(*match[1].split("."))
        inner = literal(value_of(cx, found, root, depth + 1)) if found is not None and depth <= _DEEPEST else None
        if inner is None:
            return UNKNOWN
        parts += [text[place : match.start()], str(inner)]
        place = match.end()
    rest = text[place:]
    return UNKNOWN if "${" in rest else Const("".join([*parts, rest]))


def environment(call: Call) -> Value:
    """A variable of the environment: what the start sets, its default, or something equal wherever it is asked for."""
    name = literal(call.slot("value"))
    default = call.args[1] if len(call.args) > 1 else call.kwargs.get("default")
    given = dict(call.cx.started.environment)
    if isinstance(name, str) and name in given and "\0" not in given[name]:
        return Const(given[name])
    if isinstance(default, Const) and default.value is not None:
        return default if isinstance(default.value, Symbol) else Default(default.value)
    if default is not None and not isinstance(default, Const):
        return default
    return Const(Symbol(("environment", name))) if isinstance(name, str) else UNKNOWN


EFFECTS: Final[dict[str, Effect]] = {
    "read-settings": read, "environment": environment, "settings-main": started_with,
}  # fmt: skip
__all__ = ["EFFECTS", "SETTINGS", "value_of"]
