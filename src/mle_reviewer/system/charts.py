"""Charts of Helm that others publish and that a repository holds a copy of: what they declare is not its own."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mle_reviewer.program.entries import Entry

_CHART: Final = "Chart.yaml"
_CATALOGUE: Final = "artifacthub.io/"
_PRESENTED: Final = ("icon", "home", "maintainers")  # what is stated for people who choose a chart among many


def published(paths: Iterable[str], roots: Callable[[str], Iterable[Entry]]) -> tuple[str, ...]:
    """The folders (with their slash) of charts whose own words offer them to everybody in a catalogue."""
    some = (path for path in paths if posixpath.basename(path) == _CHART)
    return tuple(path.removesuffix(_CHART) for path in some if any(_offered(root) for root in roots(path)))


def taken_over(paths: Iterable[str]) -> tuple[str, ...]:
    """The folders (with their slash) in which charts keep the charts that they depend on."""
    return tuple(f"{path.removesuffix(_CHART)}charts/" for path in paths if posixpath.basename(path) == _CHART)


def _offered(chart: Entry) -> bool:
    annotations = chart.get("annotations")
    if annotations is not None and any(str(key).startswith(_CATALOGUE) for key, _inner in annotations.items()):
        return True
    return all(chart.get(key) is not None for key in _PRESENTED)
