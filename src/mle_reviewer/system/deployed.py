"""What modules of this room ask of a system whose documents are known and whose code is not looked at yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.knowledge.conventions import Conventions
    from mle_reviewer.program.dockerfile import Dockerfile
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.sources.document import Document
    from mle_reviewer.system.code.world import World
    from mle_reviewer.system.manifests import Manifest


class Deployed(Protocol):
    """The documents of a tree, and what they declare."""

    layout: Layout
    conventions: Conventions
    world: World

    @property
    def paths(self) -> tuple[str, ...]:
        """Every document of the tree."""

    @property
    def dockerfiles(self) -> tuple[Dockerfile, ...]:
        """The Dockerfiles of what is deployed."""

    @property
    def manifests(self) -> Mapping[str, tuple[Manifest, ...]]:
        """What configuration documents declare, by role."""

    def of_kind(self, *kinds: str) -> list[str]:
        """The documents of these kinds."""

    def document(self, path: str) -> Document | None:
        """A document; None where it cannot be read."""

    def roots(self, path: str) -> tuple[Entry, ...]:
        """The values of a YAML, JSON or TOML document."""
