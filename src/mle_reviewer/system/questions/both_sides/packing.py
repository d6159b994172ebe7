"""What is packed with a model: its preparation, settings, version, data and libraries, and where that is seen."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.terms import Pairs, Param, Result, within
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.answering.predicting import answered
from mle_reviewer.system.questions.both_sides.described import described
from mle_reviewer.system.questions.both_sides.holding import held_whole
from mle_reviewer.system.questions.both_sides.requiring import pinned_for_serving
from mle_reviewer.system.questions.both_sides.sharing import packaged
from mle_reviewer.system.questions.both_sides.stored_models import within_models
from mle_reviewer.system.questions.learning import run_data, runs
from mle_reviewer.system.questions.learning.found import Found, named
from mle_reviewer.system.questions.learning.kept import versioned
from mle_reviewer.system.questions.learning.noted import Names
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.questions.learning.training_ground import AROUND, ground, of_training
from mle_reviewer.system.questions.serving.served import served
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call, Term
    from mle_reviewer.system.system import System

Part = Literal["preparation", "configuration", "version", "data", "packages"]
PARTS: Final[tuple[Part, ...]] = ("preparation", "configuration", "version", "data", "packages")
DATA: Final = re.compile(
    r"data_?(?:set)?_?(?:version|hash|sha|path|id|uri|digest|ref|source|name)|(?:train|data)\w*_(?:version|hash|sha256)"
    r"|train(?:ing|ed)?_?(?:data|rows|start|end|window|period)|snapshot"
)
VERSION: Final = re.compile(
    r"^version$|^bundle_id$|(?:model|artifact|bundle|package|release)_version|(?:^|_)run_?id$|model_?(?:id|uri|sha|hash|digest|sha256|tag)$"
    r"|content_hash|git_(?:sha|commit)|(?:^|_)commit(?:$|_)"
)
STEPS: Final = re.compile(r"^(?:pipeline|preprocessor|scaler|encoders?|label_encoders?|vectorizer|tokenizer|imputer)$")
SETTINGS: Final = re.compile(
    r"config|params|threshold|feature_(?:names|columns|cols|order|list)|settings|schema(?!_version)"
)
# words of files that stand beside a model and describe it; the rest of what training writes are results
_BESIDE: Final = frozenset({
    "model", "metadata", "meta", "manifest", "bundle", "artifact", "artifacts", "package", "card", "threshold",
    "schema", "signature", "release",
})  # fmt: skip
_TOLD: Final = frozenset({"metadata", "manifest", "bundle", "package", "release"})
_DATA: Final = frozenset({"data", "dataset", "datasets", "rows", "tables", "profile", "trace", "tracing", "features"})
_FOLDER: Final = "each run makes a folder of its own"  # that alone names no version of a model
_SEARCHES: Final = frozenset({"tuning", "tune", "sweep", "study", "search", "imputation"})
_MODEL: Final = frozenset(
    {"model", "models", "train", "training", "trainer", "inference", "serving", "registry", "bundle"}
)
_DUMPS: Final = frozenset({"json.dump", "json.dumps", "yaml.dump", "yaml.safe_dump"})
_WRITES: Final = frozenset({"write_text", "write_bytes", "write"})
_PREDICTED: Final = frozenset({"prediction", "predictions", "forecasts", "scored"})
_RESULTS: Final = frozenset(
    {"report", "reports", "metrics", "results", "evaluation", "comparison", "study", "importance"}
)


@dataclass(frozen=True, slots=True)
class Packed:
    """One thing that goes with a model, and where that is seen."""

    part: Part
    at: Location
    says: str


def packed(system: System) -> tuple[Packed, ...]:
    """What goes with the models of a repository, the best place of each part first."""
    return system.once(_packed)


def _packed(system: System) -> tuple[Packed, ...]:
    found = [*_described(system)]
    found += [Packed("preparation", system.at(one.routine, one.pos), one.says) for one in packaged(system)[:1]]
    found += _of("preparation", held_whole(system) or runs.kept_preparation(system))
    kept = [one for one in versioned(system) if one.says != _FOLDER][:1] or [*_kept_elsewhere(system)][:1]
    found += [Packed("version", one.at, one.says) for one in kept]
    found += _beside(system)
    found += [Packed(part, at, says) for part, at, says in within_models(system)]  # type: ignore[arg-type]
    if any(one.part == "version" for one in found):  # what a run records goes with the model that it keeps
        found += _of("configuration", _said(runs.parameters(system), "the parameters are recorded with the run"))
    found += _of("data", _data(system))
    pin = pinned_for_serving(system)
    if pin is not None:
        at = location(pin.path, pin.line)
        how = "is installed to serve" if _serves(system) else "is pinned, and nothing here serves"
        found.append(Packed("packages", at, f"{pin.name}{pin.specifier} {how}"))
    found += _of("packages", _recorded(system))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: PARTS.index(one.part)))


def _serves(system: System) -> bool:
    """Whether anything here answers with a model: only then is something installed to serve."""
    return bool(answered(system) or system.roles.serves or served(system))


def _kept_elsewhere(system: System) -> Iterator[Found]:
    """Models that are kept with a run by what does not train them."""
    for sign in system.signed("log-model"):
        if system.reached.how(sign.routine) is not None:
            yield Found(system.at(sign.routine, sign.pos), f"`{sign.name}` keeps the model with a run")


def _said(found: Found | None, words: str) -> Found | None:
    """The bare name of a call, with what it does."""
    if found is None or " " in found.says:
        return found
    return Found(found.at, f"{words} ({found.says})")


def _of(part: Part, found: Found | None) -> list[Packed]:
    return [] if found is None else [Packed(part, found.at, found.says)]


def _described(system: System) -> Iterator[Packed]:
    """Descriptions that stand in the repository beside a model."""
    for one in described(system):
        for part, pattern in (("version", VERSION), ("data", DATA), ("configuration", SETTINGS)):
            entry = next((entry for name, entry in one.names if pattern.search(name)), None)
            if entry is not None:
                key = next(name for name, known in one.names if known is entry)
                at = one.at(entry)
                yield Packed(part, at, f"`{key}` stands in the description of the model")  # type: ignore[arg-type]


def _beside(system: System) -> Iterator[Packed]:
    """The names in what is written with a model: keys of a bundle, fields of a description."""
    near = ground(system)
    for artifact in sorted(system.artifacts, key=lambda one: near.get(one.routine.path, AROUND + 1)):
        if artifact.how != "written" or artifact.what is None or not _of_a_model(system, artifact.routine, near):
            continue
        told = _beside_a_model(system, artifact.path) and not isinstance(artifact.what, Param)
        if artifact.entry.effect == "persist" or told:
            yield from _named(system, artifact.routine, artifact.call.pos, artifact.what)
    for routine in system.routines("code"):
        if not _of_a_model(system, routine, near):
            continue
        for call in routine.calls():
            what = _written(system, call)
            if what is not None and not isinstance(what, Param):
                yield from _named(system, routine, call.pos, what)
        if set(words(routine.name)) & _TOLD:
            for term in routine.returned():
                if isinstance(term, Pairs):
                    yield from _named(system, routine, routine.pos, term)


def _of_a_model(system: System, routine: Routine, near: Mapping[str, int]) -> bool:
    """Whether a function belongs to what trains or registers models, and is not about data or a search alone."""
    about = set(words(routine.name)) | set(words(routine.path))
    if about & _SEARCHES or (about & _DATA and not set(words(routine.name)) & _MODEL):
        return False
    registering = system.once(_registering)
    if routine.path not in registering and (routine.path, routine.function) in system.once(_scoring):
        return False
    return near.get(routine.path, AROUND + 1) <= AROUND or routine.path in registering


def _scoring(system: System) -> frozenset[tuple[str, int]]:
    """The functions that batches run to score and that training does not run: what they write goes with predictions."""
    trained = {(one.path, one.function) for one in training(system)}
    scored = {key for path in answered(system) if path.handler.kind == "batch" for key in path.among}
    writing = {
        (one.routine.path, one.routine.function)
        for one in system.artifacts
        if one.how == "written"
        and _PREDICTED & {word for text in system.spelled.spelled(one.path) for word in words(posixpath.basename(text))}
    }
    return frozenset((scored - trained) | writing)


def _registering(system: System) -> frozenset[str]:
    return frozenset(
        sign.path
        for sign in system.signed("log-model", "register", "promote", "save-model")
        if system.reached.how(sign.routine) is not None
    )


def _written(system: System, call: Call) -> Term | None:
    """What a call writes as a text that stands beside a model, or hands on as its metadata; None for any other."""
    names = set(system.indexed.names(call))
    metadata = next((value for name, value in call.kwargs if name == "metadata"), None)
    if metadata is not None and any(name.partition(".")[0] in system.conventions.tops for name in names):
        return metadata
    if not call.args:
        return None
    if names & _DUMPS and len(call.args) > 1:
        return call.args[0] if _beside_a_model(system, _opened(system, call.args[1])) else None
    if call.method in _WRITES and _beside_a_model(system, call.callee):
        for one in within(call.args[0]):
            if isinstance(one, Result) and set(system.indexed.names(one.call)) & _DUMPS and one.call.args:
                return one.call.args[0]
    return None


def _opened(system: System, handle: Term) -> Term | None:
    """What a file that is open was opened by."""
    for one in within(handle):
        if isinstance(one, Result):
            if "builtins.open" in system.indexed.names(one.call) and one.call.args:
                return one.call.args[0]
            if one.call.method == "open":
                return one.call.callee
    return None


def _beside_a_model(system: System, path: Term | None) -> bool:
    for text in system.spelled.spelled(path):
        some = set(words(posixpath.basename(text)))
        if some & _BESIDE and not some & _RESULTS:
            return True
    return False


def _named(system: System, routine: Routine, pos: int, what: Term) -> Iterator[Packed]:
    names = ["_".join(words(name)) for name in Names(system).of(what)]
    for part, pattern in (("preparation", STEPS), ("version", VERSION), ("data", DATA), ("configuration", SETTINGS)):
        found = next((name for name in names if pattern.search(name)), None)
        if found is not None:
            says = f"`{found}` is written with the model"
            yield Packed(part, system.at(routine, pos), says)  # type: ignore[arg-type]


def _data(system: System) -> Found | None:
    """By what the data are named in the record of the model's run, or in one lock with the model."""
    found = _said(run_data.recorded(system), "the data are recorded with the run")
    if found is not None:
        return found
    for stage in system.stages:
        kept = any("model" in words(path) for path in stage.gives)
        lock = posixpath.join(posixpath.dirname(stage.document), "dvc.lock")
        if stage.document.endswith("dvc.yaml") and kept and lock in system.paths and tier(lock) == "code":
            return run_data.locked(lock)
    return named(system, "the data")


def _recorded(system: System) -> Found | None:
    reached = [sign for sign in system.signed("log-model") if system.reached.how(sign.routine) is not None]
    for sign in (*of_training(system, system.signed("log-model")), *reached):
        if sign.given("libraries") is not None:
            return Found(system.at(sign.routine, sign.pos), f"`{sign.name}` keeps the versions of libraries")
    return named(system, "versions of libraries")


def parts(found: Iterable[Packed]) -> frozenset[Part]:
    """Which parts were found."""
    return frozenset(one.part for one in found)
