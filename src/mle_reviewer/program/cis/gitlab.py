"""GitLab CI: jobs with their templates and defaults filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from mle_reviewer.program.ci import Job, Step, Workflow
from mle_reviewer.program.cis.runs import Texts, key_line, pairs, text, texts
from mle_reviewer.program.entries import Entry
from mle_reviewer.sources.gap import Gap

_NOT_JOBS: Final = frozenset({
    "stages", "variables", "default", "include", "workflow", "image", "services", "cache", "before_script",
    "after_script", "spec",
})  # fmt: skip
_DEFAULTED: Final = ("before_script", "after_script", "image")
_DEEPEST: Final = 11  # as GitLab's own bound


def workflow(root: Entry, source: Texts) -> Workflow:
    """The pipeline that a document states; what it includes is a gap each."""
    source.gaps.extend(_includes(root, source.path))
    stages = texts(root.get("stages")) or ("build", "test", "deploy")
    bodies: list[tuple[str, int, Mapping[str, Entry]]] = []
    for name, body in root.items():
        if name not in _NOT_JOBS and not name.startswith("."):
            made = _whole(body, root, 0)
            if "script" in made or "trigger" in made or "run" in made:
                bodies.append((name, key_line(body), _defaulted(made, root)))
    ranks = {name: _rank(body, stages) for name, _line, body in bodies}
    jobs = tuple(_job(name, line, body, ranks, root, source) for name, line, body in bodies)
    return Workflow(text(root, "workflow", "name") or source.path, source.path, "gitlab", (), jobs)


def _includes(root: Entry, path: str) -> Iterator[Gap]:
    stated = root.get("include")
    if stated is None:
        return
    for one in [stated] if isinstance(stated.value, dict) else stated.elements():
        spelled = one.text() or ", ".join(text(one, key) for key in ("project", "file", "local", "remote", "template"))
        shown = ", ".join(part for part in spelled.split(", ") if part)[:100]
        yield Gap(path, one.line, "follow", f"jobs included from {shown or 'elsewhere'} are not read")


def _whole(body: Entry, root: Entry, depth: int) -> dict[str, Entry]:
    """A job with what its `extends` inherits; mappings are merged, all else replaced."""
    made: dict[str, Entry] = {}
    if depth < _DEEPEST:
        for name in texts(body.get("extends"))[:_DEEPEST]:
            inherited = root.get(name)
            if inherited is not None:
                made = _merged(made, _whole(inherited, root, depth + 1), 0)
    return _merged(made, dict(body.items()), 0)


def _merged(below: Mapping[str, Entry], above: Mapping[str, Entry], depth: int) -> dict[str, Entry]:
    made = dict(below)
    for key, entry in above.items():
        old = made.get(key)
        if old is not None and isinstance(old.value, dict) and isinstance(entry.value, dict) and depth < _DEEPEST:
            made[key] = Entry(_merged(old.value, entry.value, depth + 1), entry.line)
        else:
            made[key] = entry
    return made


def _defaulted(body: dict[str, Entry], root: Entry) -> dict[str, Entry]:
    for key in _DEFAULTED:
        usual = root.get("default", key) or root.get(key)
        if usual is not None and key not in body:
            body[key] = usual
    return body


def _rank(body: Mapping[str, Entry], stages: tuple[str, ...]) -> int:
    stage = _text(body, "stage") or "test"
    if stage in {".pre", ".post"}:
        return -1 if stage == ".pre" else len(stages) + 1
    return stages.index(stage) if stage in stages else len(stages)


def _job(name: str, line: int, body: Mapping[str, Entry], ranks: Mapping[str, int], root: Entry, source: Texts) -> Job:
    stated = body.get("needs")
    if stated is None:
        needs = tuple(other for other, rank in ranks.items() if rank < ranks[name])
    else:
        needs = tuple(one.text() or text(one, "job") for one in stated.elements())
    rules = body.get("rules")
    conditions = [text(one, "if") for one in rules.elements() if one.get("if") is not None] if rules is not None else []
    whens = [text(one, "when") for one in rules.elements()] if rules is not None else []
    limited = [f"{key} {', '.join(texts(body[key]))}" for key in ("only", "except") if key in body]
    manual = _text(body, "when") == "manual" or (
        bool(whens) and set(whens) <= {"manual", "never"} and "manual" in whens
    )
    return Job(
        name,
        line,
        tuple(one for one in needs if one),
        " || ".join([*conditions, *limited]),
        _text(body, "environment") or text(body.get("environment"), "name"),
        _lenient(body, manual=manual),
        manual,
        tuple(_steps(body, root, source)),
        stage=_text(body, "stage") or "test",
        image=_text(body, "image") or text(body.get("image"), "name"),
        uses=_text(body, "trigger") or text(body.get("trigger"), "project"),
        timed="timeout" in body,
    )


def _lenient(body: Mapping[str, Entry], *, manual: bool) -> bool:
    stated = body.get("allow_failure")
    if stated is None:
        return manual and "rules" not in body  # nobody waits for it
    return stated.value is True or isinstance(stated.value, dict)


def _steps(body: Mapping[str, Entry], root: Entry, source: Texts) -> Iterator[Step]:
    for key in ("before_script", "script", "after_script"):
        stated = body.get(key)
        if stated is not None:
            run = source.runs(_referred(stated, root))
            yield Step(
                key, stated.line, run=run, forgiven=key == "after_script", environment=pairs(body.get("variables"))
            )


def _referred(stated: Entry, root: Entry) -> Entry:
    """A script with what `!reference [.job, script]` names in place."""
    if not isinstance(stated.value, list):
        return stated
    made: list[Entry] = []
    for one in stated.value:
        keys = texts(one) if isinstance(one.value, list) else ()
        found = root.get(*keys) if len(keys) > 1 and keys[0] in dict(root.items()) else None
        made.append(found if found is not None else one)
    return Entry(made, stated.line)


def _text(body: Mapping[str, Entry], key: str) -> str:
    found = body.get(key)
    return (found.text() or "") if found is not None else ""
