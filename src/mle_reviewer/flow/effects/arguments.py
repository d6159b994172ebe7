"""Effects of command lines: parsers and decorators that declare options, and the values that a start gives them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Final

from mle_reviewer.flow.context import Context, Frame, is_missing, literal
from mle_reviewer.flow.effects.settings import SETTINGS
from mle_reviewer.flow.facts.values import (
    NONE,
    UNKNOWN,
    WORDS,
    Box,
    Const,
    Default,
    Func,
    Lib,
    Map,
    Obj,
    Seq,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.flow.operations.containers import EITHER
from mle_reviewer.knowledge.table import ClassEntry

_DECLARED: Final = "(declared"  # attribute of a parser: a Map of its options by name, each a Map
_COMMANDS: Final = "(commands"
Words = tuple[str | None, ...]


def declare(call: Call) -> Value:
    """`add_argument`, `click.option`: one more option, kept with its parser, or given back to decorate a function."""
    flags = [name for value in call.args if isinstance(name := literal(value), str)]
    if not flags:
        return UNKNOWN
    plain = [flag for flag in flags if not flag.startswith("-")]
    longest = next((flag for flag in flags if flag.startswith("--")), flags[0])
    first = longest.partition("/")[0]  # click: --shuffle/--no-shuffle
    named = literal(call.kwargs.get("dest")) or (plain[0] if plain else first.lstrip("-").replace("-", "_"))
    option: dict[Hashable, Value] = dict(call.kwargs.items())
    option["flags"] = _texts(f for flag in flags for f in flag.split("/") if f.startswith("-"))
    if plain and not any(flag.startswith("-") for flag in flags):
        option["positional"] = Const(value=True)
    made = Map({str(named): Map(option)})
    owner = call.box
    if owner is None or not isinstance(owner.state, Obj):
        return call.cx.fresh(Obj("option", None, None, {_DECLARED: made}))
    known = owner.state.attrs.get(_DECLARED)
    items = {**known.items, **made.items} if isinstance(known, Map) else made.items
    call.cx.write(owner, owner.state.but(attrs={**owner.state.attrs, _DECLARED: Map(items)}))
    return UNKNOWN


def _texts(texts: Iterable[str]) -> Seq:
    return Seq(tuple(Const(text) for text in texts))


def _made(call: Call, attrs: dict[str, Value]) -> Value:
    path = str(call.word("type") or "parser")
    entry = call.cx.table.find(path)
    return call.cx.fresh(Obj(path, entry if isinstance(entry, ClassEntry) else None, None, attrs))


def subcommands(call: Call) -> Value:
    """`add_subparsers`: what takes the sub-commands of a parser."""
    return _made(call, {"(parser": call.receiver} if call.receiver is not None else {})


def subcommand(call: Call) -> Value:
    """`add_parser(name)`: a parser of its own, remembered by the one it belongs to."""
    made = _made(call, {})
    inner = state(call.receiver) if call.receiver is not None else None
    owner = inner.attrs.get("(parser") if isinstance(inner, Obj) else None
    name = literal(call.args[0]) if call.args else None
    if isinstance(name, str) and isinstance(owner, Box) and isinstance(owner.state, Obj):
        known = owner.state.attrs.get(_COMMANDS)
        items = {**(known.items if isinstance(known, Map) else {}), name: made}
        call.cx.write(owner, owner.state.but(attrs={**owner.state.attrs, _COMMANDS: Map(items)}))
    return made


def set_defaults(call: Call) -> Value:
    """`set_defaults`: values that stand until the command line says otherwise."""
    owner = call.box
    if owner is not None and isinstance(owner.state, Obj):
        known = owner.state.attrs.get(_DECLARED)
        items = dict(known.items) if isinstance(known, Map) else {}
        for name, value in call.kwargs.items():
            before = items.get(name)
            items[name] = Map({**(before.items if isinstance(before, Map) else {}), "default": value})
        call.cx.write(owner, owner.state.but(attrs={**owner.state.attrs, _DECLARED: Map(items)}))
    return UNKNOWN


def parse(call: Call) -> Value:
    """`parse_args`: an object with each option's value on this start, or its default."""
    cx = call.cx
    inner = state(call.receiver) if call.receiver is not None else None
    if not isinstance(inner, Obj):
        return UNKNOWN
    words = _words(call.args[0]) if call.args else cx.started.args
    options, words = _with_commands(inner, words)
    values = given(cx, call.frame, options, words, call.pos)
    made = cx.fresh(Obj("namespace", None, None, dict(values)))
    return Seq((made, UNKNOWN)) if call.word("returns") == "pair" else made


def _words(value: Value) -> Words | None:
    """The words of a list that is given to a parser; None where it is not known (sys.argv)."""
    inner = state(value)
    if not isinstance(inner, Seq) or inner.rest is not None:
        return None
    found = [literal(item) for item in inner.items]
    return tuple(word if isinstance(word, str) else None for word in found)


def _with_commands(parser: Obj, words: Words | None) -> tuple[dict[str, Map], Words | None]:
    """The options of a parser and of the sub-command that the words name (of all, where none is known)."""
    options = _options(parser)
    commands = parser.attrs.get(_COMMANDS)
    if not isinstance(commands, Map):
        return options, words
    named = next((word for word in words or () if word in commands.items), None)
    for name, command in commands.items.items():
        inner = state(command)
        if isinstance(inner, Obj) and (named is None or named == name):
            deeper, rest = _with_commands(inner, words)
            options = _either(options, deeper) if named is None else {**options, **deeper}
            words = rest
    if named is not None and words is not None:
        place = words.index(named) if named in words else len(words)
        words = (*words[:place], *words[place + 1 :])
    return options, words


def _either(options: dict[str, Map], more: dict[str, Map]) -> dict[str, Map]:
    """The options of several sub-commands of which any may be named: a function that each sets is one of them."""
    found = {**more, **options}
    for name in options.keys() & more.keys():
        one, other = (held[name].items.get("default") for held in (options, more))
        known = one.items if isinstance(one, Seq) and one.kind == EITHER else (one,)
        if isinstance(other, Func) and isinstance(known[0], Func):
            either = Seq((*known, other), None, EITHER)
            found[name] = Map({**options[name].items, "default": either})
    return found


def _options(parser: Obj) -> dict[str, Map]:
    declared = parser.attrs.get(_DECLARED)
    if not isinstance(declared, Map):
        return {}
    return {str(name): option for name, option in declared.items.items() if isinstance(option, Map)}


def given(
    cx: Context, frame: Frame | None, options: Mapping[str, Map], words: Words | None, pos: int
) -> dict[str, Value]:
    """The value of each option: what the words say, its default, or (nothing says how it is started) a default only."""
    said, known = _said(options, words)
    found: dict[str, Value] = {}
    for name, option in options.items():
        if name in said:
            found[name] = _converted(cx, frame, option, said[name], pos)
            continue
        default = option.items.get("default")
        action = literal(option.items.get("action"))
        if default is None and (action == "store_true" or literal(option.items.get("is_flag")) is True):
            default = Const(value=False)
        elif default is None and action == "store_false":
            default = Const(value=True)
        if known and not is_missing(default) and default is not None:
            found[name] = default
        elif known and default is None and "positional" not in option.items and option.items:
            found[name] = NONE
        elif isinstance(default, Const) and default.value is not None:
            found[name] = default if isinstance(default.value, Symbol) else Default(default.value)
        elif default is not None and not is_missing(default):
            found[name] = default
        else:
            found[name] = Const(Symbol(("argument", name, cx.started.path)))
    return found


def _said(options: Mapping[str, Map], words: Words | None) -> tuple[dict[str, list[str | None]], bool]:
    """The words given to each option, and whether all words are known."""
    if words is None:
        return {}, False
    by_flag = {flag: name for name, option in options.items() for flag in _flags(option)}
    positional = [name for name, option in options.items() if "positional" in option.items]
    said: dict[str, list[str | None]] = {}
    known = True
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word is None:
            known = False  # it may be anything, several options at once as well
            continue
        flag, equals, value = word.partition("=")
        if flag.startswith("-") and flag in by_flag:
            name = by_flag[flag]
            said[name] = [value] if equals else _taken(options[name], flag, waiting)
        elif not word.startswith("-") and positional:
            name = positional[0]
            said.setdefault(name, []).append(word)
            if literal(options[name].items.get("nargs")) not in {"+", "*", -1}:
                positional.pop(0)
    return said, known


def _flags(option: Map) -> list[str]:
    flags = option.items.get("flags")
    return [str(literal(flag)) for flag in flags.items] if isinstance(flags, Seq) else []


def _taken(option: Map, flag: str, waiting: list[str | None]) -> list[str | None]:
    """The words that belong to an option, taken from those that follow it."""
    action = literal(option.items.get("action"))
    if action in {"store_true", "store_false", "count"} or literal(option.items.get("is_flag")) is True:
        return ["\1" if action != "store_false" else "\2"]
    if len(flags := _flags(option)) > 1 and any(one.startswith("--no-") for one in flags) and flag in flags:
        return ["\2" if flag.startswith("--no-") else "\1"]
    count = literal(option.items.get("nargs"))
    most = count if isinstance(count, int) and count > 0 else len(waiting) if count in {"+", "*"} else 1
    found: list[str | None] = []
    while waiting and len(found) < most and not (waiting[0] or "").startswith("--"):
        found.append(waiting.pop(0))
    return found


def _converted(cx: Context, frame: Frame | None, option: Map, words: list[str | None], pos: int) -> Value:
    several = literal(option.items.get("nargs")) is not None
    kind = option.items.get("type")
    made: list[Value] = []
    for word in words:
        if word in {"\1", "\2"}:
            made.append(Const(word == "\1"))
        elif word is None:
            made.append(UNKNOWN)
        elif isinstance(kind, (Lib, Func)) and frame is not None:
            made.append(cx.call(frame, kind, [Const(word)], {}, pos))
        else:
            made.append(Const(word))
    if several:
        return cx.fresh(Seq(tuple(made), None, "list"))
    return made[-1] if made else UNKNOWN


def script_words(call: Call) -> Value:
    """`sys.argv`: the script and the words behind it; where nothing says how it is started, each can be told apart."""
    words = call.cx.started.args
    if words is None:
        return Seq((Const(call.cx.started.path),), UNKNOWN, WORDS)
    return Seq((Const(call.cx.started.path), *(UNKNOWN if w is None else Const(w) for w in words)), None, "list")


def decorated(cx: Context, option: Value, func: Func) -> Func | None:
    """A function with one more option declared by a decorator; None where the decorator declares none."""
    inner = state(option)
    settings = inner.attrs.get(SETTINGS) if isinstance(inner, Obj) else None
    if settings is not None and func.code.params:
        begun = Func(func.code, func.module, func.env, func.defaults, func.kwdefaults, func.bound, func.cls)
        begun.given = {**(func.given or {}), func.code.params[0]: settings}
        return begun
    declared = inner.attrs.get(_DECLARED) if isinstance(inner, Obj) else None
    if not isinstance(declared, Map):
        return None
    made = Func(func.code, func.module, func.env, func.defaults, func.kwdefaults, func.bound, func.cls)
    made.given = func.given
    made.options = {**{str(k): v for k, v in declared.items.items()}, **(func.options or {})}
    return made


def commanded(cx: Context, func: Func) -> dict[str, Value]:
    """What this start gives to a command's parameters: by its declared options, or by its own signature."""
    words = cx.started.args
    if func.options is not None:
        options = {name: one for name, one in func.options.items() if isinstance(one, Map)}
        return given(cx, None, options, words, func.code.pos)
    return by_signature(cx, func)


def by_signature(cx: Context, func: Func) -> dict[str, Value]:
    """Parameters as `--name` options, those without a default by position too (typer, fire)."""
    code = func.code
    first = len(code.params) - len(func.defaults)
    options: dict[str, Map] = {}
    for number, name in enumerate((*code.params, *code.kwonly)):
        if func.bound is not None and number == 0:
            continue
        flag = f"--{name}"
        spelled = _texts(dict.fromkeys((flag, flag.replace("_", "-"))))
        option: dict[Hashable, Value] = {"flags": spelled}
        default = func.defaults[number - first] if first <= number < len(code.params) else None
        if number >= len(code.params):
            default = func.kwdefaults[number - len(code.params)]
        if default is not None:
            option["default"] = default
        else:
            option["positional"] = Const(value=True)
        kind = code.annotations.get(name, "").rpartition(".")[2]
        if kind in {"int", "float"}:
            option["type"] = Lib(f"builtins.{kind}")
        elif kind == "bool":
            option["action"] = Const("store_true")
        options[name] = Map(option)
    return given(cx, None, options, cx.started.args, code.pos)


def run_command(call: Call) -> Value:
    """`typer.run(main)`, `fire.Fire(main)`: a function called with what the command line says."""
    function = call.slot("function") or (call.args[0] if call.args else UNKNOWN)
    if isinstance(function, Func):
        return call.cx.call(call.frame, function, [], by_signature(call.cx, function), call.pos)
    return call.cx.fresh(UNKNOWN)


def default_of(call: Call) -> Value:
    """`typer.Option("x")`, `Field(default="x")`: the default that stands where nothing else is given."""
    value = call.slot("value")
    if value is None or (isinstance(value, Const) and value.value is ...):
        return UNKNOWN
    if isinstance(value, Const) and not isinstance(value.value, Symbol) and value.value is not None:
        return Default(value.value)
    function = call.kwargs.get("default_factory")
    return call.cx.call(call.frame, function, [], {}, call.pos) if function is not None else value


EFFECTS: Final[dict[str, Effect]] = {
    "declare-option": declare,
    "parse-options": parse,
    "sub-commands": subcommands,
    "add-command": subcommand,
    "set-defaults": set_defaults,
    "run-command": run_command,
    "default-of": default_of,
    "script-words": script_words,
}
__all__ = ["EFFECTS", "commanded", "decorated", "given"]
