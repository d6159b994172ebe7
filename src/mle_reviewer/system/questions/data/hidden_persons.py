"""How code and pages treat personal data: what is hashed, hidden in logs or deleted in time, and what is said of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import data_words
from mle_reviewer.knowledge.measures import words
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.terms import Attr, Const, Item, Op, Param, Result, Term, literals, within
from mle_reviewer.system.entries import under
from mle_reviewer.system.questions.commands.ci import runs, workflows
from mle_reviewer.system.questions.data.persons import names_person
from mle_reviewer.system.questions.data.stated_data import plain, told
from mle_reviewer.system.questions.pages.prose import spoken_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Call, Routine
    from mle_reviewer.system.system import System

_MOST: Final = 2  # statements of one kind
_WHO: Final = frozenset({"email", "identity", "caller", "submitter", "username", "msisdn", "visitor"})
_IDS: Final = frozenset({"id", "ids", "ip", "key", "addr", "address", "name"})
_OWNERS: Final = frozenset(
    {"user", "customer", "client", "patient", "session", "device", "visitor", "employee", "member", "peer"}
)
_NOT: Final = frozenset({"password", "passwd", "pwd", "token", "secret", "cache", "model", "file", "content", "api"})
_DELETES: Final = frozenset({"delete", "delete_many", "delete_one", "remove", "unlink", "rmtree", "update", "purge"})
_PURGES: Final = re.compile(r"\bdelete\s{1,5}from\s{1,5}[\w.\"{}]{1,80}\s{1,5}where\b[^;]{0,300}<", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"\[?\b(?:redacted|masked|filtered|removed)\b\]?|\*{3,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Treated:
    """One thing that is done or said, and where."""

    says: str
    at: Location


def hashed(system: System) -> Iterator[Treated]:
    """Where reached code turns what tells a person into a digest."""
    for sign in system.signed("hash"):
        what = sign.given("what")
        if what is None or not system.reached.how(sign.routine):
            continue
        name = next((one for one in _names(what) if _tells(one)), None)
        if name is not None:
            yield Treated(f"`{name}` is turned into a digest ({sign.name})", system.at(sign.routine, sign.pos))


def _names(term: Term) -> Iterator[str]:
    for one in within(term):
        match one:
            case Param(name=name) | Attr(name=name) | Item(key=Const(value=str(name))):
                yield name


def _tells(name: str) -> bool:
    """Whether a name says who somebody is: `email`, `user_id`, `peer_ip`."""
    some = set(words(name))
    if some & _NOT:
        return False
    return bool(some & _WHO) or names_person(name) or bool(some & _OWNERS and some & _IDS)


def hidden_in_logs(system: System) -> Iterator[Treated]:
    """Filters of logs that put something else in the place of what they hide."""
    for shape in system.shapes.get("log-filter", ()):
        known = system.indexed.class_of(shape.thing)
        module = system.indexed.module(known.path) if known is not None and tier(known.path) == "code" else None
        for index in known.methods.values() if known is not None and module is not None else ():
            routine = module.routine(index) if module is not None else None
            if known is not None and routine is not None and any(map(_HIDDEN.search, _said_in(routine))):
                yield Treated(f"`{known.name}` hides values before they are logged", system.at(routine, routine.pos))
                break


def _said_in(routine: Routine) -> Iterator[str]:
    return (text for call in routine.calls() for term in call.terms()[1:] for text in literals(term))


def deleted_in_time(system: System) -> Iterator[Treated]:
    """Where reached code deletes or empties what is older than a set time, and logs that are kept for one."""
    for routine in system.routines():
        if system.reached.how(routine) is None:
            continue
        for call in routine.calls():
            if _deletes_old(call) or any(map(_PURGES.search, _said(call))):
                says = f"`{routine.name or routine.path}` deletes or empties what is older than a set time"
                yield Treated(says, system.at(routine, call.pos))
                break
    for sign in system.signed("keep-logs"):
        if sign.given("retention") is not None and system.reached.how(sign.routine):
            yield Treated(f"logs are kept for a set time ({sign.name})", system.at(sign.routine, sign.pos))


def _said(call: Call) -> Iterator[str]:
    return (str(one.value) for one in call.args if isinstance(one, Const) and isinstance(one.value, str))


def _deletes_old(call: Call) -> bool:
    """Whether a chain that deletes or sets values asks for a time before a span ago."""
    chain = [call, *(one.call for one in within(call.callee) if isinstance(one, Result))]
    if not any((one.method or _tail(one)) in _DELETES for one in chain):
        return False
    asked = (term for one in chain for term in one.args)
    return any(
        isinstance(one, Op) and one.op in {"<", "<="} and any(map(_span, within(one)))
        for term in asked
        for one in within(term)
    )


def _span(term: Term) -> bool:
    return isinstance(term, Result) and _tail(term.call) == "timedelta"


def _tail(call: Call) -> str:
    return str(getattr(call.callee, "path", "")).rpartition(".")[2]


def scanned(system: System) -> Iterator[Treated]:
    """Where what is committed is searched for credentials: by CI, or by hooks."""
    for workflow in workflows(system):
        for job in workflow.jobs:
            for run in runs(system, workflow, job):
                if run.sign == "scan-secrets" and not run.forgiven:
                    yield Treated(f"CI searches for credentials (`{run.says}`)", run.at)
    for path in system.paths:
        if posixpath.basename(path) not in {".pre-commit-config.yaml", ".pre-commit-config.yml"}:
            continue
        for root in system.roots(path):
            for hook in under(root, "repos[].hooks[].id"):
                known = system.conventions.command(f"hook {hook.text()}")
                if known is not None and known.sign == "scan-secrets":
                    at = Location(path, hook.line, raw_line=hook.line)
                    yield Treated(f"a hook searches commits for credentials (`{hook.text()}`)", at)


def spoken(system: System) -> Iterator[Treated]:
    """What pages say of personal data and of attributes that are sensitive."""
    for phrases in (data_words.SENSITIVE, data_words.PERSONAL):
        found = [one for one in spoken_of(system, phrases, data_words.TREATED) if plain(one)]
        for one in found[:_MOST]:
            at, said = told(one, phrases)
            yield Treated(f"a page speaks of personal or sensitive data: {said}", at)
