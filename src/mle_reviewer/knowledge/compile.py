"""Turns knowledge pages into one packed table, and refuses pages that say anything unknown.

Used by the loader in a checkout, by the build hook (with `src` on the path; needs PyYAML only) and for in-house pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mle_reviewer.knowledge.describe import NAME, PATH, Describer
from mle_reviewer.knowledge.duck import duck_entries
from mle_reviewer.knowledge.entries import (
    OTHERWISE,
    CallEntry,
    ClassEntry,
    dump,
    methods_taken_away,
    names_by_kind,
    owners_by_effect,
    pack_call,
    pack_class,
    tables_of,
    unpack_class,
)
from mle_reviewer.knowledge.page import Keys, Page, PageError, Problem, read_page
from mle_reviewer.knowledge.schemas import read_table
from mle_reviewer.knowledge.vocabulary import ROLES

FORMAT: Final = 1
PROTOCOLS: Final = "_protocols.yaml"
CONVENTIONS: Final = "conventions"  # the folder of pages of another kind (see `conventions.py`)
# `until` on a page, class or call: the version that no longer has it. Held against libraries, not kept in the table.
# `otherwise` says what everything does that stands under the module and is not named: such a page is of one module.
PAGE_KEYS: Final = frozenset(
    {"library", "checked", "module", "modules", "aliases", "until", "classes", "functions", "otherwise"}
)
_CLASS_KEYS: Final = frozenset({"role", "learns", "init", "methods", "attributes", "bases", "since", "until"})

# Bounds for pages of a reviewed repository; the largest shipped page stays far below them.
MOST_NAMES: Final = 2_000  # in one section of a page
MOST_METHODS: Final = 500  # of a class with its bases, and as many attributes
DEEPEST_BASES: Final = 20

Methods = Mapping[str, CallEntry | None]


@dataclass(frozen=True, slots=True)
class Draft:
    """A class as its page says it, before its bases are merged."""

    path: str
    keys: Keys
    raw: Mapping[str, Any]
    page: Describer


@dataclass(frozen=True, slots=True)
class Resolved:
    """A class with its bases merged; `own` are the methods that do not come from the role's protocol."""

    entry: ClassEntry
    own: Methods


def compile_pages(root: Path) -> bytes:
    """The packed table of all pages under `root`. Raises PageError with every problem of every page."""
    table, problems = compile_sound(root)
    if problems:
        raise PageError(problems)
    return dump(table)


def compile_sound(root: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The table of the pages that have no problem, and the problems of the others."""
    protocols = read_page(PROTOCOLS, (root / PROTOCOLS).read_bytes())
    empty: dict[str, Any] = {name: {} for name in ("aliases", "functions", "classes", "names", "owners", "duck")}
    empty |= {"format": FORMAT, "tops": [], "items": [], "protocols": compile_protocols(protocols), "tables": []}
    return compile_more(empty, pages_under(root))


def pages_under(root: Path) -> Iterable[tuple[str, bytes]]:
    """Path (relative, with slashes) and bytes of every page, in a fixed order."""
    for path in sorted(root.rglob("*.yaml")):
        if not path.name.startswith("_") and path.parent != root / CONVENTIONS:
            yield path.relative_to(root).as_posix(), path.read_bytes()


def compile_protocols(page: Page) -> dict[str, Any]:
    """What every class of a role has: packed methods and attributes, `like` another role merged under."""
    describer = Describer(page)
    raw = describer.mapping(page.body, ("protocols",), "protocols")
    done: dict[str, dict[str, Any]] = {}
    for role, says in raw.items():
        keys: Keys = ("protocols", role)
        if role not in ROLES:
            describer.wrong(keys, f"unknown role `{role}`")
        describer.known(keys, says, frozenset(("like", "methods", "attributes")))
        like = done.get(says.get("like"), {"methods": {}, "attributes": {}})
        if "like" in says and says["like"] not in done:
            describer.wrong((*keys, "like"), "names a protocol that stands above")
        calls = {
            name: describer.call((*keys, "methods", name), f"{role}.{name}", method, None)
            for name, method in describer.mapping(says, (*keys, "methods"), "methods").items()
        }
        packed = {name: pack_call(call) for name, call in calls.items() if call}
        attributes = describer.attributes((*keys, "attributes"), says)
        done[role] = {"methods": {**like["methods"], **packed}, "attributes": {**like["attributes"], **attributes}}
    if describer.problems:
        raise PageError(tuple(describer.problems))
    return done


def compile_more(
    table: Mapping[str, Any], pages: Iterable[tuple[str, bytes]]
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """A new table with these pages on top; a page with a problem is left out whole, and its problems returned."""
    problems: list[Problem] = []
    shelf = _Shelf(table)
    for path, data in pages:
        try:
            shelf.add(Describer(read_page(path, data)))
        except PageError as error:
            problems += error.problems
    result, more = shelf.packed()
    return result, (*problems, *more)


class _Shelf:
    """Collects what pages describe on top of a table; the only thing here that changes."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self.functions: dict[str, tuple[CallEntry, Describer]] = {}
        self.drafts: dict[str, Draft] = {}
        self.resolved: dict[str, Resolved] = {}
        self.aliases: dict[str, list[str]] = {}
        self.pages: list[Describer] = []
        self.tables: list[tuple[dict[str, Any], Describer]] = []

    def add(self, page: Describer) -> None:
        """Read one page's functions and classes, or its table; its problems stay with it."""
        self.pages.append(page)
        body = page.page.body
        if "table" in body:
            self.tables.append((read_table(page), page))
            return
        page.known((), body, PAGE_KEYS)
        if not isinstance(body.get("library"), str):
            page.wrong(("library",), "is the distribution's name")
        modules = page.texts(("modules",) if "modules" in body else ("module",), PATH)
        if not modules or ("module" in body and "modules" in body):
            page.wrong(("module",), "one of `module` and `modules` is needed")
            return
        for alias in (*modules[1:], *page.texts(("aliases",), PATH)):
            self.aliases.setdefault(alias, []).append(modules[0])
        for keys, path, raw in self._named(page, "functions", modules[0]):
            call = page.call(keys, path, raw, None)
            if call is not None:
                self.functions[path] = (call, page)
        if "otherwise" in body:
            path = f"{modules[0]}.{OTHERWISE}"
            call = page.call(("otherwise",), path, body["otherwise"], None)
            if call is not None:
                self.functions[path] = (call, page)
        for keys, path, raw in self._named(page, "classes", modules[0]):
            page.known(keys, raw, _CLASS_KEYS | page.slot_names)
            self.drafts[path] = Draft(path, keys, raw if isinstance(raw, Mapping) else {}, page)

    def _named(self, page: Describer, section: str, module: str) -> Iterable[tuple[Keys, str, Any]]:
        """Each name of a section; a key may list several names that share an entry, separated by commas."""
        body = page.mapping(page.page.body, (section,), section)
        if sum(key.count(",") + 1 for key in body) > MOST_NAMES:
            page.wrong((section,), f"more than {MOST_NAMES} names")
            return
        for key, raw in body.items():
            for name in map(str.strip, key.split(",")):
                keys: Keys = (section, key)
                path = f"{module}.{name}"
                if not NAME.fullmatch(name):
                    page.wrong(keys, f"`{name}` is not a name")
                elif path in self.functions or path in self.drafts:
                    page.wrong(keys, f"`{path}` is described twice")
                else:
                    yield keys, path, raw

    def resolve(self, path: str, above: tuple[str, ...]) -> Resolved | None:
        """A class with its bases; from these pages, or else from the table underneath."""
        if path in self.resolved:
            return self.resolved[path]
        draft = self.drafts.get(path)
        if draft is None:
            return self._underneath(path)
        if path in above or len(above) > DEEPEST_BASES:
            why = "a class is among its own bases" if path in above else f"more than {DEEPEST_BASES} bases deep"
            draft.page.wrong((*draft.keys, "bases"), why)
            return None
        self.resolved[path] = _merged(draft, lambda base: self.resolve(base, (*above, path)), self.table)
        return self.resolved[path]

    def _underneath(self, path: str) -> Resolved | None:
        packed = self.table["classes"].get(path)
        if packed is None:
            return None
        own = unpack_class(path, packed, {**self.table, "protocols": {}})
        return Resolved(own, {**own.methods, **dict.fromkeys(methods_taken_away(packed, self.table))})

    def packed(self) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """The table underneath with everything collected, and the problems of pages that were left out."""
        for path in self.drafts:
            self.resolve(path, ())
        problems = tuple(problem for page in self.pages for problem in page.problems)
        sound = {id(page) for page in self.pages if not page.problems}
        calls = {path: call for path, (call, page) in self.functions.items() if id(page) in sound}
        classes = {path: self.resolved[path] for path, d in self.drafts.items() if id(d.page) in sound}
        tables = [table for table, page in self.tables if id(page) in sound]
        return {**_assemble(self.table, calls, classes, self.aliases), "tables": self._tables(tables)}, problems

    def _tables(self, more: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The tables of these pages before those underneath."""
        return [*more, *tables_of(self.table)]


def _merged(draft: Draft, find: Callable[[str], Resolved | None], table: Mapping[str, Any]) -> Resolved:
    page, raw, keys = draft.page, draft.raw, draft.keys
    bases: list[Resolved] = []
    for name in page.texts((*keys, "bases"), PATH):
        found = find(name if "." in name else f"{draft.path.rpartition('.')[0]}.{name}")
        if found is None:
            page.wrong((*keys, "bases"), f"no page describes `{name}`")
        else:
            bases.append(found)
    role = raw.get("role", bases[0].entry.role if bases else None)
    if role not in ROLES:
        page.wrong((*keys, "role"), f"unknown role `{role}`")
        role = "plain"
    own: dict[str, CallEntry | None] = {n: m for base in reversed(bases) for n, m in base.own.items()}
    inherited = unpack_class(draft.path, [role], table).methods
    for key, says in page.mapping(raw, (*keys, "methods"), "methods").items():
        for name in map(str.strip, key.split(",")):
            above = own.get(name) or inherited.get(name)
            own[name] = page.call((*keys, "methods", key), f"{draft.path}.{name}", says, above)
    init = page.init((*keys, "init"), draft.path, raw.get("init"))
    for base in bases:
        init = init or base.entry.init
    slots = page.slots(keys, raw, _CLASS_KEYS, init)
    attributes = page.attributes((*keys, "attributes"), raw)
    learns = raw.get("learns", next((b.entry.learns for b in bases if b.entry.learns), None))
    page.word((*keys, "learns"), "learns", learns)
    for base in bases:
        slots = {**page.fitting(base.entry.slots, init), **slots}
        attributes = {**{name: dict(says) for name, says in base.entry.attributes.items()}, **attributes}
    if max(len(own), len(attributes)) > MOST_METHODS:
        page.wrong(keys, f"more than {MOST_METHODS} methods or attributes")
    return Resolved(ClassEntry(draft.path, role, learns, init, {}, attributes, slots), own)


def _assemble(
    table: Mapping[str, Any],
    calls: Mapping[str, CallEntry],
    classes: Mapping[str, Resolved],
    aliases: Mapping[str, list[str]],
) -> dict[str, Any]:
    functions = {**table["functions"], **{path: pack_call(call) for path, call in calls.items()}}
    known = {**table["classes"], **{path: pack_class(found.entry, found.own) for path, found in classes.items()}}
    joined = {**table["aliases"]}
    for alias, modules in aliases.items():
        joined[alias] = sorted({*joined.get(alias, ()), *modules})
    paths = [*calls, *classes, *aliases]
    full = [unpack_class(path, known[path], table) for path in sorted(classes)]
    duck = {name: pack_call(call) for name, call in duck_entries(full).items()}
    return {
        **table,
        "functions": {path: packed for path, packed in functions.items() if path not in classes},
        "classes": {path: packed for path, packed in known.items() if path not in calls},
        "aliases": joined,
        "tops": sorted({*table["tops"], *(path.partition(".")[0] for path in paths)}),
        "names": _names(names_by_kind(table), calls.values(), full),
        "owners": _owners(owners_by_effect(table), calls.values(), full),
        "duck": {**duck, **table["duck"]},
    }


def _names(
    before: Mapping[str, Iterable[str]], calls: Iterable[CallEntry], classes: Iterable[ClassEntry]
) -> dict[str, list[str]]:
    """Last name components by role and effect."""
    names: dict[str, set[str]] = {key: set(known) for key, known in before.items()}
    for call in calls:
        names.setdefault(call.effect, set()).add(_last(call.path))
    for entry in classes:
        names.setdefault(entry.role, set()).add(_last(entry.path))
        if entry.init is not None and entry.init.effect != "make":
            names.setdefault(entry.init.effect, set()).add(_last(entry.path))
        for name, method in entry.methods.items():
            names.setdefault(method.effect, set()).add(name)
        for name, says in entry.attributes.items():
            names.setdefault(str(says["effect"]), set()).add(name)
    return {key: sorted(known) for key, known in names.items()}


def _owners(
    before: Mapping[str, Mapping[str, Iterable[str]]], calls: Iterable[CallEntry], classes: Iterable[ClassEntry]
) -> dict[str, dict[str, list[str]]]:
    """By effect, the last name components of functions and methods, each with the top-level modules that have it."""
    found = {effect: {name: set(tops) for name, tops in names.items()} for effect, names in before.items()}

    def note(effect: str, path: str, name: str) -> None:
        found.setdefault(effect, {}).setdefault(name, set()).add(path.partition(".")[0])

    for call in calls:
        note(call.effect, call.path, _last(call.path))
    for entry in classes:
        if entry.init is not None and entry.init.effect != "make":
            note(entry.init.effect, entry.path, _last(entry.path))
        if entry.learns is not None and "rows" in {**entry.slots, **(entry.init.slots if entry.init else {})}:
            note("fit", entry.path, _last(entry.path))  # learns in the constructor
        for effect in ("fit", "predict") if entry.slots.get("entries") else ():
            note(effect, entry.path, _last(entry.path))  # a product of it with itself counts neighbours
        for name, method in entry.methods.items():
            note(method.effect, entry.path, _last(entry.path) if name == "__call__" else name)
        for name, says in entry.attributes.items():
            note(str(says["effect"]), entry.path, name)
    return {effect: {name: sorted(tops) for name, tops in names.items()} for effect, names in found.items()}


def _last(path: str) -> str:
    return path.rpartition(".")[2]
