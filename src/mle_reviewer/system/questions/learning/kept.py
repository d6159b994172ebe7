"""Under what each run's model is kept: versions of registries and runs, paths with a run in them, tracked outputs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Within, every
from mle_reviewer.system.code.terms import Attr, Choice, Const, Item, Op, Param, Result, Term, Text, parts, within
from mle_reviewer.system.manifests import location
from mle_reviewer.system.paths import NAMING, UNKNOWN
from mle_reviewer.system.questions.learning.absent import refusals
from mle_reviewer.system.questions.learning.found import Found, of_notebook
from mle_reviewer.system.questions.learning.runs import automatic
from mle_reviewer.system.questions.learning.training import trained_constants
from mle_reviewer.system.questions.learning.training_ground import ground, of_training
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System


def versioned(system: System) -> Iterator[Found]:
    """Models that are kept under a name or version of their run."""
    yield from _registered(system)
    yield from _jobs(system)
    yield from _paths(system)
    yield from _uploaded(system)
    yield from _folders(system)
    yield from _tracked(system)
    yield from _stores(system)
    for path in ground(system):
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            for step in refusals(system, routine):
                yield Found(system.at(routine, step.pos), "a model that is there already is not written over")


def _registered(system: System) -> Iterator[Found]:
    """Versions in registries, then models that a tracker keeps with their run."""
    registers = [one for one in system.signed("register") if system.reached.how(one.routine) is not None]
    near = _run(system, of_training(system, system.signed("register")))
    logged = [one for one in of_training(system, system.signed("log-model")) if not _nothing(one.given("what"))]
    logged = _run(system, logged)
    named = [one for one in logged if not _nothing(one.given("registered"), absent=True)]
    for sign in (*near, *named, *(one for one in registers if one not in near)):
        yield Found(system.at(sign.routine, sign.pos), f"`{sign.name}` makes a version of its own")
    for sign in (one for one in logged if one not in named):
        yield Found(system.at(sign.routine, sign.pos), f"`{sign.name}` keeps the model with its run")
    beside: list[Found] = []
    read = {one.path.name for one in system.artifacts if one.model and isinstance(one.path, Attr)}
    for sign in of_training(system, system.signed("log-artifact")):
        if sign.given("kind") is not None or id(sign.call) in system.once(_gone_on_with):
            continue
        path = sign.given("path")
        made = within(path) if path is not None else ()
        texts = (
            *system.spelled.spelled(path),
            *(one.value for one in made if isinstance(one, Const) and isinstance(one.value, str)),
        )
        if any(_is_a_model(text) for text in texts) or (isinstance(path, Attr) and path.name in read):
            yield Found(system.at(sign.routine, sign.pos), f"`{sign.name}` keeps the model with its run")
        elif kept := next((text for text in texts if text.rpartition(".")[2] in _KINDS), ""):
            beside.append(Found(system.at(sign.routine, sign.pos), f"`{sign.name}` keeps `{kept}` with its run"))
    found = automatic(system, models=True)
    if found is not None:
        yield Found(found.at, f"{found.says} keeps the model with its run")
    yield from beside


def gone_on(system: System) -> Iterator[Found]:
    """Where a file is kept with a run of before, which it is written over in."""
    for sign in of_training(system, system.signed("log-artifact")):
        if id(sign.call) in system.once(_gone_on_with) and sign.given("kind") is None:
            yield Found(system.at(sign.routine, sign.pos), f"`{sign.name}` keeps a file with a run of before")


def _gone_on_with(system: System) -> frozenset[int]:
    """The calls that stand within a run of before: a file of the same name is written over there."""
    resumed = {id(one.call) for one in system.signed("start-run") if not _nothing(one.given("resumes"), absent=True)}
    found: set[int] = set()
    for routine in {id(one.routine): one.routine for one in system.signed("log-artifact")}.values() if resumed else ():
        for step in routine.every():
            if isinstance(step, Within) and isinstance(step.context, Result) and id(step.context.call) in resumed:
                found |= {id(one) for one in every(step.body)}
    return frozenset(found)


def _run(system: System, signs: list[Sign]) -> list[Sign]:
    """Those that something was seen to run, where there are such: the others are said to be there for nothing."""
    return [one for one in signs if system.reached.how(one.routine) is not None] or signs


def _is_a_model(text: str) -> bool:
    """Whether a path names a model, and no table or page about one."""
    return "model" in text.lower() and posixpath.splitext(text)[1].lower() not in _OTHERS


def _jobs(system: System) -> Iterator[Found]:
    """Jobs of a service that keeps what each makes under a name of its own."""
    for sign in system.signed("train"):
        kept = sign.given("kept")
        if isinstance(kept, Const) and system.reached.how(sign.routine) is not None:
            yield Found(system.at(sign.routine, sign.pos), f"the service keeps each job's model apart (`{sign.name}`)")


def _uploaded(system: System) -> Iterator[Found]:
    """Models that are put into a store of objects under a path of their run."""
    for sign in of_training(system, system.signed("keep-file", "append-rows")):
        for path in _places(sign):
            texts = system.spelled.spelled(path)
            text = next((one for one in texts if one.rpartition(".")[2] in _KINDS), None)
            if text is not None and _of_a_run(system, path):
                yield Found(system.at(sign.routine, sign.pos), f"the path `{text}` differs from run to run")
                break


def _places(sign: Sign) -> Iterator[Term]:
    """Under what something is put there: what the call says, or the object that it is a method of."""
    path = sign.given("path")
    if path is not None:
        yield path
    elif isinstance(sign.call.callee, Result):
        made = sign.call.callee.call
        yield from (*made.args[-1:], *(value for name, value in made.kwargs if name in _NAMES))


def _stores(system: System) -> Iterator[Found]:
    """Buckets of models that keep every version of what is written over."""
    for one in system.manifests.get("storage", ()):
        said = one.one("versioning")
        spoken = set(words(one.name)) | set(words(posixpath.basename(one.path)))
        if said is not None and spoken & _OF_MODELS and _puts_files(system):
            yield Found(one.place(said), f"`{one.name}` keeps every version of what is written over")


def _puts_files(system: System) -> bool:
    """Whether training puts anything into a store of objects: by a call, or a path that begins with its scheme."""
    return (
        bool(system.signed("keep-file"))
        or any(one.startswith(_SCHEMES) for one in trained_constants(system))
        or any(word.startswith(_SCHEMES) for _, command in system.ground.commands for word in command.words)
    )


def in_notebooks(system: System) -> Iterator[Found]:
    """What notebooks register or keep with a run."""
    for path in system.notebooks:
        for sign in of_notebook(system, path):
            if sign.sign in {"register", "log-model"} and not _nothing(sign.given("what")):
                yield Found(system.at(sign.routine, sign.pos), f"`{sign.name}` makes a version by hand")


def idle(system: System) -> Iterator[Found]:
    """Where functions that nothing was seen to run would keep a version of the model."""
    near = ground(system)
    for sign in system.signed("register", "log-model"):
        if sign.path in near and system.reached.how(sign.routine) is None and not _nothing(sign.given("what")):
            yield Found(system.at(sign.routine, sign.pos), f"`{sign.name}` would make a version of its own")


def _nothing(term: Term | None, *, absent: bool = False) -> bool:
    return (absent and term is None) or (isinstance(term, Const) and term.value is None)


def _paths(system: System) -> Iterator[Found]:
    near = ground(system)
    for one in system.artifacts:
        if one.how != "written" or not (one.model or one.routine.path in near):
            continue
        for text in system.spelled.spelled(one.path):
            if UNKNOWN in text and text.rpartition(".")[2] in _KINDS and _of_a_run(system, one.path):
                differs = "differs from run to run" if _of_a_run(system, one.path, _RUNS) else "holds a version"
                yield Found(system.at(one.routine, one.call.pos), f"the path `{text}` {differs}")
                break


def _folders(system: System) -> Iterator[Found]:
    """Folders that are made under the time of the run."""
    near = ground(system)
    for routine in system.routines():
        for call in routine.calls() if routine.path in near else ():
            folder = call.callee if call.method == "mkdir" else None
            if call.args and _MAKING & set(system.indexed.names(call)):
                folder = call.args[0]
            if folder is not None and _of_a_run(system, folder, near=True):
                yield Found(system.at(routine, call.pos), "each run makes a folder of its own")


def _tracked(system: System) -> Iterator[Found]:
    """Outputs of pipelines that are kept by their content."""
    for stage in system.stages:
        if not stage.document.endswith("dvc.yaml") or tier(stage.document) != "code":
            continue
        if f"{posixpath.dirname(stage.document)}/dvc.lock".lstrip("/") not in system.paths:
            continue  # what was never run keeps nothing
        kept = [path for path in sorted(stage.gives) if path.rpartition(".")[2] in _KINDS or "model" in path.lower()]
        if kept:
            yield Found(location(stage.document, stage.line), f"DVC keeps `{kept[0]}` by its content")


def _of_a_run(system: System, path: Term | None, named: frozenset[str] = frozenset(), *, near: bool = False) -> bool:
    """Whether a clock, a random name or what says which run it is stands in a path."""
    if path is None:
        return False
    clocks = {id(sign.call) for sign in system.signed("clock")}
    for one in (*within(path), *(() if near else _pieces(system, path))):
        name = one.name if isinstance(one, (Attr, Param)) else ""
        if isinstance(one, Result) and id(one.call) in clocks:
            return True
        if name and any(word in (named or _RUNS | _VERSIONS) for word in name.lower().split("_")):
            return True
    return False


def _pieces(system: System, path: Term) -> Iterator[Term]:
    """What a path is put together of, through parameters, attributes and functions that make names."""
    waiting, seen = [path], set[int]()
    while waiting and len(seen) < _MOST:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        match one:
            case Param():
                waiting += system.indexed.given(one)
            case Result(call=call):
                yield one
                own = system.indexed.own(call)
                waiting += [term for routine in own for term in routine.returned()]
                if not own:
                    named = NAMING & set(system.indexed.names(call)) or call.method in _JOINED
                    waiting += [call.callee, *(call.args if named else ())]
            case Attr(of=of, name=name):
                held = [
                    term
                    for thing in system.indexed.things(of)
                    if isinstance(thing, OwnThing) and thing.kind == "class"
                    for term in system.indexed.attribute(thing, name)
                ]
                waiting += held or [of]
            case Text() | Op() | Choice() | Item():
                waiting += parts(one)


_OTHERS: Final = frozenset({".csv", ".png", ".jpg", ".svg", ".html", ".txt", ".md", ".pdf", ".log", ".parquet"})
_MOST: Final = 80
_JOINED: Final = frozenset({"format", "joinpath", "with_name", "with_stem", "with_suffix", "join"})
_SCHEMES: Final = ("s3:", "s3a:", "gs:", "abfs", "wasb", "az:")
_NAMES: Final = frozenset({"blob", "blob_name", "name", "Key", "key"})
_OF_MODELS: Final = frozenset({"model", "models", "artifact", "artifacts", "mlflow", "registry", "sagemaker", "ml"})
_RUNS: Final = frozenset({"run", "timestamp", "stamp", "date", "ds", "execution", "job", "trial", "sha", "hash"})
_VERSIONS: Final = frozenset({"version"})  # whoever starts the run says which: the same one may be said twice
_MAKING: Final = frozenset({"os.makedirs", "os.mkdir"})
_KINDS: Final = frozenset({
    "pkl", "pickle", "joblib", "pt", "pth", "ckpt", "onnx", "h5", "keras", "cbm", "bin", "ubj", "safetensors",
})  # fmt: skip
