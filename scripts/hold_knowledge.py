"""Holds every knowledge page against the installed library: names, methods, parameters, their order and defaults.

    python scripts/hold_knowledge.py [--pages FOLDER] [--only LIBRARY …] [--versions]

Libraries that are not installed are listed as not held. `--versions` writes the versions really used into the pages.
Exits 1 when a page and its library disagree. The libraries are imported, so this runs where they may be trusted:
never on a reviewed repository.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import inspect
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from mle_reviewer.knowledge.compile import compile_protocols, pages_under  # noqa: E402
from mle_reviewer.knowledge.entries import CallEntry, unpack_call  # noqa: E402
from mle_reviewer.knowledge.page import read_page  # noqa: E402
from mle_reviewer.knowledge.signature import Signature, parse_signature  # noqa: E402
from mle_reviewer.knowledge.slots import PARAMETER_SLOTS  # noqa: E402

# Modules that define names only when another was imported first.
ENABLERS = {
    "sklearn.impute": ("sklearn.experimental.enable_iterative_imputer",),
    "sklearn.model_selection": ("sklearn.experimental.enable_halving_search_cv",),
}
# Pages of our own about things that are no library.
OURS = frozenset({"unknown"})
KINDS = inspect.Parameter
# Defaults that only say "not given", behind which the documented one stands.
MARKERS = frozenset({"<no_default>", "<no value>", "warn", "deprecated", "default"})


@dataclass
class Report:
    """What was held on one page: mismatches, and what could not be read."""

    page: str
    library: str
    version: str = ""
    held: int = 0
    wrong: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    absent: str = ""


def main(arguments: list[str] | None = None) -> int:
    """Hold the pages, print a table, and say whether all of them agree."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pages", type=Path, default=ROOT / "src" / "mle_reviewer" / "knowledge")
    parser.add_argument("--only", nargs="*", default=(), metavar="LIBRARY", help="distribution names")
    parser.add_argument("--versions", action="store_true", help="write the versions used into `checked:`")
    given = parser.parse_args(arguments)
    reports = list(hold(given.pages, tuple(given.only)))
    for report in reports:
        print(line(report))
        for problem in report.wrong:
            print(f"    wrong: {problem}")
        for name in report.unread:
            print(f"    not held (no signature to read): {name}")
        if given.versions and report.version and not report.wrong:
            write_version(given.pages / report.page, report.version)
    wrong = sum(len(report.wrong) for report in reports)
    print(f"{sum(r.held for r in reports)} names held, {wrong} wrong, {sum(len(r.unread) for r in reports)} unread, "
          f"{sum(bool(r.absent) for r in reports)} pages without their library")  # fmt: skip
    return 1 if wrong else 0


def line(report: Report) -> str:
    """One row of the table."""
    state = f"not held: {report.absent}" if report.absent else "agrees" if not report.wrong else "DISAGREES"
    return f"{report.page:<42} {report.library:<20} {report.version:<12} {report.held:>4} {state}"


def hold(root: Path, only: tuple[str, ...] = ()) -> Iterator[Report]:
    """Hold every page under a folder."""
    protocols = compile_protocols(read_page("_protocols.yaml", (root / "_protocols.yaml").read_bytes()))
    calls = {
        role: {name: unpack_call(name, call, {}) for name, call in says["methods"].items()}
        for role, says in protocols.items()
    }
    pages = [page for path, data in pages_under(root) if "library" in (page := read_page(path, data)).body]
    described = {
        f"{modules(page.body)[0]}.{name}": says for page in pages for name, says in entries(page.body, "classes")
    }
    for page in pages:
        if not only or page.body["library"] in only:
            yield hold_page(page.path, page.body, calls, described)


def hold_page(path: str, body: Mapping[str, Any], protocols: Mapping[str, Any], described: Mapping[str, Any]) -> Report:
    """Hold the names of one page."""
    report = Report(path, body["library"])
    names = modules(body)
    if names[0].partition(".")[0] in OURS:
        report.absent = "no library"
        return report
    if "until" in body and elsewhere(body, version(body["library"])):
        report.absent = f"about versions before {body['until']}"
        return report
    loaded = []
    for name in names:
        try:
            loaded.append(load(name))
        except Exception as error:  # noqa: BLE001 - whatever an import raises, the page is not held
            report.absent = f"{name}: {type(error).__name__}"
            missing = getattr(error, "name", None) or ""
            if name.partition(".")[0] in sys.modules and (not missing or name.startswith(missing)):
                report.wrong.append(f"{name} cannot be imported: {error}")
            return report
    report.version = version(body["library"])
    for module in loaded:
        for name, says in entries(body, "functions"):
            if not elsewhere(says, report.version):
                hold_function(report, module, name, says)
        for name, says in entries(body, "classes"):
            if not elsewhere(says, report.version):
                hold_class(report, module, name, Inherited(names[0], name, says, protocols, described))
    return report


@dataclass(frozen=True)
class Inherited:
    """What a class's page says, with its bases and its role's protocol behind it."""

    module: str
    name: str
    says: Mapping[str, Any]
    protocols: Mapping[str, Mapping[str, CallEntry]]
    described: Mapping[str, Any]

    def chain(self) -> list[Mapping[str, Any]]:
        """The class's own entry, then those of its bases."""
        found, open_ = [], [(self.module, self.says)]
        while open_:
            module, says = open_.pop(0)
            found.append(says)
            bases = says.get("bases") or []
            for base in [bases] if isinstance(bases, str) else bases:
                path = base if "." in base else f"{module}.{base}"
                if path in self.described:
                    open_.append((path.rpartition(".")[0], self.described[path]))
        return found

    def protocol(self) -> Mapping[str, CallEntry]:
        """The methods of its role that nothing nearer describes."""
        role = next((says["role"] for says in self.chain() if "role" in says), "plain")
        nearer = {name for says in self.chain() for name, _ in entries(says, "methods")}
        return {name: call for name, call in self.protocols.get(role, {}).items() if name not in nearer}


def hold_function(report: Report, module: ModuleType, name: str, says: Any) -> None:
    """Hold one function."""
    found = getattr(module, name, None)
    path = f"{module.__name__}.{name}"
    if found is None:
        report.wrong.append(f"{path} does not exist")
        return
    report.held += 1
    compare(report, path, says, found)


def hold_class(report: Report, module: ModuleType, name: str, about: Inherited) -> None:
    """Hold one class, its constructor and its methods."""
    path = f"{module.__name__}.{name}"
    try:
        found = getattr(module, name, None)
    except ImportError as error:  # a library that imports its parts when they are asked for may lack one of its own
        report.unread.append(f"{path} ({error})")
        return
    if found is None:
        report.wrong.append(f"{path} does not exist")
        return
    report.held += 1
    init = about.says.get("init")
    if init is not None:
        compare(report, path, {"call": init} if isinstance(init, str) else init, found)
    if not inspect.isclass(found):
        return
    for method, says in entries(about.says, "methods"):
        if says is None or elsewhere(says, report.version):
            continue
        owner = load(says["owner"]) if isinstance(says, Mapping) and "owner" in says else found
        if not hasattr(owner, method):
            # a method may be delegated to a wrapped model, or be set per instance
            if not has_instance_attribute(owner, method):
                report.wrong.append(f"{path}.{method} does not exist")
            continue
        report.held += 1
        compare(report, f"{path}.{method}", says, getattr(owner, method), owner)
    for method, call in about.protocol().items():
        if hasattr(found, method):
            compare_slots(report, f"{path}.{method}", call, getattr(found, method), found)


def compare(report: Report, path: str, says: Any, found: Any, owner: type | None = None) -> None:
    """Compare a page's signature with the library's; a page may stop early, but not skip or rename.

    `former:` on the page lists parameters that older versions had.
    """
    said = signature_of(says)
    if said is None:
        return
    former = frozenset(says.get("former") or ())
    real = parameters(found, owner)
    if real is None:
        report.unread.append(path)
        return
    order = [p for p in real if p.kind in (KINDS.POSITIONAL_ONLY, KINDS.POSITIONAL_OR_KEYWORD)]
    by_name = {p.name: p for p in real if p.kind not in (KINDS.VAR_POSITIONAL, KINDS.VAR_KEYWORD)}
    star = any(p.kind is KINDS.VAR_POSITIONAL for p in real)
    kwargs = any(p.kind is KINDS.VAR_KEYWORD for p in real)
    for place, name in enumerate(p for p in said.params if p not in former):
        if place < len(order) and order[place].name != name:
            report.wrong.append(f"{path}: position {place} is `{order[place].name}`, not `{name}`")
        elif place >= len(order) and name not in by_name and not star:
            report.wrong.append(f"{path}: no parameter `{name}`")  # by name only is fine: older versions took it so
    for name in said.keywords:
        if name not in by_name and name not in former and not kwargs:
            report.wrong.append(f"{path}: no parameter `{name}`")
    if said.star is not None and not star:
        report.wrong.append(f"{path}: takes no *{said.star}")
    if said.kwargs is not None and not kwargs:
        report.wrong.append(f"{path}: takes no **{said.kwargs}")
    for name in (*said.params, *said.keywords):
        if name in by_name:
            compare_default(report, path, said, by_name[name])


def compare_default(report: Report, path: str, said: Signature, real: inspect.Parameter) -> None:
    """Compare one default; `...` on the page stands for any."""
    optional = real.default is not KINDS.empty
    if (real.name in said.optional) != optional:
        words = "has a default" if optional else "has no default"
        report.wrong.append(f"{path}: `{real.name}` {words}")
    elif real.name in said.defaults and optional:
        default = tuple(real.default) if isinstance(real.default, list) else real.default
        if not same(said.defaults[real.name], default):
            report.wrong.append(f"{path}: `{real.name}` is {real.default!r} by default")


def same(said: object, real: object) -> bool:
    """Whether two defaults are equal, tolerating types that only print alike (enumerations of words)."""
    try:
        if bool(said == real):
            return True
    except (TypeError, ValueError):
        return False
    if str(real) in MARKERS or repr(real) in MARKERS:
        return True
    return isinstance(said, str) and str(getattr(real, "value", real)) == said


def compare_slots(report: Report, path: str, call: CallEntry, found: Any, owner: type) -> None:
    """Whether a protocol's rows and labels are where this class has them."""
    real = parameters(found, owner)
    if real is None:
        return
    order = [p.name for p in real if p.kind in (KINDS.POSITIONAL_ONLY, KINDS.POSITIONAL_OR_KEYWORD)]
    star = any(p.kind in (KINDS.VAR_POSITIONAL, KINDS.VAR_KEYWORD) for p in real)
    for slot, value in call.slots.items():
        if slot in PARAMETER_SLOTS and value in call.params:
            place = call.params.index(str(value))
            if place >= len(order):
                if slot == "rows" and not star:
                    report.wrong.append(f"{path}: takes no `{value}`, which its role's protocol calls the {slot}")
            elif order[place] != value:
                report.wrong.append(f"{path}: position {place} is `{order[place]}`, not the protocol's `{value}`")


def parameters(found: Any, owner: type | None) -> list[inspect.Parameter] | None:
    """The parameters of a callable without `self`, or None when its signature cannot be read."""
    try:
        real = list(inspect.signature(found).parameters.values())
    except (ValueError, TypeError):
        return None
    bound = owner is None or isinstance(inspect.getattr_static(owner, found.__name__, None), classmethod | staticmethod)
    if not bound and real and real[0].kind in (KINDS.POSITIONAL_ONLY, KINDS.POSITIONAL_OR_KEYWORD):
        real = real[1:]
    if [p.kind for p in real] == [KINDS.VAR_POSITIONAL, KINDS.VAR_KEYWORD]:
        return None  # a wrapper that says nothing
    return real


def signature_of(says: Any) -> Signature | None:
    """The signature an entry writes down, if it does."""
    text = says.get("call") if isinstance(says, Mapping) else None
    return parse_signature(text) if text is not None else None


def has_instance_attribute(owner: type, name: str) -> bool:
    """Whether a class's source sets the name on instances or gives names out dynamically."""
    if any("__getattr__" in vars(base) for base in owner.__mro__):
        return True
    try:
        return bool(re.search(rf"self\.{name}\b\s*=", inspect.getsource(owner)))
    except (OSError, TypeError):
        return False


def entries(body: Mapping[str, Any], section: str) -> list[tuple[str, Any]]:
    """Name and entry of everything in a section; a key may list several names."""
    found = (body.get(section) or {}).items()
    return [(name.strip(), says) for key, says in found for name in key.split(",")]


def elsewhere(says: Any, installed: str) -> bool:
    """Whether an entry is about versions before or after the installed one."""
    if not isinstance(says, Mapping):
        return False
    until, since = says.get("until"), says.get("since")
    if until is not None and number(installed) >= number(str(until)):
        return True
    return since is not None and number(installed) < number(str(since))


def number(text: str) -> tuple[int, ...]:
    """A version as numbers."""
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def modules(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The modules of a page."""
    said = body.get("modules") or body["module"]
    return (said,) if isinstance(said, str) else tuple(said)


def load(name: str) -> Any:
    """Import a module, or the class that a dotted path under one leads to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for enabler in ENABLERS.get(name, ()):
            importlib.import_module(enabler)
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            head, _, tail = name.rpartition(".")
            if not head or error.name not in (name, head):
                raise
            found = getattr(load(head), tail, None)
            if found is None:
                raise
            return found


def version(library: str) -> str:
    """The installed version of a distribution; Python's own for the standard library."""
    if library == "python":
        return ".".join(map(str, sys.version_info[:2]))
    for name in (library, f"{library}-skinny", f"{library}-cpu"):
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return ""


def write_version(page: Path, used: str) -> None:
    """Write the version that was held into a page."""
    text = page.read_text(encoding="utf-8")
    fresh = re.sub(r"^checked: .*$", f'checked: "{used}"', text, count=1, flags=re.MULTILINE)
    if fresh != text:
        page.write_text(fresh, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
