"""dvc.yaml: stages with their commands, dependencies and outputs, templates filled in from vars and parameters."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from mle_reviewer.program.commands import UNKNOWN, Launch, launches
from mle_reviewer.program.entries import Entry
from mle_reviewer.program.pipelines.stage import Stage, beside

Read = Callable[[str], Entry | None]
_TEMPLATE: Final = re.compile(r"\\?\$\{\s*([^{}]+?)\s*\}")
_INDEX: Final = re.compile(r"\[(\d+)\]")
_MOST: Final = 12  # stages made from one `foreach` or `matrix`
_DEFAULTS: Final = "params.yaml"


def stages(document: str, root: Entry, read: Read) -> list[Stage]:
    """The stages of one dvc.yaml; `read` gives the parameter files that its templates name."""
    scope = _variables(document, root.get("vars"), read, _file(beside(document, _DEFAULTS), read))
    found: list[Stage] = []
    stated = root.get("stages")
    for name, body in stated.items() if stated is not None else ():
        for made, each, local in _expanded(name, body, scope):
            inner = _variables(document, each.get("vars"), read, local)
            found.append(_stage(document, made, body.line, each, inner))
    return found


def _file(path: str, read: Read) -> dict[str, Entry]:
    entry = read(path)
    return dict(entry.items()) if entry is not None else {}


def _variables(document: str, stated: Entry | None, read: Read, scope: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """The scope with `vars` added: mappings as they are, and files (`params.json:train,eval`) read."""
    if stated is None:
        return scope
    made = dict(scope)
    for one in stated.elements():
        if isinstance(one.value, dict):
            made.update(one.value)
        elif isinstance(one.value, str):
            path, _, keys = one.value.partition(":")
            wanted = {key.strip() for key in keys.split(",") if key.strip()}
            inside = _file(beside(document, path), read)
            made.update({key: value for key, value in inside.items() if not wanted or key in wanted})
    return made


def _expanded(name: str, body: Entry, scope: Mapping[str, Entry]) -> Iterator[tuple[str, Entry, Mapping[str, Entry]]]:
    """The stage itself, or one for each item of its `foreach`, or for each combination of its `matrix`."""
    over, do = body.get("foreach"), body.get("do")
    if over is not None and do is not None:
        over = _looked_up(over, scope) or over
        items = list(over.items()) or [(one.text() or str(n), one) for n, one in enumerate(over.elements())]
        for key, item in items[:_MOST]:
            yield f"{name}@{key}", do, {**scope, "item": item, "key": Entry(key, item.line)}
        return
    matrix = body.get("matrix")
    if matrix is None:
        yield name, body, scope
        return
    axes = [(key, (_looked_up(values, scope) or values).elements()) for key, values in matrix.items()]
    for chosen in itertools.islice(itertools.product(*(values for _key, values in axes)), _MOST):
        item = Entry({key: one for (key, _values), one in zip(axes, chosen, strict=True)}, body.line)
        label = "-".join(one.text() or "?" for one in chosen)
        yield f"{name}@{label}", body, {**scope, "item": item, "key": Entry(label, body.line)}


def _looked_up(entry: Entry, scope: Mapping[str, Entry]) -> Entry | None:
    """The value that a text of nothing but one template stands for."""
    found = _TEMPLATE.fullmatch(entry.value) if isinstance(entry.value, str) else None
    return _named(found[1], scope) if found else None


def _named(expression: str, scope: Mapping[str, Entry]) -> Entry | None:
    keys = _INDEX.sub(r".\1", expression).split(".")
    found = scope.get(keys[0])
    for key in keys[1:]:
        if found is None:
            return None
        if isinstance(found.value, list):
            found = found.value[int(key)] if key.isdigit() and int(key) < len(found.value) else None
        else:
            found = found.get(key)
    return found


def _filled(text: str, scope: Mapping[str, Entry]) -> str:
    def value(match: re.Match[str]) -> str:
        found = _named(match[1], scope)
        spelled = found.text() if found is not None else None
        return spelled if spelled is not None else UNKNOWN

    return _TEMPLATE.sub(value, text)


def _stage(document: str, name: str, line: int, body: Entry, scope: Mapping[str, Entry]) -> Stage:
    stated = body.get("wdir")
    work = _filled(stated.text() or "", scope) if stated is not None else ""
    folder = beside(document, work) if work and UNKNOWN not in work else beside(document, "")
    started: list[Launch] = []
    command = body.get("cmd")
    for one in command.elements() if command is not None else []:
        text = one.text()
        if text is not None:
            started.extend(launches(_filled(text, scope), folder, one.line, {}))
    gives = [*_paths(body, "outs", folder, scope), *_paths(body, "metrics", folder, scope)]
    gives += _paths(body, "plots", folder, scope)
    return Stage(document, name, line, tuple(started), frozenset(_paths(body, "deps", folder, scope)), frozenset(gives))


def _paths(body: Entry, key: str, folder: str, scope: Mapping[str, Entry]) -> Iterator[str]:
    stated = body.get(key)
    for one in stated.elements() if stated is not None else []:
        spelled = [name for name, _more in one.items()] or [one.text() or ""]
        for path in spelled:
            filled = _filled(path, scope)
            if filled and UNKNOWN not in filled:
                yield beside(f"{folder}/x", filled)
