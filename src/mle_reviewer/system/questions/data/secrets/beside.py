"""What stands beside a literal and says that it opens nothing: an example, an account for show, one's own machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mle_reviewer.system.questions.data.secrets.texts import Credential

_SIGNS_UP: Final = re.compile(r"/(?:register|sign-?up)\b", re.IGNORECASE)
_OF_COMMAND: Final = 5  # lines of one command that are looked at
_OF_ACCOUNT: Final = 2  # lines of one account on either side
_NOBODY: Final = re.compile(  # domains that are reserved for examples
    r"@(?:[a-z0-9-]{1,40}\.)?example\.(?:com|org|net)\b|@[a-z0-9.-]{1,60}\.(?:test|example|invalid)\b", re.IGNORECASE
)
_ABOVE: Final = 30  # lines that an example may begin before
_EXAMPLE: Final = re.compile(r"[\"']?\b(?:examples?|json_schema_extra|schema_extra)\b[\"']?\s{0,4}[:=]")
_BESIDE: Final = 8  # lines of one block that are looked at around a key
_OWN_MACHINE: Final = re.compile(
    r"\s{0,60}(?:-[ \t]{1,8})?(?:export[ \t]{1,8})?[\"']?(?P<name>[a-z_][a-z0-9_]{0,60}endpoint[a-z0-9_]{0,20})[\"']?"
    r"[ \t]{0,8}[:=][ \t]{0,8}[\"']?https?://(?:localhost|127\.0\.0\.1)\b",
    re.IGNORECASE,
)


def is_dummy(lines: Sequence[str], one: Credential) -> bool:
    """Whether a literal belongs to an example, to somebody invented, or opens only what runs on one's own machine."""
    return _shown(lines, one.line) or _emulated(lines, one.line, one.name) or _invented(lines, one.line)


def _shown(lines: Sequence[str], number: int) -> bool:
    """Whether a line belongs to an example that a schema shows: it stands under a name that says so."""
    depth = len(lines[number]) - len(lines[number].lstrip())
    if _EXAMPLE.search(lines[number]):
        return True
    for before in range(number - 1, max(number - _ABOVE, -1), -1):
        indent = len(lines[before]) - len(lines[before].lstrip())
        if lines[before].strip() and indent < depth:
            if _EXAMPLE.search(lines[before]):
                return True
            depth = indent
    return False


def _emulated(lines: Sequence[str], number: int, name: str) -> bool:
    """Whether a key stands beside the address of a service on one's own machine: there it opens nothing else."""
    mark = name.partition("_")[0].lower() + "_"
    for step in (-1, 1):
        place = number + step
        while 0 <= place < len(lines) and abs(place - number) <= _BESIDE and lines[place].strip():
            if (said := _OWN_MACHINE.match(lines[place])) is not None and said["name"].lower().startswith(mark):
                return True
            place += step
    return False


def _invented(lines: Sequence[str], number: int) -> bool:
    """Whether a literal stands beside an address that nobody can have: the password of an account for show."""
    near = lines[max(number - _OF_ACCOUNT, 0) : number + _OF_ACCOUNT + 1]
    return any(_NOBODY.search(line) for line in near)


def is_signed_up(lines: Sequence[str], value: str) -> bool:
    """Whether a script signs somebody up with a password: it opens an account of its own making."""
    return any(
        value in line and _SIGNS_UP.search("\n".join(lines[max(number - _OF_COMMAND + 1, 0) : number + 1]))
        for number, line in enumerate(lines)
    )
