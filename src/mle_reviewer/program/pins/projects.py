"""Requirements of projects: pyproject.toml, setup.cfg and Pipfile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mle_reviewer.program.entries import Entry
from mle_reviewer.program.pins.requirement import Requirement, Source
from mle_reviewer.program.pins.splitting import address, constrained, split
from mle_reviewer.sources.gap import Gap

_SECTION: Final = re.compile(r"\[([^\[\]]+)\]\s*$")
_OPTION: Final = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*(.*)$")
Found = Requirement | Gap


def pyproject(path: str, root: Entry) -> Iterator[Found]:
    """PEP 621 dependencies and extras, dependency groups, and the tables of Poetry and of older uv and pdm."""
    yield from _listed(root.get("project", "dependencies"), "", path)
    for keys in (("project", "optional-dependencies"), ("dependency-groups",), ("tool", "pdm", "dev-dependencies")):
        groups = root.get(*keys)
        for name, listed in groups.items() if groups is not None else ():
            yield from _listed(listed, name, path)
    yield from _listed(root.get("tool", "uv", "dev-dependencies"), "dev", path)
    yield from _poetry(path, root)


def _listed(listed: Entry | None, group: str, path: str) -> Iterator[Found]:
    for one in listed.elements() if listed is not None else []:
        text = one.text()
        if text is None:
            continue  # `{include-group = …}`
        made = split(text, one.line, path, "pyproject")
        why = f"not a requirement: {text[:60]}"
        yield Gap(path, one.line, "parse", why) if made is None else replace(made, group=group)


def _poetry(path: str, root: Entry) -> Iterator[Requirement]:
    poetry = root.get("tool", "poetry")
    if poetry is None:
        return
    tables: list[tuple[str, tuple[str, ...]]] = [("", ("dependencies",)), ("dev", ("dev-dependencies",))]
    groups = poetry.get("group")
    tables += [(name, ("group", name, "dependencies")) for name, _body in groups.items()] if groups is not None else []
    for group, keys in tables:
        table = poetry.get(*keys)
        for name, stated in table.items() if table is not None else ():
            if name != "python":
                line = stated.named or stated.line
                yield from (replace(one, group=group) for one in tabled(name, stated, line, path, "pyproject"))


def tabled(name: str, stated: Entry, line: int, path: str, source: Source) -> Iterator[Requirement]:
    """The requirements of `name = "^1.2"`, `name = {version = …}`, `name = {git = …, rev = …}` or a list of those."""
    for one in stated.elements() or [stated]:
        if not isinstance(one.value, dict):
            yield constrained(name, one.text() or "*", line, path, source)
            continue
        extras = one.get("extras")
        marker = _text(one, "markers")
        git = _text(one, "git")
        place = git or _text(one, "url") or _text(one, "path") or _text(one, "file")
        if place:
            commit = _text(one, "rev") or _text(one, "ref")
            spelled = f"git+{place}{'@' if commit else ''}{commit}" if git else place
            made = address(spelled, line, path, source)
            made = replace(made, name=constrained(name, "", line, path, source).name)
        else:
            made = constrained(name, _text(one, "version") or "*", line, path, source)
        given = tuple(sorted(text for each in extras.elements() if (text := each.text()))) if extras is not None else ()
        yield replace(made, extras=given, marker=marker, editable=_text(one, "editable") == "True")


def pipfile(path: str, root: Entry) -> Iterator[Requirement]:
    """The packages of a Pipfile."""
    for table, body in root.items():
        if table in {"source", "requires", "scripts", "pipenv"}:
            continue
        group = "" if table == "packages" else table.removesuffix("-packages")
        for name, stated in body.items():
            line = stated.named or stated.line
            yield from (replace(one, group=group) for one in tabled(name, stated, line, path, "pipfile"))


def setup_cfg(path: str, text: str) -> Iterator[Found]:
    """`install_requires` and the extras of a setup.cfg."""
    section = option = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.partition(" #")[0].rstrip()
        if not line.strip() or line.lstrip().startswith(("#", ";")):
            continue
        stated = line.strip()
        if not line[0].isspace():
            if heading := _SECTION.match(line):
                section, option = heading[1].strip(), ""
                continue
            given = _OPTION.match(line)
            option, stated = (given[1], given[2]) if given else ("", "")
        wanted = (section, option) == ("options", "install_requires")
        if stated and (wanted or (section == "options.extras_require" and option)):
            group = "" if wanted else option
            for one in stated.split(",") if "," in stated and ">" not in stated and "<" not in stated else [stated]:
                made = split(one, number, path, "setup")
                why = f"not a requirement: {one[:60]}"
                yield Gap(path, number, "parse", why) if made is None else replace(made, group=group)


def _text(entry: Entry, key: str) -> str:
    found = entry.get(key)
    return (found.text() or "") if found is not None else ""
