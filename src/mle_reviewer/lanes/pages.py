"""The pages of checks that lanes have of their own: what they say of files that are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from mle_reviewer.findings.card import Card


@dataclass(frozen=True, slots=True)
class Kind:
    """A check of a lane that reads what was given: its card, and the page that `explain` prints."""

    card: Card
    page: str


def pages(package: str) -> Iterator[tuple[str, str, str]]:
    """The id, the title and the text of every page beside a package's modules."""
    for page in sorted(files(package).joinpath("pages").iterdir(), key=lambda one: one.name):
        name = page.name.removesuffix(".md")
        if name != page.name:
            text = page.read_text(encoding="utf-8")
            yield name, text.partition("\n")[0].removeprefix("# ").strip(), text
