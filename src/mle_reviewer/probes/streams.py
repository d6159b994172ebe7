"""All pickles of one run of bytes: several streams, those inside bytes, old torch files, and what stands behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import unpickling
from mle_reviewer.probes.limits import DEEPEST, Budget, UnreadError
from mle_reviewer.probes.notes import Notes
from mle_reviewer.probes.pickles import Stream

if TYPE_CHECKING:
    from mle_reviewer.probes.calls import Inner

TORCH_MAGIC: Final = 0x1950A86A20F9469CFC6C
_TORCH_STREAMS: Final = 5  # magic number, protocol, system, object, keys of the storages; then the storages' bytes
_MOST_STREAMS: Final = 1_000
_FILLING: Final = b"\0\n\r\t "


def read_streams(data: bytes, notes: Notes, budget: Budget, *, inner: Inner, depth: int = 0) -> str:
    """Reads every pickle in `data`, and says what the whole is: "pickle", "joblib", "torch"; "" where it is none."""
    found = _read(data, notes, budget, inner=inner, depth=depth, arrays=True)
    if found == "joblib":
        # Whoever loads it with `pickle` meets the arrays' bytes as instructions.
        aside = Notes(notes.member, brings_code=notes.brings_code)
        _read(data, aside, Budget(budget.steps // 2, budget.unpacked), inner=inner, depth=depth, arrays=False)
        for run in aside.kept():
            if run.how in {"called", "handed"} and unpickling.runs(run.name):  # the rest is what numbers happen to say
                notes.run(run.name, run.how, run.why, run.offset)
    spelled(data, notes)
    return found


def _read(data: bytes, notes: Notes, budget: Budget, *, inner: Inner, depth: int, arrays: bool) -> str:
    at, count, what, limit = 0, 0, "pickle", _MOST_STREAMS
    while at < len(data) and count < limit:
        stream = Stream(data, notes, budget, arrays=arrays, inner=inner, depth=depth)
        before = len(notes.names)
        try:
            value, at = stream.read(at)
        except UnreadError as error:
            if count and len(notes.names) == before and not data[at:].strip(_FILLING):
                break
            if not count and len(notes.names) == before and data[:1] != b"\x80":
                return ""
            notes.incomplete(f"behind byte {at}: {error}" if count else str(error))
            return what
        count += 1
        notes.tops.append(value)
        if stream.skipped:
            what = "joblib"
        if count == 1 and value == TORCH_MAGIC:
            what, limit = "torch", _TORCH_STREAMS
    if count == _MOST_STREAMS and at < len(data):
        notes.incomplete("more streams than are followed")
    if what == "torch" and count < limit:
        notes.incomplete("it ends before its storages")
    return what if count else ""


def reader_of(notes: Notes, budget: Budget, depth: int = 0) -> Inner:
    """What reads bytes inside a pickle that may be one themselves; those that turn out to be none say nothing."""

    def read(data: bytes, _at: int) -> None:
        if depth >= DEEPEST:
            notes.incomplete("pickles inside pickles, deeper than is followed")
            return
        aside = Notes(notes.member)
        read_streams(data, aside, budget, inner=reader_of(aside, budget, depth + 1), depth=depth + 1)
        notes.runs.update({key: one for key, one in aside.runs.items() if key not in notes.runs})
        notes.names.update(aside.names)
        notes.brings_code = notes.brings_code or aside.brings_code
        if aside.names:
            notes.unread += [one for one in aside.unread if one not in notes.unread]

    return read


def spelled(data: bytes, notes: Notes) -> None:
    """Notes names that run code and stand somewhere in the bytes, where no stream that was followed has them."""
    for pattern in unpickling.SPELLED:
        for found in pattern.finditer(data):
            path = b"".join((found[1], found[2], b".", found[3])).decode("latin-1")
            why = unpickling.runs(path)
            if why and path not in notes.names:
                notes.run(path, "spelled", why, found.start())
