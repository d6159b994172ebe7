"""One requirement in its parts: PEP 508 texts, addresses, Poetry's constraints and conda's match specifications."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import Final

from mle_reviewer.program.pins.requirement import Requirement, Source, normalised

_NAME: Final = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)[ \t]*(?:\[([^\[\]]*)\])?[ \t]*")
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://|git@|[./~]|file:")
_CLAUSE: Final = re.compile(r"(===|==|~=|!=|<=|>=|<|>)[ \t]*([^\s,;()]+)")
_COMMIT: Final = re.compile(r"@([0-9a-fA-F]{7,64})(?:#|$)")
_DIGEST: Final = re.compile(r"[#&](?:sha256|sha384|sha512|md5)=[0-9a-fA-F]{32,}")
_EGG: Final = re.compile(r"[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)")
_ARCHIVES: Final = (".whl", ".tar.gz", ".zip", ".tar.bz2", ".tgz", ".conda")
_CONDA: Final = re.compile(r"(?:[\w./-]+::)?([A-Za-z0-9_][\w.-]*)(.*)$")
_VERSION: Final = re.compile(r"v?[0-9][\w.!+-]*$")
_SHOWN: Final = 2_000


def split(text: str, line: int, path: str, source: Source) -> Requirement | None:
    """The requirement that a PEP 508 text is, an address of a package included; None where it is neither."""
    text = text.strip()
    if is_address(text):
        return address(text, line, path, source)
    found = _NAME.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    extras = tuple(sorted(one.strip() for one in (found[2] or "").split(",") if one.strip()))
    made = replace(constrained(found[1], "", line, path, source), extras=extras)
    if rest.startswith("@"):
        url, _, marker = rest[1:].strip().partition(" ;")
        one = address(url.strip(), line, path, source)
        return replace(one, name=made.name, extras=extras, marker=marker.strip())
    stated, _, marker = rest.partition(";")
    specifier = stated.strip()
    if specifier.startswith("(") and specifier.endswith(")"):
        specifier = specifier[1:-1].strip()
    clauses = [_CLAUSE.fullmatch(one.strip()) for one in specifier.split(",") if one.strip()]
    if not all(clauses):
        return None
    spelled = ",".join(one[1] + one[2] for one in clauses if one is not None)
    return replace(made, specifier=spelled, exact=is_exact(spelled), marker=marker.strip())


def is_exact(specifier: str) -> bool:
    """Whether one version and no other satisfies these clauses."""
    return any(one.startswith("==") and not one.endswith("*") for one in specifier.split(","))


def is_address(text: str) -> bool:
    """Whether a text is a URL, a version-control address, a folder or an archive."""
    if _ADDRESS.match(text):
        return True
    named = _NAME.match(text)
    if named is not None and text.startswith("@", named.end()):
        return False
    return text.partition("#")[0].partition(" ")[0].endswith(_ARCHIVES)


def address(text: str, line: int, path: str, source: Source) -> Requirement:
    """A requirement by its address: exact with a commit, or as an archive that has one content."""
    url = text[:_SHOWN]
    bare = url.partition("#")[0]
    egg = _EGG.search(url)
    archive = bare.endswith(_ARCHIVES)
    name = egg[1] if egg else ""
    extras: tuple[str, ...] = ()
    if not name and archive:
        name = re.split(r"-(?=[0-9])", posixpath.basename(bare), maxsplit=1)[0]
        name = name if re.fullmatch(r"[\w.-]+", name) and not name.endswith(_ARCHIVES) else ""
    elif not name and (local := re.fullmatch(r"[./~][^\[\]]*\[([^\[\]]+)\]", bare)):
        extras = tuple(sorted(one.strip() for one in local[1].split(",")))
    versioned = url.startswith(("git+", "git@", "hg+", "svn+", "bzr+"))
    exact = bool(_COMMIT.search(url)) if versioned else archive
    hashed = bool(_DIGEST.search(url)) or (versioned and exact)
    return Requirement(normalised(name), "", exact, line, path, source, hashed, extras, url=url)


def constrained(name: str, stated: str, line: int, path: str, source: Source) -> Requirement:
    """A requirement by Poetry's or Pipenv's constraint: `1.2.3`, `==1.2.3`, `^1.2`, `*`."""
    spelled = "" if stated.strip() == "*" else stated.strip()
    if source == "pyproject" and _VERSION.fullmatch(spelled):
        spelled = f"=={spelled}"  # a bare version is that version to Poetry
    return Requirement(normalised(name), spelled, is_exact(spelled.replace(" ", "")), line, path, source)


def conda(text: str, line: int, path: str, source: Source = "conda") -> Requirement | None:
    """The requirement that a conda match specification is (`numpy=1.26.4=py311_0`, `forge::numpy >=1,<2`)."""
    found = _CONDA.match(text.strip())
    if found is None:
        return None
    rest = found[2].partition("#")[0].strip()
    if rest.startswith("["):
        version = re.search(r"version=['\"]?([^'\",\]]+)", rest)
        rest = version[1] if version else ""
    words = rest.split()
    if len(words) > 1 and _VERSION.fullmatch(words[0]):
        rest = f"={words[0]}"  # `numpy 1.26.4 py311_0`
    elif words and _VERSION.fullmatch(words[0]):
        rest = f"={words[0]}"
    rest = rest.replace(" ", "")
    single = re.fullmatch(r"==?([^=<>!,|*~]+)(?:=.*)?", rest)
    exact = single is not None and bool(_VERSION.fullmatch(single[1]))
    return Requirement(normalised(found[1]), rest, exact, line, path, source)
