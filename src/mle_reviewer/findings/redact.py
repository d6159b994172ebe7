"""The redactor: every text that leaves passes here, and what looks like a credential is masked."""

from __future__ import annotations

from typing import Final

from mle_reviewer.findings.credentials.shapes import SHAPES

_MASK: Final = r"\1***"


def redacted(text: str) -> str:
    """The text with every known credential shape cut down to its prefix."""
    lowered = text.lower()
    for shape in SHAPES:
        if shape.may_stand_in(text, lowered):
            text = shape.regex.sub(_MASK, text)
    return text
