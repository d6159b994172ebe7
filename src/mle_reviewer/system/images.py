"""Images that a repository builds, told from those that others publish and a deployment only takes along."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from mle_reviewer.program.images import image_of

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions


def published(image: str, conventions: Conventions) -> str:
    """What a published image is (`database`, `monitoring` …); "" for one that no page knows."""
    found = image_of(image)
    name = found.name if found is not None else image
    short = name.removeprefix("docker.io/").removeprefix("library/")
    return next((kind for glob, kind in conventions.images if fnmatchcase(short, glob)), "")


def built_here(image: str, conventions: Conventions, *, dockerfiles: bool) -> bool:
    """Whether an image may be the repository's own: it holds what builds one, and nobody is known to publish it."""
    return dockerfiles and bool(image.strip()) and not published(image, conventions)
