"""What tells that the people in some data are nobody: a name of a file, a page beside it, or code that makes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.gap import Gap

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_INVENTED: Final = re.compile(
    r"synth|faker?(?:[_./-]|$)|mock|dummy|generated|simulat|artificial|fictional|fixture|(?:^|[_/-])seeds?(?:[_./-]|$)",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"\b(?:synthetic|fake|made[- ]?up|dummy|fictional|fictitious|simulated|artificial|randomly[- ]generated|mock)"
    r"[ -](?:\w{1,20} ){0,3}(?:data|dataset|customers?|records?|people|persons|names|users)\b|"
    r"\bdata(?:set)?s? (?:is|are|was|were) (?:all |completely |entirely )?(?:synthetic|fake|made|fictional|fictitious|"
    r"simulated|artificial|randomly|invented|generated)",
    re.IGNORECASE,
)
_README: Final = ("README.md", "readme.md", "README.rst", "Readme.md", "README.txt", "README")
_READ: Final = 400_000


def invented(system: System, path: str) -> str:
    """What says of a document's people that they are made up, as a clause; "" where nothing does."""
    if _INVENTED.search(path):
        return "its name says so"
    for page in _pages(path, system):
        document = system.reader.tree.read(page)
        if not isinstance(document, Gap) and _SAID.search(document.data[:_READ].decode("utf-8", "replace")):
            return f"`{page}` says so"
    one = next(iter(system.signed("invent-persons")), None)
    return f"the repository invents persons (`{one.name}`)" if one is not None else ""


def _pages(path: str, system: System) -> Iterator[str]:
    """The notebook itself, and the pages in the folders above a document: there it may say that nobody is meant."""
    if path.endswith(".ipynb"):
        yield path
    folder = path
    while folder:
        folder = folder.rpartition("/")[0]
        yield from (one for name in _README if (one := f"{folder}/{name}".lstrip("/")) in system.reader.tree.paths())
