"""Artifacts are read and never loaded: what runs something is named, what cannot be read whole says so."""

from __future__ import annotations

import gzip
import random
import time
import zlib

import pytest

from mle_reviewer.probes.probe import Probe, probe
from tests.probes import files
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
    "file", ["pipeline.pkl", "array.joblib", "array_xz.joblib", "state.pt", "old.pt", "packed.pth"]
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
