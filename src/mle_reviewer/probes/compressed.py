"""Compressed files, as joblib and others write them, unpacked piece by piece and never beyond what is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.probes.limits import UnreadError

if TYPE_CHECKING:
    from mle_reviewer.probes.limits import Budget

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
    pieces: list[bytes] = []
    rest = data
    while rest:
        maker = _maker(how)
        piece, rest, whole = _one(maker, rest, budget)
        pieces.append(piece)
        if not whole:
            raise UnreadError(f"its {how} data ends early")
        if how not in {"gzip", "bz2", "xz"} or compression(rest) != how:
            break  # only these are joined from several
    return b"".join(pieces)


def member_data(raw: bytes, method: int, budget: Budget) -> bytes:
    """The data of an archive's member, by the number of its method."""
    import bz2
    import zlib

    if not method:
        return raw
    if method == _DEFLATED:
        found, _, whole = _one(zlib.decompressobj(-zlib.MAX_WBITS), raw, budget)
    elif method == _BZIPPED:
        found, _, whole = _one(bz2.BZ2Decompressor(), raw, budget)
    else:
        raise UnreadError("packed in a way that is not read" if method != _LZMA else "packed with LZMA")
    if not whole:
        raise UnreadError("its packed data ends early")
    return found


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


def _one(maker: Any, data: bytes, budget: Budget) -> tuple[bytes, bytes, bool]:
    """What one decompressor makes of `data`, what it leaves, and whether it came to its end."""
    import lzma
    import zlib

    pieces: list[bytes] = []
    waiting = data
    try:
        while not maker.eof:
            piece = maker.decompress(waiting, _PIECE)
            waiting = getattr(maker, "unconsumed_tail", b"")
            budget.unpack(len(piece))
            pieces.append(piece)
            if not piece and not waiting:
                break
    except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError) as error:
        raise UnreadError(f"its packed data is damaged ({type(error).__name__})") from None
    return b"".join(pieces), maker.unused_data, maker.eof
