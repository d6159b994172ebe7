"""Shell text as commands: words, the folder they run in, and which Python documents they start."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

UNKNOWN: Final = "\0"  # stands in a text for whatever is not known before it runs
_VARIABLE: Final = re.compile(
    r"\$\{([A-Za-z_]\w*)(?::?[-=]([^}]*))?\}|\$([A-Za-z_]\w*)|\$\([^()]*\)|`[^`]*`|\$[0-9@*#?!$]"
)
_NUMBERED: Final = re.compile(r"(?<!\S)2>>?\s*[\w./-]+|(?<!\S)[0-9](?=[<>])")  # errors; the 2 of `2>&1`
_ASSIGNMENT: Final = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
_PYTHON: Final = re.compile(r"(?:.*/)?(?:python|pypy|ipython)[0-9.]*(?:\.exe)?$|^py$")
_ENDS: Final = frozenset({"&&", "||", ";", "|", "&", "(", ")", "|&", ";;", "{", "}"})
_REDIRECTS: Final = frozenset({">", ">>", "<", "2>", "&>", ">&", "<<", "<<<"})
# Words in front of the command proper, with the number of words that each takes along.
_WRAPPERS: Final[Mapping[str, int]] = {
    "time": 0, "nohup": 0, "sudo": 0, "exec": 0, "env": 0, "command": 0, "if": 0, "then": 0, "else": 0, "do": 0, "!": 0,
    "nice": 0, "xvfb-run": 0, "caffeinate": 0,
}  # fmt: skip
_RUNNERS: Final = frozenset({"uv", "poetry", "pipenv", "pdm", "rye", "hatch", "conda", "mamba", "micromamba", "pixi"})
_LAUNCHERS: Final = frozenset({"torchrun", "deepspeed", "accelerate", "coverage", "mpirun", "horovodrun", "kernprof"})
_VALUED: Final = frozenset(
    {"-n", "--name", "-p", "--prefix", "--with", "--python", "--group", "--extra", "-W", "-X", "-e"}
)
_DEEPEST: Final = 5


@dataclass(frozen=True, slots=True)
class Launch:
    """One start of a Python document: the script (or module) as it is spelled, and the words that follow.

    A word that is not known before it runs is None. `folder` is where it runs, relative to the repository's root.
    """

    target: str
    kind: str  # "script", "module" or "notebook"
    args: tuple[str | None, ...]
    folder: str
    line: int
    environment: tuple[tuple[str, str], ...] = ()
    output: str | None = None  # the file that its output is led into


def launches(text: str, folder: str, line: int, variables: Mapping[str, str]) -> Iterator[Launch]:
    """Every Python document that a piece of shell starts, in order."""
    known = dict(variables)
    here = folder
    for number, logical in _logical_lines(text):
        for words, output in _led(_commands(_filled(logical, known))):
            rest, given = _assignments(words)
            if not rest or (len(rest) == 1 and rest[0] in {"export", "set"}):
                known.update(given)
                continue
            if rest[0] == "export":
                known.update(_assignments(rest[1:])[1])
                continue
            if rest[0] in {"cd", "pushd"} and len(rest) > 1:
                here = here if UNKNOWN in rest[1] else posixpath.normpath(posixpath.join(here, rest[1]))
                continue
            found = _launch(rest, here, line + number, (*sorted(given.items()),))
            if found is not None:
                yield found if output is None or UNKNOWN in output else replace(found, output=output)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with continuations joined, comments gone, and here-documents left out."""
    pending, first, until = "", 0, ""
    for number, line in enumerate(text.split("\n")):
        if until:
            until = "" if line.strip() == until else until
            continue
        if not pending:
            first = number
        stripped = line.rstrip()
        if stripped.endswith("\\"):
            pending += stripped[:-1] + " "
            continue
        whole = pending + stripped
        pending = ""
        if found := re.search(r"<<-?\s*['\"]?(\w+)['\"]?", whole):
            until = found[1]
        if whole.strip() and not whole.lstrip().startswith("#"):
            yield first, whole
    if pending.strip():
        yield first, pending


def _filled(text: str, known: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1] or match[3]
        if name is None:
            return UNKNOWN
        return known.get(name, match[2] or UNKNOWN)

    return _VARIABLE.sub(value, text)


def _led(commands: Iterable[tuple[list[str], str | None, str]]) -> Iterator[tuple[list[str], str | None]]:
    """Commands with the file that the output of each is led into, by itself or by a `tee` behind it."""
    waiting: tuple[list[str], str | None] | None = None
    for words, output, end in commands:
        if waiting is not None and words[0] == "tee":
            to = [word for word in words[1:] if not word.startswith("-")]
            yield waiting[0], to[0] if to else waiting[1]
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = (words, output) if end == "|" else None
        if waiting is None:
            yield words, output
    if waiting is not None:
        yield waiting


def _commands(text: str) -> Iterator[tuple[list[str], str | None, str]]:
    """The words of each command, the file that its output is redirected to, and what stands behind it."""
    lexer = shlex.shlex(_NUMBERED.sub("", text), posix=True, punctuation_chars="();<>|&")
    lexer.whitespace_split = True
    lexer.commenters = "#"
    words: list[str] = []
    output: str | None = None
    skip = ""
    try:
        for word in lexer:
            if skip:
                output = word if skip in {">", ">>"} else output
                skip = ""
            elif word in _ENDS:
                if words:
                    yield words, output, word
                words, output = [], None
            elif word in _REDIRECTS or set(word) <= set("<>&"):
                skip = word
            else:
                words.append(word)
    except ValueError:  # an open quote: nothing certain can be said of this line
        return
    if words:
        yield words, output, ""


def _assignments(words: list[str]) -> tuple[list[str], dict[str, str]]:
    given: dict[str, str] = {}
    for number, word in enumerate(words):
        found = _ASSIGNMENT.fullmatch(word)
        if found is None:
            return words[number:], given
        given[found[1]] = found[2]
    return [], given


def _launch(words: list[str], folder: str, line: int, environment: tuple[tuple[str, str], ...]) -> Launch | None:
    """The document that one command starts, None if it starts none that is known."""
    for _round in range(_DEEPEST):
        if not words:
            return None
        head, rest = words[0], words[1:]
        name = head.rpartition("/")[2]
        if name in {"bash", "sh", "zsh"} and len(rest) > 1 and rest[0] in {"-c", "-lc", "-ec"}:
            return next(launches(rest[1], folder, line, dict(environment)), None)
        if name == "papermill" or (name == "jupyter" and "nbconvert" in rest) or name == "jupyter-nbconvert":
            return _notebook(name, rest, folder, line, environment)
        if _PYTHON.match(head) or (UNKNOWN in head and any(word.endswith(".py") or word == "-m" for word in rest[:3])):
            return _python(rest, folder, line, environment)
        if head.endswith(".py"):
            return Launch(head, "script", _known(rest), folder, line, environment)
        if name in _WRAPPERS:
            words, more = _assignments(rest)
            environment = (*environment, *sorted(more.items()))
        elif name in _RUNNERS and "run" in rest[:2]:
            words = _past_options(rest[rest.index("run") + 1 :])
        elif name in _LAUNCHERS:
            script = next((number for number, word in enumerate(rest) if word.endswith(".py") or word == "-m"), None)
            return None if script is None else _python(rest[script:], folder, line, environment)
        else:
            return None
    return None


def _past_options(words: list[str]) -> list[str]:
    number = 0
    while number < len(words) and words[number].startswith("-") and words[number] != "-m":
        number += 2 if words[number] in _VALUED else 1
    return words[number:]


def _python(words: list[str], folder: str, line: int, environment: tuple[tuple[str, str], ...]) -> Launch | None:
    words = _past_options(words)
    if len(words) > 1 and words[0] == "-m":
        return Launch(words[1], "module", _known(words[2:]), folder, line, environment)
    if words and words[0].endswith(".py"):
        return Launch(words[0], "script", _known(words[1:]), folder, line, environment)
    return None


def _notebook(
    name: str, words: list[str], folder: str, line: int, environment: tuple[tuple[str, str], ...]
) -> Launch | None:
    found = next((word for word in words if word.endswith(".ipynb")), None)
    if found is None or (name != "papermill" and "--execute" not in words):
        return None
    return Launch(found, "notebook", _known(words) if name == "papermill" else (), folder, line, environment)


def _known(words: list[str]) -> tuple[str | None, ...]:
    return tuple(None if UNKNOWN in word else word for word in words)
