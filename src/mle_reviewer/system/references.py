"""Deployment templates (CloudFormation, SAM) with their references filled: a parameter is what it is by default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.entry import DEEPEST
from mle_reviewer.program.intrinsics import intrinsic_of

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry

_NAMED: Final = re.compile(r"\$\{([A-Za-z][\w]*)\}")
_MOST: Final = 50_000  # values of one template


def is_deployment_template(root: Entry) -> bool:
    """Whether a document declares resources of a cloud by their types."""
    resources = root.get("Resources")
    if resources is None or not isinstance(resources.value, dict):
        return False
    types = (one.get("Type") for one in resources.value.values())
    return any(one is not None and (one.text() or "").startswith(("AWS::", "Custom::", "Alexa::")) for one in types)


def referred(root: Entry) -> Entry:
    """The template with texts where it calls functions that make texts, as far as the template itself says.

    A reference to a parameter is its default; to anything else, the name that is referred to. Of a choice (`If`) the
    first branch is taken. What a function says that is known only when it is deployed stays as it is.
    """
    parameters = root.get("Parameters")
    defaults: dict[str, str] = {}
    for name, one in parameters.items() if parameters is not None else ():
        default = one.get("Default")
        text = default.text() if default is not None else None
        if text is not None:
            defaults[name] = text
    return _Filling(defaults).entry(root, 0)


class _Filling:
    def __init__(self, defaults: Mapping[str, str]) -> None:
        self.defaults = defaults
        self._done: dict[int, Entry] = {}
        self._count = 0

    def entry(self, entry: Entry, depth: int) -> Entry:
        self._count += 1
        if depth > DEEPEST or self._count > _MOST:
            return entry
        called = intrinsic_of(entry)
        if called is not None:
            return self._called(entry, *called, depth)
        value = entry.value
        if not isinstance(value, (dict, list)):
            return entry
        if id(value) not in self._done:
            made: dict[str, Entry] | list[Entry]
            if isinstance(value, dict):
                made = {key: self.entry(one, depth + 1) for key, one in value.items()}
            else:
                made = [self.entry(one, depth + 1) for one in value]
            self._done[id(value)] = replace(entry, value=made)
        return replace(self._done[id(value)], line=entry.line, named=entry.named)

    def _called(self, entry: Entry, name: str, given: Entry, depth: int) -> Entry:
        if name == "Ref":
            text = given.text() or ""
            return replace(entry, value=self.defaults.get(text, text), tag="!Ref")
        if name == "Sub":
            text = (given.value[0].text() if isinstance(given.value, list) and given.value else given.text()) or ""
            filled = _NAMED.sub(lambda match: self.defaults.get(match[1], match[0]), text)
            return replace(entry, value=filled, tag="!Sub")
        if name == "GetAtt" and isinstance(given.value, list):
            return replace(entry, value=".".join(one.text() or "" for one in given.value), tag="!GetAtt")
        match name, given.value:
            case "If", [_condition, then, _otherwise]:
                return self.entry(then, depth + 1)
            case "Join", [between, listed]:
                parts = [self.entry(one, depth + 1).text() or "" for one in listed.elements()]
                return replace(entry, value=(between.text() or "").join(parts), tag="!Join")
        return entry
