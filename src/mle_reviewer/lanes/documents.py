"""What documents of the tree say of things that a change alters: which document, which line, and which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from mle_reviewer.lanes.ground import Ground
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.lanes.errand import Errand

_DOCUMENT: Final = re.compile(
    r"\.(?:md|mdx|rst|adoc)$|(?:^|/)docs?/.*\.txt$|(?:^|/)(?:README|RUNBOOK|MODEL_CARD)[^/]*$"
    r"|(?:^|/)(?:openapi|swagger)[^/]*\.(?:ya?ml|json)$|(?:^|/)\.env\.(?:example|sample|template)$",
    re.IGNORECASE,
)
# What tells of a time that is past or to come, or is written for no reader of the system.
_OF_ANOTHER_TIME: Final = re.compile(
    r"(?:^|/)(?:CHANGELOG|CHANGES|HISTORY|NEWS|TODO|RELEASE)[^/]*$|(?:^|/)(?:adrs?|decisions?|archives?|history|plans?|reports?"
    r"|specs?|proposals?|notes|templates?|prompts?|tests?)/|(?:^|/)\.(?!env)[^/]*/|roadmap|(?:^|/)(?:\.?venv|node_modules|site-packages)/"
    r"|(?:^|[/_-])plan(?:[._-]|$)",
    re.IGNORECASE,
)
_FOR_MACHINES: Final = re.compile(r"(?:^|/)(?:CLAUDE|AGENTS|GEMINI|COPILOT)[^/]*\.md$", re.IGNORECASE)
_MOST: Final = 150  # documents that are searched
_PLAIN: Final = re.compile(r"[A-Za-z][a-z0-9]*")
_ANY: Final = re.compile("")
_LONGEST: Final = 110


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a document that names a thing; `value` where it gives the value that the thing had before."""

    at: Location
    line: str
    value: bool = False

    @property
    def quoted(self) -> str:
        """The line as it can be quoted."""
        flat = " ".join(self.line.replace("`", "'").strip().strip("|#>*- ").split())
        return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 2]} …"


@dataclass
class Documents:
    """The documents of head that describe the system, and their lines."""

    errand: Errand
    ground: Ground = field(init=False)
    _texts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ground = Ground(self.errand.change.head)

    def _holding(self, words: Sequence[str]) -> Iterator[str]:
        """The documents that hold one of the words, whatever they mean by it."""
        for path in self.paths:
            if path not in self._texts:
                self._texts[path] = "\n".join(self.ground.lines(path))
            if any(word in self._texts[path] for word in words if word):
                yield path

    @cached_property
    def paths(self) -> list[str]:
        """The documents, those for people and near the root first."""
        some = [one for one in self.errand.change.head.paths() if _DOCUMENT.search(one)]
        some = [one for one in some if not _OF_ANOTHER_TIME.search(one)]
        key = lambda one: (_FOR_MACHINES.search(one) is not None, one.count("/"), one)  # noqa: E731
        return sorted(some, key=key)[:_MOST]

    def saying(self, words: Sequence[str], was: str = "") -> Iterator[Said]:
        """Of each document the line that names one of the words and that the change left as it was.

        The line that also gives the value of before comes before one that only names the thing.
        """
        patterns = [spelling(word) for word in words if word]
        value = re.compile(rf"(?<![\w.]){re.escape(was)}(?![\w.]*\d)") if was else None
        for path in self._holding(words):
            named = [
                Said(_at(path, number), line, value is not None and value.search(line) is not None)
                for number, line in enumerate(self.ground.lines(path), 1)
                if any(one.search(line) for one in patterns)
            ]
            left = [one for one in named if not self.errand.is_near(one.at, 0)]
            if left and not (len(left) < len(named) and not any(one.value for one in left)):
                yield next((one for one in left if one.value), left[0])

    def named(self, words: Sequence[str]) -> bool:
        """Whether a document names one of the words at all."""
        patterns = [spelling(word) for word in words if word]
        lines = (line for path in self._holding(words) for line in self.ground.lines(path))
        return any(one.search(line) for line in lines for one in patterns)

    def matching(self, pattern: re.Pattern[str], among: re.Pattern[str] = _ANY) -> Said | None:
        """The first line that a pattern finds, in documents of such names."""
        for path in filter(among.search, self.paths):
            for number, line in enumerate(self.ground.lines(path), 1):
                if pattern.search(line):
                    return Said(_at(path, number), line)
        return None


def _at(path: str, line: int) -> Location:
    return Location(path, line, raw_line=line)


@lru_cache(maxsize=2_000)
def spelling(word: str) -> re.Pattern[str]:
    """How a document spells a name: a plain word only where it is marked as a name, in quotes or as a key."""
    if word.startswith("/"):
        return re.compile(rf"{re.escape(word)}(?![\w-]|/[\w{{<])" if not word.endswith("/") else re.escape(word))
    if _PLAIN.fullmatch(word):
        return re.compile(rf"`{re.escape(word)}`|([\"']){re.escape(word)}\1")
    return re.compile(rf"(?<![\w.-]){re.escape(word)}(?![\w-])")


def first(said: Iterable[Said]) -> Said | None:
    """The line that says most: one that gives the old value, else that of the first document."""
    some = list(said)
    return next((one for one in some if one.value), some[0] if some else None)
