"""Archives, zip and tar, member by member: by their own directory, whatever sums and names inside them say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.probes.compressed import member_data
from mle_reviewer.probes.limits import MOST_MEMBERS, UnreadError

if TYPE_CHECKING:
    from mle_reviewer.probes.limits import Budget

ZIP: Final = b"PK\x03\x04"
_ENTRY, _EMPTY = b"PK\x01\x02", b"PK\x05\x06"
_LOCAL: Final = 30  # bytes of a local header before the name
_NAME_AT, _EXTRA_AT = 26, 28
_BLOCK: Final = 512
_TAR_AT, _TAR = 257, b"ustar"
_PEEK: Final = 16


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive: its name, and its bytes as they are packed."""

    name: str
    packed: memoryview  # no copy: most members are numbers, which nobody reads
    method: int = 0
    size: int = 0
    locked: bool = False  # marked as encrypted

    def data(self, budget: Budget) -> bytes:
        """Its bytes; a checksum that is wrong does not keep a loader from reading them, so none is compared."""
        return member_data(self.packed, self.method, budget)

    def begins(self) -> bytes:
        """Its first bytes, "" where even those cannot be had."""
        import zlib

        if not self.method:
            return bytes(self.packed[:_PEEK])
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.packed[:_BLOCK], _PEEK)
        except zlib.error:
            return b""


def is_zip(data: bytes) -> bool:
    """Whether these bytes are a zip archive."""
    return data.startswith((ZIP, _EMPTY))


def is_tar(data: bytes) -> bool:
    """Whether these bytes are a tar archive."""
    return data[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def zipped(data: bytes) -> Iterator[Member]:
    """The members of a zip archive, as its directory lists them."""
    view = memoryview(data)
    if data.count(_ENTRY) > MOST_MEMBERS:
        raise UnreadError("an archive of more members than are read")
    try:
        listed = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, UnicodeError, OverflowError):
        raise UnreadError("an archive whose directory cannot be read") from None
    for entry in listed:
        at = entry.header_offset
        if data[at : at + 4] != ZIP:
            raise UnreadError(f"{_shown(entry.filename)}: not where the archive's directory says")
        name = int.from_bytes(data[at + _NAME_AT : at + _NAME_AT + 2], "little")
        extra = int.from_bytes(data[at + _EXTRA_AT : at + _EXTRA_AT + 2], "little")
        start = at + _LOCAL + name + extra
        packed = view[start : start + entry.compress_size]
        yield Member(_shown(entry.filename), packed, entry.compress_type, entry.file_size, bool(entry.flag_bits & 1))


def tarred(data: bytes) -> Iterator[Member]:
    """The regular members of a tar archive."""
    view, at, count = memoryview(data), 0, 0
    while at + _BLOCK <= len(data) and data[at : at + 1] != b"\0":
        head = data[at : at + _BLOCK]
        digits = head[124:136].strip(b"\0 ")
        count += 1
        if count > MOST_MEMBERS or not digits.isdigit():
            raise UnreadError("an archive whose members cannot be told")
        size = int(digits, 8)
        start = at + _BLOCK
        if start + size > len(data):
            raise UnreadError("it ends inside an archive")
        if head[156:157] in {b"0", b"\0"}:
            name = head[:100].split(b"\0")[0].decode("utf-8", "replace")
            yield Member(_shown(name), view[start : start + size], 0, size)
        at = start + -(-size // _BLOCK) * _BLOCK


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:120]
