"""A document of the reviewed tree: its path, its kind and its bytes, named by git's blob id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from mle_reviewer.sources.gap import Gap

Kind = Literal[
    "python", "notebook", "sql", "yaml", "toml", "json", "markdown", "hcl", "dockerfile", "makefile",
    "requirements", "shell", "prototext", "artifact", "data", "other",
]  # fmt: skip
TEXT_KINDS: Final[frozenset[Kind]] = frozenset({
    "python", "notebook", "sql", "yaml", "toml", "json", "markdown", "hcl", "dockerfile", "makefile", "requirements",
    "shell", "prototext",
})  # fmt: skip
LARGEST: Final = 5_000_000
LARGEST_NOTEBOOK: Final = 20_000_000
LARGEST_ARTIFACT: Final = 64_000_000

_BY_SUFFIX: Final[dict[str, Kind]] = {
    "py": "python", "pyi": "python", "pyw": "python", "ipynb": "notebook",
    "sql": "sql", "hql": "sql", "ddl": "sql",
    "yaml": "yaml", "yml": "yaml", "dvc": "yaml", "toml": "toml", "json": "json",
    "md": "markdown", "markdown": "markdown", "tf": "hcl", "tfvars": "hcl", "hcl": "hcl",
    "dockerfile": "dockerfile", "mk": "makefile",
    "sh": "shell", "bash": "shell", "zsh": "shell", "ksh": "shell", "pbtxt": "prototext",
    **dict.fromkeys((
        "pkl", "pickle", "joblib", "dill", "cloudpickle", "skops", "pt", "pth", "ckpt", "bin", "onnx", "h5", "hdf5",
        "keras", "safetensors", "pb", "tflite", "mlmodel", "cbm", "ubj", "model", "gguf", "pmml", "mar", "engine",
    ), "artifact"),
    **dict.fromkeys((
        "csv", "tsv", "parquet", "feather", "arrow", "orc", "avro", "jsonl", "ndjson", "npy", "npz", "xls", "xlsx",
        "tfrecord", "tfrecords", "db", "sqlite", "sqlite3", "duckdb", "dta", "sas7bdat", "sav", "rds", "rdata", "mat",
    ), "data"),
}  # fmt: skip
_BY_NAME: Final[dict[str, Kind]] = {
    "makefile": "makefile", "gnumakefile": "makefile", "dockerfile": "dockerfile", "containerfile": "dockerfile",
    "pipfile": "toml", "poetry.lock": "toml", "uv.lock": "toml", "pdm.lock": "toml", "pipfile.lock": "json",
    "dvc.lock": "yaml", "pixi.lock": "yaml", "mlmodel": "yaml", "mlproject": "yaml",
}  # fmt: skip
_REQUIREMENTS: Final = re.compile(
    r"(?:^|[/_.-])(?:requirements|constraints)(?:[_.-][^/]*)?\.(?:txt|in)$|(?:^|/)requirements/.*\.(?:txt|in)$"
)
_SHELL: Final = re.compile(rb"[/ \t](?:bash|zsh|ksh|dash|sh)\b")
_ARRAYS: Final = (".npy", ".npz")  # data that may hold objects, and is read as artifacts are
_COMPRESSED: Final = (".gz", ".bz2", ".xz", ".zst", ".zip")

_RETURNS: Final = re.compile(rb"(?<!\r)\r{2,}\n")
_COOKIE: Final = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)")  # PEP 263
_BLANK: Final = re.compile(rb"^[ \t\f]*(?:#.*)?\r?$")
_BOM: Final = b"\xef\xbb\xbf"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
# Decoders that are quadratic or no text at all; Python would accept them in a cookie, nobody honest writes them.
_REFUSED: Final = frozenset({"idna", "punycode", "undefined"})
# In these the syntax is ASCII, so that a stray byte of an old encoding can only stand in a comment or a literal.
_ASCII_SYNTAX: Final[frozenset[Kind]] = frozenset({
    "sql", "markdown", "hcl", "dockerfile", "makefile", "requirements", "shell",
    "prototext", "data", "other",
})  # fmt: skip
_LFS: Final = re.compile(rb"version https://(?:git-lfs|hawser)\.github\.com/spec/v1\r?\n")
_LFS_SIZE: Final = re.compile(rb"^size (\d{1,18})\r?$", re.MULTILINE)
_LFS_OID: Final = re.compile(rb"^oid sha256:([0-9a-f]{64})\r?$", re.MULTILINE)
_LONGEST_POINTER: Final = 1024
_TEN_KILOBYTES: Final = 10_000
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it stands in one tree.

    `data` is what git would store (clean filters and line-ending conversion applied) and `blob` its object id in hex,
    "" where there is no git.
    """

    path: str
    kind: Kind
    blob: str
    data: bytes


@dataclass(frozen=True, slots=True)
class LfsPointer:
    """What git keeps of a Git LFS file: the size and the sha256 of the content."""

    size: int
    sha256: str


def kind_of(path: str, data: bytes = b"") -> Kind:
    """The kind by name; a script without a suffix is Python or shell when its first line says so."""
    name = path.rpartition("/")[2].lower()
    if name in _BY_NAME:
        return _BY_NAME[name]
    suffix = name.rpartition(".")[2] if "." in name else ""
    if suffix in _BY_SUFFIX:
        other = suffix == "sh" and b"python" in _first(data)  # no shell reads it so
        return "other" if other else _BY_SUFFIX[suffix]
    if suffix in {"txt", "in"}:
        return "requirements" if _REQUIREMENTS.search(path.lower()) else "other"
    if name.startswith(("dockerfile.", "containerfile.")):
        return "dockerfile"
    if name.endswith(_COMPRESSED):
        inner = name[: name.rindex(".")].rpartition(".")[2]
        kind = _BY_SUFFIX.get(inner, "other")
        return kind if kind in {"artifact", "data"} else "other"
    if not suffix and (first := _first(data)):
        return "python" if b"python" in first else "shell" if _SHELL.search(first) else "other"
    return "other"


def _first(data: bytes) -> bytes:
    """The line that says what runs a script; nothing where none does."""
    return data[:128].partition(b"\n")[0] if data.startswith(b"#!") else b""


def document_of(path: str, blob: str, data: bytes) -> Document | Gap:
    """The document for these bytes, or the gap that says why they are not reviewed."""
    kind = kind_of(path, data)
    pointer = lfs_pointer(data)
    if pointer is not None:
        return Gap(path, 1, "read", f"Git LFS pointer: its content ({_size(pointer.size)}) is not in git")
    if too_large := size_gap(path, len(data)):
        return too_large
    if kind in TEXT_KINDS and (wrong := _not_text(data)):
        return Gap(path, 1, "read", wrong)
    return Document(path, kind, blob, data)


def size_limit(path: str) -> int:
    """The most bytes that are read of a file of this name."""
    kind = kind_of(path)
    if kind == "artifact" or path.lower().endswith(_ARRAYS):
        return LARGEST_ARTIFACT
    return LARGEST_NOTEBOOK if kind == "notebook" else LARGEST


def size_gap(path: str, size: int) -> Gap | None:
    """The gap for a file beyond the limit of its kind: nothing is read only in part."""
    limit = size_limit(path)
    if size <= limit:
        return None
    advice = "; clear its outputs to have it reviewed" if limit == LARGEST_NOTEBOOK else ""
    return Gap(path, 1, "read", f"{_size(size)} is more than the {_size(limit)} that are read of one file{advice}")


def lfs_pointer(data: bytes) -> LfsPointer | None:
    """The pointer that these bytes are, if they are one."""
    if len(data) > _LONGEST_POINTER or not _LFS.match(data):
        return None
    size, oid = _LFS_SIZE.search(data), _LFS_OID.search(data)
    return LfsPointer(int(size[1]), oid[1].decode()) if size and oid else None


def decode(document: Document) -> str | Gap:
    """The text of a document, or the gap that says why it has none.

    Python files are read as Python reads them (byte order mark, PEP 263 cookie, UTF-8), other documents as UTF-8.
    SQL, Markdown and their like may hold bytes of an older encoding: those become single characters, in comments and
    literals, and every line and column stays in place.
    """
    data = document.data
    if b"\r\r" in data:
        data = _RETURNS.sub(b"\r\n", data)  # for git a line ends once, for Python's parser at each of them
    if wrong := _not_text(data):
        return Gap(document.path, 1, "read", wrong)
    marked = data.startswith(_BOM)
    encoding = (_cookie(data) if document.kind == "python" else None) or "utf-8"
    if marked and encoding.lower().replace("_", "-") not in {"utf-8", "utf8"}:
        return Gap(document.path, 1, "read", f"a UTF-8 byte order mark and a coding cookie that says {encoding}")
    try:
        return _decoded(data[len(_BOM) :] if marked else data, encoding)
    except LookupError:
        return Gap(document.path, 1, "read", f"unknown encoding {encoding!r} in the coding cookie")
    except (UnicodeError, ValueError) as error:
        if document.kind in _ASCII_SYNTAX:
            return data.decode("latin-1")
        line = data.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else 1
        return Gap(document.path, line, "read", f"not {encoding.upper()} text")


def _decoded(data: bytes, encoding: str) -> str:
    if encoding.lower() in _REFUSED:
        raise LookupError(encoding)
    return data.decode(encoding)


def _cookie(data: bytes) -> str | None:
    """PEP 263: in the first line, or in the second when the first is blank or a comment."""
    first, _, rest = data.removeprefix(_BOM).partition(b"\n")
    if found := _COOKIE.match(first):
        return found[1].decode("ascii")
    if _BLANK.match(first) and (found := _COOKIE.match(rest.partition(b"\n")[0])):
        return found[1].decode("ascii")
    return None


def _not_text(data: bytes) -> str | None:
    if data.startswith(_WIDE):
        return "UTF-16 text; save it as UTF-8 to have it reviewed"
    if b"\0" in data:
        return "binary: it holds NUL bytes"
    return None


def _size(count: int) -> str:
    if count < _MEGABYTE:
        return f"{count} bytes" if count < _TEN_KILOBYTES else f"{count // 1000} kB"
    tenths = -(-10 * count // _MEGABYTE)  # rounded up, so that a file beyond a limit also reads so
    return f"{tenths / 10:.1f} MB".replace(".0 MB", " MB")
