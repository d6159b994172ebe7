"""The reviewed tree as a ground on which paths and words of files that are given are looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.document import Document, decode, kind_of

_FOREIGN: Final = re.compile(
    r"/(?:site-packages|dist-packages|lib/python3|lib64/python3|hostedtoolcache)/|^<|^/usr/lib/"
)
_WORKFLOW: Final = re.compile(
    r"^\.github/workflows/[^/]+\.ya?ml$|^\.gitlab-ci\.ya?ml$|^\.gitlab/.*\.ya?ml$|^\.circleci/config\.yml$"
    r"|^azure-pipelines[^/]*\.ya?ml$|^Jenkinsfile$|^\.travis\.yml$|(?:^|/)action\.ya?ml$|^bitbucket-pipelines\.yml$"
)
_MANIFEST: Final = re.compile(
    r"(?:^|/)(?:pyproject\.toml|setup\.py|setup\.cfg|environment[^/]*\.ya?ml|conda[^/]*\.ya?ml|Pipfile|tox\.ini|noxfile\.py"
    r"|pixi\.toml|meta\.yaml)$"
)
_MOST: Final = 400  # documents that are searched for words
_ALONE: Final = 1 << 20  # bytes of a document that is searched


@dataclass
class Ground:
    """The tree in which causes are looked for; what was read is kept."""

    tree: Tree
    _lines: dict[str, list[str]] = field(default_factory=dict)

    def lines(self, path: str) -> list[str]:
        """The lines of a document, none where it cannot be read."""
        if path not in self._lines:
            document = self.tree.read(path)
            text = decode(document) if isinstance(document, Document) else ""
            self._lines[path] = text.splitlines() if isinstance(text, str) and len(text) <= _ALONE else []
        return self._lines[path]

    def path_of(self, spelled: str) -> str | None:
        """The document that a path in a log is: what it ends with, as long as that names one alone."""
        said = spelled.replace("\\", "/")
        known = self.tree.paths()
        inside = _FOREIGN.search(said)
        if inside is not None:
            said = said[inside.end() :] if "-packages/" in inside[0] else ""
        parts = [part for part in said.split("/") if part not in {"", "."}]
        for start in range(len(parts)):
            tail = "/".join(parts[start:])
            if inside is not None and "/" not in tail:
                return None
            if tail in known:
                return tail
            if "/" in tail or (not said.startswith("/") and start == 0 and inside is None):
                some = [path for path in known if path.endswith(f"/{tail}")]
                if len(some) == 1:
                    return some[0]
        return None

    def ci(self) -> list[str]:
        """The definitions of CI."""
        return sorted(path for path in self.tree.paths() if _WORKFLOW.search(path))

    def manifests(self) -> list[str]:
        """The documents that declare requirements, those nearest to the root first."""
        some = (path for path in self.tree.paths() if kind_of(path) == "requirements" or _MANIFEST.search(path))
        return sorted(some, key=lambda path: (path.count("/"), kind_of(path) != "requirements", path))[:_MOST]

    def images(self) -> list[str]:
        """The recipes of images."""
        return sorted(
            (path for path in self.tree.paths() if kind_of(path) == "dockerfile"), key=lambda one: (one.count("/"), one)
        )
