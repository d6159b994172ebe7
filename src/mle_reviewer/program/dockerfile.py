"""Dockerfiles: stages and instructions with their lines, words as Docker parts them, and what each stage sets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from mle_reviewer.program.docker_lines import Heredoc, Logical, logical_lines
from mle_reviewer.program.docker_words import pairs_of, shell_words, words_of
from mle_reviewer.program.images import Image, filled, image_of
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

__all__ = ["Dockerfile", "Heredoc", "Image", "Instruction", "Stage", "image_of", "read_dockerfile"]

_WORDS: Final = frozenset({
    "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
    "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
})  # fmt: skip
_COMMANDS: Final = frozenset({"CMD", "ENTRYPOINT", "RUN", "SHELL"})
_FILLED: Final = frozenset({"ADD", "COPY", "EXPOSE", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"})
_FLAG: Final = re.compile(r"--([a-z][a-z0-9-]*)(?:=(\S*))?(?:\s+|$)")
_FROM: Final = re.compile(r"(\S+)(?:\s+as\s+(\S+))?", re.IGNORECASE)
_MOST: Final = 5000


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction. `words` are those of its command (exec or shell form), else its arguments with variables filled.

    `form` is "exec", "shell", or "" for what is no command; `pairs` are the names and values of ARG (None: no default),
    ENV and LABEL. A health check's words are those of its command, none where it says NONE.
    """

    word: str
    text: str
    line: int
    end: int
    words: tuple[str, ...] = ()
    form: str = ""
    flags: tuple[tuple[str, str], ...] = ()
    pairs: tuple[tuple[str, str | None], ...] = ()
    heredocs: tuple[Heredoc, ...] = ()

    def flag(self, name: str) -> str | None:
        """The value of `--name=value`, "" where it has none; None where it is not given."""
        return next((value for key, value in self.flags if key == name), None)

    @property
    def sources(self) -> tuple[str, ...]:
        """What COPY and ADD take: all words but the last, which is where it goes. Heredocs are not among them."""
        if self.word not in {"COPY", "ADD"}:
            return ()
        return tuple(word for word in self.words[:-1] if not word.startswith("<<"))

    @property
    def target(self) -> str:
        """Where COPY and ADD put what they take."""
        return self.words[-1] if self.word in {"COPY", "ADD"} and self.words else ""


@dataclass(frozen=True, slots=True)
class Stage:
    """What one FROM begins. `base` is the name of the earlier stage that it goes on from, `image` what it is else.

    `environment` is what ENV has set at its end, with what the stage below it had.
    """

    name: str
    image: Image | None
    base: str
    line: int
    end: int
    instructions: tuple[Instruction, ...]
    environment: tuple[tuple[str, str], ...] = ()
    platform: str = ""

    def all(self, word: str) -> tuple[Instruction, ...]:
        """Its instructions of this kind, in order."""
        return tuple(one for one in self.instructions if one.word == word)

    def last(self, word: str) -> Instruction | None:
        """The last instruction of this kind, the one that holds for CMD, ENTRYPOINT, HEALTHCHECK, USER."""
        return next(reversed(self.all(word)), None)


@dataclass(frozen=True, slots=True)
class Dockerfile:
    """A Dockerfile: the arguments stated before its first stage, with their defaults, and its stages."""

    path: str
    args: tuple[tuple[str, str | None], ...]
    stages: tuple[Stage, ...]

    def stage(self, name: str) -> Stage | None:
        """The stage of this name or number, as `COPY --from` and `--target` say it."""
        found = next((one for one in self.stages if one.name and one.name == name.lower()), None)
        if found is None and name.isascii() and name.isdigit() and len(name) < 6 and int(name) < len(self.stages):
            return self.stages[int(name)]
        return found

    def chain(self, stage: Stage) -> tuple[Stage, ...]:
        """The stage and those below it, down to the one that begins with an image."""
        found = [stage]
        while (below := self.stage(found[-1].base) if found[-1].base else None) is not None and below not in found:
            found.append(below)
        return tuple(found)

    def holds(self, stage: Stage, word: str) -> Instruction | None:
        """The instruction of this kind that holds in a stage, its own or one of a stage below."""
        return next((found for one in self.chain(stage) if (found := one.last(word)) is not None), None)


def read_dockerfile(document: Document) -> tuple[Dockerfile, tuple[Gap, ...]]:
    """The stages of a Dockerfile; gaps for what is no instruction, and for heredocs and quotes that never end."""
    text = decode(document)
    if isinstance(text, Gap):
        return Dockerfile(document.path, (), ()), (text,)
    reader = _Reader(document.path)
    lines, faults = logical_lines(text)
    for number, line in enumerate(lines):
        if number >= _MOST:
            faults = (*faults, (line.line, f"more than {_MOST} instructions"))
            break
        reader.take(line)
    gaps = [Gap(document.path, at, "parse", why) for at, why in (*faults, *reader.faults())]
    return reader.dockerfile(), tuple(sorted(gaps))


class _Reader:
    """Takes one line after the other; what an ARG or ENV sets holds for the lines behind it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.args: dict[str, str | None] = {}
        self.stages: list[Stage] = []
        self.current: list[Instruction] = []
        self.set: dict[str, str] = {}  # by ENV, which outlasts the stage
        self.known: dict[str, str] = {}  # by ARG, which does not
        self.unknown: list[tuple[int, str]] = []

    def take(self, line: Logical) -> None:
        """One more instruction."""
        word, *behind = line.text.split(None, 1)
        word = word.upper()
        if word not in _WORDS:
            self.unknown.append((line.line, word[:40]))
            return
        made = self._instruction(word, behind[0].strip() if behind else "", line)
        if word == "FROM":
            self._close()
            self._begin(made)
            return
        if word == "ARG" and not self.stages:
            self.args.update(made.pairs)
            return
        if not self.stages:
            self.unknown.append((line.line, f"{word} before FROM"))
            return
        self._set(made)
        self.current.append(made)

    def faults(self) -> Iterator[tuple[int, str]]:
        """What was no instruction: the first, and how many there are."""
        if self.unknown:
            line, word = self.unknown[0]
            more = f", nor are {len(self.unknown) - 1} lines behind it" if len(self.unknown) > 1 else ""
            yield line, f"not a Dockerfile instruction: {word!r}{more}"

    def dockerfile(self) -> Dockerfile:
        """All that was taken."""
        self._close()
        return Dockerfile(self.path, tuple(self.args.items()), tuple(self.stages))

    def _instruction(self, word: str, rest: str, line: Logical) -> Instruction:
        made = Instruction(word, rest, line.line, line.end, heredocs=line.heredocs)
        flags: list[tuple[str, str]] = []
        if word not in {"ENV", "LABEL", "ARG", "CMD", "ENTRYPOINT", "SHELL", "ONBUILD"}:
            while found := _FLAG.match(rest):
                flags.append((found[1], self._fill(found[2] or "")))
                rest = rest[found.end() :]
        made = replace(made, text=rest, flags=tuple(flags))
        if word == "HEALTHCHECK":
            command = re.match(r"CMD\s+", rest, re.IGNORECASE)
            return self._command(made, rest[command.end() :]) if command else made
        if word in _COMMANDS:
            return self._command(made, rest)
        if word in {"ARG", "ENV", "LABEL"}:
            return replace(made, pairs=self._pairs(word, rest, line.escape))
        if word not in _FILLED:
            return replace(made, words=tuple(rest.split()))
        listed = _listed(rest)
        if listed is not None:
            return replace(made, words=tuple(self._fill(one) for one in listed))
        return replace(made, words=words_of(rest, line.escape, self._fill))

    def _command(self, made: Instruction, text: str) -> Instruction:
        listed = _listed(text)
        if listed is not None:
            return replace(made, words=listed, form="exec")
        return replace(made, words=shell_words(text), form="shell")

    def _pairs(self, word: str, text: str, escape: str) -> tuple[tuple[str, str | None], ...]:
        return pairs_of(text, escape, self._fill, bare=word == "ARG")

    def _fill(self, value: str) -> str:
        if "$" not in value:
            return value
        known: Mapping[str, str]
        known = {**self.known, **self.set} if self.stages else {k: v for k, v in self.args.items() if v is not None}
        return filled(value, known)

    def _begin(self, made: Instruction) -> None:
        known = {name: value for name, value in self.args.items() if value is not None}
        found = _FROM.match(made.text)
        spelled, name = (found[1], (found[2] or "").lower()) if found else ("", "")
        spelled = filled(spelled, known)
        below = next((one for one in reversed(self.stages) if one.name and one.name == spelled.lower()), None)
        self.set = dict(below.environment) if below is not None else {}
        self.known = {}
        platform = filled(next((value for key, value in made.flags if key == "platform"), ""), known)
        image = image_of(spelled) if below is None and spelled.lower() != "scratch" else None
        base = below.name if below is not None else ""
        self.stages.append(Stage(name, image, base, made.line, made.end, (), (), platform))

    def _set(self, made: Instruction) -> None:
        if made.word == "ENV":
            self.set.update((name, value or "") for name, value in made.pairs)
        elif made.word == "ARG":
            for name, value in made.pairs:
                default = value if value is not None else self.args.get(name)
                if default is not None:
                    self.known[name] = default

    def _close(self) -> None:
        if self.stages:
            end = self.current[-1].end if self.current else self.stages[-1].end
            environment = tuple(self.set.items())
            self.stages[-1] = replace(
                self.stages[-1], end=end, instructions=tuple(self.current), environment=environment
            )
        self.current = []


def _listed(text: str) -> tuple[str, ...] | None:
    """The words of a JSON list of texts; None for any other form, which Docker takes for a shell's."""
    if not text.startswith("["):
        return None
    try:
        words = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return tuple(words) if isinstance(words, list) and all(isinstance(one, str) for one in words) else None
