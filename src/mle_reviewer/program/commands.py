"""Shell text as commands: words, the folder they run in, and which Python documents they start."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from mle_reviewer.program.scripts.tokens import Token, Unclosed, substitutions, tokens, unquoted

UNKNOWN: Final = "\0"  # stands in a text for whatever is not known before it runs
_VARIABLE: Final = re.compile(
    r"\$\{([A-Za-z_]\w*)(?::?[-=]([^}]{0,500}))?\}|\$([A-Za-z_]\w*)|\$\([^()]*\)|`[^`]*`|\$[0-9@*#?!$]"
)
_ASSIGNMENT: Final = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
_PYTHON: Final = re.compile(r"(?:.*/)?(?:python|pypy|ipython)[0-9.]*(?:\.exe)?$|^py$")
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
_SHELLS: Final = frozenset({"bash", "sh", "zsh"})
_TO_SHELL: Final = re.compile(r"-[a-z]{0,5}c")
_DEEPEST: Final = 5
_MOST_LOST: Final = 20  # lines with quotes that stay open, before the rest is left


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
    for said in _led(_commands(text, line, known)):
        rest, given = _assignments(said.words)
        if not rest or (len(rest) == 1 and rest[0] in {"export", "set"}):
            known.update(given)
            continue
        if rest[0] == "export":
            known.update(_assignments(rest[1:])[1])
            continue
        if rest[0] in {"cd", "pushd"} and len(rest) > 1:
            here = here if UNKNOWN in rest[1] else posixpath.normpath(posixpath.join(here, rest[1]))
            continue
        if (inner := _given_to_shell(rest)) is not None:
            begins = said.lines[len(said.words) - len(rest) + inner]
            yield from launches(rest[inner], here, begins, {**known, **given})
            continue
        found = _launch(rest, here, said.lines[0], (*sorted(given.items()),))
        if found is not None:
            yield found if said.output is None or UNKNOWN in said.output else replace(found, output=said.output)


@dataclass(frozen=True, slots=True)
class _Said:
    """One command as it is split: its words with their lines, where its output is led to, and what stands behind it."""

    words: list[str]
    lines: list[int]
    output: str | None
    end: str


def _commands(text: str, line: int, known: Mapping[str, str], depth: int = 0) -> Iterator[_Said]:
    """The commands of a text, variables filled in as they are known when each is reached.

    Those of substitutions (`$(…)`, `<(…)`) come before the command that they are part of.
    """
    words: list[str] = []
    lines: list[int] = []
    output: str | None = None
    led = ""
    for token in _tokens(text, line):
        if token.kind == "word" and depth < _DEEPEST and any(mark in token.text for mark in ("$(", "<(", ">(", "`")):
            for inner, above in substitutions(token.text):
                yield from _commands(inner, token.line + above, known, depth + 1)
        if token.kind in {"fd", "led"}:
            led += token.text
        elif token.kind == "word" and led:
            output = " ".join(_words(token.text, known)) if led in {">", ">>", "1>", "1>>"} else output
            led = ""
        elif token.kind == "word" and token.text not in {"{", "}"}:
            words.extend(_words(token.text, known))
            lines.extend([token.line] * (len(words) - len(lines)))
        else:
            if words and token.kind != "lost":
                yield _Said(words, lines, output, token.text)
            words, lines, output, led = [], [], None, ""
    if words:
        yield _Said(words, lines, output, "")


def _tokens(text: str, line: int) -> Iterator[Token]:
    """The tokens of a text; where a quote stays open nothing certain can be said of its line, and the next goes on."""
    for _round in range(_MOST_LOST):
        try:
            yield from tokens(text, line)
        except Unclosed as error:
            yield Token("lost", "", error.line)
            text = "\n".join(text.split("\n")[error.line - line + 1 :])
            line = error.line + 1
        else:
            return


def _words(raw: str, known: Mapping[str, str]) -> list[str]:
    """The words that a word is: what an unquoted variable holds may be several."""
    filled = _filled(raw, known)
    if filled != raw and not any(one in raw for one in "'\"") and any(one.isspace() for one in filled):
        return filled.split()
    try:
        return [unquoted(filled)]
    except Unclosed:  # a value that holds a quote
        return [filled]


def _filled(text: str, known: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1] or match[3]
        if name is None:
            return UNKNOWN
        return known.get(name, match[2] or UNKNOWN)

    return _VARIABLE.sub(value, text)


def _led(commands: Iterable[_Said]) -> Iterator[_Said]:
    """Commands with the file that the output of each is led into, by itself or by a `tee` behind it."""
    waiting: _Said | None = None
    for said in commands:
        if waiting is not None and said.words[0] == "tee":
            to = [word for word in said.words[1:] if not word.startswith("-")]
            yield replace(waiting, output=to[0] if to else waiting.output)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = said if said.end == "|" else None
        if waiting is None:
            yield said
    if waiting is not None:
        yield waiting


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


def _given_to_shell(words: list[str]) -> int | None:
    """Where the text of `bash -c '…'` stands, behind `docker run`, `kubectl exec`, `screen` and their like, too."""
    entered = False  # `docker run --entrypoint bash image -c '…'`
    for number, word in enumerate(words[1:-1], 1):
        before = words[number - 1]
        if _TO_SHELL.fullmatch(word) and (entered or before.rpartition("/")[2] in _SHELLS):
            return number + 1
        name = word if before == "--entrypoint" else word.removeprefix("--entrypoint=")
        entered = entered or (name.rpartition("/")[2] in _SHELLS and (before == "--entrypoint" or name != word))
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
