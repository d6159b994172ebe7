"""The shelf: what documents state, kept by path and blob id, so that what both sides of a change share is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.program.code import ModuleCode
    from mle_reviewer.program.facts import Text
    from mle_reviewer.sources.gap import Gap

Key = tuple[str, str]  # path and blob id
_MOST: Final = 100_000_000  # characters of text


class Shelf:
    """Texts, code and glances of one review. Nothing that lies here changes any more."""

    def __init__(self) -> None:
        self.codes: dict[Key, tuple[ModuleCode | None, tuple[Gap, ...]]] = {}
        self.imports: dict[Key, tuple[str, ...]] = {}
        self.words: dict[Key, frozenset[str]] = {}
        self.texts: dict[Key, tuple[Text | None, tuple[Gap, ...]]] = {}
        self.probes: dict[Key, object] = {}  # what artifacts say, for the room that reads them
        self._held = 0

    def keep(self, key: Key, text: Text | None, gaps: tuple[Gap, ...]) -> None:
        """Keeps a text while there is room for it."""
        self._held += 0 if text is None else sum(map(len, text.sources()))
        if self._held <= _MOST:
            self.texts[key] = text, gaps
