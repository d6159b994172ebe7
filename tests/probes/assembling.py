"""An assembler of artifacts: pickles instruction by instruction, and the containers around them. Runs nothing."""

from __future__ import annotations

import io
import json
import struct
import zipfile


def text(value: str) -> bytes:
    raw = value.encode()
    return b"\x8c" + bytes([len(raw)]) + raw


def number(value: int) -> bytes:
    return b"J" + struct.pack("<i", value)


def raw_bytes(value: bytes) -> bytes:
    return b"B" + struct.pack("<I", len(value)) + value


def name(module: str, attribute: str) -> bytes:
    return text(module) + text(attribute) + b"\x93"


def call(module: str, attribute: str, *args: bytes) -> bytes:
    return name(module, attribute) + b"(" + b"".join(args) + b"tR"


def items(**values: bytes) -> bytes:
    return b"}(" + b"".join(text(key) + value for key, value in values.items()) + b"u"


def listed(*values: bytes) -> bytes:
    return b"](" + b"".join(values) + b"e"


def made(module: str, attribute: str, **state: bytes) -> bytes:
    """An object as pickles hold it: made without a call of its constructor, and given its state."""
    return name(module, attribute) + b")\x81" + items(**state) + b"b"


def stream(body: bytes, protocol: int = 4) -> bytes:
    return b"\x80" + bytes([protocol]) + body + b"."


def dtype(code: str, size: int = -1, flags: int = 0) -> bytes:
    state = b"(" + number(3) + text("<") + b"NNN" + number(size) + number(-1) + number(flags) + b"t"
    return call("numpy", "dtype", text(code), b"\x89", b"\x88") + state + b"b"


def array(code: str, raw: bytes, shape: int, before: int, *, size: int = -1, aligned: bool = True) -> bytes:
    """A wrapper as joblib writes it, and the array's bytes behind it; `before` is what stands in front, in bytes."""
    state = {
        "subclass": name("numpy", "ndarray"),
        "shape": number(shape) + b"\x85",
        "order": text("C"),
        "dtype": dtype(code, size),
        "allow_mmap": b"\x89",
    }
    if aligned:
        state["numpy_array_alignment_bytes"] = number(16)
    wrapper = made("joblib.numpy_pickle", "NumpyArrayWrapper", **state)
    if not aligned:
        return wrapper + raw
    filled = 16 - (before + len(wrapper) + 1) % 16
    return wrapper + bytes([filled]) + b"\xff" * filled + raw


def objects(inner: bytes) -> bytes:
    """An array of objects as joblib writes it: a pickle behind the wrapper."""
    state = {"shape": number(1) + b"\x85", "dtype": dtype("O", flags=63), "subclass": name("numpy", "ndarray")}
    return made("joblib.numpy_pickle", "NumpyArrayWrapper", **state) + inner


def zipped(members: dict[str, bytes], *, packed: bool = False) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for path, data in members.items():
            archive.writestr(zipfile.ZipInfo(path, (2026, 1, 5, 0, 0, 0)), data, archive.compression)
    return kept.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    import tarfile

    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path, data in members.items():
            info = tarfile.TarInfo(path)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return kept.getvalue()


def npy(descr: str, body: bytes) -> bytes:
    head = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': (1,), }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + body


def safetensors(header: dict[str, object], body: bytes = b"") -> bytes:
    raw = json.dumps(header).encode()
    return struct.pack("<Q", len(raw)) + raw + body


def old_torch(body: bytes) -> bytes:
    """A file of PyTorch before 1.6: four pickles, the keys of the storages, then their bytes."""
    magic = b"\x8a\x0a" + (0x1950A86A20F9469CFC6C).to_bytes(10, "little")
    parts = [stream(magic, 2), stream(number(1001), 2), stream(items(little_endian=b"\x88"), 2)]
    return b"".join([*parts, stream(body, 2), stream(listed(text("0")), 2)]) + struct.pack("<q", 2) + b"\0\1\2\3" * 2
