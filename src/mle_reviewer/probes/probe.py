"""Reads an artifact without loading it: what format it is, what it runs, what it holds, and what was not read of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from mle_reviewer.knowledge import unpickling
from mle_reviewer.probes.archives import Member, is_tar, is_zip, tarred, zipped
from mle_reviewer.probes.compressed import compression, unpacked
from mle_reviewer.probes.contents import Contents, contents_of
from mle_reviewer.probes.declared import described, header, read_json
from mle_reviewer.probes.limits import DEEPEST, MOST_STEPS, Budget, UnreadError
from mle_reviewer.probes.notes import Notes, Run
from mle_reviewer.probes.streams import read_streams, reader_of

_PICKLES: Final = (".pkl", ".pickle", ".joblib", ".dill", ".cloudpickle", ".pt", ".pth", ".ckpt")
_READ: Final = (*_PICKLES, ".bin", ".model", ".npy", ".npz", ".keras", ".safetensors", ".skops", ".mar", ".sav", ".cbm")
_COMPRESSED: Final = (".gz", ".bz2", ".xz", ".z", ".lzma")
_NPY: Final = b"\x93NUMPY"
_OBJECTS: Final = re.compile(rb"['\"][|<>=]?O\d*['\"]")
_DESCRIPTIONS: Final = ("config.json", "schema.json")
_STORAGE: Final = re.compile(r"(^|/)data/\d+$")  # of a tensor, in a file of PyTorch
_PROTOCOLS: Final = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05", b"\x80\x00", b"\x80\x01")


@dataclass(frozen=True, slots=True)
class Probe:
    """What an artifact says; `unread` says what of it was not read, and with that nothing in it is known to be fine."""

    path: str
    format: str
    runs: tuple[Run, ...] = ()
    names: tuple[str, ...] = ()
    contents: Contents = field(default_factory=Contents)
    unread: tuple[str, ...] = ()
    size: int = 0  # bytes of the file
    steps: int = 0  # that reading it took

    @property
    def libraries(self) -> tuple[str, ...]:
        """The top-level packages that are imported when it is loaded."""
        return tuple(dict.fromkeys(name.partition(".")[0] for name in self.names))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names of no library that models are known to be made with: neither good nor bad."""
        return tuple(name for name in self.names if not unpickling.known(name))


def may_hold_code(path: str) -> bool:
    """Whether a file of this name is one that is read here."""
    return _plain(path).endswith(_READ)


def probe(path: str, data: bytes, steps: int = MOST_STEPS) -> Probe:
    """What these bytes hold; nothing in them is run, and everything is counted."""
    notes, budget = Notes(), Budget(min(steps, MOST_STEPS))
    allowed = budget.steps
    form = ""
    try:
        form = _read(_plain(path), data, notes, budget, 0)
    except UnreadError as error:
        notes.incomplete(str(error))
    except MemoryError:
        notes.incomplete("it takes more memory than is given to reading one artifact")
    if not form and not notes.unread and _plain(path).endswith(_PICKLES):
        notes.incomplete("neither a whole pickle nor an archive" if data else "empty")
    return Probe(
        path,
        form,
        notes.kept(),
        tuple(notes.names),
        contents_of(notes.tops),
        tuple(notes.unread),
        len(data),
        allowed - max(budget.steps, 0),
    )


def _plain(path: str) -> str:
    lower = path.lower()
    return lower[: lower.rindex(".")] if lower.endswith(_COMPRESSED) else lower


def _read(name: str, data: bytes, notes: Notes, budget: Budget, depth: int) -> str:
    """Reads what stands in some bytes, and says what they are."""
    if depth > DEEPEST:
        raise UnreadError("archives inside archives, deeper than is read")
    if is_zip(data):
        return _archive(name, list(zipped(data)), notes, budget, depth)
    if is_tar(data):
        return _archive(name, list(tarred(data)), notes, budget, depth, form="tar")
    if data.startswith(_NPY):
        return _array(data, notes, budget)
    if name.endswith(".safetensors"):
        header(data)
        return "safetensors"
    if how := compression(data):
        return _read(name, unpacked(data, how, budget), notes, budget, depth + 1) or how
    return read_streams(data, notes, budget, inner=reader_of(notes, budget), depth=depth)


def _archive(name: str, members: list[Member], notes: Notes, budget: Budget, depth: int, *, form: str = "zip") -> str:
    names = {member.name.rpartition("/")[2] for member in members}
    if "data.pkl" in names:
        form = "torch"
    elif name.endswith(".keras") or {"config.json", "metadata.json"} <= names:
        form = "keras"
    elif "schema.json" in names:
        form = "skops"
    elif names and all(one.endswith(".npy") for one in names):
        form = "npz"
    outer = notes.member
    for member in members:
        notes.member = f"{outer}/{member.name}" if outer else member.name
        try:
            _member(member, notes, budget, depth)
        except UnreadError as error:
            notes.incomplete(str(error))
            if budget.unpacked < 0:
                break
    notes.member = outer
    return form


def _member(member: Member, notes: Notes, budget: Budget, depth: int) -> None:
    """Reads a member that may hold a pickle, whatever it is called; the bytes of tensors are left alone."""
    lower, start = member.name.lower(), member.begins()
    if member.locked:  # some loaders read it all the same
        notes.incomplete("marked as encrypted")
    if lower.rpartition("/")[2] in _DESCRIPTIONS:
        described(read_json(member.data(budget)), notes)
    elif lower.endswith((*_PICKLES, ".npy", ".npz")) or start.startswith((*_PROTOCOLS, _NPY)) or is_zip(start):
        before = len(notes.unread), len(notes.names), len(notes.runs)
        form = _read(lower, member.data(budget), notes, budget, depth + 1)
        if _STORAGE.search(lower) and before[1:] == (len(notes.names), len(notes.runs)):
            del notes.unread[before[0] :]  # numbers that happen to begin as a pickle does
        if not form and lower.endswith(_PICKLES):
            notes.incomplete("neither a whole pickle nor an archive")


def _array(data: bytes, notes: Notes, budget: Budget) -> str:
    """An array of numpy's own format: its header, and the pickle behind it where it is one of objects."""
    wide = 2 if data[6:7] == b"\x01" else 4
    start = 8 + wide
    end = start + int.from_bytes(data[8:start], "little")
    if end > len(data):
        raise UnreadError("it ends inside a header")
    if _OBJECTS.search(data, start, end):
        read_streams(data[end:], notes, budget, inner=reader_of(notes, budget))
    return "npy"
