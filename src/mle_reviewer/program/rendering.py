"""What the expressions of a template say where the values are known: entries with their placeholders filled."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from mle_reviewer.program.entry import Entry, Scalar
from mle_reviewer.program.marks import HIDDEN, marked
from mle_reviewer.program.templates import Dot, path_of
from mle_reviewer.program.yaml_entries import scalar_of

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|`[^`]*`|\||[^\s|"`]+')
_INTEGER: Final = re.compile(r"-?[0-9]{1,18}")
_MOST: Final = 60_000  # entries that are taken from the values over a whole document
_AS_IT_IS: Final = frozenset({"toYaml", "toJson", "nindent", "indent", "required", "tpl", "trim"})
_AS_TEXT: Final = frozenset({"quote", "squote", "toString"})
_AS_INTEGER: Final = frozenset({"int", "int64"})


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of a template: its text, what is between its braces, and how it stands in the document."""

    text: str
    body: str
    dot: Dot
    spread: bool = False  # alone on a line: it renders to members or elements
    quoted: bool = False
    column: int = 0


class Rendering:
    """Fills the placeholders of entries: with values where an expression leads to one, else with its marked text."""

    def __init__(self, found: list[Expression], values: Entry | None) -> None:
        self._found = found
        self._values = values
        self._known: dict[int, Entry | None] = {}
        self._done: dict[int, Entry] = {}
        self._count = 0

    def rendered(self, root: Entry) -> Entry:
        """The entry and all below it without placeholders."""
        self._done = {}  # by identity, which holds as long as this tree does
        return self._entry(root)

    def _entry(self, entry: Entry) -> Entry:
        value = entry.value
        if isinstance(value, str):
            return self._text(entry, value)
        if not isinstance(value, (dict, list)):
            return entry
        done = self._done.get(id(value))
        if done is None:
            done = self._mapping(entry, value) if isinstance(value, dict) else self._list(entry, value)
            self._done[id(value)] = done
        return replace(done, line=entry.line, named=entry.named)

    def _mapping(self, entry: Entry, value: dict[str, Entry]) -> Entry:
        if len(value) == 1 and (only := self._spread(*value)) is not None:
            return replace(self._alone(only, entry), tag=entry.tag)
        made: dict[str, Entry] = {}
        for key, one in value.items():
            spread = self._spread(key)
            inner = self._value(spread, one.line) if spread is not None else None
            if inner is not None and isinstance(inner.value, dict):
                for name, member in inner.value.items():
                    made.setdefault(name, replace(member, named=one.line))
            else:
                made[self._filled(key)] = self._entry(one)
        return replace(entry, value=made)

    def _list(self, entry: Entry, value: list[Entry]) -> Entry:
        if len(value) == 1 and (only := self._spread(value[0].value)) is not None:
            return replace(self._alone(only, entry), tag=entry.tag)
        made: list[Entry] = []
        for one in value:
            spread = self._spread(one.value)
            inner = self._value(spread, one.line) if spread is not None else None
            if inner is not None and isinstance(inner.value, list):
                made.extend(inner.value)
            else:
                made.append(self._entry(one))
        return replace(entry, value=made)

    def _spread(self, text: object) -> int | None:
        """The number of the expression that this key or element stands for, None for any other."""
        found = HIDDEN.fullmatch(text) if isinstance(text, str) else None
        number = int(found[1]) if found else -1
        return number if 0 <= number < len(self._found) and self._found[number].spread else None

    def _alone(self, number: int, entry: Entry) -> Entry:
        """All that a mapping or list holds comes from one expression: so it is what that says."""
        known = self._value(number, entry.line)
        return replace(entry, value=known.value if known is not None else marked(self._found[number].text))

    def _text(self, entry: Entry, text: str) -> Entry:
        only = HIDDEN.fullmatch(text)
        if only is not None and int(only[1]) < len(self._found):
            number = int(only[1])
            known = self._value(number, entry.line)
            if known is None:
                return replace(entry, value=marked(self._found[number].text))
            return replace(entry, value=_spoken(known.value, quoted=self._found[number].quoted))
        return replace(entry, value=self._filled(text)) if HIDDEN.search(text) else entry

    def _filled(self, text: str) -> str:
        def fill(match: re.Match[str]) -> str:
            number = int(match[1])
            if number >= len(self._found):
                return match[0]
            known = self._value(number, 1)
            _known, said = _as_text(known)
            return marked(self._found[number].text) if said is None else str(said.value)

        return HIDDEN.sub(fill, text)

    def _value(self, number: int, line: int) -> Entry | None:
        """The value that an expression has by the values, all of it at a line; None where it has none."""
        if self._values is None:
            return None
        if number not in self._known:
            expression = self._found[number]
            self._known[number] = _evaluated(expression, self._values) if expression.body else None
        known = self._known[number]
        return self._moved(known, line, {}) if known is not None and self._count < _MOST else None

    def _moved(self, entry: Entry, line: int, done: dict[int, Entry]) -> Entry:
        """A copy at the line of the template: the lines of the values are of another document."""
        self._count += 1
        value = entry.value
        if not isinstance(value, (dict, list)):
            return Entry(value, line, entry.tag)
        if id(value) not in done:
            made: dict[str, Entry] | list[Entry]
            if isinstance(value, dict):
                made = {key: replace(self._moved(one, line, done), named=line) for key, one in value.items()}
            else:
                made = [self._moved(one, line, done) for one in value]
            done[id(value)] = Entry(made, line, entry.tag)
        return done[id(value)]


def _spoken(value: Scalar | dict[str, Entry] | list[Entry], *, quoted: bool) -> Scalar | dict[str, Entry] | list[Entry]:
    """A value as YAML reads it where it was rendered: `"8080"` of the values is a number where nothing quotes it."""
    if isinstance(value, str):
        return value if quoted else scalar_of(value)
    if not quoted or value is None or isinstance(value, (dict, list)):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _evaluated(expression: Expression, values: Entry) -> Entry | None:
    """The value of a pipeline of simple calls; None where it takes more than values, literals and defaults."""
    stages: list[list[str]] = [[]]
    for part in _TOKEN.findall(expression.body):
        if part == "|":
            stages.append([])
        else:
            stages[-1].append(part)
    found: Entry | None = None
    for number, stage in enumerate(stages):
        if not stage:
            return None
        name, *terms = stage
        if number == 0 and not terms:
            known, found = _term(name, expression.dot, values)
        else:
            args = [_term(term, expression.dot, values) for term in terms]
            known, found = _called(name, [*args, (True, found)] if number else args)
        if not known:
            return None
    return None if _empty(found) and (found is None or found.value is None) else found


def _term(term: str, dot: Dot, values: Entry) -> tuple[bool, Entry | None]:
    """Whether a term is understood, and what it is; None where the values do not say."""
    if term[0] in '"`' and len(term) > 1:
        return "\\" not in term, Entry(term[1:-1], 1)
    if term in {"true", "false"}:
        return True, Entry(term == "true", 1)
    if _INTEGER.fullmatch(term):
        return True, Entry(int(term), 1)
    path = path_of(term, dot)
    if path is None or path[:1] != ("Values",):
        return path == (), None  # `.` is the context that `tpl` takes; it is never a value by itself
    return True, values.get(*path[1:])


def _called(name: str, args: list[tuple[bool, Entry | None]]) -> tuple[bool, Entry | None]:
    if name == "default" and len(args) == 2 and args[1][0] and not _empty(args[1][1]):
        return args[1]  # whatever stands in for it is not asked
    if not args or not all(known for known, _entry in args):
        return False, None
    entries = [entry for _known, entry in args]
    if name == "tpl":
        entry = entries[0]
        return entry is not None and isinstance(entry.value, str) and "{{" not in entry.value, entry
    if name == "default" and len(entries) == 2:
        return True, entries[0]
    return _CALLS[name](entries[-1]) if name in _CALLS else (False, None)


def _whole(entry: Entry | None) -> tuple[bool, Entry | None]:
    text = entry.text() if entry is not None else None
    known = text is not None and _INTEGER.fullmatch(text) is not None
    return known, Entry(int(text), 1) if known and text is not None else None


def _as_text(entry: Entry | None) -> tuple[bool, Entry | None]:
    text = entry.text() if entry is not None else None
    if text is None:
        return False, None
    assert entry is not None
    return True, replace(entry, value=text.lower() if isinstance(entry.value, bool) else text)


_CALLS: Final[dict[str, Callable[[Entry | None], tuple[bool, Entry | None]]]] = {
    **dict.fromkeys(_AS_IT_IS, lambda entry: (True, entry)),
    **dict.fromkeys(_AS_TEXT, _as_text),
    **dict.fromkeys(_AS_INTEGER, _whole),
}


def _empty(entry: Entry | None) -> bool:
    """What a template takes for nothing, so that its default holds."""
    return entry is None or not entry.value
