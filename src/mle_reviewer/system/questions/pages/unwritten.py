"""Pages that are known to be open: they say themselves that they are not written, or a list of work names them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.document import decode
from mle_reviewer.system.manifests import location

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

# A sentence of the page on the page itself, not on something that it tells of.
_NOT_YET: Final = re.compile(
    r"\b(?:not (?:yet|been|(?:yet )?been) written|not written yet|yet to be written|still to be written|"
    r"(?:this|the) (?:page|document|file|runbook|section) is (?:a )?(?:placeholder|stub|empty|still open)|"
    r"this (?:placeholder|stub)\b|(?:to be|will be) (?:written|filled in)|not (?:yet )?filled in|"
    r"^\W*(?:status\W+)?(?:placeholder|stub|todo|tbd|coming soon|work in progress)\W*$)",
    re.IGNORECASE | re.MULTILINE,
)
_OPEN_ITEM: Final = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\[ \]\s+(?P<what>.+)$")
_OPEN_ROW: Final = re.compile(
    r"^\s*\|(?P<what>.*)\|\s*(?:⬜|☐|🔲|todo|open|planned|not started|pending|tbd)\s*\|", re.IGNORECASE
)
_OF_ALERTS: Final = re.compile(r"runbook|playbook", re.IGNORECASE)  # a page that is called by what it is
_BEGINNING: Final = 15  # lines in which a page says what state it is in
_LARGEST: Final = 200_000
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Unwritten:
    """Where it is said that a page is open, and how."""

    at: Location
    says: str


def unwritten(system: System, path: str) -> Unwritten | None:
    """Who says that a page is not written yet: the page itself, or a list of open work of the repository."""
    lines = _lines(system, path) if path in system.paths else []
    stated = [place for place, line in enumerate(lines[:_BEGINNING], 1) if _NOT_YET.search(line)]
    if stated:
        return Unwritten(location(path, stated[0]), f"`{path}` says itself that it is not written yet")
    name = posixpath.basename(path)
    stem = posixpath.splitext(name)[0]
    spelled = stem if _OF_ALERTS.search(stem) else name
    named = re.compile(rf"(?<![\w-]){re.escape(spelled)}(?![\w-])", re.IGNORECASE)
    for document in [one for one in system.paths if one.endswith((".md", ".markdown")) and one != path][:_MOST]:
        for place, line in enumerate(_lines(system, document), 1):
            item = _OPEN_ITEM.match(line) or _OPEN_ROW.match(line)
            if item is not None and named.search(item["what"]):
                return Unwritten(location(document, place), f"`{document}` lists it as open")
    return None


def _lines(system: System, path: str) -> list[str]:
    document = system.document(path)
    text = decode(document) if document is not None and len(document.data) <= _LARGEST else ""
    return text.splitlines() if isinstance(text, str) else []
