"""Artifacts made when the tests run: those that run something when they are loaded, and those that do not.

Nothing here is ever loaded. What the first kind names would do no harm: `true`, a page of example.com, `1 + 1`.
"""

from __future__ import annotations

import base64
import bz2
import datetime
import gzip
import json
import lzma
import marshal
import os
import pickle
import zlib
from collections import Counter, OrderedDict
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePosixPath

from tests.probes.assembling import (
    array,
    call,
    items,
    listed,
    made,
    name,
    npy,
    number,
    objects,
    old_torch,
    raw_bytes,
    safetensors,
    stream,
    tarred,
    text,
    zipped,
)  # fmt: skip

SYSTEM = call("posix", "system", text("true"))
SYSTEM_NAME = name("posix", "system")
NUMBERS = b"\0\0\0\0\0\0\xf0?" * 64


class _Starts:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("true",)


def _behind(payload: bytes) -> bytes:
    """A list of an array and something else, as joblib writes it."""
    start = b"\x80\x04]("
    return start + array("f8", NUMBERS, 64, len(start)) + payload + b"e."


def _in_its_place() -> bytes:
    """Instructions where joblib expects numbers: `pickle` runs them, `joblib` does not."""
    payload = SYSTEM + b"."
    return b"\x80\x04" + array("u1", payload, len(payload), 2, aligned=False) + b"."


def _joined_by_memo() -> bytes:
    return (
        b"\x80\x04" + text("posix") + b"\x940" + text("system") + b"\x940" + b"h\x00h\x01\x93(" + text("true") + b"tR."
    )


def _wrong_sum() -> bytes:
    data = zipped({"archive/data.pkl": stream(SYSTEM, 2), "archive/version": b"3\n"})
    good = zlib.crc32(stream(SYSTEM, 2)).to_bytes(4, "little")
    return data.replace(good, b"\1\2\3\4")


def _keras(config: object) -> bytes:
    members = {"metadata.json": b'{"keras_version": "3.4.1"}', "config.json": json.dumps(config).encode()}
    return zipped({**members, "model.weights.h5": b"\x89HDF\r\n\x1a\n"})


def _layer(source: str) -> dict[str, object]:
    code = base64.b64encode(marshal.dumps(compile(source, "layer", "eval"))).decode()
    function = {"class_name": "__lambda__", "config": {"code": code, "defaults": None, "closure": None}}
    layer = {"module": "keras.layers", "class_name": "Lambda", "config": {"name": "scale", "function": function}}
    return {"module": "keras", "class_name": "Sequential", "config": {"layers": [layer]}}


def _function() -> bytes:
    """A function as cloudpickle keeps it: by value, with a module among its names."""
    code = (
        call("cloudpickle.cloudpickle", "_builtin_type", text("CodeType"))
        + b"("
        + number(1)
        + raw_bytes(b"d\0S\0")
        + b"tR"
    )
    return call("cloudpickle.cloudpickle", "_make_function", code, items(os=_module("os")), text("path"), b"N", b"N")


def _module(of: str) -> bytes:
    return call("cloudpickle.cloudpickle", "subimport", text(of))


def _compressed(data: bytes) -> dict[str, bytes]:
    return {
        "zlib.joblib": zlib.compress(data, 3),
        "gzip.joblib.gz": gzip.compress(data, mtime=0),
        "bz2.joblib": bz2.compress(data),
        "xz.joblib": lzma.compress(data),
        "lzma.joblib": lzma.compress(data, lzma.FORMAT_ALONE),
    }


def malicious() -> dict[str, bytes]:
    """File names with what they hold; each runs something that no data needs."""
    torch = stream(SYSTEM, 2)
    nested = stream(call("pickle", "loads", raw_bytes(stream(SYSTEM))))
    found = {f"protocol_{number}.pkl": pickle.dumps({"model": [1, _Starts()]}, number) for number in range(6)}
    found |= {f"behind_an_array_{kind}": data for kind, data in _compressed(_behind(SYSTEM)).items()}
    return found | {
        "behind_an_array.joblib": _behind(SYSTEM),
        "behind_an_old_array.joblib": b"\x80\x03](" + array("f8", NUMBERS, 64, 4, aligned=False) + SYSTEM + b"e.",
        "behind_texts.joblib": b"\x80\x04](" + array("U3", b"a\0\0\0" * 6, 2, 4, size=12) + SYSTEM + b"e.",
        "in_objects.joblib": stream(listed(objects(stream(SYSTEM, 2)))),
        "in_place_of_numbers.pkl": _in_its_place(),
        "called_partial.pkl": stream(_rebuilt(name("posix", "system"))),
        "partial_of_state.pkl": stream(call("functools", "partial", name("builtins", "print")) + b"(" + SYSTEM_NAME
        + text("true") + b"\x85}Ntb)R"),
        "bound.pkl": stream(call("types", "MethodType", SYSTEM_NAME, text("true")) + b")R"),
        "by_method.pkl": stream(call("operator", "methodcaller", text("system"), text("true")) + b"("
        + call("dill._dill", "_import_module", text("os")) + b"tR"),
        "inst.pkl": b"(S'true'\nios\nsystem\n.",
        "obj.pkl": b"(cos\nsystem\nS'true'\no.",
        "escaped.pkl": b"\x80\x04S'\\x6fs'\nV\\u0073ystem\n\x93(" + text("true") + b"tR.",
        "memo.pkl": _joined_by_memo(),
        "python2.pkl": b"c__builtin__\neval\n(S'1 + 1'\ntR.",
        "exec.pkl": stream(call("builtins", "exec", text("1 + 1"))),
        "popen.pkl": stream(call("subprocess", "Popen", listed(text("true")))),
        "runpy.pkl": stream(call("runpy", "run_module", text("this"))),
        "import.pkl": stream(call("importlib", "import_module", text("this"))),
        "browser.pkl": stream(call("webbrowser", "open", text("https://example.com"))),
        "socket.dill": stream(call("socket", "create_connection", text("example.com"))),
        "dotted.pkl": stream(call("numpy", "os.system", text("true"))),
        "getattr.pkl": stream(call("builtins", "getattr", _module("os"), text("system")) + text("true") + b"\x85R"),
        "revealed.pkl": stream(call("builtins", "getattr", _function(), text("__globals__"))),
        "partial.pkl": stream(call("functools", "partial", name("posix", "system"), text("true"))),
        "carried.pkl": stream(call("operator", "methodcaller", text("interact")) + _module("code") + b"\x85R"),
        "own_function.pkl": stream(_function() + b")R"),
        "put_together.pkl": stream(text("posix") + call("builtins", "str", text("system")) + b"\x93"),
        "overridden.pkl": stream(name("torch", "_utils") + items(_rebuild_tensor=text("eval")) + b"b"),
        "second.pkl": stream(text("first")) + stream(SYSTEM),
        "nested.pkl": nested,
        "nested_twice.pkl": stream(items(state=raw_bytes(nested))),
        "f2py.pkl": stream(call("numpy.f2py.crackfortran", "getlincoef", text("1 + 1"), items())),
        "read_again.pkl": stream(call("numpy", "load", text("other.npy"))),
        "behind_noise.pkl": stream(text("first")) + b"\xfe\xfe" + b"cposix\nsystem\n(S'true'\ntR.",
        "protocol_unknown.pkl": b"\x80\x63" + SYSTEM + b".",
        "zip.pt": zipped({"archive/data.pkl": torch, "archive/data/0": NUMBERS}),
        "packed.pth": zipped({"archive/data.pkl": torch}, packed=True),
        "wrong_sum.ckpt": _wrong_sum(),
        "renamed_member.pt": zipped({"archive/data.pkl": stream(items(), 2), "archive/config.p": torch}),
        "old.pt": old_torch(SYSTEM),
        "tar.pt": tarred({"pickle": torch, "storages": stream(number(0), 2)}),
        "objects.npy": npy("|O", stream(SYSTEM, 3)),
        "objects.npz": zipped({"a.npy": npy("<f8", NUMBERS[:8]), "b.npy": npy("|O", stream(SYSTEM, 3))}, packed=True),
        "zip_in_zip.mar": zipped({"model.pt": zipped({"archive/data.pkl": torch})}),
        "module.keras": _keras({"class_name": "system", "module": "os", "config": {}, "registered_name": None}),
        "layer.keras": _keras(_layer("(lambda x: __import__('os').system('true'))")),
        "schema.skops": zipped({"schema.json": json.dumps({"__class__": "system", "__module__": "os"}).encode()}),
    }  # fmt: skip


def pipeline(**more: bytes) -> bytes:
    """A pipeline of scikit-learn with a scaler and a model."""
    scaler = made("sklearn.preprocessing._data", "StandardScaler", _sklearn_version=text("1.7.2"), **more)
    model = made("sklearn.linear_model._logistic", "LogisticRegression", _sklearn_version=text("1.7.2"))
    steps = listed(text("scale") + scaler + b"\x86", text("model") + model + b"\x86")
    return made("sklearn.pipeline", "Pipeline", steps=steps, _sklearn_version=text("1.7.2"))


def features(*names: str) -> bytes:
    """An array of texts as plain pickles hold it."""
    empty = call(
        "numpy._core.multiarray", "_reconstruct", name("numpy", "ndarray"), number(0) + b"\x85", raw_bytes(b"b")
    )
    listing = listed(*(text(one) for one in names))
    return (
        empty
        + b"("
        + number(1)
        + number(len(names))
        + b"\x85"
        + call("numpy", "dtype", text("O8"))
        + b"\x89"
        + listing
        + b"tb"
    )


def _rebuilt(of: bytes) -> bytes:
    """A call of a `partial`, as protocols before 4 write a `__new__` with named arguments."""
    return call("functools", "partial", of, number(1)) + b"(" + number(2) + b"tR"


def benign() -> dict[str, bytes]:
    """File names with what they hold; loading them makes objects and nothing else."""
    plain = {
        "rows": [1.5, None, True, 2**70, "é", b"x", (1, 2), {3}, frozenset({4})],
        "at": datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC),
        "parts": OrderedDict(a=Decimal("0.5")), "counts": Counter("aab"), "share": Fraction(1, 3),
        "at_path": PurePosixPath("a"),
    }  # fmt: skip
    tensor = call("torch._utils", "_rebuild_tensor_v2", text("s") + b"Q", number(0), b")", b")", b"\x89", b")")
    state = call("collections", "OrderedDict") + text("weight") + tensor + b"s"
    found: dict[str, bytes] = {f"protocol_{number}.pkl": pickle.dumps(plain, number) for number in range(6)}
    found |= {f"array_{kind}": data for kind, data in _compressed(_behind(pipeline())).items()}
    enum = call("builtins", "getattr", name("sklearn.base", "Kind"), text("LINEAR"))
    method = call("builtins", "getattr", pipeline(), text("transform"))
    return found | {
        "pipeline.pkl": stream(pipeline(feature_names_in_=features("age", "income"))),
        "array.joblib": _behind(pipeline()),
        "old_array.joblib": b"\x80\x03](" + array("f8", NUMBERS, 64, 4, aligned=False) + number(1) + b"e.",
        "texts.joblib": b"\x80\x04](" + array("U3", b"a\0\0\0" * 6, 2, 4, size=12) + number(1) + b"e.",
        "objects.joblib": stream(listed(objects(stream(features("age"), 2)))),
        "enum.pkl": stream(enum),
        "method.pkl": stream(method),
        "partial.pkl": stream(call("functools", "partial", name("numpy", "log1p"))),
        "called_partial.pkl": stream(_rebuilt(call("builtins", "getattr", name("scipy.stats", "Result"),
        text("__new__")))),
        "key.pkl": stream(call("operator", "itemgetter", number(1))),
        "function.pkl": stream(_function()),
        "function_with_a_name.pkl": stream(_function() + items(run=name("subprocess", "run")) + b"b"),
        "in_house.pkl": stream(made("churn.models", "Ensemble", weight=number(2))),
        "spoken_of.pkl": pickle.dumps({"help": "call os.system('true')", "words": ["os", "system", "posix"]}, 4),
        "words.pkl": stream(listed(text("os"), text("system"), text("eval"))),
        "several.pkl": b"".join(pickle.dumps(one) for one in range(3)),
        "settings.pkl": stream(call("pathlib", "PosixPath", text("models"))),
        "state.pt": zipped({"archive/data.pkl": stream(state, 2), "archive/data/0": NUMBERS,
        "archive/version": b"3\n"}),
        "packed.pth": zipped({"archive/data.pkl": stream(state, 2)}, packed=True),
        "chance.pt": zipped({"archive/data.pkl": stream(state, 2), "archive/data/0": b"\x80\x02" + b"\xfe" * 62}),
        "old.pt": old_torch(state),
        "tar.pt": tarred({"pickle": stream(state, 2), "storages": stream(number(0), 2), "tensors": stream(number(0),
        2)}),
        "numbers.npy": npy("<f8", NUMBERS[:8]),
        "objects.npy": npy("|O", stream(features("age"), 3)),
        "numbers.npz": zipped({"a.npy": npy("<f8", NUMBERS[:8]), "b.npy": npy("|O", stream(listed(), 3))}, packed=True),
        "model.keras": _keras({"module": "keras", "class_name": "Sequential", "config": {"layers": []}}),
        "layer.keras": _keras(_layer("(lambda x: x * 2)")),
        "schema.skops": zipped({"schema.json": json.dumps({"__class__": "Pipeline",
        "__module__": "sklearn.pipeline"}).encode()}),
        "model.safetensors": safetensors({"__metadata__": {"format": "pt"}, "w": {"dtype": "F32", "shape": [1],
        "data_offsets": [0, 4]}}, b"\0" * 4),
    }  # fmt: skip


_KINDS: dict[str, Callable[[], dict[str, bytes]]] = {"malicious": malicious, "benign": benign}


def write(folder: Path) -> list[tuple[Path, str]]:
    """Writes every file below `folder`; gives their paths and kinds."""
    written = []
    for kind, made_here in _KINDS.items():
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for file, data in made_here().items():
            (folder / kind / file).write_bytes(data)
            written.append((folder / kind / file, kind))
    return written
