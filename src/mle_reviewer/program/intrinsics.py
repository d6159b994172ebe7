"""References of deployment templates (CloudFormation): the short form with a tag and the long one with a key, alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mle_reviewer.program.entry import Entry

_LONG: Final = "Fn::"
_BARE: Final = frozenset({"Ref", "Condition"})  # these two have no `Fn::` in the long form


def intrinsic_of(entry: Entry) -> tuple[str, Entry] | None:
    """The name of the function that an entry calls and what it takes: `!Sub x` and `{"Fn::Sub": x}` are ("Sub", x).

    `!GetAtt A.B` takes the list that its long form has. None for what calls none; any tag is taken for a call.
    """
    if entry.tag.startswith("!") and not entry.tag.startswith("!!"):
        name = entry.tag[1:]
        return name, _argument(name, replace(entry, tag=""))
    if not isinstance(entry.value, dict) or len(entry.value) != 1:
        return None
    [(key, argument)] = entry.value.items()
    if key in _BARE:
        return (key, argument) if isinstance(argument.value, str) else None
    if key.startswith(_LONG) and len(key) > len(_LONG):
        name = key.removeprefix(_LONG)
        return name, _argument(name, argument)
    return None


def _argument(name: str, entry: Entry) -> Entry:
    if name != "GetAtt" or not isinstance(entry.value, str):
        return entry
    resource, dot, attribute = entry.value.partition(".")
    return replace(entry, value=[Entry(one, entry.line) for one in ((resource, attribute) if dot else (resource,))])
