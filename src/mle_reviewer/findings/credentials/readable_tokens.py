"""Tokens whose body can be read: base64 of JSON, of which one member is the key."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Final

_KEYS: Final[Mapping[str, str]] = {"glc_": "k"}  # what a token begins with, and the member that is its key
_GROUP: Final = 4  # signs that are three bytes


def key_within(begins: str, body: str) -> str | None:
    """The key that the body of a token holds; None where its kind has no such body, or this one cannot be read."""
    member = _KEYS.get(begins)
    if member is None:
        return None
    signs = body.rstrip("=")
    try:
        said = json.loads(base64.b64decode(signs + "=" * (-len(signs) % _GROUP), altchars=b"-_", validate=True))
    except (ValueError, RecursionError):
        return None
    key = said.get(member) if isinstance(said, dict) else None
    return key if isinstance(key, str) else None
