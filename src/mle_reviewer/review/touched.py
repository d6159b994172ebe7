"""What of each side a change asks about: the changed files, each with the names that mean something else now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from mle_reviewer.program.changes import changed_names, names_at, statements
from mle_reviewer.program.facts import read_text
from mle_reviewer.sources.gap import Gap

if TYPE_CHECKING:
    from mle_reviewer.findings.finding import Finding
    from mle_reviewer.review.linemap import FileMap
    from mle_reviewer.sources.change import Change, Tree
    from mle_reviewer.sources.location import Location

Names = frozenset[str] | None  # None: anything may have changed


def touched(change: Change, files: FileMap) -> tuple[dict[str, Names], dict[str, Names]]:
    """The changed files of head and of base, with the names that changed in modules that both sides have."""
    head: dict[str, Names] = dict.fromkeys(files.by_head)
    base: dict[str, Names] = dict.fromkeys(files.by_base)
    both = [path for path in files.by_head if path.endswith(".py") and path in files.by_base]
    both = [path for path in both if files.by_head[path].old_path == path]
    if change.base is None or not both:
        return head, base
    old, new = _sources(change.base, both), _sources(change.head, both)
    for path in both:
        if path in old and path in new:
            head[path] = base[path] = changed_names(old[path], new[path])
    return head, base


def with_places(base: Mapping[str, Names], found: Iterable[Finding], files: FileMap, tree: Tree) -> dict[str, Names]:
    """Base is also asked about every place that findings of head name, and about the functions that stand there.

    A finding in an untouched file, or in an untouched function, that only now comes into view would look new otherwise.
    """
    places: dict[str, set[Location]] = {}
    for one in found:
        for place in (one.at, *(step.at for step in one.trace)):
            places.setdefault(place.path, set()).add(place)
    asked = dict(base)
    texts = _sources(tree, [path for path in places if path.endswith(".py")])
    for path, there in places.items():
        before = files.base_path(path)
        if before is None or asked.get(before, ()) is None:
            continue
        standing = statements(texts[path]) if path in texts else ()
        names = None if standing is None else names_at(standing, {place.line for place in there})
        known = asked.get(before) or frozenset()
        asked[before] = None if names is None else known | names
    return asked


def _sources(tree: Tree, paths: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, document in tree.read_many(paths).items():
        if not isinstance(document, Gap):
            text, _gaps = read_text(document)
            if text is not None and text.module is not None:
                found[path] = text.module
    return found
