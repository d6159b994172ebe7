"""The committed artifacts of a tree, read without loading them; what cannot be read whole becomes a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.document import kind_of
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mle_reviewer.probes.probe import Probe
    from mle_reviewer.program.reading import Reader
    from mle_reviewer.sources.document import Document

_TOGETHER: Final = 4  # artifacts in memory at once
_MOST: Final = 400
_MOST_BYTES: Final = 400_000_000


def probed(reader: Reader, every: Iterable[str]) -> tuple[Probe, ...]:
    """What each artifact says, in the order of paths; those of tests are material, not what is loaded in production."""
    paths = [path for path in every if kind_of(path) in {"artifact", "data"} and tier(path) in {"code", "example"}]
    if not paths:
        return ()
    from mle_reviewer.probes.probe import may_hold_code

    paths = [path for path in paths if may_hold_code(path)]
    found = list(_read(reader, paths[:_MOST]))
    if len(paths) > _MOST:
        reader.gaps.append(_left(paths[_MOST], len(paths) - _MOST))
    return tuple(found)


def _read(reader: Reader, paths: list[str]) -> Iterator[Probe]:
    spent = 0
    for start in range(0, len(paths), _TOGETHER):
        if spent > _MOST_BYTES:
            reader.gaps.append(_left(paths[start], len(paths) - start))
            return
        some = paths[start : start + _TOGETHER]
        documents = reader.tree.read_many(path for path in some if _known(reader, path) is None)
        for path in some:
            document = documents.get(path)
            if isinstance(document, Gap):
                reader.gaps.append(document)
                continue
            found = _known(reader, path) if document is None else _probe(reader, document)
            if found is None:
                continue
            spent += 0 if document is None else len(document.data)
            reader.gaps.extend(_gaps(found))
            yield found


def _gaps(probe: Probe) -> Iterator[Gap]:
    if probe.unread:
        more = f" (and {len(probe.unread) - 1} more)" if len(probe.unread) > 1 else ""
        why = f"not read whole, so nothing in it is known to be safe: {probe.unread[0]}{more}"
        yield Gap(probe.path, 1, "read", why)


def _left(path: str, count: int) -> Gap:
    return Gap(path, 1, "read", f"{count} artifacts from here on are not read: there are more than one review reads")


def _known(reader: Reader, path: str) -> Probe | None:
    """What was read of the same file on the other side of a change."""
    shelf, key = reader.shelf, reader.key(path)
    return shelf.probes.get(key) if shelf is not None and key is not None else None  # type: ignore[return-value]


def _probe(reader: Reader, document: Document) -> Probe:
    from mle_reviewer.probes.probe import probe

    found = probe(document.path, document.data)
    shelf, key = reader.shelf, reader.key(document.path)
    if shelf is not None and key is not None:
        shelf.probes[key] = found
    return found
