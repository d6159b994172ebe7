"""Compressed files, as joblib and others write them, unpacked piece by piece and never beyond what is counted."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.probes.limits import UnreadError

if TYPE_CHECKING:
    from mle_reviewer.probes.limits import Budget

_PEEK: Final = 8
_PIECE: Final = 1 << 20
_MEMORY: Final = 64_000_000  # of the decompressor
_DEFLATED, _BZIPPED, _LZMA = 8, 12, 14
_STARTS: Final = (
    (b"\x1f\x8b", "gzip"), (b"BZh", "bz2"), (b"\xfd7zXZ", "xz"), (b"\x5d\x00\x00", "lzma"), (b"\x04\x22\x4d\x18",
    "lz4"),
    (b"\x28\xb5\x2f\xfd", "zstd"), (b"ZF", "zf"), (b"x\x01", "zlib"), (b"x\x5e", "zlib"), (b"x\x9c", "zlib"),
    (b"x\xda", "zlib"),
)  # fmt: skip


def compression(data: bytes) -> str:
    """How these bytes are compressed; "" where they are not."""
    return next((name for start, name in _STARTS if data.startswith(start)), "")


def unpacked(data: bytes, how: str, budget: Budget) -> bytes:
    """What was compressed; raises UnreadError where that is too much, cut off or of a kind that is not read."""
    kept = BytesIO()
    rest = memoryview(data)
    while rest:
        rest, whole = _one(_maker(how), rest, budget, kept)
        if not whole:
            raise UnreadError(f"its {how} data ends early")
        if how not in {"gzip", "bz2", "xz"} or compression(bytes(rest[:_PEEK])) != how:
            break  # only these are joined from several
    return kept.getvalue()


def member_data(raw: memoryview, method: int, budget: Budget) -> bytes:
    """The data of an archive's member, by the number of its method."""
    import bz2
    import zlib

    kept = BytesIO()
    if not method:
        return bytes(raw)
    if method == _DEFLATED:
        _, whole = _one(zlib.decompressobj(-zlib.MAX_WBITS), raw, budget, kept)
    elif method == _BZIPPED:
        _, whole = _one(bz2.BZ2Decompressor(), raw, budget, kept)
    else:
        raise UnreadError("packed in a way that is not read" if method != _LZMA else "packed with LZMA")
    if not whole:
        raise UnreadError("its packed data ends early")
    return kept.getvalue()


def _maker(how: str) -> Any:
    import bz2
    import lzma
    import zlib

    if how == "zlib":
        return zlib.decompressobj()
    if how == "gzip":
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    if how == "bz2":
        return bz2.BZ2Decompressor()
    if how in {"xz", "lzma"}:
        return lzma.LZMADecompressor(lzma.FORMAT_AUTO, memlimit=_MEMORY)
    raise UnreadError(f"compressed with {how}, which is not read")


def _one(maker: Any, data: memoryview, budget: Budget, kept: BytesIO) -> tuple[memoryview, bool]:
    """Keeps what one decompressor makes of `data`; what it leaves, and whether it came to its end."""
    import lzma
    import zlib

    at = 0
    waiting: bytes | memoryview = b""
    try:
        while not maker.eof:
            if not waiting and getattr(maker, "needs_input", True):
                waiting = data[at : at + _PIECE]
                at += len(waiting)
            piece = maker.decompress(waiting, _PIECE)
            waiting = getattr(maker, "unconsumed_tail", b"")
            budget.unpack(len(piece))
            kept.write(piece)
            if not piece and not waiting and at >= len(data):
                break
    except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError) as error:
        raise UnreadError(f"its packed data is damaged ({type(error).__name__})") from None
    return data[at - len(maker.unused_data) :], maker.eof
