"""Values that a repository publishes itself: they stand in a page for its readers or in its tests, as defaults do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.document import TEXT_KINDS, kind_of
from mle_reviewer.system.questions.data.searching import searched
from mle_reviewer.system.questions.data.secrets.telling import is_given_out
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.questions.data.secrets.secret import Secret
    from mle_reviewer.system.system import System

_PAGES: Final = (".rst", ".adoc")
_README: Final = re.compile(r"(?:^|/)readme(?:\.txt)?$")
_SAID: Final = (".txt", ".html", ".htm")  # of the documentation
_TRIES: Final = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".java", ".kt", ".scala", ".go", ".rb", ".php", ".cs", ".r")
_TRIED: Final = re.compile(r"\.(?:test|spec)\.[a-z]{2,3}$|_test\.go$")
_LOCKS: Final = (".lock", "lock.json", "lock.yaml", "lock.yml")


def unpublished(system: System, found: Iterable[Secret]) -> list[Secret]:
    """The credentials without the literals under names whose value a page or a test holds too.

    The pages and the tests are read only where there are such literals, each of them once for all values.
    """
    some = list(found)
    left = {one.literal for one in some if _may_be_default(one)}
    published: set[str] = set()
    for document in searched(system, [path for path in system.paths if _is_page(path)]) if left else ():
        here = {one for one in left if _holds(document.data, one.encode())}
        published |= here
        left -= here
        if not left:
            break
    return [one for one in some if not (one.literal in published and _may_be_default(one))]


def _may_be_default(one: Secret) -> bool:
    """Whether a system of one's own may be set up with a value: not with a key that somebody else gave out.

    What is a word alone stands in pages for other reasons.
    """
    mixed = any(sign.isdigit() for sign in one.literal) and any(sign.isalpha() for sign in one.literal)
    return mixed and not is_given_out(one.name)


def _is_page(path: str) -> bool:
    """Whether a document is written for the readers of a repository, or tries out what the repository does."""
    lower, kind = path.lower(), kind_of(path)
    if kind == "markdown" or lower.endswith(_PAGES) or _README.search(lower) or _TRIED.search(lower):
        return True
    if lower.endswith(_LOCKS):
        return False
    ground = tier(path)
    if ground == "docs":
        return kind in TEXT_KINDS or lower.endswith(_SAID)
    return ground == "test" and (kind in TEXT_KINDS or lower.endswith(_TRIES))


def _holds(data: bytes, value: bytes) -> bool:
    """Whether a value stands in a text as a whole, not as a piece of a longer one."""
    at = data.find(value)
    while at >= 0:
        around = data[max(at - 1, 0) : at] + data[at + len(value) : at + len(value) + 1]
        if not any(bytes((sign,)).isalnum() for sign in around):
            return True
        at = data.find(value, at + 1)
    return False
