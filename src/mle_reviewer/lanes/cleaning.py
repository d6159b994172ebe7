"""Makes what a tool prints harmless: one line, without terminal escapes, credentials or paths of this machine."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.findings.redact import redacted

_ESCAPES: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LONGEST: Final = 600


def clean(text: str, *folders: str, most: int = _LONGEST) -> str:
    """The text as one line of at most `most` characters; `folders` are copies whose place says nothing to a reader."""
    text = _ESCAPES.sub("", text[: most * 8])
    for folder in folders:
        text = text.replace(f"{folder}/", "").replace(folder, ".")
    text = redacted(_UNSEEN.sub(" ", text))
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 2]} …"
