"""The waivers that stand in base and head, which of them the change brings, and which are wrong or forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.lane import is_tool_rule
from mle_reviewer.policy.comments import MARK, Snippet, comment_waivers
from mle_reviewer.policy.policy import Policy, PolicyError
from mle_reviewer.policy.waiver import Waiver
from mle_reviewer.policy.waiver_file import file_waivers
from mle_reviewer.policy.waiving import new_waivers, waiver_faults
from mle_reviewer.review.linemap import FileMap
from mle_reviewer.review.noticing import NoticingTree
from mle_reviewer.review.unseen import Unseen
from mle_reviewer.sources.change import Change, Tree
from mle_reviewer.sources.document import Document, decode, kind_of
from mle_reviewer.sources.gap import Gap

_WRITTEN_IN = frozenset({"python", "notebook"})


@dataclass(frozen=True, slots=True)
class Waivers:
    """All waivers of both trees; `new` are the positions in `head` of those that the change brings."""

    base: tuple[Waiver, ...]
    head: tuple[Waiver, ...]
    new: frozenset[int] = frozenset()
    gaps: tuple[Gap, ...] = ()


def read_waivers(
    change: Change, files: FileMap, found: Iterable[Finding], policy: Policy, *, known: Collection[str], today: str
) -> Waivers:
    """Waivers in the changed files and where `found` stand (with --all: everywhere), and those of the waiver file."""
    if change.base is None:
        paths = sorted(change.head.paths())
        head = _comments(change.head, paths, known, today)
        return Waivers((), (*head, *file_waivers(change.head, policy.waivers, known=known, today=today)))
    paths = sorted({*files.by_head, *(finding.at.path for finding in found)})
    old = [path for name in paths if (path := files.base_path(name)) is not None]
    base = (
        *_comments(change.base, old, known, today),
        *file_waivers(change.base, policy.waivers, known=known, today=today),
    )
    entries, gaps = _entries_of_head(change.head, policy.waivers, known, today)
    head = (*_comments(change.head, paths, known, today), *entries)
    renamed = {path: new for path in files.by_base if (new := files.head_path(path)) is not None}
    return Waivers(base, head, new_waivers(head, base, renamed), gaps)


def faults_of(
    waivers: Sequence[Waiver],
    findings: Sequence[Finding],
    analysed: Collection[str],
    unseen: Unseen,
    *,
    whole_tree: bool,
) -> tuple[Finding, ...]:
    """Findings on the waivers themselves. Whether one is still needed is said only where everything was analysed."""

    def judgeable(waiver: Waiver) -> bool:
        if waiver.at.path in unseen.paths or not unseen.checks.isdisjoint(waiver.checks):
            return False
        if any(is_tool_rule(check) for check in waiver.checks):  # the tool may not be here
            return False
        return whole_tree if waiver.by == "waiver file" else waiver.at.path in analysed

    return waiver_faults(waivers, findings, judgeable)


def _entries_of_head(
    tree: Tree, path: str, known: Collection[str], today: str
) -> tuple[tuple[Waiver, ...], tuple[Gap, ...]]:
    """A waiver file that the change breaks allows nothing, and is a gap."""
    try:
        return file_waivers(tree, path, known=known, today=today), ()
    except PolicyError as error:
        return (), (Gap(path, 1, "read", f"the waiver file is not usable, so it allows nothing: {error}"),)


def _comments(tree: Tree, paths: Iterable[str], known: Collection[str], today: str) -> tuple[Waiver, ...]:
    present = tree.paths()
    wanted = [path for path in paths if path in present and kind_of(path) in _WRITTEN_IN]
    holding = tree if isinstance(tree, NoticingTree) else NoticingTree(tree, MARK.encode())
    snippets = (snippet for document in holding.holding(wanted) for snippet in _snippets(document))
    return comment_waivers(snippets, known=known, today=today)


def _snippets(document: Document) -> Iterable[Snippet]:
    """The Python source of a document. What cannot be read is a gap of the analysis already."""
    if document.kind == "python":
        text = decode(document)
        if not isinstance(text, Gap):
            yield Snippet(document.path, text)
        return
    from mle_reviewer.program.cell_places import RawLines
    from mle_reviewer.program.notebook import python_source, read_cells

    cells, _ = read_cells(document.data, document.path)
    raw = RawLines(document.data)
    for cell in cells:
        source = python_source(cell) if cell.kind == "code" else None
        if source is not None:
            yield Snippet(document.path, source, cell.number, cell.cell_id, tuple(raw.get(cell.number, ())))
