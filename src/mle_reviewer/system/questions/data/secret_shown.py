"""Keys of documented shapes that open nothing where they stand: made for a browser, or a half without the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.document import kind_of

if TYPE_CHECKING:
    from mle_reviewer.findings.credentials import Held

_BROWSER_KEYS: Final = frozenset({"a Google API key"})  # bound to a site by its owner, and sent to every visitor
_SENT: Final = (".html", ".htm", ".js", ".jsx", ".ts", ".tsx", ".vue", ".mjs")
_IDS: Final = frozenset({"an AWS access key id"})
_PAGES: Final = (".rst", ".txt", ".adoc")
_OTHER_HALF: Final = re.compile(r"(?<![0-9A-Za-z/+])[0-9A-Za-z/+]{40}(?![0-9A-Za-z/+=])")


def opens_nothing_here(one: Held, text: str, path: str) -> bool:
    """Whether a key is for a browser in what one is sent, or the id of one in a page that does not hold its secret."""
    lower = path.lower()
    if one.about in _BROWSER_KEYS:
        return lower.endswith(_SENT)
    if one.about not in _IDS or not (kind_of(path) == "markdown" or lower.endswith(_PAGES)):
        return False
    return not any(_is_mixed(each[0]) for each in _OTHER_HALF.finditer(text))


def _is_mixed(value: str) -> bool:
    """Whether a text has letters of both sizes and digits, as drawn ones have and names of commits have not."""
    return value.lower() != value and value.upper() != value and any(sign.isdigit() for sign in value)
