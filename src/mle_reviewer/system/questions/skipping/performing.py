"""What a command does for models: by the pages that know it, or by the documents of the repository that it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.flow.tree.plan import target_of
from mle_reviewer.program.commands import UNKNOWN, launches
from mle_reviewer.program.scripts.command import Command
from mle_reviewer.program.shell import read_shell
from mle_reviewer.system.code.terms import Const, Group, Op, Term, Text
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.questions.skipping.mattering import Kind, matter
from mle_reviewer.system.spoken import signed

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

Does = Literal["tests", "validates", "gates", "evaluates", "trains", "releases", "stores", "writes", "predicts"]
_SIGNS: Final[dict[str, tuple[Does, str]]] = {
    "run-tests": ("tests", "tests are run"),
    "run-evaluation": ("evaluates", "an evaluation is run"),
    "validate": ("validates", "data is checked"),
    "retrain": ("trains", "a model is trained"),
    "deploy": ("releases", "something is put in use"),
    "publish": ("releases", "an image is put where deployments take it from"),
    "keep-file": ("stores", "files are put into storage"),
}
_KINDS: Final[dict[Kind, Does]] = {
    "trains": "trains", "releases": "releases", "scores": "evaluates", "predicts": "predicts", "writes": "writes",
    "validates": "validates",
}  # fmt: skip
_ORDER: Final[tuple[Does, ...]] = ("releases", "trains", "gates", "validates", "evaluates", "predicts", "writes")


@dataclass(frozen=True, slots=True)
class Performed:
    """What a command does: all of it, and words for the part that matters most."""

    does: frozenset[Does]
    says: str


def performed(system: System, command: Command, folder: str = ".") -> Performed | None:
    """What a command does for models; None where that is nothing, or nothing is known."""
    known = _SIGNS.get(signed(system.conventions, command)) if command.words else None
    if known is not None:
        return Performed(frozenset({known[0]}), known[1])
    if not any("py" in word for word in command.words):
        return None
    for launch in launches(" ".join(map(_quoted, command.words)), folder, command.line, {}):
        path = target_of(system.layout, launch)
        does = done_by(system, path) if path is not None else {}
        if does:
            first = next(one for one in _ORDER if one in does)
            return Performed(frozenset(does), f"`{path}` is run: {does[first]}")
    return None


def done_by(system: System, path: str) -> dict[Does, str]:
    """What a document does when it is started, by kinds, each in words."""
    module = system.indexed.module(path)
    found: dict[Does, str] = {}
    if module is None:
        return found
    for routine in closure(system.indexed, module.top()):
        for call in routine.calls():
            one = matter(system, call)
            if one is not None and one.kind in _KINDS:
                found.setdefault(_KINDS[one.kind], one.says)
    if system.once(Gates).in_document(path):
        found["gates"] = "a figure is held against a limit"
    return found


def command_of(term: Term | None) -> tuple[Command, ...]:
    """The commands that a program is told to run, as a list of words or as a text for a shell."""
    if isinstance(term, Group):
        words = tuple(_word(one) for one in term.items)
        return (Command(words, 1),) if words and words[0] != UNKNOWN else ()
    text = _word(term) if term is not None else UNKNOWN
    return tuple(one for one in read_shell(text, 1) if one.words) if text != UNKNOWN else ()


def _word(term: Term) -> str:
    match term:
        case Const(value=str() as text):
            return text
        case Text(parts=parts):
            return "".join(part if isinstance(part, str) else UNKNOWN for part in parts)
        case Op(op="+", terms=terms):
            return "".join(map(_word, terms))
        case Term() if getattr(term, "path", "") == "sys.executable":
            return "python"
        case _:
            return UNKNOWN


def _quoted(word: str) -> str:
    return f"'{word}'" if " " in word and "'" not in word else word
