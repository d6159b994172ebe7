"""The committed artifacts of a tree, read apart from the review; what cannot be read whole becomes a gap."""

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
    from mle_reviewer.sources.worker import Worker

_TOGETHER: Final = 4  # artifacts in memory at once, one where they are large
_LARGE: Final = 16_000_000  # bytes of these
_MOST: Final = 400
_MOST_BYTES: Final = 400_000_000
_MOST_STEPS: Final = 12_000_000
_MOST_STARTS: Final = 8  # of the process that reads
_SECONDS: Final = 120.0  # for one artifact; its own limits end it before
_LONGEST_ANSWER: Final = 8_000_000


def probed(reader: Reader, every: Iterable[str]) -> tuple[Probe, ...]:
    """What each artifact says, in the order of paths; those of tests are material, not what is loaded in production."""
    paths = [path for path in every if kind_of(path) in {"artifact", "data"} and tier(path) in {"code", "example"}]
    if not paths:
        return ()
    from mle_reviewer.probes.probe import may_hold_code

    paths = [path for path in paths if may_hold_code(path)]
    apart = _Apart()
    try:
        found = list(_read(reader, paths[:_MOST], apart))
    finally:
        apart.close()
    if len(paths) > _MOST:
        reader.gaps.append(_left(paths[_MOST], len(paths) - _MOST))
    return tuple(found)


def _read(reader: Reader, paths: list[str], apart: _Apart) -> Iterator[Probe]:
    size = steps = at = 0
    together = _TOGETHER
    while at < len(paths):
        if size > _MOST_BYTES or steps > _MOST_STEPS:
            reader.gaps.append(_left(paths[at], len(paths) - at))
            return
        some = paths[at : at + together]
        at += together
        documents = dict(reader.tree.read_many(path for path in some if _known(reader, path) is None))
        held = 0
        for path in some:
            document = documents.pop(path, None)
            if isinstance(document, Gap):
                reader.gaps.append(document)
                continue
            found = _known(reader, path) if document is None else _probe(reader, document, apart)
            if found is None:
                continue
            size, steps, held = size + found.size, steps + found.steps, held + found.size
            reader.gaps.extend(_gaps(found))
            yield found
        together = 1 if held > _LARGE else _TOGETHER


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


def _probe(reader: Reader, document: Document, apart: _Apart) -> Probe:
    found = apart.probe(document)
    shelf, key = reader.shelf, reader.key(document.path)
    if shelf is not None and key is not None:
        shelf.probes[key] = found
    return found


class _Apart:
    """The process that reads artifacts: started for the first one, and again after one that ended it."""

    def __init__(self) -> None:
        self._worker: Worker | None = None
        self._starts = 0

    def probe(self, document: Document) -> Probe:
        """What an artifact says; an answer that does not come, or is none, leaves it unread."""
        from dataclasses import replace

        import msgspec

        from mle_reviewer.probes.apart import MODULE, question
        from mle_reviewer.probes.limits import MOST_STEPS
        from mle_reviewer.probes.probe import Probe
        from mle_reviewer.sources.worker import Worker, WorkerEndedError

        path, size = document.path, len(document.data)
        if self._worker is None:
            self._starts += 1
            if self._starts > _MOST_STARTS:
                return Probe(path, "", unread=("too many before it could not be read",), size=size)
        try:
            self._worker = self._worker or Worker(MODULE)
            asked = question(path, document.data, MOST_STEPS)
            answer = self._worker.ask(asked, seconds=_SECONDS, most=_LONGEST_ANSWER)
            return replace(msgspec.json.decode(answer, type=Probe), path=path, size=size)
        except WorkerEndedError as error:
            self._worker = None
            return Probe(path, "", unread=(str(error),), size=size)
        except msgspec.DecodeError:
            self.close()
            return Probe(path, "", unread=("what was read of it cannot be understood",), size=size)

    def close(self) -> None:
        """Ends the process."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None
