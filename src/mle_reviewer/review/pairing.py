"""Which deeds of base and head are the same one: by their place, by what they say, by what they work on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from pathlib import PurePosixPath

from mle_reviewer.flow.questions.changed import Changed, same_rows
from mle_reviewer.flow.questions.deeds import Deed, Deeds, Training
from mle_reviewer.review.linemap import FileMap, LineMap
from mle_reviewer.sources.location import Location

_Key = Callable[[Deed], Hashable | None]


def changed_deeds(base: Deeds, head: Deeds, files: FileMap) -> Changed:
    """The deeds of both sides with their pairs.

    The diff's own lines, cells and renames come first; then equal statements of one file; then what one hunk replaced;
    then equal statements moved between neighbouring files; at last the only deeds of a kind on the same rows.
    """
    return Changed(base, head, tuple(_pairs(base, head, files)))


def _pairs(base: Deeds, head: Deeds, files: FileMap) -> Iterable[tuple[Deed, Deed]]:
    steps: tuple[tuple[_Key, _Key, bool], ...] = (
        (lambda d: _base_line(d, files), lambda d: _head_line(d, files), False),
        (lambda d: _cell(d, files.head_path(d.at.path)), lambda d: _cell(d, d.at.path), False),
        (lambda d: _said(d, files.head_path(d.at.path)), lambda d: _said(d, d.at.path), False),
        (lambda d: _hunk(d, files, files.head_path(d.at.path), LineMap.hunk_of_base),
         lambda d: _hunk(d, files, d.at.path, LineMap.hunk_of_head), False),
        (lambda d: _moved(d, files.by_base), lambda d: _moved(d, files.by_head), False),
        (lambda d: _does(d, files.head_path(d.at.path)), lambda d: _does(d, d.at.path), True),
        (lambda d: _does(d, "" if d.at.path in files.by_base and _named(d) else None),
         lambda d: _does(d, "" if d.at.path in files.by_head and _named(d) else None), True),
    )  # fmt: skip
    ours, theirs = list(base), list(head)
    found: list[tuple[Deed, Deed]] = []
    for base_key, head_key, alone in steps:
        if not ours or not theirs:
            break
        free, new = _by_key(ours, base_key), _by_key(theirs, head_key)
        matched: list[tuple[Deed, Deed]] = []
        for key in [key for key in free if key in new]:
            if not alone or (len(free[key]) == 1 and len(new[key]) == 1):
                matched += [pair for pair in _matched(free[key], new[key]) if _near(*pair, files)]
        found += matched
        gone, come = {id(pair[0]) for pair in matched}, {id(pair[1]) for pair in matched}
        ours = [deed for deed in ours if id(deed) not in gone]
        theirs = [deed for deed in theirs if id(deed) not in come]
    numbers = {id(deed): number for number, deed in enumerate(head)}
    return sorted(found, key=lambda pair: numbers[id(pair[1])])


def _near(base: Deed, head: Deed, files: FileMap) -> bool:
    """Whether code may have moved from one file to the other: the same one, or one folder within the other's.

    Repositories that collect examples delete one and bring another on the same data, which is no move.
    """
    path = files.head_path(base.at.path) or base.at.path
    if path == head.at.path:
        return True
    one, other = (PurePosixPath(where).parent for where in (path, head.at.path))
    return one.is_relative_to(other) or other.is_relative_to(one)


def _named(deed: Deed) -> bool:
    """Whether a deed works on rows of a known place; any script may load the data sets of a library."""
    return bool(deed.sources) and all("'" in words or '"' in words for words in deed.sources)


def _by_key(deeds: list[Deed], key: _Key) -> dict[Hashable, list[Deed]]:
    found: dict[Hashable, list[Deed]] = defaultdict(list)
    for deed in deeds:
        what = key(deed)
        if what is not None:
            found[what].append(deed)
    return found


def _matched(base: list[Deed], head: list[Deed]) -> list[tuple[Deed, Deed]]:
    """Pairs under one key: those that say the same, then those of one name on the same rows, then those on the same."""
    fits: tuple[Callable[[Deed, Deed], bool], ...] = (
        lambda one, other: one.says() == other.says() and same_rows(one, other),
        lambda one, other: one.words == other.words and same_rows(one, other),
        same_rows,
    )
    found: list[tuple[Deed, Deed]] = []
    ours, theirs = list(base), list(head)
    for fit in fits:
        for one in tuple(ours):
            partner = next((number for number, other in enumerate(theirs) if fit(one, other)), None)
            if partner is not None:
                found.append((one, theirs.pop(partner)))
                ours.remove(one)
    return found


def _line(at: Location) -> int | None:
    """The line that git counts; none in a notebook whose JSON is all one line."""
    return None if at.cell is not None and at.raw_line <= 1 else at.raw_line or at.line


def _base_line(deed: Deed, files: FileMap) -> Hashable | None:
    at = deed.at
    file = files.by_base.get(at.path)
    if file is None:
        return type(deed), at.path, at.cell, at.line
    line = _line(at)
    line = None if line is None or file.status == "deleted" else files.lines[file.path].to_head(line)
    return None if line is None else (type(deed), file.path, line)


def _head_line(deed: Deed, files: FileMap) -> Hashable | None:
    at = deed.at
    if at.path not in files.by_head:
        return type(deed), at.path, at.cell, at.line
    line = _line(at)
    if line is None or files.lines[at.path].hunk_of_head(line) is not None:
        return None
    return type(deed), at.path, line


def _cell(deed: Deed, path: str | None) -> Hashable | None:
    at = deed.at
    return None if path is None or at.cell_id is None else (type(deed), path, at.cell_id, deed.context)


def _said(deed: Deed, path: str | None) -> Hashable | None:
    return None if path is None or not deed.context else (type(deed), path, deed.context)


def _hunk(
    deed: Deed, files: FileMap, path: str | None, hunk_of: Callable[[LineMap, int], int | None]
) -> Hashable | None:
    line = _line(deed.at)
    if path is None or line is None or path not in files.lines:
        return None
    hunk = hunk_of(files.lines[path], line)
    return None if hunk is None else (type(deed), path, hunk)


def _moved(deed: Deed, changed: Iterable[str]) -> Hashable | None:
    return (type(deed), deed.context) if deed.context and deed.at.path in changed else None


def _does(deed: Deed, path: str | None) -> Hashable | None:
    """What a deed does apart from how: a kind of act on some rows, the training of a kind of model on some rows."""
    if path is None:
        return None
    return type(deed), path, deed.sources, deed.model if isinstance(deed, Training) else ""
