"""What is recorded of a training run: parameters, metrics, preparation, the commit, the artifact and libraries."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.knowledge.run_fields import fields
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import Const, Term, within
from mle_reviewer.system.questions.learning.found import Found, first, is_none, named, of_notebook, routines, seen_at
from mle_reviewer.system.questions.learning.run_libraries import libraries
from mle_reviewer.system.questions.learning.training_ground import ground, of_training

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_SHAS: Final = frozenset({"rev-parse", "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT", "GIT_SHA", "COMMIT_SHA"})
_IDLE: Final = (
    ("log-parameters", "parameters"), ("log-metrics", "metrics"), ("log-model", "the artifact"),
    ("register", "the artifact"),
)  # fmt: skip
_METRICS: Final = ("metric", "score", "report", "evaluation", "results")
_TABLES: Final = frozenset({".csv", ".tsv", ".parquet", ".xlsx", ".png", ".jpg", ".svg", ".html", ".pdf"})
_BESIDE: Final = _TABLES | frozenset({".txt", ".md", ".log", ".json", ".yaml", ".yml"})
_AMOUNTS: Final = frozenset(
    {"time", "seconds", "duration", "runtime", "elapsed", "minutes", "size", "rows", "samples", "cost"}
)
_NOTES: Final = frozenset(
    {"note", "notes", "currency", "stage", "env", "environment", "user", "author", "from", "id", "status"}
)
_STEPS: Final = frozenset({"pipeline", "transformer", "selector", "union"})
_RESULTS: Final = frozenset({"result", "results", "log", "logs", "report", "metrics", "status", "history"})
_PREPARED: Final = frozenset({
    "preprocessor", "preprocessing", "scaler", "encoder", "encoders", "vectorizer", "tokenizer", "imputer", "tfidf",
    "pipeline",
})  # fmt: skip


def parameters(system: System) -> Found | None:
    """Where the parameters of a run are recorded."""
    return (
        _setting(system)
        or first(system, "start-run", slot="parameters")
        or automatic(system)
        or named(system, "parameters")
    )


def _setting(system: System) -> Found | None:
    """The first record of parameters: many at once, or one that is a setting by its name, before a note of a run."""
    signs = _run_first(system, of_training(system, system.signed("log-parameters")))
    said = [(one, _key(one)) for one in signs]
    told = [one for one, key in said if not key or "parameters" in fields(key, frozenset())]
    noted = [one for one, key in said if not set(words(key)) & (_AMOUNTS | _NOTES)]
    return seen_at(system, (told or noted or signs)[0]) if signs else None


def _key(sign: Sign) -> str:
    """The name under which one thing is recorded; "" where many are, or the name is not written there."""
    key = sign.given("key")
    return key.value if isinstance(key, Const) and isinstance(key.value, str) else ""


def _run_first(system: System, signs: list[Sign]) -> list[Sign]:
    return [one for one in signs if system.reached.how(one.routine) is not None] or signs


def automatic(system: System, *, models: bool = False) -> Found | None:
    """Where a library records a run by itself, with its model if that is asked, and was not told to stop."""
    for sign in of_training(system, system.signed("autolog")):
        off, kept = sign.given("disable"), sign.given("models")
        if models and isinstance(kept, Const) and kept.value is False:
            continue
        if not (isinstance(off, Const) and off.value is True):
            return seen_at(system, sign)
    return None


def metrics(system: System) -> Found | None:
    """Where the metrics of a run are recorded: by a tracker, or in a file of their own."""
    found = _figure(system) or automatic(system) or named(system, "metrics")
    if found is not None:
        return found
    for one in system.artifacts:
        if one.how == "written" and not one.model and one.routine.path in ground(system):
            for text in system.spelled.spelled(one.path):
                if any(word in text.lower() for word in _METRICS):
                    return Found(system.at(one.routine, one.call.pos), f"written to `{text}`")
    return None


def _figure(system: System) -> Found | None:
    """The first figure that is recorded and is no time or size by its name."""
    signs = _run_first(system, of_training(system, system.signed("log-metrics")))
    told = [one for one in signs if not (key := _key(one)) or "metrics" in fields(key, frozenset())]
    signs = [one for one in (*told, *signs) if not set(words(_key(one))) & _AMOUNTS]
    return seen_at(system, signs[0]) if signs else None


def preprocessing(system: System) -> Found | None:
    """Where the preparation of data is kept with the model: one pipeline, transformers of their own, its settings."""
    return kept_preparation(system) or named(system, "preprocessing")


def kept_preparation(system: System) -> Found | None:
    """Where what prepares the data is itself kept: one pipeline with the model, or transformers of their own."""
    for sign in of_training(system, system.signed("log-model")):
        if _holds_steps(system, sign.given("what")):
            return seen_at(system, sign, " keeps the whole pipeline")
    near = ground(system)
    for one in system.artifacts:
        if one.how != "written" or one.routine.path not in near:
            continue
        at = system.at(one.routine, one.call.pos)
        if _holds_steps(system, one.what):
            return Found(at, "what prepares the data is kept")
        for text in system.spelled.spelled(one.path):
            said = set(words(posixpath.basename(text)))
            if _PREPARED & said and not said & _RESULTS:
                return Found(at, f"what prepares the data is written to `{text}`")
    return None


def _holds_steps(system: System, what: Term | None) -> bool:
    if what is None:
        return False
    return any(
        isinstance(thing, Thing) and (known := system.table.find_class(thing.path)) is not None and known.role in _STEPS
        for part in within(what, calls=False)
        for thing in system.indexed.things(part)
    )


def code_state(system: System) -> Found | None:
    """Where the commit of a run is recorded."""
    found = first(system, "log-code") or _begun(system)
    if found is not None:
        return Found(found.at, f"{found.says} keeps the commit")
    for routine in routines(system):
        for call in routine.calls():
            for term in (*call.args, *(value for _, value in call.kwargs)):
                for one in within(term, calls=False):
                    if isinstance(one, Const) and isinstance(one.value, str) and _SHAS & set(one.value.split()):
                        return Found(system.at(routine, call.pos), f"the commit is read (`{one.value}`)")
    return named(system, "the commit")


def _begun(system: System) -> Found | None:
    """Where a run begins that keeps the commit by itself: one of before that is gone on with keeps the old one."""
    for sign in of_training(system, system.signed("start-run")):
        if not is_none(sign.given("code")) and is_none(sign.given("resumes")):
            return seen_at(system, sign)
    return None


def idle(system: System) -> dict[str, Found]:
    """What would be recorded by functions that nothing was seen to run."""
    near = ground(system)
    found: dict[str, Found] = {}
    for name, field in _IDLE:
        for sign in system.signed(name):
            if sign.path in near and system.reached.how(sign.routine) is None:
                found.setdefault(field, seen_at(system, sign))
    return found


def in_notebooks(system: System) -> dict[str, Found]:
    """What notebooks record of a run."""
    fields = dict(_IDLE)
    found: dict[str, Found] = {}
    for path in system.notebooks:
        for sign in of_notebook(system, path):
            if sign.sign in fields:
                found.setdefault(fields[sign.sign], seen_at(system, sign))
    return found


def artifact(system: System) -> Found | None:
    """Where it is recorded which artifact came of a run."""
    for sign in of_training(system, system.signed("log-model", "register", "log-artifact")):
        if sign.sign == "log-artifact" and _is_beside(system, sign):
            continue
        if not (isinstance(one := sign.given("what"), Const) and one.value is None):
            return seen_at(system, sign)
    return automatic(system, models=True) or named(system, "the artifact")


def _is_beside(system: System, sign: Sign) -> bool:
    """Whether what is kept are words, a table or a picture beside the model, by what it is or how its file ends."""
    if sign.given("kind") is not None:
        return True
    path = sign.given("path")
    texts = (
        {
            *system.spelled.spelled(path),
            *(one.value for one in within(path) if isinstance(one, Const) and isinstance(one.value, str)),
        }
        if path is not None
        else set()
    )
    ends = [posixpath.splitext(text)[1].lower() for text in texts]
    return any(one in _BESIDE for one in ends) and not any(
        "model" in posixpath.basename(text).lower() and posixpath.splitext(text)[1].lower() not in _TABLES
        for text in texts
    )


def recorded_libraries(system: System) -> Found | None:
    """Where the versions of libraries go into the record of a run, or are held for all runs."""
    found = first(system, "log-model", "start-run", slot="libraries")
    if found is not None:
        return Found(found.at, f"{found.says} keeps the versions of libraries")
    return named(system, "versions of libraries") or libraries(system)
