"""Which kind of ground a document stands on: production is told from tests, examples and other people's code."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

Tier = Literal["code", "test", "example", "docs", "vendored"]

_TEST: Final = re.compile(
    r"(?:^|/)(?:tests?|testing|e2e|__tests__|conftest\.py$)(?:/|$)|(?:^|/)test_[^/]*\.py$|_test\.py$"
)
_EXAMPLE: Final = re.compile(
    r"(?:^|/)(?:examples?|samples?|tutorials?|demos?|cookbooks?|templates?/\{\{|playground|sandbox|_?archived?|archives|legacy|"
    r"deprecated|old|backups?)/"
)
_VENDORED: Final = re.compile(
    r"(?:^|/)(?:third[_-]?party|vendor(?:ed)?|node_modules|site-packages|\.?venv|external|extern|dist|build|"
    r"\.next|\.nuxt|\.svelte-kit|\.output|\.parcel-cache|storybook-static)/"
    r"|\.min\.js$"
)
# Documents of code that nobody's work depends on, which the names of folders above do not tell.
_BESIDE: Final = re.compile(
    r"(?:^|/)docs?/|(?:^|/)(?:unit|integration|functional|regression|smoke|load)[_-]?tests?/|"
    r"(?:^|[/_-])(?:demo|example|sample|tutorial)s?(?:[_-][^/]*)?\.py$"
)
_DOCS: Final = re.compile(r"(?:^|/)docs?/(?!.*\.py$)")


@lru_cache(maxsize=20_000)
def tier(path: str) -> Tier:
    """The ground that a path stands on, by the names of its folders."""
    lower = path.lower()
    if _VENDORED.search(lower):
        return "vendored"
    if _TEST.search(lower):
        return "test"
    if _EXAMPLE.search(lower):
        return "example"
    return "docs" if _DOCS.search(lower) else "code"


def beside(path: str) -> bool:
    """Whether a document is a test, an example, a demonstration or what builds the documentation."""
    return tier(path) != "code" or _BESIDE.search(path.lower()) is not None
