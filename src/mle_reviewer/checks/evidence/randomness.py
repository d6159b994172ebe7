"""TR3: which random generators training draws from, which of them are seeded, and what is done about operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence, place
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.system.code.steps import SetItem
from mle_reviewer.system.code.terms import Const, Lib
from mle_reviewer.system.questions.data.rows_drawn import rows_drawn_before
from mle_reviewer.system.questions.learning.found import routines
from mle_reviewer.system.questions.learning.programs import answering, programs, started
from mle_reviewer.system.questions.learning.randomness import Draws, draws, is_none, seeds, switched
from mle_reviewer.system.questions.learning.training_ground import ground
from mle_reviewer.system.signs import signs_of
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Call
    from mle_reviewer.system.signs import Sign

ITEM = "TR3"

_FLOATING: Final = frozenset({"torch", "tensorflow"})  # generators of libraries whose operations may not repeat
_LOOKED: Final = (
    "seeds of every generator that training draws from (Python, NumPy, PyTorch, TensorFlow, `random_state`), "
    "deterministic operations, a report over several seeds"
)


def answer(system: System) -> Answer:
    """Evidence are seeds in the programs that train; what they draw from without one is missing."""
    every = list(programs(system))
    found = [draws(system, program) for program in [one for one in every if started(system, one)] or every]
    if not found:
        if system.roles.trains:
            if (only := _in_notebooks(system)) is not None:
                return only
            at = system.roles.trains[0]
            return Answer(
                ITEM, looked_for=f"{_LOOKED}; training was seen only where runs are not followed ({at.says})",
                next_step="Move training into a program that seeds its generators first.",
            )  # fmt: skip
        return Answer(ITEM, reason="nothing in the repository trains a model")
    shown = _shown(system, found)
    missing = _missing(found)
    if not shown and not missing and (beside := _beside(system)):
        shown, missing = beside, ["whether what trains draws by a number of its own: steps beside it do"]
    if not any(started(system, one) for one in every):
        missing.append("what starts the training, so whether it is seeded first depends on who calls it")
    exact = [*_exact(system)]
    missing += _faster(system, found)
    missing += [*_unseen(found), *_searched(found), *rows_drawn_before(system, found)]
    floating = sorted({one for some in found for one in (*some.drawn, *some.inexact) if one in _FLOATING})
    if floating and not exact and shown:
        missing.append(
            f"deterministic operations of {' and '.join(floating)}, or a report over several seeds: they may differ on "
            "another run or device"
        )
    first = next((one for some in found for one in some.unseeded), "")
    step = f"Seed {first} at the beginning of {found[0].program.root.path}." if first else (
        "Ask for deterministic operations, or report the metric over several seeds."
    )  # fmt: skip
    return Answer(
        ITEM,
        evidence=tuple(dict.fromkeys((*shown, *exact))) if shown else (),
        missing=tuple(missing),
        looked_for=_LOOKED,
        next_step=step,
    )


def _in_notebooks(system: System) -> Answer | None:
    """What notebooks seed, where nothing else trains."""
    shown: list[Evidence] = []
    for path in dict.fromkeys(one.at.path for one in system.roles.trains if one.where == "notebook"):
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            shown += [
                evidence(ITEM, place(system, sign), f"`{sign.name}` is given a seed")
                for sign in signs_of(routine, system.indexed, system.conventions)
                if (sign.sign.startswith("seed-") or sign.sign == "draw") and not is_none(sign.given("seed"))
            ]
    if not shown:
        return None
    return Answer(
        ITEM,
        evidence=tuple(shown[:_MOST]),
        missing=("something that runs the notebook from its first cell to its last",),
        looked_for=_LOOKED,
        next_step="Move training into a program that seeds its generators first.",
    )


_MOST: Final = 4


def _shown(system: System, found: list[Draws]) -> list[Evidence]:
    signs: dict[int, tuple[Sign, str]] = {}
    for some in found:
        for one, sign in some.seeded.items():
            if sign.sign == "seed-all" and one in _FLOATING and not _imports(system, some, one):
                continue  # it seeds what is installed
            known = signs.get(id(sign.call))
            words = f"{known[1]}, {one}" if known else one
            if known is None or one not in known[1]:
                signs[id(sign.call)] = sign, words
    shown = [evidence(ITEM, place(system, sign), f"seeds {words} (`{sign.name}`)") for sign, words in signs.values()]
    own = {id(sign.call): sign for some in found for sign in some.own}
    bare = any(some.unseeded for some in found)  # a split with a seed is enough only where nothing else is random
    given = [sign for sign in own.values() if not (bare and _of_split(system, sign))]
    shown += [evidence(ITEM, place(system, sign), f"`{sign.name}` draws by a number of its own") for sign in given]
    return shown + [
        evidence(ITEM, system.at(routine, call.pos), f"`{name}` is given a seed")
        for some in found
        for routine, call, name in some.given
        if not (bare and _divides(system, call))
    ]


def _imports(system: System, some: Draws, library: str) -> bool:
    """Whether a program imports a library."""
    modules = (system.indexed.module(path) for path, function in some.program.routines if function == -1)
    return any(
        one.replace(":", ".").partition(".")[0] == library
        for module in modules
        if module is not None
        for one in module.code.imports
    )


def _beside(system: System) -> list[Evidence]:
    """What other steps of training seed, where the program that trains was not seen to draw."""
    near, asked = ground(system), system.once(answering)
    seeding = [one for one in seeds(system) if (one.path, one.routine.function) not in asked]
    return [
        *(evidence(ITEM, place(system, one), f"`{one.name}` seeds it") for one in seeding if one.path in near),
        *(
            evidence(ITEM, place(system, sign), f"`{sign.name}` draws by a number of its own")
            for sign in system.signed("draw")
            if sign.path in near and not is_none(sign.given("seed"))
        ),
    ][:_MOST]


def _unseen(found: list[Draws]) -> list[str]:
    """What may be given a number by settings that were not seen."""
    signs = {id(sign.call): sign for some in found for sign in some.unseen}
    return [
        f"whether `{sign.name}` in {sign.path} is given a number among the settings that are unpacked into it"
        for sign in signs.values()
    ][:_MOST]


def _searched(found: list[Draws]) -> list[str]:
    """Searches that draw by numbers of their own."""
    searches = {id(sign.call): sign for some in found for sign in some.searches}
    return [
        f"a seed for `{sign.name}` in {sign.path}: it draws what it tries next by numbers that nothing gives it, so "
        "the settings that it finds differ from run to run"
        for sign in searches.values()
    ][:_MOST]


def _of_split(system: System, sign: Sign) -> bool:
    """Whether a call only splits or draws rows: its seed says nothing of what the training draws."""
    return _divides(system, sign.call)


def _divides(system: System, call: Call) -> bool:
    return any(entry.effect in {"split", "folds", "sample"} for entry in system.indexed.entries(call))


def _missing(found: list[Draws]) -> list[str]:
    missing: dict[str, str] = {}
    for some in found:
        for one in some.unseeded:
            sign = some.drawn[one]
            missing.setdefault(one, f"a seed for {one}, which `{sign.name}` in {sign.path} draws from")
    return list(missing.values())


def _faster(system: System, found: list[Draws]) -> list[str]:
    """Where operations are chosen that may give another result on the next run."""
    return [
        f"`{step.name}` in {routine.path} chooses operations by their speed, and another run may choose others"
        for routine, step, value in switched(system, "nondeterministic")
        if value is True and any((routine.path, routine.function) in one.program.routines for one in found)
    ]


def _exact(system: System) -> list[Evidence]:
    """Where operations that repeat are asked for."""
    said = [
        evidence(ITEM, place(system, sign), f"deterministic operations (`{sign.name}`)")
        for sign in system.signed("deterministic")
    ]
    for sign in system.signed("inexact", "seed-all"):
        given = sign.given("exact")
        values = system.indexed.constants(given) if given is not None else ()
        if given is not None and not is_none(given) and False not in values:
            words = "is asked for operations that repeat" if values else "is told by a setting how its operations work"
            said.append(evidence(ITEM, place(system, sign), f"`{sign.name}` {words}"))
    for routine in routines(system):
        for step in routine.every():
            if isinstance(step, SetItem) and isinstance(step.of, Lib) and step.of.path == "os.environ":
                key = step.key.value if isinstance(step.key, Const) else ""
                if isinstance(key, str) and "DETERMINISTIC" in key:
                    said.append(evidence(ITEM, system.at(routine, step.pos), f"deterministic operations (`{key}`)"))
    return said + [
        evidence(ITEM, system.at(routine, step.pos), "deterministic operations")
        for routine, step, value in switched(system, "deterministic")
        if value is True
    ]
