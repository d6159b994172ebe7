"""YAML and JSON kept as a text inside another document, read with the lines of the outer one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mle_reviewer.program.entry import Entry
from mle_reviewer.program.json_entries import json_entry
from mle_reviewer.program.marks import hidden, shown
from mle_reviewer.program.yaml_entries import NotYamlError, yaml_entries

_LONGEST_KEY: Final = 60  # longer ones are sentences that a colon ends


def unwrapped(entry: Entry) -> Entry | None:
    """The document that a text holds (rules in a ConfigMap, a dashboard): a mapping or a list, None for other texts.

    Of a text that holds several documents none is *the* document: `all_unwrapped` gives each.
    """
    found = all_unwrapped(entry)
    return found[0] if len(found) == 1 else None


def all_unwrapped(entry: Entry) -> tuple[Entry, ...]:
    """The documents that a text holds, in order; nothing where one of them is neither a mapping nor a list."""
    text = entry.value
    if not isinstance(text, str) or not _may_hold(text):
        return ()
    plain, marks = hidden(text)
    try:
        roots = _read(plain, entry)
    except (ValueError, RecursionError):
        return ()
    roots = [root for root in roots if root.value is not None]
    if not all(isinstance(root.value, (dict, list)) for root in roots):
        return ()
    return tuple(shown(root, marks) for root in roots)


def _may_hold(text: str) -> bool:
    """One line holds a document only between brackets, as `a: b` may also be a sentence."""
    return text.lstrip()[:1] in {"{", "["} or "\n" in text.strip()


def _read(text: str, entry: Entry) -> list[Entry]:
    lines = _lines(text, entry)
    if text.lstrip()[:1] in {"{", "["}:
        try:
            return [json_entry(text, lines)]
        except (ValueError, RecursionError):
            pass  # flow style of YAML begins alike
    try:
        found = list(yaml_entries(text, lines))
    except NotYamlError:
        return []
    return [] if any(len(key) > _LONGEST_KEY for root in found for key, _entry in root.items()) else found


def _lines(text: str, entry: Entry) -> Sequence[int]:
    return entry.lines or [entry.line] * (text.count("\n") + 1)
