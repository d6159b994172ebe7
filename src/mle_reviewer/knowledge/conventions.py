"""Convention pages as one table: read, held against the vocabulary, packed by the build, and loaded."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mle_reviewer.knowledge.page import Keys, Page, PageError, Problem, read_page
from mle_reviewer.knowledge.signature import parse_signature
from mle_reviewer.knowledge.signs import FORMS, PACKAGES, ROLES_OF_DOCUMENTS, SIGNS

_HERE: Final = Path(__file__).parent
PAGES: Final = _HERE / "conventions"
_COMPILED: Final = _HERE / "_conventions.json"
_CHECKOUT: Final = _HERE.parents[2] / "pyproject.toml"
_KINDS: Final = ("images", "series")  # what others publish, by what it is: how it is called or how its name begins
_KEYS: Final = frozenset({
    "about", "docs", "checked", "calls", "bases", "commands", "documents", "files", "forms", "modules", "packages",
    *_KINDS,
})  # fmt: skip
_OF_MODULES: Final = frozenset({"sign", "all", "any", "params", "handles", "sets", "ends"})
_OF_DOCUMENTS: Final = frozenset({"role", "about", "match", "each", "name", "slots", "path"})


@dataclass(frozen=True, slots=True)
class SignEntry:
    """What a call, base or command is a sign of; `params` bind by position, `slots` name parameters or `=constants`."""

    sign: str
    about: str
    params: tuple[str, ...] = ()
    slots: Mapping[str, Any] = ()  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """How a part of a document is known, and where in it stands what matters."""

    role: str
    about: str
    match: Mapping[str, tuple[str, ...]]
    each: str
    name: str
    slots: Mapping[str, tuple[str, ...]]
    path: str


@dataclass(frozen=True, slots=True)
class ModuleEntry:
    """How a document of code is known by what it defines, and which of that answers requests or prepares for them."""

    sign: str
    about: str
    all: tuple[str, ...]
    any: tuple[str, ...]
    params: Mapping[str, tuple[str, ...] | int]  # the names of a function's parameters, or how many it has
    handles: tuple[str, ...]
    sets: tuple[str, ...]
    ends: str = ""  # who ends a run after a time, where that is not the code itself (`platform`)


class Conventions:
    """All convention pages."""

    def __init__(self, packed: Mapping[str, Any]) -> None:
        self._packed = packed
        self._calls: Mapping[str, Any] = packed["calls"]
        self.bases: Mapping[str, str] = {path: entry[0] for path, entry in packed["bases"].items()}
        self.files: tuple[tuple[str, str, str], ...] = tuple(tuple(one) for one in packed["files"])
        self.images: tuple[tuple[str, str], ...] = tuple((glob, kind) for glob, kind in packed["images"])
        self.modules = tuple(_module(one) for one in packed["modules"])
        self.series: tuple[tuple[str, str], ...] = tuple((begin, kind) for begin, kind in packed["series"])
        self.documents = tuple(_document(one) for one in packed["documents"])
        self.packages: Mapping[str, str] = packed["packages"]
        self.tops: frozenset[str] = frozenset(path.partition(".")[0] for path in (*self._calls, *self.bases))

    def call(self, path: str) -> SignEntry | None:
        """What a call of the function or method at a dotted path is a sign of."""
        packed = self._calls.get(path)
        return None if packed is None else _entry(packed)

    def form(self, path: str) -> SignEntry | None:
        """What a layer, loss or function of numbers at a dotted path asks of numbers and makes of them."""
        packed = self._packed["forms"].get(path)
        return None if packed is None else _entry(packed)

    def named(self, sign: str) -> tuple[str, ...]:
        """The dotted paths that are this sign."""
        return tuple(path for path, packed in self._calls.items() if packed[0] == sign)

    def base(self, path: str) -> SignEntry | None:
        """What a class that stands on the one at a dotted path is a sign of."""
        packed = self._packed["bases"].get(path)
        return None if packed is None else _entry(packed)

    def command(self, word: str) -> SignEntry | None:
        """What a command that begins with this word is a sign of."""
        packed = self._packed["commands"].get(word)
        return None if packed is None else _entry(packed)

    def words(self) -> frozenset[str]:
        """The last names of all calls and bases."""
        return frozenset(path.rpartition(".")[2] for path in (*self._calls, *self.bases))


def load() -> Conventions:
    """The shipped table; in a checkout, made again first when a page is newer."""
    return Conventions(json.loads(_fresh()))


def compile_conventions(pages: Iterable[tuple[str, bytes]]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The packed table of the pages, and every problem of every page; an entry with a problem is left out."""
    table: dict[str, Any] = {
        "calls": {}, "bases": {}, "commands": {}, "forms": {}, "documents": [], "files": [], "modules": [],
        "packages": {}, **{key: [] for key in _KINDS},
    }  # fmt: skip
    problems: list[Problem] = []
    for path, data in pages:
        try:
            page = read_page(path, data)
        except PageError as error:
            problems += error.problems
            continue
        problems += _Compiler(page, table).compile()
    return table, tuple(problems)


def compiled(root: Path) -> bytes:
    """The packed table of all pages under `root`. Raises PageError with every problem of every page."""
    table, problems = compile_conventions(pages_under(root))
    if problems:
        raise PageError(problems)
    return _packed(table)


def _packed(table: Mapping[str, Any]) -> bytes:
    return json.dumps(table, separators=(",", ":"), sort_keys=True).encode()


def pages_under(root: Path) -> Iterable[tuple[str, bytes]]:
    """Path and bytes of every page, in a fixed order."""
    for path in sorted(root.glob("*.yaml")):
        yield path.relative_to(root).as_posix(), path.read_bytes()


class _Compiler:
    def __init__(self, page: Page, table: dict[str, Any]) -> None:
        self.page = page
        self.table = table
        self.problems: list[Problem] = []
        self.about = str(page.body.get("about", ""))

    def compile(self) -> list[Problem]:
        """Adds the page to the table."""
        body = self.page.body
        for key in body:
            if key not in _KEYS:
                self._wrong((key,), f"unknown key; one of {', '.join(sorted(_KEYS))}")
        for key in ("about", "docs", "checked"):
            if not body.get(key):
                self._wrong((key,), "missing: a page says what it is about, and by which documentation it was checked")
        for section in ("calls", "bases", "commands", "forms"):
            for names, raw in self._mapping(body.get(section), (section,)).items():
                packed = self._sign((section, names), raw)
                for name in names.split(","):
                    if packed is not None:
                        self._add(section, name.strip(), packed, (section, names))
        self._listed(body)
        for glob, role in self._mapping(body.get("files"), ("files",)).items():
            self._role(("files", glob), role)
            self.table["files"].append([glob, role, self.about])
        self._published()
        self._packages(body.get("packages"))
        return self.problems

    def _listed(self, body: Mapping[str, Any]) -> None:
        """What stands in lists: parts of documents, and documents of code."""
        for section, add in (("documents", self._document), ("modules", self._module)):
            for number, raw in enumerate(body.get(section) or ()):
                add((section, number), raw)

    def _packages(self, raw: object) -> None:
        for names, kind in self._mapping(raw, ("packages",)).items():
            if kind not in PACKAGES:
                self._wrong(("packages", names), f"{kind!r} is no kind of package (knowledge/signs.py)")
            self.table["packages"].update((name.strip(), kind) for name in names.split(","))

    def _published(self) -> None:
        """What others publish, which nobody builds or exposes here."""
        for key in _KINDS:
            for kind, names in self._mapping(self.page.body.get(key), (key,)).items():
                self.table[key] += [[name, kind] for name in _patterns(names)]

    def _add(self, section: str, name: str, packed: list[Any], keys: Keys) -> None:
        known = self.table[section].get(name)
        if known is not None and known != packed:
            self._wrong(keys, f"{name} is described twice, and differently")
        self.table[section][name] = packed

    def _sign(self, keys: Keys, raw: object) -> list[Any] | None:
        says = {"sign": raw} if isinstance(raw, str) else raw
        known = FORMS if keys[0] == "forms" else SIGNS
        if not isinstance(says, dict) or says.get("sign") not in known:
            self._wrong(keys, "names no sign of the vocabulary (knowledge/signs.py)")
            return None
        params: tuple[str, ...] = ()
        if "call" in says:
            try:
                found = parse_signature(str(says["call"]))
            except ValueError as error:
                self._wrong(keys, str(error))
                return None
            params = (*found.params, *found.keywords)
        slots = {key: value for key, value in says.items() if key not in {"sign", "call"}}
        return [says["sign"], self.about, list(params), slots]

    def _document(self, keys: Keys, raw: object) -> None:
        says = self._mapping(raw, keys)
        for key in says:
            if key not in _OF_DOCUMENTS:
                self._wrong((*keys, key), f"unknown key; one of {', '.join(sorted(_OF_DOCUMENTS))}")
        self._role(keys, says.get("role"))
        if not says.get("match") and not says.get("path"):
            self._wrong(keys, "says neither a match nor a path: anything would be meant")
        match = {path: _patterns(value) for path, value in self._mapping(says.get("match"), keys).items()}
        slots = {
            name: [str(one) for one in (value if isinstance(value, list) else [value])]
            for name, value in self._mapping(says.get("slots"), keys).items()
        }
        each = says.get("each") or ""
        for one in each if isinstance(each, list) else [each]:
            self.table["documents"].append([
                says.get("role"), says.get("about") or self.about, match, one, says.get("name") or "", slots,
                says.get("path") or "",
            ])  # fmt: skip

    def _module(self, keys: Keys, raw: object) -> None:
        says = self._mapping(raw, keys)
        for key in says:
            if key not in _OF_MODULES:
                self._wrong((*keys, key), f"unknown key; one of {', '.join(sorted(_OF_MODULES))}")
        if says.get("sign") not in SIGNS:
            self._wrong(keys, "names no sign of the vocabulary (knowledge/signs.py)")
        if not says.get("all"):
            self._wrong(keys, "says not what is defined in it: any document would be meant")
        some = [_patterns(says[key]) if says.get(key) else [] for key in ("all", "any", "handles", "sets")]
        self.table["modules"].append(
            [says.get("sign"), self.about, *some, dict(self._mapping(says.get("params"), keys)), says.get("ends") or ""]
        )

    def _role(self, keys: Keys, role: object) -> None:
        if role not in ROLES_OF_DOCUMENTS:
            self._wrong(keys, f"{role!r} is no role of documents (knowledge/signs.py)")

    def _mapping(self, raw: object, keys: Keys) -> Mapping[str, Any]:
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self._wrong(keys, "a mapping is expected")
            return {}
        return raw

    def _wrong(self, keys: Keys, why: str) -> None:
        self.problems.append(self.page.problem(keys, why))


def _patterns(value: object) -> list[str]:
    some = value if isinstance(value, list) else [value]
    return ["*" if one is True else str(one) for one in some]


def _entry(packed: list[Any]) -> SignEntry:
    return SignEntry(packed[0], packed[1], tuple(packed[2]), packed[3])


def _module(packed: list[Any]) -> ModuleEntry:
    sign, about, every, some, handles, sets, params, ends = packed
    named = {name: tuple(one) if isinstance(one, list) else one for name, one in params.items()}
    return ModuleEntry(sign, about, tuple(every), tuple(some), named, tuple(handles), tuple(sets), ends)


def _document(packed: list[Any]) -> DocumentEntry:
    role, about, match, each, name, slots, path = packed
    return DocumentEntry(
        role, about, {key: tuple(some) for key, some in match.items()}, each, name,
        {key: tuple(some) for key, some in slots.items()}, path,
    )  # fmt: skip


def _fresh() -> bytes:
    """The compiled table, made again first when a page or the compiler is newer."""
    if not _CHECKOUT.exists():  # an installed package has the table, and no pages
        return _COMPILED.read_bytes()
    made = _COMPILED.stat().st_mtime_ns if _COMPILED.exists() else -1
    newest = max((one.stat().st_mtime_ns for one in (*PAGES.glob("*.yaml"), PAGES, *_HERE.glob("*.py"))), default=0)
    if newest <= made:
        return _COMPILED.read_bytes()
    table, problems = compile_conventions(pages_under(PAGES))
    data = _packed(table)
    if problems:  # tests and the build refuse such a page; whoever is writing it can still run
        warnings.warn("convention pages left out:\n" + "\n".join(map(str, problems)), stacklevel=3)
        return data
    with suppress(OSError):  # a read-only checkout still works, only slower
        beside = _COMPILED.with_name(f"_conventions.{os.getpid()}.part")
        beside.write_bytes(data)
        beside.replace(_COMPILED)
    return data
