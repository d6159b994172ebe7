"""A folder without git: reviewed as it stands, with `--all` only."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Final

from mle_reviewer.sources.disk import read_file
from mle_reviewer.sources.document import Document, document_of
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import text_of
from mle_reviewer.sources.trees import Listing, absent

FOLDER: Final = "folder"  # what a person calls it
# What other tools made or installed. In a repository git's ignore rules say so; here only the names can.
SKIPPED: Final = frozenset({
    ".git", ".hg", ".svn", ".venv", "venv", "node_modules", "site-packages", "__pycache__", ".ipynb_checkpoints",
    ".mypy_cache", ".pytest_cache", ".ruff_cache", ".tox", ".nox", ".eggs", ".dvc", "mlruns", "wandb",
})  # fmt: skip


class FolderTree:
    """All regular files below a folder, but for those that tools make or install. Links are not followed."""

    __slots__ = ("_listing", "_plain", "_skipped", "label", "root")

    def __init__(self, root: str) -> None:
        self.label: Final = FOLDER
        self.root: Final = os.path.realpath(root)
        self._listing: Listing | None = None
        self._skipped: tuple[str, ...] = ()
        self._plain: dict[str, bool] = {}  # folder → whether no link leads there

    @property
    def listing(self) -> Listing:
        """Everything in the tree, links too."""
        if self._listing is None:
            self._listing, self._skipped = list_folder(self.root)
        return self._listing

    @property
    def skipped(self) -> tuple[str, ...]:
        """The folders that were left out."""
        self.paths()
        return self._skipped

    def paths(self) -> Mapping[str, str]:
        """Every regular file's path; there are no ids without git."""
        return self.listing.regular

    def read(self, path: str) -> Document | Gap:
        """The document at `path`, or the gap that says why it cannot be had."""
        if path not in self.paths():
            return absent(self.listing, self.label, path)
        data = read_file(self.root, path, plain=self._is_plain(os.path.dirname(path)))
        return data if isinstance(data, Gap) else document_of(path, "", data)

    def _is_plain(self, folder: str) -> bool:
        """Whether a listed folder is where its path says; each folder on the way is asked for once."""
        known = self._plain.get(folder)
        if known is None:
            above = not folder or self._is_plain(os.path.dirname(folder))
            known = self._plain[folder] = above and not os.path.islink(os.path.join(self.root, folder))
        return known

    def read_many(self, paths: Iterable[str]) -> Mapping[str, Document | Gap]:
        """The same for many paths."""
        return {path: self.read(path) for path in dict.fromkeys(paths)}


def list_folder(root: str) -> tuple[Listing, tuple[str, ...]]:
    """The listing of a folder, and the folders below it that were left out."""
    regular: dict[str, str] = {}
    links: dict[str, str] = {}
    skipped: list[str] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(os.path.join(os.fsencode(root), os.fsencode(folder))))
        except OSError:
            skipped.append(folder)
            continue
        for entry in entries:
            name = text_of(entry.name)
            path = f"{folder}/{name}" if folder else name
            if entry.is_symlink():
                links[path] = ""
            elif entry.is_dir(follow_symlinks=False):
                installed = name in SKIPPED or os.path.exists(os.path.join(entry.path, b"pyvenv.cfg"))
                (skipped if installed else waiting).append(path)
            elif entry.is_file(follow_symlinks=False):
                regular[path] = ""
    return Listing(dict(sorted(regular.items())), dict(sorted(links.items()))), tuple(sorted(skipped))
