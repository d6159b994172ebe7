"""Which documents of a tree define pipelines, and the stages that each one states."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from typing import Final

from mle_reviewer.program.entries import Entry, read_entries
from mle_reviewer.program.pipelines import dvc, makefile, workflows
from mle_reviewer.program.pipelines.stage import Stage
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

_STARTS: Final = re.compile(rb"\.py\b|python|\.ipynb|papermill")
_MAKEFILES: Final = frozenset({"makefile", "gnumakefile"})
_GITLAB: Final = frozenset({".gitlab-ci.yml", ".gitlab-ci.yaml"})


def form_of(path: str) -> str:
    """The kind of pipeline definition by its name; "" for a document that is none."""
    name = posixpath.basename(path).lower()
    if name == "dvc.yaml":
        return "dvc"
    if name in _MAKEFILES or name.endswith(".mk"):
        return "make"
    if name == "mlproject":
        return "mlproject"
    if name in _GITLAB:
        return "gitlab"
    if ".github/workflows/" in f"/{path}" and name.endswith((".yml", ".yaml")):
        return "github"
    return "shell" if name.endswith((".sh", ".bash")) else ""


# Who is believed first where several documents start the same script.
RANKS: Final = ("dvc", "mlproject", "make", "shell", "github", "gitlab")


def stages_of(document: Document, read: Callable[[str], Entry | None]) -> tuple[list[Stage], tuple[Gap, ...]]:
    """The stages that a pipeline definition states; `read` gives other documents' entries, for templates."""
    form = form_of(document.path)
    if not form or not _STARTS.search(document.data):
        return [], ()
    if form in {"make", "shell"}:
        text = decode(document)
        if isinstance(text, Gap):
            return [], (text,)
        return (makefile.stages if form == "make" else workflows.shell)(document.path, text), ()
    roots, gaps = read_entries(document)
    if not roots:
        return [], gaps
    if form == "dvc":
        return dvc.stages(document.path, roots[0], read), gaps
    stated = {"github": workflows.github, "gitlab": workflows.gitlab, "mlproject": workflows.mlproject}[form]
    return stated(document.path, roots[0]), gaps


def definitions(paths: Iterable[str]) -> list[str]:
    """The paths that may define pipelines, best authority first."""
    found = [(RANKS.index(form), path) for path in paths if (form := form_of(path))]
    return [path for _rank, path in sorted(found)]
