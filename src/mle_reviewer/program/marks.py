"""Template expressions in the text of an entry, marked so that a reader can tell what is known only when rendered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from mle_reviewer.program.entry import Entry

# Private-use characters: YAML takes them in any text, and nothing of a document means them.
OPEN: Final = "\ue000"
CLOSE: Final = "\ue001"
_MARKED: Final = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
HIDDEN: Final = re.compile(f"{OPEN}([0-9]{{1,9}}){CLOSE}")


def is_template(entry: Entry) -> bool:
    """Whether the text of an entry, or a part of it, is known only when a template is rendered."""
    return isinstance(entry.value, str) and OPEN in entry.value


def expressions(entry: Entry) -> tuple[str, ...]:
    """The expressions in the text of an entry as they are written: `{{ .Values.image.tag }}`."""
    return tuple(_MARKED.findall(entry.value)) if isinstance(entry.value, str) else ()


def spelled(text: str) -> str:
    """A text as the template writes it, without the marks."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def marked(expression: str) -> str:
    """The text that stands for an expression."""
    return f"{OPEN}{spelled(expression)}{CLOSE}"


def placeholder(number: int) -> str:
    """What stands for an expression while the text around it is parsed: no syntax of any format."""
    return f"{OPEN}{number}{CLOSE}"


def hidden(text: str) -> tuple[str, list[str]]:
    """The text with placeholders for its marked expressions, and these."""
    found: list[str] = []

    def hide(match: re.Match[str]) -> str:
        found.append(match[0])
        return placeholder(len(found) - 1)

    return _MARKED.sub(hide, text), found


def shown(entry: Entry, found: list[str]) -> Entry:
    """The entry with the expressions back in the place of their placeholders."""

    def show(text: str) -> str:
        return HIDDEN.sub(lambda match: found[int(match[1])] if int(match[1]) < len(found) else match[0], text)

    return _mapped(entry, show, {}) if found else entry


def _mapped(entry: Entry, change: Callable[[str], str], done: dict[int, Entry]) -> Entry:
    value = entry.value
    if isinstance(value, str):
        return replace(entry, value=change(value)) if OPEN in value else entry
    if not isinstance(value, (dict, list)):
        return entry
    known = done.get(id(value))
    if known is None:
        if isinstance(value, dict):
            known = replace(entry, value={change(key): _mapped(one, change, done) for key, one in value.items()})
        else:
            known = replace(entry, value=[_mapped(one, change, done) for one in value])
        done[id(value)] = known
    return replace(entry, value=known.value)
