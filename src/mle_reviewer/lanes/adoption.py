"""Whether a project uses a tool: its settings, its requirements, its hooks or its CI say so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.location import Location

_NAMED: Final = frozenset({
    "pyproject.toml", "setup.cfg", "tox.ini", "noxfile.py", "Makefile", "makefile", "justfile", "Taskfile.yml",
    ".pre-commit-config.yaml", "Pipfile", "setup.py", "environment.yml", "environment.yaml", "pixi.toml",
    ".gitlab-ci.yml", "azure-pipelines.yml", "Jenkinsfile",
})  # fmt: skip
_PATTERN: Final = re.compile(
    r"(?:^|/)(?:requirements|constraints)[^/]*\.(?:txt|in)$|(?:^|/)requirements/[^/]+\.(?:txt|in)$"
    r"|^\.github/workflows/[^/]+\.ya?ml$|^\.circleci/config\.yml$"
)
# A file of this name is there for this tool alone.
_OWN: Final = {
    "ruff": ("ruff.toml", ".ruff.toml"),
    "mypy": ("mypy.ini", ".mypy.ini"),
    "bandit": (".bandit", "bandit.yaml", "bandit.yml"),
    "sqlfluff": (".sqlfluff", ".sqlfluffignore"),
    "pytest": ("pytest.ini", "conftest.py"),
    "coverage": (".coveragerc",),
    "detect-secrets": (".secrets.baseline",),
}
_MOST: Final = 60


@dataclass(frozen=True)
class Adoption:
    """The documents of one tree that say which tools a project uses."""

    texts: tuple[tuple[str, str], ...]
    paths: frozenset[str]

    @classmethod
    def of(cls, tree: Tree) -> Adoption:
        """What the tree says."""
        paths = tree.paths()
        wanted = [path for path in paths if _is_about_tools(path)][:_MOST]
        read = tree.read_many(wanted)
        texts = ((path, _text(one)) for path, one in read.items() if isinstance(one, Document))
        return cls(tuple((path, text) for path, text in texts if text), frozenset(paths))

    def of_tool(self, name: str, signs: Iterable[str] = ()) -> Location | None:
        """The first place that says that the tool is used, None where none does."""
        for path in sorted(self.paths):
            if path.rpartition("/")[2] in _OWN.get(name, ()):
                return Location(path)
        words = "|".join(re.escape(word) for word in (name, *signs))
        pattern = re.compile(rf"(?<![\w./-])(?:{words})(?![\w])", re.IGNORECASE)
        for path, text in self.texts:
            for number, line in enumerate(text.splitlines(), start=1):
                if pattern.search(line.partition("#")[0] if not line.lstrip().startswith("#") else ""):
                    return Location(path, number)
        return None


def _is_about_tools(path: str) -> bool:
    return path in _NAMED or _PATTERN.search(path) is not None


def _text(document: Document) -> str:
    text = decode(document)
    return text if isinstance(text, str) else ""
