"""Keys of documented shapes that open nothing where they stand: made for a browser, or a half without the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.credentials.drawn import is_mixed
from mle_reviewer.sources.document import kind_of

if TYPE_CHECKING:
    from mle_reviewer.findings.credentials.issued import Held

_BROWSER_KEYS: Final = frozenset({"a Google API key"})  # bound to a site by its owner, and sent to every visitor
_SENT: Final = (".html", ".htm", ".js", ".jsx", ".ts", ".tsx", ".vue", ".mjs")
_IDS: Final = frozenset({"an AWS access key id"})
_PAGES: Final = (".rst", ".txt", ".adoc")
_OF_ADDRESS: Final = re.compile(r"(?:AWSAccessKeyId|X-Amz-Credential)=A[A-Z]{3}$")  # up to what is masked
_LONGEST_NAME: Final = 30
_SIGNED: Final = re.compile(r"://.*Signature=")
_AROUND: Final = re.compile(r"[\s\"'<>`]")
_LONGEST_ADDRESS: Final = 6_000
_BESIDE: Final = 2_000  # signs around an address in which its secret may stand
_OTHER_HALF: Final = re.compile(r"(?<![0-9A-Za-z/+])[0-9A-Za-z/+]{40}(?![0-9A-Za-z/+=])")


def opens_nothing_here(one: Held, text: str, path: str) -> bool:
    """Whether a key is for a browser in what one is sent, or the id of one whose secret does not stand there.

    Without its secret an id is one of a page for readers, or of an address that was signed with it.
    """
    lower = path.lower()
    if one.about in _BROWSER_KEYS:
        return lower.endswith(_SENT)
    if one.about not in _IDS:
        return False
    if _OF_ADDRESS.search(text, max(one.start - _LONGEST_NAME, 0), one.start) and _signs(one, text):
        return True
    return (kind_of(path) == "markdown" or lower.endswith(_PAGES)) and not _holds_secret(text)


def _signs(one: Held, text: str) -> bool:
    """Whether an id belongs to a signed address, and no secret stands near it."""
    first = max(
        (each.end() for each in _AROUND.finditer(text, max(one.start - _LONGEST_ADDRESS, 0), one.start)), default=0
    )
    behind = _AROUND.search(text, one.end)
    last = len(text) if behind is None else behind.start()
    near = f"{text[max(first - _BESIDE, 0) : first]} {text[last : last + _BESIDE]}"
    return _SIGNED.search(text[first : min(last, first + _LONGEST_ADDRESS)]) is not None and not _holds_secret(near)


def _holds_secret(text: str) -> bool:
    """Whether a text holds what may be the secret of an id."""
    return any(is_mixed(each[0]) for each in _OTHER_HALF.finditer(text))
