"""A glance at a document's text, without parsing it: which anchors it mentions, and which modules it may import."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from string import punctuation
from sys import stdlib_module_names
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.importing import imports

if TYPE_CHECKING:
    from mle_reviewer.checks.anchors import Anchors
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.program.facts import Text
    from mle_reviewer.program.reading import Reader

_STARS: Final = ("import *", "import*", "import (*")
_WORD_BEFORE: Final = re.compile(r"\w+\Z")
_WORD_BEHIND: Final = re.compile(r"\w+")
_LONGEST_WORD: Final = 60
_LONGEST_CALL: Final = 1_000
_CALLED: Final = re.compile(r"\w+\s*\(\s*")
_DEFINED: Final = re.compile(r"\bdef\s+\Z")
_DISPLAY: Final = re.compile(r"\{[^{}]*\}\s*|f?([\"'])[^\"'\n]*\1\s*")
_KEYWORD: Final = re.compile(r"\b(\w+)\s*=(?!=)")
_POSITION: Final = re.compile(r",\s*(?!\w+\s*=(?!=))[^\s)]")
_LONGEST_COMMENT: Final = 500
TRAINS: Final = "create model"  # stands among the words of a text that may train a model by a query
_TRAINING: Final = ("CREATE MODEL", "REPLACE MODEL", "create model", "replace model")
BY_HAND: Final = "by hand"  # stands among the words of a text that may train with no library
# Names of two parts that something is put under, alone or beside others; and what stands before such a name. Bounded:
# in a line that is one long list of words each would be tried with all that follow.
_PARTS: Final = tuple(
    re.compile(rf"(?:{part})\w{{0,60}}(?:, ?\w{{1,60}}){{0,9}} = ") for part in ("train", "test|valid|held")
)
_BESIDE: Final = re.compile(r"[ \t]*(?:\w{1,60}, ?){0,9}\w{0,60}")
_LONGEST_BESIDE: Final = 1_000  # what stands before it in its line is looked for no further back
_TAKEN: Final = re.compile(r"-[ =][ \w.()/]*\*")  # few texts take a product from anything
_MOVED: Final = re.compile(r"(?:-=|= *\[?\w+(?:\[\w+\])? - )[ \w.()/]*\*")  # by a rate times what errors tell
_READING: Final = ("open(", "read", "load", "connect(")
_TESTING: Final = ("def test_", "pytest", "unittest")
_SIGNS: Final = punctuation.replace("_", "").encode()
_SPACES: Final = bytes.maketrans(_SIGNS, b" " * len(_SIGNS))


class Words:
    """Words to look for. Most texts hold none of them, so plain search goes before the one for whole words.

    A call of one of `handed` counts for `one` only if it is given something by position or one of the keywords, and
    is told with a `(` behind it.
    """

    def __init__(self, words: Iterable[str], handed: Mapping[str, frozenset[str]] | None = None) -> None:
        self._words = frozenset(words)
        self._handed = handed or {}

    @cached_property
    def _parts(self) -> list[str]:
        """What to search for: a text without `fit` has no `fit_transform` either."""
        parts = [one for one in self._words if not any(o != one and o in one for o in self._words)]
        return sorted(parts, key=lambda one: (len(one), one))  # the shortest are the ones that stand in most texts

    def one(self, text: str) -> frozenset[str]:
        """One of the words, if the text holds any."""
        for part in self._parts:
            at = text.find(part)
            while at >= 0:
                word = "" if _in_comment(text, at) else _whole(text, at, len(part))
                if word in self._handed and _may_take(text, word, at, self._handed[word]):
                    return frozenset([f"{word}("])
                if word in self._words and word not in self._handed:
                    return frozenset([word])
                at = text.find(part, at + len(part))
        return frozenset()

    def held(self, text: str) -> frozenset[str]:
        """Those of the words that the text holds."""
        spaced = text.encode("utf-8", "replace").translate(_SPACES)
        return self._words.intersection(spaced.decode("utf-8", "replace").split())


def _in_comment(text: str, at: int) -> bool:
    """Whether a place stands in a line that is a comment; far behind the beginning of a long one nobody looks."""
    began = text.rfind("\n", max(0, at - _LONGEST_COMMENT), at) + 1
    return (began > 0 or at < _LONGEST_COMMENT) and text[began:at].lstrip()[:1] == "#"


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text as a whole."""
    at = text.find(word)
    while at >= 0 and _whole(text, at, len(word)) != word:
        at = text.find(word, at + len(word))
    return at >= 0


def _whole(text: str, at: int, length: int) -> str:
    """The whole word of which a part stands in a text."""
    before = _WORD_BEFORE.search(text, max(0, at - _LONGEST_WORD), at)
    behind = _WORD_BEHIND.match(text, at + length)
    return text[before.start() if before else at : behind.end() if behind else at + length]


def _may_take(text: str, word: str, at: int, keywords: frozenset[str]) -> bool:
    """Whether a word that stands about here may be a call that is given something to work on, or no call at all.

    A dict or a text alone names what lies elsewhere, as the channels of a training job do.
    """
    call = _CALLED.match(text, text.rfind(word, 0, at + len(word)))
    if call is None or _DEFINED.search(text, max(0, call.start() - _LONGEST_WORD), call.start()):
        return True
    given = text[call.end() : call.end() + _LONGEST_CALL]
    first = _DISPLAY.match(given)
    if first is not None:
        given = given[first.end() :]
    elif not _KEYWORD.match(given) and not given.startswith(")"):
        return True
    listed = given.partition(")")[0] if "(" not in given.partition(")")[0] else given
    return "*" in listed or not keywords.isdisjoint(_KEYWORD.findall(listed)) or bool(_POSITION.match(given))


class Glances:
    """Every document of a tree that was glanced at, and how they import each other."""

    def __init__(
        self,
        layout: Layout,
        reader: Reader,
        words: Words,
        more: Words,
        decisive: Collection[str] = (),
        libraries: Collection[str] = (),
    ) -> None:
        self._layout = layout
        self._reader = reader
        self._words = words
        self._more = more  # only where there is none of `words`
        self._decisive = frozenset(decisive)  # those of them for which a document is followed
        self._libraries = frozenset(libraries)  # those of them that count where they are imported
        self._anchors: dict[str, frozenset[str]] = {}
        self._imports: dict[str, tuple[str, ...]] = {}

    def look(self, paths: Iterable[str]) -> None:
        """Glances at documents that were not glanced at yet: their imports, and the anchors they mention."""
        self._take(paths, words=True)

    def see(self, paths: Iterable[str]) -> None:
        """Glances at the imports of documents alone."""
        self._take(paths, words=False)

    def _take(self, paths: Iterable[str], *, words: bool) -> None:
        shelf = self._reader.shelf
        rest: list[str] = []
        for path in paths:
            key = None if shelf is None else self._reader.key(path)
            if key is not None and shelf is not None:
                if key in shelf.imports:
                    self._imports[path] = shelf.imports[key]
                if words and key in shelf.words:
                    self._anchors[path] = shelf.words[key]
            if path not in self._imports or (words and path not in self._anchors):
                rest.append(path)
        for path, text in self._reader.texts(rest):
            spelled = _spelled(text)
            if path not in self._imports:
                self._imports[path] = imports(spelled)
            if words:
                self._anchors[path] = self._held(spelled, self._imports[path])
            key = None if shelf is None else self._reader.key(path)
            if key is not None and shelf is not None:
                shelf.imports[key] = self._imports[path]
                if words:
                    shelf.words[key] = self._anchors[path]

    def read(self, path: str) -> str:
        """The text of a document as it is glanced at; its imports are known from now on."""
        spelled = _spelled(next(iter(self._reader.texts([path])))[1])
        self._imports[path] = imports(spelled)
        return spelled

    def brings(self, path: str, text: str, needed: Anchors) -> bool:
        """Whether a document that was read mentions by itself what brings a needed act about."""
        if self._words.one(text):
            return True
        imported = self._imports[path]
        names = frozenset(name for name in needed.lent(_tops(imported)) if name in text and _stands(name, text))
        return bool(_named(names, text, imported))

    def trains(self, path: str, text: str) -> bool:
        """Whether a document that was read may train by a query or by hand."""
        return _asks(text) or _by_hand(text, alone=self._alone(_tops(self._imports[path])))

    def _alone(self, tops: frozenset[str]) -> bool:
        """Whether none of the modules is a library that may train, store or judge."""
        return not (tops & self._libraries) - stdlib_module_names

    def follow(self, paths: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """These documents and all that they import, directly or not, each with its direct imports."""
        edges: dict[str, frozenset[str]] = {}
        waiting = sorted(set(paths))
        while waiting:
            self.look(waiting)
            for path in waiting:
                edges[path] = self.imports(path)
            waiting = sorted({target for path in waiting for target in edges[path]} - edges.keys())
        return edges

    def imports(self, path: str) -> frozenset[str]:
        """The modules of the tree that a document may import."""
        return self._layout.imported(path, self._imports[path])

    def spelled(self, path: str) -> tuple[str, ...]:
        """The imports of a document that was glanced at, as they are spelled; none of one that was not."""
        return self._imports.get(path, ())

    def words(self, path: str) -> frozenset[str]:
        """The anchors that a document mentions."""
        return self._anchors[path]

    def drop(self, path: str) -> None:
        """Forgets a document that nothing imports."""
        self._imports.pop(path, None)
        self._anchors.pop(path, None)

    def _held(self, text: str, imported: Iterable[str]) -> frozenset[str]:
        found = self._words.one(text)
        if not found:
            held = self._more.held(text)
            tops = _tops(imported)
            named = _named(held & self._decisive, text, imported)
            found = (held - self._decisive - self._libraries) | named | (held & self._libraries & tops)
            found |= {BY_HAND} if _by_hand(text, alone=self._alone(tops)) else frozenset()
        return found | {TRAINS} if _asks(text) else found


def _spelled(text: Text | None) -> str:
    return "" if text is None else folded("\n".join(text.sources()))


def _tops(imported: Iterable[str]) -> frozenset[str]:
    """The top modules of imports."""
    return frozenset(one.partition(":")[0].partition(".")[0] for one in imported)


def _asks(text: str) -> bool:
    """Whether a text may train a model by a query."""
    return any(map(text.__contains__, _TRAINING))


def _by_hand(text: str, *, alone: bool) -> bool:
    """Whether a text, which tests no code, reads something and moves numbers by others, or speaks of two parts.

    Beside a library that may train, store or judge (`alone`: there is none) what is done with parts is named.
    """
    moved = _TAKEN.search(text) is not None and _MOVED.search(text) is not None
    if not moved and not (alone and all(_put_under(part, text) for part in _PARTS)):
        return False
    return any(map(text.__contains__, _READING)) and not any(map(text.__contains__, _TESTING))


def _put_under(part: re.Pattern[str], text: str) -> bool:
    """Whether something is put under the name of a part, at the beginning of a line."""
    for one in part.finditer(text):
        far = max(0, one.start() - _LONGEST_BESIDE)
        begin = text.rfind("\n", far, one.start()) + 1
        if (begin or not far) and _BESIDE.fullmatch(text, begin, one.start()):
            return True
    return False


def _named(words: frozenset[str], text: str, imported: Iterable[str]) -> frozenset[str]:
    """Those of some words that may name something of a library: an attribute, a call, or something imported."""
    if not words or any(one in text for one in _STARS):
        return words
    names = {name for one in imported for name in one.replace(":", ".").split(".")}
    called = words - names
    return (words & names) | {one for one in called if f".{one}" in text or f"{one}(" in text}


def folded(text: str) -> str:
    """The text with its names spelled as Python compares them, lines that a backslash joins put together."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.replace("\\\n", " ") if "\\\n" in text else text
