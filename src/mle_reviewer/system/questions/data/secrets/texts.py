"""Credentials in one text: keys of documented shapes and telling literals, with what of the text is to be hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.findings.credentials.issued import digest, issued
from mle_reviewer.findings.credentials.shapes import Proof
from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.questions.data.secrets.names import literals
from mle_reviewer.system.questions.data.secrets.shown import opens_nothing_here

_BARE_KINDS: Final = frozenset({"yaml", "dockerfile", "shell", "makefile"})
_BARE: Final = re.compile(
    r"\.(?:cfg|ini|conf|properties|env)$|(?:^|/)\.?env(?:\.[a-z]+)?$|(?:^|/)\.(?:npmrc|pypirc|netrc)$"
)
_NO_SETTINGS: Final = frozenset({"markdown", "data"})
_PAGES: Final = (".txt", ".rst", ".html", ".htm", ".log", ".xml", ".rmd", ".qmd", ".adoc", ".tex")
_LARGEST_SETTINGS: Final = 200_000  # signs; a larger JSON is data


@dataclass(frozen=True, slots=True)
class Credential:
    """A credential in a text: what it is, its line (from 0), how it may be shown, and which signs hide it.

    `digests` are what a baseline may call it by; neither they nor the value ever leave.
    """

    about: str
    proof: Proof
    line: int
    masked: str
    name: str
    start: int
    end: int
    digests: frozenset[str]


def credentials(text: str, path: str, *, doubtful: bool = False) -> Iterator[Credential]:
    """The credentials in the text of a document, each place once, in their order; `doubtful` as `issued` takes it.

    A key that opens nothing where it stands is doubtful too.
    """
    keys = sorted(issued(text, doubtful=doubtful), key=lambda one: one.start)
    for one in keys:
        if not doubtful and opens_nothing_here(one, text, path):
            continue
        yield Credential(one.about, one.proof, one.line, one.masked, "", one.start, one.end, one.digests)
    lines = {one.line for one in keys}
    for each in literals(text, bare=_is_bare(path), lines=_has_settings(path, text)):
        if each.line in lines and any(one.start < each.end and each.start < one.end for one in keys):
            continue
        about = f"the value of `{each.name}`" if each.name else "a password in an address"
        yield Credential(
            about, "named", each.line, "***", each.name, each.start, each.end, frozenset([digest(each.value)])
        )


def masked(text: str, path: str) -> str:
    """The text with every credential cut down to what may be shown of it; its lines stay in place."""
    for one in sorted(credentials(text, path, doubtful=True), key=lambda each: -each.start):
        kept = "\n" * text.count("\n", one.start, one.end)
        text = f"{text[: one.start]}***{kept}{text[one.end :]}"
    return text


def _is_bare(path: str) -> bool:
    return kind_of(path) in _BARE_KINDS or bool(_BARE.search(path.lower()))


def _has_settings(path: str, text: str) -> bool:
    """Whether what a document puts under names are settings, not what a page or a table says."""
    kind = kind_of(path)
    if kind in _NO_SETTINGS or path.lower().endswith(_PAGES):
        return False
    return kind != "json" or len(text) <= _LARGEST_SETTINGS
