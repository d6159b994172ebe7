"""Artifacts are read and never loaded: what runs something is named, what cannot be read whole says so."""

from __future__ import annotations

import gzip
import random
import time
import zlib

import pytest

from mle_reviewer.probes.probe import Probe, probe
from tests.probes import files, formats
from tests.probes.assembling import call, items, listed, name, number, raw_bytes, stream, text, zipped

MALICIOUS = files.malicious()
BENIGN = files.benign()


def test_there_are_enough_of_both():
    assert len(MALICIOUS) >= 25
    assert len(BENIGN) >= 25


@pytest.mark.parametrize("file", MALICIOUS)
def test_what_runs_something_is_named(file: str):
    found = probe(file, MALICIOUS[file])
    assert found.runs, found


@pytest.mark.parametrize("file", BENIGN)
def test_what_only_makes_objects_is_left_alone(file: str):
    found = probe(file, BENIGN[file])
    assert found.runs == ()
    assert found.unread == ()
    assert found.format


@pytest.mark.parametrize(
    ("file", "form"),
    [
        ("pipeline.pkl", "pickle"), ("array.joblib", "joblib"), ("array_zlib.joblib", "joblib"), ("state.pt", "torch"),
        ("old.pt", "torch"), ("numbers.npz", "npz"), ("model.keras", "keras"), ("schema.skops", "skops"),
        ("model.safetensors", "safetensors"), ("objects.npy", "npy"),
        ("model.h5", "keras"), ("weights.h5", "hdf5"), ("model.onnx", "onnx"), ("model.gguf", "gguf"),
        ("model.json", "xgboost"), ("model.ubj", "xgboost"), ("lgb_model.txt", "lightgbm"),
        ("catboost.cbm", "catboost"),
    ],
)  # fmt: skip
def test_formats_are_told_apart(file: str, form: str):
    assert probe(file, BENIGN[file]).format == form


def test_the_trap_of_joblib():
    """Numbers stand as they are inside the pickle: a reader of instructions alone stops there, and calls it clean."""
    (run,) = probe("model.joblib", MALICIOUS["behind_an_array.joblib"]).runs
    assert (run.name, run.how, run.why) == ("posix.system", "called", "starts processes or changes the machine")


def test_a_pipeline_says_what_it_holds():
    found = probe("model.pkl", BENIGN["pipeline.pkl"])
    assert found.contents.top == "sklearn.pipeline.Pipeline"
    assert [one.rpartition(".")[2] for one in found.contents.steps] == ["StandardScaler", "LogisticRegression"]
    assert found.contents.version == "1.7.2"
    assert found.contents.features == ("age", "income")
    assert found.libraries == ("sklearn", "numpy")


def test_a_name_that_nobody_knows_is_neither_good_nor_bad():
    found = probe("model.pkl", BENIGN["in_house.pkl"])
    assert found.unknown == ("churn.models.Ensemble",)
    assert not found.runs


def test_a_member_is_named():
    (run,) = probe("model.npz", MALICIOUS["objects.npz"]).runs
    assert run.member == "b.npy"


@pytest.mark.parametrize(
    "file",
    [
        "pipeline.pkl",
        "array.joblib",
        "array_xz.joblib",
        "state.pt",
        "old.pt",
        "packed.pth",
        "model.h5",
        "model_of_2.hdf5",
        "model.onnx",
        "model.gguf",
        "model.ubj",
    ],
)
def test_what_is_cut_off_is_never_clean(file: str):
    whole = BENIGN[file]
    end = whole.index(b"PK\x01\x02") if whole.startswith(b"PK") else len(whole) - 30 * (file == "old.pt") - 1
    for size in range(0, end, 7):
        assert probe(file, whole[:size]).unread, size


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_never_clean(seed: int):
    noise = random.Random(seed).randbytes(20_000)  # noqa: S311 - noise, no secret
    found = probe("model.pkl", noise)
    assert found.unread
    assert not found.runs


@pytest.mark.parametrize("seed", range(200))
def test_damage_never_raises(seed: int):
    drawn = random.Random(seed)  # noqa: S311 - damage, no secret
    file = drawn.choice(sorted(MALICIOUS))
    data = bytearray(MALICIOUS[file])
    for _ in range(4):
        data[drawn.randrange(len(data))] = drawn.randrange(256)
    assert isinstance(probe(file, bytes(data)), Probe)


BOMBS = {
    "zlib.joblib": lambda: zlib.compress(b"\x80\x04" + bytes(400_000_000), 1),
    "gzip.pkl.gz": lambda: gzip.compress(bytes(400_000_000), 1, mtime=0),
    "zip.pt": lambda: zipped({"archive/data.pkl": b"\x80\x02" + bytes(400_000_000)}, packed=True),
}


@pytest.mark.parametrize("file", BOMBS)
def test_a_bomb_is_not_unpacked(file: str):
    data = BOMBS[file]()
    began = time.process_time()
    found = probe(file, data)
    assert any("unpacks to more" in why for why in found.unread)
    assert time.process_time() - began < 20


def test_steps_are_counted():
    found = probe("model.pkl", b"\x80\x04" + b"N0" * 2_000_000 + b"N.")
    assert found.unread == ("it takes more steps than are followed in one artifact",)


def test_depth_is_counted():
    data = stream(text("a"))
    for _ in range(12):
        data = stream(call("pickle", "loads", raw_bytes(data)))
    assert any("deeper than is followed" in why for why in probe("model.pkl", data).unread)
    for _ in range(12):
        data = zipped({"a.pkl": data})
    assert any("deeper than is read" in why for why in probe("model.pt", data).unread)


def test_lists_in_lists_need_no_stack():
    assert probe("model.pkl", stream(b"]" * 200_000 + b"a" * 199_999)).unread == ()
    assert probe("model.pkl", stream(b"N" + b"\x85" * 200_000)).unread == ()


def test_a_length_beyond_the_file():
    found = probe("model.pkl", b"\x80\x04\x8e" + (2 << 30).to_bytes(8, "little") + b"abc")
    assert found.unread == ("it ends inside a pickle",)


def test_an_empty_file_and_a_text_are_no_pickles():
    assert probe("model.pkl", b"").unread == ("empty",)
    assert probe("model.pkl", b"hello\n").unread == ("neither a whole pickle nor an archive",)
    assert probe("weights.bin", b"\1\2\3\4hello").unread == ()  # a format of its own


def test_an_archive_of_too_many_members():
    data = zipped({f"{number}": b"" for number in range(5_001)})
    assert probe("model.pt", data).unread == ("an archive of more members than are read",)


def test_several_names_in_one_list():
    body = listed(call("os", "getcwd"), call("shutil", "which", text("true")), number(1))
    assert [run.name for run in probe("model.pkl", stream(body)).runs] == ["os.getcwd", "shutil.which"]


def test_a_member_that_is_marked_as_encrypted_is_read_all_the_same():
    data = bytearray(MALICIOUS["zip.pt"])
    data[data.index(b"PK\x01\x02") + 8] |= 1
    found = probe("model.pt", bytes(data))
    assert found.runs
    assert found.unread == ("archive/data.pkl: marked as encrypted",)


WAYS_ROUND = {
    "dill": call("dill._dill", "_get_attr", call("dill._dill", "_import_module", text("os")), text("system")),
    "dill, dotted": call("dill._dill", "_import_module", text("os.system")),
    "reduced": call("functools", "reduce", name("builtins", "getattr"), listed(text("system")), name("numpy", "os")),
    "through a class": name("sklearn.base", "clone.__globals__"),
    "of an object": call("builtins", "getattr", call("collections", "OrderedDict"), text("__reduce__")),
}


@pytest.mark.parametrize("way", WAYS_ROUND)
def test_ways_round_a_list_of_names(way: str):
    assert probe("model.pkl", stream(WAYS_ROUND[way] + text("true") + b"\x85R")).runs


NOT_KNOWN = {
    "of a number": call("functools", "partial", number(1)) + b")R",
    "an entry": call("operator", "itemgetter", number(0)) + b"(" + listed(number(1)) + b"tR",
    "a reference": call("weakref", "ref", call("collections", "OrderedDict")) + b")R",
    "of itself": call("functools", "partial", number(1)) + b"\x94(h\x00)}Ntb)R",
    "an attribute that is changed": call("builtins", "getattr", name("sklearn.base", "Kind"), text("A"))
    + items(a=number(1))
    + b"b",
    "a function by value": call("cloudpickle.cloudpickle", "_make_function", number(1), items(), text("f")) + b")R",
}


@pytest.mark.parametrize("way", NOT_KNOWN)
def test_who_cannot_be_told_is_not_known_and_no_more(way: str):
    found = probe("model.pkl", stream(NOT_KNOWN[way]))
    assert (found.runs, len(found.unread)) == ((), 1)


def test_a_function_by_value_that_starts_something_and_is_called():
    code = call("cloudpickle.cloudpickle", "_builtin_type", text("CodeType")) + b"(" + text("popen") + b"\x85tR"
    function = call("cloudpickle.cloudpickle", "_make_function", code, items(a=number(1)), text("load"))
    assert [run.how for run in probe("model.pkl", stream(function + b")R")).runs] == ["brought"]


@pytest.mark.parametrize(
    ("file", "top", "version", "features", "library"),
    [
        ("model.h5", "keras.Sequential", "2.10.0", (), "keras"),
        ("model_of_2.hdf5", "keras.Functional", "2.15.0", (), "keras"),
        ("model.onnx", "onnx, made by pytorch", "2.1.0", ("x",), ""),
        ("model.gguf", "llama tiny", "", (), ""),
        ("model.json", "xgboost.Booster", "2.0.3", ("age", "income"), "xgboost"),
        ("model.ubj", "xgboost.Booster", "2.0.3", ("age", "income"), "xgboost"),
        ("lgb_model.txt", "lightgbm.Booster", "", ("age", "income"), ""),
        ("catboost.cbm", "catboost.CatBoost", "1.2.5", (), "catboost"),
    ],
)
def test_what_a_model_says_of_itself(file: str, top: str, version: str, features: tuple[str, ...], library: str):
    found = probe(file, BENIGN[file]).contents
    assert (found.top, found.version, found.features, found.library) == (top, version, features, library)


@pytest.mark.parametrize("name", ["a.h5", "a.onnx", "a.gguf", "a.ubj", "a.cbm", "a.keras", "a.npy", "a.npz", "a.skops"])
@pytest.mark.parametrize("data", [b"", b"not of any form", bytes(1000)])
def test_what_is_not_of_its_form_is_never_clean(name: str, data: bytes):
    assert probe(name, data).unread


def test_a_text_that_is_no_booster_is_not_our_business():
    found = probe("model.txt", b"cos\nsystem\n(S'true'\ntR.")
    assert (found.format, found.runs, found.unread) == ("", (), ())


def test_a_word_that_ends_like_a_module_is_none_in_bytes_that_were_not_followed():
    found = probe("model.pkl", b"\x80\x04\xfe" + b"cbook.portfolios\nPortfolio\n0cmetrics.point\nSMAPE\n.")
    assert not found.runs
    assert found.unread


def looping() -> bytes:
    """An HDF5 file whose root goes on in the block that it stands in."""
    data = bytearray(formats.hdf5({"a": "b"}))
    at = data.index(b"\x10\0\x10\0") + 8
    data[at : at + 16] = (112).to_bytes(8, "little") + (24).to_bytes(8, "little")
    return bytes(data)


COSTLY = {
    "loop.h5": looping,
    "nothing.ubj": lambda: b"{L" + (7).to_bytes(8, "big") + b"learner" + b"N" * 3_000_000,
    "zeros.ubj": lambda: b"{L" + (7).to_bytes(8, "big") + b"learner[$Z#L" + (1 << 60).to_bytes(8, "big"),
    "texts.gguf": lambda: b"GGUF\3\0\0\0" + bytes(8) + b"\1" + bytes(7) + bytes(8) + b"\t\0\0\0\x08\0\0\0"
    + b"\xff" * 7 + b"\0" + bytes(30_000_000),
    "fields.onnx": lambda: b"\x08\x01" * 3_000_000,
}  # fmt: skip


@pytest.mark.parametrize("file", COSTLY)
def test_what_costs_more_than_it_may_is_given_up(file: str):
    data = COSTLY[file]()
    began = time.process_time()
    assert probe(file, data).unread
    assert time.process_time() - began < 20


def test_a_template_of_braces_alone_is_read_once():
    began = time.process_time()
    assert not probe("a.gguf", formats.gguf(tokenizer__chat_template="{{ ._" * 200_000)).runs
    assert time.process_time() - began < 10
