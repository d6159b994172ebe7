"""Makes text of the reviewed repository harmless to show: no control characters, no reordering, one line."""

from __future__ import annotations

import re
from typing import Final

# C0 and C1 controls (escape sequences begin here), and what reorders, hides or breaks text without being seen.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_COMMAND: Final = re.compile(r"(?m)^([^\S\n]*)::")
_LEGACY: Final = re.compile(r"##\[")
_NO_CHARACTER: Final = re.compile("[\ud800-\udfff]")


def shown(text: str) -> str:
    r"""The text on one line; what a terminal or a reader would not show as it is stands there as `\x1b` or `\u202e`."""
    return _UNSEEN.sub(_escaped, " ".join(text.split()) if _wraps(text) else text)


def encodable(text: str) -> str:
    r"""The text with bytes that are no character in it (a file name in another encoding) written as `\xff`."""
    return _NO_CHARACTER.sub(_escaped, text)


def commandless(text: str) -> str:
    r"""Lines that GitHub's log would take for a command (`::error::` at the start, `##[error]` anywhere) as `\x3a:`."""
    return _LEGACY.sub(r"##\\x5b", _COMMAND.sub(r"\1\\x3a:", text))


def _wraps(text: str) -> bool:
    return any(char in text for char in "\n\r\t")


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # noqa: PLR2004 - a byte that was no UTF-8, as Python keeps it in a string
        code -= 0xDC00
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 - one byte
