"""What holds a word is known of documents that were read before, and read once more only for its text."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.review.noticing import NoticingTree
from mle_reviewer.sources.folder import FolderTree


class Counting(FolderTree):
    read_paths: list[str]

    def read_many(self, paths):
        paths = list(paths)
        self.read_paths = [*getattr(self, "read_paths", []), *paths]
        return super().read_many(paths)


def test_only_what_holds_the_word_or_was_never_read_is_read_again(tmp_path: Path) -> None:
    for name, text in {"a.py": "x = 1", "b.py": "word", "c.py": "a word too"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    inner = Counting(str(tmp_path))
    tree = NoticingTree(inner, b"word")
    assert tree.label == inner.label
    tree.read_many(["a.py", "b.py"])
    assert [one.path for one in tree.holding(["a.py", "b.py", "c.py", "gone.py"])] == ["b.py", "c.py"]
    assert inner.read_paths == ["a.py", "b.py", "b.py", "c.py", "gone.py"]
