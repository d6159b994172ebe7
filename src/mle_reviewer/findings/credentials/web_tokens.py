"""Whether a JSON web token opens anything to whoever reads it, by what its own claims say (RFC 7519)."""

from __future__ import annotations

import base64
import json
from typing import Final

_DAY: Final = 86_400  # seconds
_EVERYBODY: Final = frozenset({"anon"})  # roles whose tokens are made to be handed to every visitor
_SHOWN: Final = "1234567890"  # the subject of the specification's own example


def opens_nothing(token: str) -> bool:
    """Whether a token is for everybody, of a demonstration, was good for a day at most, or is no token at all.

    A token for everybody names the visitor who has not signed in (`anon`): the page that it is for hands it out. A
    demonstration's is the same on every machine. What is good for hours has run out before anybody reads the
    repository. What holds no claims that can be read is none.
    """
    claims = _claims(token)
    if claims is None:
        return True
    issuer, made, ends = claims.get("iss"), claims.get("iat"), claims.get("exp")
    if claims.get("role") in _EVERYBODY or claims.get("sub") == _SHOWN:
        return True
    if isinstance(issuer, str) and issuer.endswith("-demo"):
        return True
    return isinstance(made, int) and isinstance(ends, int) and 0 <= ends - made <= _DAY


def is_header(signs: str) -> bool:
    """Whether signs are the first part of a token alone, which says how it is signed: the same in every token."""
    said = _said(signs)
    return said is not None and "alg" in said


def _claims(token: str) -> dict[str, object] | None:
    return _said(token.split(".")[1])


def _said(signs: str) -> dict[str, object] | None:
    """What one part of a token says; None for what is no JSON object."""
    try:
        said = json.loads(base64.urlsafe_b64decode(signs + "=" * (-len(signs) % 4)))
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
