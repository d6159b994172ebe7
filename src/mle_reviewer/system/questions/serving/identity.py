"""Whether an image is named so that the name always means the same image."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.program.images import Image
    from mle_reviewer.system.system import System

_MOVING: Final = frozenset({
    "", "latest", "main", "master", "dev", "develop", "staging", "stage", "prod", "production", "stable", "nightly",
    "edge", "current", "newest", "canary",
})  # fmt: skip
# What puts another tag into a manifest before it is applied.
_PUT_IN: Final = (b"set image", b"image.tag", b"imageTag", b"kustomize edit set", b"IMAGE_TAG", b"newTag", b"image_tag")
_NEWEST: Final = re.compile(r"(?:^|[-_.])(?:latest|newest)(?:$|[-_.])")
_LARGEST: Final = 400_000


def unnamed(image: Image) -> bool:
    """Whether nothing in a reference stays the same: no digest, and a tag that is moved or none."""
    return not image.digest and not image.unknown("tag") and not image.unknown() and image.tag.lower() in _MOVING


def moves(image: Image) -> bool:
    """Whether a tag is moved, by itself or for one of several images (`api-latest`)."""
    return unnamed(image) or (not image.digest and _NEWEST.search(image.tag.lower()) is not None)


def put_in_elsewhere(system: System, image: Image) -> bool:
    """Whether a pipeline, a script or an overlay puts a version in the place of the one that a manifest names."""
    for path in system.of_kind("yaml"):
        if path.rpartition("/")[2] in {"kustomization.yaml", "kustomization.yml"}:
            for root in system.roots(path):
                images = root.get("images")
                for one in images.elements() if images is not None else []:
                    name = one.get("name")
                    if name is not None and name.text() == image.name and (one.get("newTag") or one.get("digest")):
                        return True
        if path.rpartition("/")[2].startswith("skaffold"):
            return True
    for path in (*system.of_kind("shell", "makefile"), *_pipelines(system)):
        document = system.document(path)
        if document is not None and len(document.data) <= _LARGEST and any(one in document.data for one in _PUT_IN):
            return True
    return False


def _pipelines(system: System) -> list[str]:
    return [
        path
        for path in system.paths
        if "/.github/workflows/" in f"/{path}" or path.rpartition("/")[2] in {".gitlab-ci.yml", "Jenkinsfile"}
        or "azure-pipelines" in path or "/.circleci/" in f"/{path}"
    ]  # fmt: skip
