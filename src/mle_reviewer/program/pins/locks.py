"""Lock files and conda environments: uv, Poetry, pdm, Pipenv, conda-lock and pixi."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mle_reviewer.program.entries import Entry
from mle_reviewer.program.pins.requirement import Requirement, normalised
from mle_reviewer.program.pins.splitting import conda, split
from mle_reviewer.sources.gap import Gap

_GIVEN: Final = re.compile(r"(name|version|source|git|groups|category)[ \t]*=[ \t]*(.*)$")
_HASHED: Final = re.compile(r"\b(?:hash|file)[ \t]*=[ \t]*\"(?:sha|md5|blake)|\bhash[ \t]*=")
_COMMIT: Final = re.compile(r"(?:#|resolved_reference = \"|rev=)[0-9a-f]{40}")
_CONDA_FILE: Final = re.compile(r"(.+)-([^-]+)-([^-]+)\.(?:conda|tar\.bz2)$")


def toml_lock(path: str, text: str) -> Iterator[Requirement]:
    """The packages of uv.lock, poetry.lock or pdm.lock, read by lines: such files are long and of one shape."""
    made: Requirement | None = None
    inside = own = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("["):
            if line.startswith("[[package]]"):
                if made is not None:
                    yield made
                made, inside, own = _pinned("", "", number, path), True, False
            else:
                inside = inside and line.startswith("[package.")
                own = line.startswith("[package.source]")
            continue
        if made is None or not inside:
            continue
        given = _GIVEN.match(line)
        if given and given[1] == "name" and not made.name:
            made = replace(made, name=normalised(given[2].strip("\"' ")), line=number)
        elif given and given[1] == "version" and not made.specifier:
            made = replace(made, specifier=f"=={given[2].strip(chr(34) + chr(39) + ' ')}")
        elif given and given[1] == "source" and ("editable" in given[2] or "virtual" in given[2]):
            made = replace(made, editable=True)
        elif _HASHED.search(line) or ((own or given) and _COMMIT.search(line)):
            made = replace(made, hashed=True)
    if made is not None:
        yield made


def pipfile_lock(path: str, root: Entry) -> Iterator[Requirement]:
    """The packages of a Pipfile.lock."""
    for group in ("default", "develop"):
        packages = root.get(group)
        for name, body in packages.items() if packages is not None else ():
            line = body.named or body.line
            version = body.get("version")
            pinned = (version.text() or "") if version is not None else ""
            commit = body.get("ref")
            hashed = body.get("hashes") is not None or commit is not None
            exact = bool(pinned) or hashed
            inner = "" if group == "default" else "dev"
            yield Requirement(normalised(name), pinned, exact, line, path, "lock", hashed, group=inner)


def environment(path: str, root: Entry) -> Iterator[Requirement | Gap]:
    """The packages of a conda environment, with those of its `pip:` list."""
    listed = root.get("dependencies")
    for one in listed.elements() if listed is not None else []:
        if isinstance(one.value, dict):
            for name, inner in one.items():
                for each in inner.elements() if name == "pip" else []:
                    text = each.text() or ""
                    if text.startswith("-"):
                        continue
                    made = split(text, each.line, path, "conda")
                    yield Gap(path, each.line, "parse", f"not a requirement: {text[:60]}") if made is None else made
        elif spelled := one.text():
            found = conda(spelled, one.line, path)
            yield Gap(path, one.line, "parse", f"not a conda package: {spelled[:60]}") if found is None else found


def conda_lock(path: str, root: Entry) -> Iterator[Requirement]:
    """The packages of a conda-lock.yml; the same package for several platforms is named once for each."""
    listed = root.get("package")
    for one in listed.elements() if listed is not None else []:
        name, version = _text(one, "name"), _text(one, "version")
        if name and version:
            group = _text(one, "category").replace("main", "")
            hashed = one.get("hash") is not None
            yield replace(_pinned(name, version, one.line, path), hashed=hashed, group=group)


def pixi_lock(path: str, root: Entry) -> Iterator[Requirement]:
    """The packages of a pixi.lock."""
    listed = root.get("packages")
    for one in listed.elements() if listed is not None else []:
        name, version = _text(one, "name"), _text(one, "version")
        url = _text(one, "conda") or _text(one, "pypi") or _text(one, "url")
        if not version and (file := _CONDA_FILE.match(posixpath.basename(url))):
            name, version = file[1], file[2]
        if name:
            hashed = one.get("sha256") is not None or one.get("md5") is not None
            yield replace(_pinned(name, version, one.line, path), hashed=hashed)


def _pinned(name: str, version: str, line: int, path: str) -> Requirement:
    specifier = f"=={version}" if version else ""
    return Requirement(normalised(name), specifier, exact=True, line=line, path=path, source="lock")


def _text(entry: Entry, key: str) -> str:
    found = entry.get(key)
    return (found.text() or "") if found is not None else ""
