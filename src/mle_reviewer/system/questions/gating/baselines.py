"""Models called baselines beside the one that is built, and the version in use where a candidate is held against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.groups import INTRICATE_WORDS
from mle_reviewer.knowledge.measures import is_measure, words
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assign, Routine, Within, every
from mle_reviewer.system.code.terms import Call, Const, Pairs, Result, Term, literals, within
from mle_reviewer.system.doing import closure, predicts, trains
from mle_reviewer.system.questions.gating.asked_again import asked_before_a_change
from mle_reviewer.system.questions.measuring.figures import figure

if TYPE_CHECKING:
    from mle_reviewer.system.code.modules import Module
    from mle_reviewer.system.system import System

Place = tuple[Routine, int, str]
_SIMPLE: Final = frozenset({"baseline", "naive", "dummy", "majority", "persistence", "climatology"})
# What a baseline is of where it is none of models: of monitoring, of data, of code.
_OTHER: Final = frozenset({
    "data", "df", "stats", "statistics", "drift", "reference", "profile", "distribution", "path", "file", "dir",
    "bayes", "gaussian", "config", "features", "columns", "schema", "explainer", "shap",
})  # fmt: skip
_USED: Final = frozenset({"production", "prod", "champion", "incumbent", "deployed"})
_NEW: Final = frozenset({"candidate", "challenger", "new"})
_WATCHING: Final = frozenset(
    {
        "importance",
        "importances",
        "permutation",
        "occlusion",
        "attribution",
        "drift",
        "monitor",
        "monitoring",
        "degradation",
        "decay",
        "alert",
        "alerts",
        "watch",
    }
)
_VOTES: Final = frozenset({"vote", "votes", "voted", "voting"})
_KNOWN: Final = frozenset({"random", "majority", "chance", "naive", "dummy"})
_ASKED: Final = frozenset({"predict", "predict_proba", "forecast", "fit_predict", "transform"})
_NEAR: Final = 6
_AROUND: Final = 16
_FAR: Final = 60
_SIDES: Final = 2
_MOST_RUNS: Final = 3


def simple_models(system: System) -> tuple[Place, ...]:
    """Where a baseline by its name learns, predicts or is worked out, in a function that works out figures."""
    return system.once(_simple_models)


def _simple_models(system: System) -> tuple[Place, ...]:
    return tuple(_named_so(system, system.routines()))


def in_notebooks(system: System) -> tuple[Place, ...]:
    """The same in notebooks, where nothing that is deployed runs."""
    modules = [module for path in system.notebooks if (module := system.indexed.module(path)) is not None]
    found = tuple(_named_so(system, (one for module in modules for one in module.routines())))
    found = found or tuple(place for module in modules for place in _runs(system, module.top()))[:_MOST_RUNS]
    return found or tuple(place for module in modules for place in _whole(system, module))[:_MOST_RUNS]


def _whole(system: System, module: Module) -> Iterator[Place]:
    """A notebook that is called one of the simple model, in which a model learns, answers, and is measured."""
    stem = module.path.rpartition("/")[2].rpartition(".")[0]
    if not _is_plain(stem):
        return
    calls = [(routine, call) for routine in module.routines() for call in routine.calls()]
    asked = [
        (routine, call) for routine, call in calls if trains(system.indexed, call) or predicts(system.indexed, call)
    ]
    if asked and any(figure(system, call) for _, call in calls):
        routine, call = asked[0]
        yield routine, call.pos, f"the model of `{stem}`"


def _runs(system: System, routine: Routine) -> Iterator[Place]:
    """The recorded runs that are called those of a simple model, and that record a figure."""
    for step in routine.every():
        context = step.context if isinstance(step, Within) else None
        if not isinstance(step, Within) or not isinstance(context, Result):
            continue
        said = [
            one.value for term in context.call.terms() for one in within(term, calls=False) if isinstance(one, Const)
        ]
        name = next((one for one in said if isinstance(one, str) and _is_plain(one)), "")
        if (
            name
            and _sign(system, context.call) == "start-run"
            and any(isinstance(one, Call) and _sign(system, one) == "log-metrics" for one in every(step.body))
        ):
            yield routine, step.pos, f"the run `{name}`"


def _is_plain(name: str) -> bool:
    """Whether a name is that of a simple model, and of no intricate one that is only the first of its kind."""
    return is_simple(name) and not INTRICATE_WORDS & set(words(name))


def _sign(system: System, call: Call) -> str:
    signs = (system.conventions.call(name) for name in system.indexed.names(call))
    return next((one.sign for one in signs if one is not None), "")


def _named_so(system: System, routines: Iterable[Routine]) -> Iterator[Place]:
    for routine in routines:
        if set(words(routine.name)) & _WATCHING:
            continue  # the baseline of a watch is an earlier time, no model
        found = next(_simple(system, routine), None)
        if found is not None and not _is_kept_for_later(system, routine) and _works_out(system, routine, _FAR):
            yield routine, *found


def _simple(system: System, routine: Routine) -> Iterator[tuple[int, str]]:
    same_model = asked_before_a_change(routine)
    for step in routine.every():
        if same_model and any(_comes_from(term, same_model) for term in step.terms()):
            continue
        if (
            isinstance(step, Assign)
            and is_simple(step.name)
            and not ("majority" in words(step.name) and _votes(routine))
            and _is_of_a_model(system, step.term, step.name.lower().replace("baseline", ""))
        ) or (isinstance(step, Assign) and _is_known_figure(step)):
            yield step.pos, f"`{step.name}`"
        elif isinstance(step, Call):
            for thing in system.indexed.targets(step):
                if isinstance(thing, OwnThing) and thing.kind == "class" and _is_simple_class(system, thing):
                    yield step.pos, f"`{thing.name}`"
            for own in system.indexed.own(step):
                name = own.name.rpartition(".")[2]
                if is_simple(name) and any(True for _ in own.params) and _answers(system, own):
                    yield step.pos, f"`{name}`"
            for term in step.args:
                yield from _in_pairs(system, term, step.pos)
        if isinstance(step, Assign):
            yield from _in_pairs(system, step.term, step.pos)


def _comes_from(term: Term, calls: frozenset[int]) -> bool:
    return any(isinstance(one, Result) and id(one.call) in calls for one in within(term))


def _in_pairs(system: System, term: Term, pos: int) -> Iterator[tuple[int, str]]:
    if isinstance(term, Pairs):
        for key, value in zip(term.keys, term.values, strict=True):
            named = isinstance(key, Const) and isinstance(key.value, str) and is_simple(key.value)
            if named and isinstance(key, Const) and _is_of_a_model(system, value, ""):
                yield key.pos or pos, f"`{key.value}`"


def _is_known_figure(step: Assign) -> bool:
    """Whether the figure of a model so simple that nobody has to fit it is written down: one half, by chance."""
    some = set(words(step.name))
    number = isinstance(step.term, Const) and isinstance(step.term.value, float)
    return (
        number and "baseline" in some and bool(some & _KNOWN) and is_measure(step.name.lower().replace("baseline", ""))
    )


def _votes(routine: Routine) -> bool:
    """Whether several models vote here: a majority is theirs then, and no class that most rows have."""
    some = {word for step in routine.every() if isinstance(step, Assign) for word in words(step.name)}
    return bool(some & _VOTES)


def _is_simple_class(system: System, thing: OwnThing) -> bool:
    """Whether a class of the repository is a simple model: named so, and it can be asked."""
    module = system.indexed.module(thing.path)
    if module is None or not is_simple(thing.name.rpartition(".")[2]):
        return False
    return bool(_ASKED & set(module.code.classes[thing.index].methods))


def is_simple(name: str) -> bool:
    """Whether a name is that of a simple model to be beaten."""
    some = set(words(name))
    return bool(some & _SIMPLE) and not some & _OTHER


def _is_of_a_model(system: System, term: Term, name: str) -> bool:
    """Whether a term is a model, what one predicted, or a figure of it."""
    for one in within(term, calls=False):
        if isinstance(one, Result):
            call = one.call
            if trains(system.indexed, call) or predicts(system.indexed, call):
                return True
            if figure(system, call) and is_measure(name):
                return True
            if any(is_model(system, thing) for thing in system.indexed.names(call)):
                return True
            if any(_answers(system, own) for own in system.indexed.own(call)):
                return True
    return False


def is_model(system: System, name: str) -> bool:
    """Whether a class of a library, by its name, is a model."""
    known = system.table.find_class(name)
    return known is not None and known.role in {"estimator", "network", "pipeline"}


def _answers(system: System, routine: Routine) -> bool:
    """Whether a function learns, predicts or works out figures, or gives back rows of the past as a forecast."""
    for number, inner in enumerate(closure(system.indexed, routine)):
        if number >= _NEAR:
            return False
        for call in inner.calls():
            if trains(system.indexed, call) or predicts(system.indexed, call) or figure(system, call):
                return True
            if call.method in {"shift", "repeat", "tile"}:
                return True
    return False


def _is_kept_for_later(system: System, routine: Routine) -> bool:
    """Whether a baseline is handed to something that watches: `monitor.set_baseline(metrics)`."""
    for call in routine.calls():
        some = set(words(call.method or "")) | {word for own in system.indexed.own(call) for word in words(own.name)}
        if "baseline" in some and some & {"set", "initialize", "initialise", "update", "save", "store", "register"}:
            return True
    return False


def _works_out(system: System, routine: Routine, most: int = _AROUND) -> bool:
    for number, inner in enumerate(closure(system.indexed, routine)):
        if number >= most:
            return False
        if any(figure(system, call) for call in inner.calls()):
            return True
    return False


def side_by_side(system: System) -> Iterator[tuple[Routine, int]]:
    """Where figures of the version in use and of a candidate, named so, are worked out by one function."""
    for routine in system.routines():
        places: dict[str, int] = {}
        for step in routine.every():
            if isinstance(step, Assign) and isinstance(step.term, Result) and scores_one(system, step.term.call):
                some = set(words(step.name))
                if some & _USED and not some & _NEW:
                    places.setdefault("used", step.pos)
                elif some & _NEW:
                    places.setdefault("new", step.pos)
        if len(places) == _SIDES:
            yield routine, places["used"]


def loaded_and_scored(system: System) -> Iterator[tuple[Routine, int]]:
    """Where the version in use is taken from the registry by name, and figures of more than one model follow."""
    for sign in system.signed("load-registered"):
        path = sign.given("path")
        said = {word for text in literals(path, calls=False) for word in words(text)} if path is not None else set()
        calls = tuple(sign.routine.calls()) if said & _USED else ()
        scored = sum(scores_one(system, call) for call in calls)
        if scored >= _SIDES or (scored and sum(bool(predicts(system.indexed, call)) for call in calls) >= _SIDES):
            yield sign.routine, sign.pos


def scores_one(system: System, call: Call) -> bool:
    """Whether a call works out a figure, by itself or in the functions that it enters."""
    return bool(figure(system, call)) or any(_works_out(system, own) for own in system.indexed.own(call))
