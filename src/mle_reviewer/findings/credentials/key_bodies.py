"""Whether what stands between the lines of a private key can be one, by what its own encoding says of it."""

from __future__ import annotations

import base64
import re
from typing import Final

# Line ends and quotes between the lines of a program, and the signs that join them: `+` is encoded data elsewhere.
_BETWEEN: Final = re.compile(r"\\[nr]|[\"']\s{1,80}\+(?=[\s\"']|$)|[\"']\+\s{0,80}[\"']|[\s\"',\\]")
_ARMOURED: Final = "PGP"
_OPENSSH: Final = b"openssh-key-v1\0"
_SEQUENCE: Final = 0x30  # of ASN.1: what PKCS#1, PKCS#8 and SEC 1 put around a key
_LONG: Final = 0x80
_PLAIN: Final = re.compile(r"[0-9A-Za-z+/\r\n\t \\\"',=]+")  # nothing but encoded signs: no headers of a cipher
_MOST_BYTES: Final = 4  # of a length
_GROUP: Final = 4  # signs that are three bytes
_ODD: Final = 1  # signs over that no bytes are encoded to


def is_no_key(kind: str, body: str, *, ended: bool) -> bool:
    """Whether a body cannot be the key that its first line names: not encoded data, or less than half of its length.

    `kind` is what stands before `PRIVATE KEY` ("RSA ", "OPENSSH ", ""); `ended` says that the line that closes it
    follows. What is encrypted by headers of its own, or armoured by PGP, does not say how long it is.
    """
    if kind.startswith(_ARMOURED) or not _PLAIN.fullmatch(body):
        return False
    joined = _joined(body, ended=ended)
    data = _decoded(joined)
    if data is None:
        return True
    if kind.startswith("OPENSSH"):
        return not data.startswith(_OPENSSH)
    if not data or data[0] != _SEQUENCE:
        return True
    said = _declared(data)
    return said is None or len(data) * 2 < said


def _joined(body: str, *, ended: bool) -> str:
    signs = _BETWEEN.sub("", body).rstrip("=")
    # What is cut off may stop within a group: its last signs say nothing.
    return signs if ended else signs[: len(signs) - len(signs) % _GROUP]


def _decoded(signs: str) -> bytes | None:
    if len(signs) % _GROUP == _ODD:
        return None
    try:
        return base64.b64decode(signs + "=" * (-len(signs) % _GROUP), validate=True)
    except ValueError:
        return None


def _declared(data: bytes) -> int | None:
    """How many bytes a sequence says that it has, those of its own head included; None where it says no such thing."""
    if len(data) < 2:  # noqa: PLR2004
        return None
    first = data[1]
    if first < _LONG:
        return first + 2
    count = first - _LONG
    if not 0 < count <= _MOST_BYTES or len(data) < 2 + count:
        return None
    return 2 + count + int.from_bytes(data[2 : 2 + count], "big")
