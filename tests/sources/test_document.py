"""Documents know their kind by name, and decode as Python and git would have them."""

from __future__ import annotations

import codecs

import pytest

from mle_reviewer.sources.document import (
    LARGEST,
    LARGEST_NOTEBOOK,
    Document,
    decode,
    document_of,
    kind_of,
    lfs_pointer,
    size_gap,
)
from mle_reviewer.sources.gap import Gap

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"ab" * 32 + b"\nsize 14200000\n"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("train.py", "python"), ("a/b/T.PY", "python"), ("nb.ipynb", "notebook"), ("q.sql", "sql"), ("q.hql", "sql"),
        ("dvc.yaml", "yaml"), ("dvc.lock", "yaml"), ("data.csv.dvc", "yaml"), ("MLmodel", "yaml"), ("x.yml", "yaml"),
        ("pyproject.toml", "toml"), ("Pipfile", "toml"), ("Pipfile.lock", "json"), ("p.json", "json"),
        ("README.md", "markdown"), ("main.tf", "hcl"), ("Dockerfile", "dockerfile"), ("Dockerfile.gpu", "dockerfile"),
        ("serve.dockerfile", "dockerfile"), ("Makefile", "makefile"), ("rules.mk", "makefile"),
        ("requirements.txt", "requirements"), ("requirements-dev.txt", "requirements"),
        ("dev-requirements.in", "requirements"),
        ("requirements/base.txt", "requirements"), ("constraints.txt", "requirements"), ("notes.txt", "other"),
        ("requirements.md", "markdown"), ("my_requirements_notes/a.txt", "other"), ("LICENSE", "other"),
        ("m.pkl", "artifact"), ("m.joblib", "artifact"), ("m.pt", "artifact"), ("m.onnx", "artifact"),
        ("m.safetensors", "artifact"), ("d.csv", "data"), ("d.csv.gz", "data"), ("d.parquet", "data"),
        ("d.npy", "data"),
        ("a.tar.gz", "other"), (".gitignore", "other"), ("x.", "other"), ("train.py.gz", "other"),
    ],
)  # fmt: skip
def test_kind_by_name(path, kind):
    assert kind_of(path) == kind


def test_a_script_without_a_suffix_is_python_by_its_first_line():
    assert kind_of("bin/train", b"#!/usr/bin/env python3\nx = 1\n") == "python"
    assert kind_of("bin/train", b"#!/bin/sh\n# python\n") == "shell"
    assert kind_of("bin/train.sh", b"#!/usr/bin/env python3\n") == "other"


def text(data: bytes, path: str = "train.py") -> str | Gap:
    return decode(Document(path, kind_of(path), "", data))


class TestDecode:
    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (b"", ""),
            ("é = 1".encode(), "é = 1"),
            (codecs.BOM_UTF8 + b"x = 1", "x = 1"),
            (codecs.BOM_UTF8 + b"# coding: utf-8\nx", "# coding: utf-8\nx"),
            (b"# -*- coding: latin-1 -*-\n# \xe9", "# -*- coding: latin-1 -*-\n# é"),
            (b"#!python\n# vim: set fileencoding=cp1252 :\n# \x80", "#!python\n# vim: set fileencoding=cp1252 :\n# €"),
            (b"\n# coding: latin-1\n# \xe9", "\n# coding: latin-1\n# é"),
            (b"x = 1\r\ny = 2\r", "x = 1\r\ny = 2\r"),
            (b"x = 1\n# coding: nonsense\n", "x = 1\n# coding: nonsense\n"),
            (b"\n\n# coding: nonsense\n", "\n\n# coding: nonsense\n"),
        ],
    )  # fmt: skip
    def test_python_as_python_reads_it(self, data, expected):
        assert text(data) == expected

    def test_a_line_that_ends_twice_is_one_line(self):
        text = decode(Document("a.py", "python", "", b"one = 1\r\r\ntwo = '\r'\r\nthree = 3\r\r"))
        assert text == "one = 1\r\ntwo = '\r'\r\nthree = 3\r\r"

    @pytest.mark.parametrize(
        ("data", "line", "why"),
        [
            (b"x\ny\n# \xe9\n", 3, "not UTF-8 text"),
            (b"# coding: ascii\n# \xc3\xa9", 2, "not ASCII text"),
            (b"# coding: nonsense\n", 1, "unknown encoding 'nonsense' in the coding cookie"),
            (b"# coding: idna\n", 1, "unknown encoding 'idna' in the coding cookie"),
            (b"# coding: zlib\n", 1, "unknown encoding 'zlib' in the coding cookie"),
            (b"\xef\xbb\xbf# coding: latin-1\n", 1, "a UTF-8 byte order mark and a coding cookie that says latin-1"),
            ("x = 1".encode("utf-16"), 1, "UTF-16 text; save it as UTF-8 to have it reviewed"),
            (codecs.BOM_UTF16_BE + b"\0x", 1, "UTF-16 text; save it as UTF-8 to have it reviewed"),
            (b"x = 1\0", 1, "binary: it holds NUL bytes"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_decoded_is_a_gap(self, data, line, why):
        assert text(data) == Gap("train.py", line, "read", why)

    def test_sql_of_an_older_encoding_is_read_and_strict_formats_are_not(self):
        assert text(b"-- caf\xe9\nSELECT 1", "q.sql") == "-- caf\xe9\nSELECT 1"
        assert isinstance(text(b"a: caf\xe9", "c.yaml"), Gap)
        assert text(b"# coding: latin-1\n# caf\xc3\xa9", "c.yaml") == "# coding: latin-1\n# café"

    def test_a_cookie_can_hide_code_from_readers_but_not_from_us(self):
        assert text(b"# coding: utf-7\n+AGE-") == "# coding: utf-7\na"


class TestDocumentOf:
    def test_bytes_stay_as_they_are(self):
        data = b"\xef\xbb\xbfx = '\xe9'\r\n"
        assert document_of("t.py", "id", data) == Document("t.py", "python", "id", data)

    def test_limits_by_kind(self):
        assert size_gap("t.py", LARGEST) is None
        assert size_gap("nb.ipynb", LARGEST_NOTEBOOK) is None
        assert size_gap("t.py", LARGEST + 1) == Gap(
            "t.py", 1, "read", "5.1 MB is more than the 5 MB that are read of one file"
        )
        too_large = size_gap("nb.ipynb", 31_000_000)
        assert too_large is not None
        assert too_large.why.endswith("20 MB that are read of one file; clear its outputs to have it reviewed")
        assert document_of("d.csv", "", b"1" * (LARGEST + 1)) == size_gap("d.csv", LARGEST + 1)

    def test_a_large_file_pointer_is_a_gap_that_names_the_size(self):
        assert document_of("m.pt", "", POINTER) == Gap(
            "m.pt", 1, "read", "Git LFS pointer: its content (14.2 MB) is not in git"
        )
        assert isinstance(document_of("train.py", "", POINTER), Gap)

    @pytest.mark.parametrize(
        "data",
        [
            b"version https://git-lfs.github.com/spec/v1\n",
            b"# version https://git-lfs.github.com/spec/v1\n" + POINTER,
            POINTER + b"x" * 2000,
            POINTER.replace(b"14200000", b"9" * 5000),
        ],
    )
    def test_what_only_looks_like_a_pointer_is_none(self, data):
        assert lfs_pointer(data) is None

    def test_nul_bytes_are_a_gap_in_text_and_expected_elsewhere(self):
        assert isinstance(document_of("t.py", "", b"a\0"), Gap)
        assert isinstance(document_of("m.bin", "", b"a\0"), Document)
        assert isinstance(document_of("notes", "", b"a\0"), Document)


@pytest.mark.parametrize(
    ("path", "data"),
    [("run.sh", b""), ("a/b.bash", b""), ("serve", b"#!/usr/bin/env bash\n"), ("serve", b"#!/bin/sh -e\n")],
)
def test_shell_scripts_by_name_or_first_line(path: str, data: bytes) -> None:
    assert kind_of(path, data) == "shell"


def test_a_first_line_that_names_no_shell_says_nothing() -> None:
    assert kind_of("serve", b"#!/usr/bin/env node\n") == "other"
    assert kind_of("config.pbtxt") == "prototext"
