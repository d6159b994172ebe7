"""The dossier: what of a tree a model is shown, line by line with numbers, within a budget, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mle_reviewer.findings.map import Map
from mle_reviewer.findings.personal import masked_persons
from mle_reviewer.findings.redact import redacted
from mle_reviewer.program.cell_places import RawLines
from mle_reviewer.program.notebook import prose_cells, read_cells
from mle_reviewer.program.notebook_outputs import read_outputs
from mle_reviewer.reports.plain import encodable, shown
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.document import Document, Kind
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.questions.data.secrets.texts import masked
from mle_reviewer.system.tiers import tier

_LONGEST_LINE: Final = 600  # characters
_LONGEST_OUTPUT: Final = 700  # of one notebook cell
_READ: Final = 20_000  # of it, before what is secret is masked
_PRINTED: Final = ("stdout", "stderr", "text/plain")
_BEGINNING: Final = 4_096  # bytes in which a binary file shows itself
_LISTED: Final = 1_500  # paths
_AT_ONCE: Final = 200  # documents read in one go
# Most characters of one document of a kind: beyond it a model learns little more, and others would go unseen.
_MOST: Final[Mapping[Kind, int]] = {
    "python": 50_000, "notebook": 40_000, "sql": 30_000, "markdown": 40_000, "json": 6_000, "yaml": 20_000,
    "requirements": 6_000, "hcl": 25_000, "data": 400, "other": 6_000,
}  # fmt: skip
_DEFAULT_MOST: Final = 20_000
_NEVER: Final[frozenset[Kind]] = frozenset({"artifact"})
_LOCKS: Final = (
    "poetry.lock",
    "uv.lock",
    "pdm.lock",
    "pipfile.lock",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
)
_TEXT_SUFFIXES: Final = (
    "js", "jsx", "ts", "tsx", "vue", "go", "java", "scala", "kt", "rs", "rb", "cs", "cpp", "cc", "c", "h", "hpp", "r",
    "jl", "php", "swift", "lua", "groovy", "gradle", "bzl", "puml", "mmd", "graphql", "avsc", "xml", "cmd",
    "nix", "pbtxt", "txt", "rst", "tex", "cfg", "ini", "env", "example", "html", "jinja", "j2", "ps1", "bat",
    "properties", "csv", "tsv", "service", "conf", "qmd", "rmd", "adoc", "proto", "toml", "sample", "template", "",
)  # fmt: skip
# Says nothing of a system, wherever it stands.
_MUTE: Final = ("license", "licence", "copying", "notice", "gitignore", "gitkeep", "dockerignore", "keep")
_TABLES: Final = (".csv", ".tsv")
_CODE: Final = (".py", ".sql", ".sh")
_SHIPPING: Final = (".yml", ".yaml", ".toml", ".tf")
_PAGES: Final = (".md", ".rst", ".tex", ".adoc")
_BULKY: Final = (".json", ".html", ".csv", ".tsv")
_FIRST_PAGES: Final = ("readme", "model_card", "modelcard", "runbook", "model-card", "monitoring", "decision", "adr")


@dataclass(frozen=True, slots=True)
class Page:
    """One document as it is shown: its lines by their places (cell or None, line), and the text.

    `raw` has, of a notebook, for each cell the lines of the file that its lines stand on.
    """

    path: str
    lines: Mapping[tuple[int | None, int], str]
    text: str
    whole: bool
    raw: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dossier:
    """The documents that are shown, in the order in which they are, and the paths of those that were left out."""

    pages: Mapping[str, Page]
    cut: tuple[str, ...]
    left_out: tuple[str, ...]
    listing: str

    def text(self) -> str:
        """All of it."""
        return "\n\n".join([self.listing, *(page.text for page in self.pages.values())])


def dossier(tree: Tree, system: Map, changed: Iterable[str], budget: int) -> Dossier:
    """The dossier of a tree in at most `budget` characters, what matters most first."""
    paths = [path for path in tree.paths() if tier(path) != "vendored"]
    listing = _listing(paths)
    pages: dict[str, Page] = {}
    cut: list[str] = []
    left_out: list[str] = []
    spent = len(listing)
    ordered = sorted(paths, key=_priority(system, frozenset(changed)))
    for document in _documents(tree, ordered):
        page = page_of(document)
        if page is None:
            continue
        if spent + len(page.text) > budget:
            left_out.append(document.path)
            continue
        spent += len(page.text)
        pages[document.path] = page
        cut += [] if page.whole else [document.path]
    return Dossier(pages, tuple(cut), tuple(left_out), listing)


def page_of(document: Document) -> Page | None:
    """The document as it is shown; None for what has no text that a reader would read."""
    if document.kind in _NEVER or not _is_text(document):
        return None
    most = _MOST.get(document.kind, _DEFAULT_MOST)
    places = _notebook(document) if document.kind == "notebook" else _plain(document)
    lines: dict[tuple[int | None, int], str] = {}
    shown_lines = [f"=== {shown(document.path)} ({document.kind})"]
    spent, whole = 0, True
    for cell, line, text in places:
        if spent > most:
            shown_lines.append("… (cut)")
            whole = False
            break
        if not text.strip():
            continue  # the numbers show where a line is blank
        said = redacted(encodable(text))[:_LONGEST_LINE]
        if line:
            lines[cell, line] = said
        shown_lines.append(f"{line}: {said}" if line else said)
        spent += len(shown_lines[-1]) + 1
    raw = RawLines(document.data) if document.kind == "notebook" else {}
    return Page(document.path, lines, "\n".join(shown_lines), whole, raw)


def _priority(system: Map, changed: frozenset[str]) -> Any:
    """What decides most stands first: the change, the parts of the system, what runs and ships it, pages, the rest."""
    parts = {node.at.path for node in system.nodes}

    def key(path: str) -> tuple[int, str]:
        name = path.rpartition("/")[2].lower()
        ground = tier(path)
        if path in changed:
            return 0, path
        if path.endswith(".ipynb"):
            return (3 if path in parts else 7), path
        if ground in {"test", "example"}:
            return 6, path
        if (path in parts and not path.endswith(_PAGES)) or ("/" not in path and name.startswith("readme")):
            return 1, path
        if path.endswith((*_CODE, *_SHIPPING)) or name.startswith(("dockerfile", "makefile")):
            return 2, path
        if path.endswith(_PAGES):
            return (4 if name.startswith(_FIRST_PAGES) else 5), path
        return (8 if path.endswith(_BULKY) else 3), path

    return key


def _documents(tree: Tree, paths: list[str]) -> Iterator[Document]:
    for start in range(0, len(paths), _AT_ONCE):
        some = [path for path in paths[start : start + _AT_ONCE] if not path.lower().endswith(_LOCKS)]
        read = tree.read_many(some)
        yield from (found for path in some if not isinstance(found := read[path], Gap))


def _is_text(document: Document) -> bool:
    name = document.path.rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower() if "." in name.lstrip(".") else ""
    if document.kind in {"data", "other"} and suffix not in _TEXT_SUFFIXES:
        return False
    if name.lower().lstrip(".").partition(".")[0] in _MUTE or not document.data.strip():
        return False
    return b"\0" not in document.data[:_BEGINNING]


def _plain(document: Document) -> Iterator[tuple[int | None, int, str]]:
    """The lines of a document; of a table only the names of its columns, because rows are data."""
    text = _masked(document.data.decode("utf-8", "replace"), document.path)
    lines = text.split("\n")
    if document.path.lower().endswith(_TABLES):
        yield None, 1, lines[0]
        yield None, 0, f"… ({len(lines):,} lines; rows are not shown)"
        return
    yield from ((None, number, line.rstrip("\r")) for number, line in enumerate(lines, start=1))


def _notebook(document: Document) -> Iterator[tuple[int | None, int, str]]:
    """The cells of a notebook, with the beginning of what they printed."""
    cells, gaps = read_cells(document.data, document.path)
    if not cells and gaps:
        yield None, 0, "(a notebook that cannot be read)"
        return
    shown_by = read_outputs(document.data).cells
    for cell in sorted((*cells, *prose_cells(document.data)), key=lambda one: one.number):
        yield None, 0, f"--- cell {cell.number} ({cell.kind})"
        source = _masked(cell.source, "cell.py")
        yield from ((cell.number, line, text) for line, text in enumerate(source.split("\n"), start=1))
        outputs = shown_by[cell.number].outputs if cell.number in shown_by else ()
        printed = "".join(one.text for one in outputs if one.form in _PRINTED).strip()
        printed = _masked(printed[:_READ], "output.txt")
        if printed:
            yield None, 0, f"printed: {' ⏎ '.join(printed[:_LONGEST_OUTPUT].splitlines())}"


def _masked(text: str, path: str) -> str:
    """The text without credentials and without what tells a person; its lines stay in place."""
    return masked_persons(masked(text, path))


def _listing(paths: list[str]) -> str:
    some = sorted(paths)[:_LISTED]
    more = [f"… and {len(paths) - len(some):,} more"] if len(paths) > len(some) else []
    return "\n".join([f"=== all files ({len(paths):,})", *(shown(path) for path in some), *more])
