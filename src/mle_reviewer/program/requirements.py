"""What a document asks to be installed: requirements, pins and locks of every common form, each with its line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import Final

from mle_reviewer.program.entries import Entry, read_entries
from mle_reviewer.program.pins import locks, projects
from mle_reviewer.program.pins.plain import installs, plain
from mle_reviewer.program.pins.requirement import Include, Pins, Requirement, normalised
from mle_reviewer.sources.document import Document, Kind, decode, kind_of
from mle_reviewer.sources.gap import Gap

__all__ = ["Include", "Pins", "Requirement", "form_of", "installs", "normalised", "read_requirements", "states"]

_ENVIRONMENT: Final = re.compile(r"(?:conda[_.-]?)?env(?:ironment)?(?:[_.-][\w.-]*)?\.ya?ml|conda\.ya?ml")
_NAMES: Final = {
    "pyproject.toml": "pyproject", "setup.cfg": "setup.cfg", "pipfile": "pipfile", "pipfile.lock": "pipfile.lock",
    "uv.lock": "toml lock", "poetry.lock": "toml lock", "pdm.lock": "toml lock", "pixi.lock": "pixi.lock",
    "conda-lock.yml": "conda-lock", "conda-lock.yaml": "conda-lock",
}  # fmt: skip
_KINDS: Final[dict[str, Kind]] = {"pyproject": "toml", "pipfile": "toml", "pipfile.lock": "json"}


def form_of(document: Document) -> str:
    """The form in which a document may state requirements, by its name; "" for one that does not."""
    name = posixpath.basename(document.path).lower()
    if document.kind == "requirements":
        return "plain"
    return _NAMES.get(name, "environment" if _ENVIRONMENT.fullmatch(name) else "")


def states(path: str) -> bool:
    """Whether a document of this name states requirements."""
    return bool(form_of(Document(path, kind_of(path), "", b"")))


def read_requirements(document: Document) -> tuple[Pins, tuple[Gap, ...]]:
    """The requirements of a document; none for a form that states none."""
    form = form_of(document)
    text = decode(document) if form else ""
    if isinstance(text, Gap):
        return Pins(), (text,)
    if form == "plain":
        return plain(document.path, text)
    if form == "setup.cfg":
        return _gathered(projects.setup_cfg(document.path, text), locked=False)
    if form == "toml lock":
        return _gathered(locks.toml_lock(document.path, text), locked=True)
    if not form:
        return Pins(), ()
    read = Document(document.path, _KINDS.get(form, "yaml"), document.blob, document.data)
    roots, gaps = read_entries(read)
    if not roots:
        return Pins(), gaps
    pins, more = _gathered(_stated(form, document.path, roots[0]), locked="lock" in form)
    return pins, (*gaps, *more)


def _stated(form: str, path: str, root: Entry) -> Iterable[Requirement | Gap]:
    if form == "pyproject":
        return projects.pyproject(path, root)
    if form == "pipfile":
        return projects.pipfile(path, root)
    if form == "pipfile.lock":
        return locks.pipfile_lock(path, root)
    if form == "conda-lock":
        return locks.conda_lock(path, root)
    return locks.pixi_lock(path, root) if form == "pixi.lock" else locks.environment(path, root)


def _gathered(found: Iterable[Requirement | Gap], *, locked: bool) -> tuple[Pins, tuple[Gap, ...]]:
    held = list(found)
    requirements = tuple(one for one in held if isinstance(one, Requirement))
    return Pins(requirements, locked and bool(requirements)), tuple(one for one in held if isinstance(one, Gap))
