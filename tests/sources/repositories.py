"""Real git repositories for the tests of sources: made in a temporary folder, and asked through git itself."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Repo:
    """One repository; file contents are texts or bytes, None removes."""

    root: Path

    def git(self, *arguments: str, check: bool = True, **env: str) -> str:
        ended = subprocess.run(
            ["git", *arguments], cwd=self.root, check=False, capture_output=True, env={**os.environ, **env}
        )
        assert not check or ended.returncode == 0, ended.stderr.decode()
        return ended.stdout.decode("utf-8", "surrogateescape").rstrip("\n")

    def write(self, path: str, content: str | bytes | None) -> None:
        file = self.root / path
        if content is None:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, files: Mapping[str, str | bytes | None] | None = None, message: str = "change") -> str:
        """Writes the files, commits everything, and gives the commit's id."""
        for path, content in (files or {}).items():
            self.write(path, content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}")
        return self.head()

    def head(self, revision: str = "HEAD") -> str:
        return self.git("rev-parse", revision)

    def clone(self, name: str, *options: str) -> Repo:
        root = self.root.parent / name
        self.git("clone", "--quiet", *options, f"file://{self.root}", str(root))
        return Repo(root)


def new_repository(folder: Path, name: str = "repository", *options: str) -> Repo:
    root = folder / name
    root.mkdir(parents=True)
    repo = Repo(root)
    repo.git("init", "--quiet", "--initial-branch=main", *options)
    return repo
