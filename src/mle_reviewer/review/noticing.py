"""A tree that notices, while its documents are read for the analysis, which of them hold a word sought later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.document import Document
from mle_reviewer.sources.gap import Gap

_AT_ONCE = 200


class NoticingTree:
    """A tree like the one that it stands for; what holds `word` and was read already is found without reading all."""

    def __init__(self, tree: Tree, word: bytes) -> None:
        self._tree = tree
        self._word = word
        self._held: dict[str, bool] = {}

    @property
    def label(self) -> str:
        """What a person calls this state."""
        return self._tree.label

    def paths(self) -> Mapping[str, str]:
        """Every regular file's path with its blob id."""
        return self._tree.paths()

    def read(self, path: str) -> Document | Gap:
        """The document at `path`, or the gap that says why it cannot be had."""
        return self._noticed(path, self._tree.read(path))

    def read_many(self, paths: Iterable[str]) -> Mapping[str, Document | Gap]:
        """The same for many paths in one go."""
        found = self._tree.read_many(paths)
        for path, document in found.items():
            self._noticed(path, document)
        return found

    def holding(self, paths: Sequence[str]) -> Iterator[Document]:
        """Those of the documents that hold the word; read in parts, so that a large tree is never held at once."""
        wanted = [path for path in paths if self._held.get(path, True)]
        for start in range(0, len(wanted), _AT_ONCE):
            documents = self.read_many(wanted[start : start + _AT_ONCE])
            yield from (one for path, one in documents.items() if isinstance(one, Document) and self._held[path])

    def _noticed(self, path: str, document: Document | Gap) -> Document | Gap:
        self._held[path] = isinstance(document, Document) and self._word in document.data
        return document
