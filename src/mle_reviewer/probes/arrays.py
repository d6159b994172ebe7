"""Arrays of numbers as joblib writes them: their bytes stand in the stream, behind a wrapper that says how many."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.probes.limits import UnreadError
from mle_reviewer.probes.values import Made, Value, attributes

_CODE: Final = re.compile(r"[<>=|]?([?bBhHiIlLqQefdgFDGSUVmMOc])(\d{0,9})$")
_SIZES: Final = {
    "?": 1, "b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "e": 2, "f": 4, "d": 8,
    "g": 16, "F": 8, "D": 16, "G": 32, "m": 8, "M": 8, "c": 1,
}  # fmt: skip
_STATE: Final = 8  # entries of a dtype's state: version, order, base, names, fields, size, alignment, flags
_SIZE_AT, _FLAGS_AT, _FIELDS_AT = 5, 7, 4
_HAS_OBJECTS: Final = 1
_WIDEST: Final = 4


def holds_objects(wrapper: Made) -> bool:
    """Whether the array is one of Python objects, which stand behind the wrapper as a pickle."""
    code, _, state = _dtype(wrapper)
    flags = state[_FLAGS_AT] if len(state) >= _STATE else 0
    return code == "O" or (isinstance(flags, int) and bool(flags & _HAS_OBJECTS))


def bytes_of(wrapper: Made, data: bytes, at: int) -> int:
    """Where the bytes of the array end that begin at `at`."""
    said = attributes(wrapper)
    shape = said.get("shape")
    if not isinstance(shape, tuple):
        raise UnreadError(f"byte {at}: an array without a shape")
    count = 1
    for size in shape:
        wide = size if isinstance(size, int) else _scalar(size)
        if wide is None or wide < 0:
            raise UnreadError(f"byte {at}: an array without a shape")
        count *= wide
    end = at + count * _width(wrapper, at)
    if said.get("numpy_array_alignment_bytes") is not None:
        if at >= len(data):
            raise UnreadError("it ends inside an array")
        end += 1 + data[at]  # how much was filled up, and the filling
    if end > len(data):
        raise UnreadError("it ends inside an array")
    return end


def _width(wrapper: Made, at: int) -> int:
    """How many bytes one element takes."""
    code, digits, state = _dtype(wrapper)
    stated = state[_SIZE_AT] if len(state) > _SIZE_AT else -1
    if isinstance(stated, int) and stated > 0:
        return stated
    if digits:
        return int(digits) * (_WIDEST if code == "U" else 1)
    if code in _SIZES:
        return _SIZES[code]
    raise UnreadError(f"byte {at}: an array of a type that is not known")


def _dtype(wrapper: Made) -> tuple[str, str, tuple[Value, ...]]:
    """The code of the array's type, its digits, and its state."""
    dtype = attributes(wrapper).get("dtype")
    if not isinstance(dtype, Made) or not dtype.args or not isinstance(dtype.args[0], str):
        return "", "", ()
    found = _CODE.match(dtype.args[0])
    state = dtype.state if isinstance(dtype.state, tuple) else ()
    if found is None:
        return ("u", dtype.args[0][1:], state) if re.match(r"u\d$", dtype.args[0]) else ("", "", state)
    return found[1], found[2], state


def _scalar(size: Value) -> int | None:
    """The number that a scalar of numpy holds: `scalar(dtype, bytes)`."""
    if isinstance(size, Made) and size.path.endswith("multiarray.scalar") and isinstance(size.args[-1], bytes):
        return int.from_bytes(size.args[-1], "little")
    return None
