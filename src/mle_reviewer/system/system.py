"""The system of one tree: its code resolved, its documents read, and what both are signs of; worked out when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mle_reviewer.program.code import line_of
from mle_reviewer.program.dockerfile import Dockerfile, read_dockerfile
from mle_reviewer.sources.document import Document, kind_of
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.artifacts import Artifact, artifacts_of
from mle_reviewer.system.aside import aside, own
from mle_reviewer.system.charts import published
from mle_reviewer.system.code.world import World
from mle_reviewer.system.commands import Started, started
from mle_reviewer.system.configuration import Configuration
from mle_reviewer.system.courses.networks import Networks
from mle_reviewer.system.courses.roots import Walk, walks
from mle_reviewer.system.declared import entrances as declared_entrances
from mle_reviewer.system.declared import manifests_of, named
from mle_reviewer.system.grounds import Ground
from mle_reviewer.system.handlers import Handler, decorated, handlers, unmounted
from mle_reviewer.system.homemade.models import Homemade, homemade
from mle_reviewer.system.installed import Install, installations
from mle_reviewer.system.launching import entrances, stepped
from mle_reviewer.system.manifests import Manifest, manifests, may_declare
from mle_reviewer.system.mounting import Mounting
from mle_reviewer.system.notes import Note, notes_of
from mle_reviewer.system.paths import Paths
from mle_reviewer.system.probing import probed
from mle_reviewer.system.reaching import STARTING, Entrance, Reached, launched
from mle_reviewer.system.roles import Roles, roles_of
from mle_reviewer.system.signs import Shape, Sign, shapes_of, signs_of
from mle_reviewer.system.stated import Stated
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.knowledge.conventions import Conventions
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.probes.probe import Probe
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.program.pipelines.stage import Stage
    from mle_reviewer.program.reading import Reader
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.code.steps import Routine

SETTINGS: Final = ("yaml", "toml", "json", "hcl", "prototext")
_MOST_DOCUMENTS: Final = 4_000
_LARGEST_CODE: Final = 6_000  # Python documents that are resolved; a larger tree is reviewed change by change

Answered = TypeVar("Answered")


class System:
    """Everything that the checks of a system ask about. `stages` are what the pipeline definitions start."""

    def __init__(
        self, reader: Reader, layout: Layout, table: Table, conventions: Conventions, stages: Iterable[Stage] = ()
    ) -> None:
        self.reader = reader
        self.layout = layout
        self.table = table
        self.conventions = conventions
        self.stages = tuple(stages)
        self.world = World(layout, reader.code, table)
        self.configuration = Configuration(reader.tree.paths(), self.document, reader.gaps.extend)
        self.world.stated = Stated(self)
        self._answered: dict[Callable[[System], Any], Any] = {}

    # documents

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every document of the tree, in order, but those of other people."""
        return tuple(sorted(path for path in self.reader.tree.paths() if tier(path) != "vendored"))

    def of_kind(self, *kinds: str) -> list[str]:
        """The documents of these kinds."""
        return [path for path in self.paths if kind_of(path) in kinds]

    def document(self, path: str) -> Document | None:
        """A document; None, and a gap, where it cannot be read."""
        found = self.reader.tree.read(path)
        if isinstance(found, Gap):
            self.gap(found)
            return None
        return found

    def gap(self, *gaps: Gap) -> None:
        """Remembers what could not be seen."""
        self.reader.gaps.extend(gaps)

    def roots(self, path: str) -> tuple[Entry, ...]:
        """The values of a document of settings, one for each document in the file and in the texts that it holds."""
        return self.configuration.roots(path)

    @cached_property
    def dockerfiles(self) -> tuple[Dockerfile, ...]:
        """The Dockerfiles of what is deployed."""
        found: list[Dockerfile] = []
        for path in self.of_kind("dockerfile"):
            document = self.document(path) if tier(path) == "code" else None
            if document is not None:
                image, gaps = read_dockerfile(document)
                self.gap(*gaps)
                found.append(image)
        return tuple(found)

    @cached_property
    def started(self) -> tuple[Started, ...]:
        """The commands that start what the repository deploys."""
        return started(self)

    @cached_property
    def manifests(self) -> Mapping[str, tuple[Manifest, ...]]:
        """What configuration documents declare, by role."""
        found: dict[str, list[Manifest]] = {}
        settings = [path for path in self.of_kind(*SETTINGS) if tier(path) == "code"]
        others = published(settings, self.roots)
        settings = [path for path in settings if not any(folder and path.startswith(folder) for folder in others)]
        for path in settings[:_MOST_DOCUMENTS]:
            for root in self.roots(path) if self._may_declare(path) else ():
                for one in manifests(path, root, self.conventions):
                    found.setdefault(one.role, []).append(one)
        for one in tuple(manifests_of(self, found)):
            found.setdefault(one.role, []).append(one)
        return {role: tuple(some) for role, some in found.items()}

    @cached_property
    def ground(self) -> Ground:
        """The documents by folders, CI definitions, written commands and requirements."""
        return Ground(self)

    def _may_declare(self, path: str) -> bool:
        document = self.document(path) if path.endswith(".json") else None
        return document is None or may_declare(path, document.data, self.conventions)

    @cached_property
    def installs(self) -> tuple[Install, ...]:
        """The commands that install something."""
        return tuple(installations(self.ground))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The design notes: iteration notes, records of decisions, model cards, briefs; and what READMEs say."""
        return tuple(notes_of(self, frozenset(named(self, "card"))))

    @cached_property
    def probes(self) -> tuple[Probe, ...]:
        """What the committed artifacts say that could be read; none of them is loaded."""
        return probed(self.reader, self.paths)

    # code

    @cached_property
    def code(self) -> tuple[str, ...]:
        """The Python documents; notebooks stand apart, they run in nothing that is deployed."""
        found = [path for path in self.paths if path.endswith(".py")]
        return tuple(found[:_LARGEST_CODE])

    @cached_property
    def notebooks(self) -> tuple[str, ...]:
        """The notebooks."""
        return tuple(path for path in self.paths if path.endswith(".ipynb"))

    @cached_property
    def indexed(self) -> World:
        """The world once it knows who calls whom."""
        self.world.index(self.code)
        return self.world

    def routines(self, *tiers: str) -> Iterator[Routine]:
        """All functions and module levels on this ground (`code` where none is named)."""
        for path in self.code:
            if tier(path) in (tiers or ("code",)):
                module = self.indexed.module(path)
                yield from module.routines() if module is not None else ()

    def taught(self) -> Iterator[Routine]:
        """The functions that may train a network for somebody: of code, of examples, which are copied, of notebooks."""
        yield from self.routines("code", "example")
        for path in self.notebooks:
            module = self.indexed.module(path)
            yield from module.routines() if module is not None else ()

    @cached_property
    def signs(self) -> Mapping[str, tuple[Sign, ...]]:
        """The calls that convention pages know, by what they are signs of, tests and examples left out."""
        found: dict[str, list[Sign]] = {}
        for routine in self.routines("code", "example", "docs"):
            for sign in signs_of(routine, self.indexed, self.conventions):
                if tier(sign.path) == "code":
                    found.setdefault(sign.sign, []).append(sign)
        return {sign: tuple(some) for sign, some in found.items()}

    def signed(self, *signs: str) -> list[Sign]:
        """The calls that are one of these signs."""
        return [one for sign in signs for one in self.signs.get(sign, ())]

    @cached_property
    def artifacts(self) -> tuple[Artifact, ...]:
        """What production code writes to storage and reads from there."""
        return tuple(artifacts_of(self.routines(), self.indexed))

    @cached_property
    def spelled(self) -> Paths:
        """What the paths in production code spell."""
        return Paths(self.indexed, self.routines())

    @cached_property
    def shapes(self) -> Mapping[str, tuple[Shape, ...]]:
        """The classes that stand on one that convention pages know, by what that is a sign of."""
        found: dict[str, list[Shape]] = {}
        for path in self.code:
            if tier(path) == "code":
                for shape in shapes_of(path, self.indexed, self.conventions):
                    found.setdefault(shape.sign, []).append(shape)
        return {sign: tuple(some) for sign, some in found.items()}

    @cached_property
    def handlers(self) -> tuple[Handler, ...]:
        """What answers requests."""
        return tuple(one for one in handlers(self) if one.first.path not in self.aside)

    @cached_property
    def mounting(self) -> Mounting:
        """Which parts of applications are taken by one."""
        return Mounting(self)

    @cached_property
    def _unmounted(self) -> frozenset[tuple[str, int]]:
        return frozenset(unmounted(self))

    @cached_property
    def aside(self) -> frozenset[str]:
        """The code of projects taken over, and of copies, that nothing of the repository's own work starts."""
        return aside(self)

    def once(self, ask: Callable[[System], Answered]) -> Answered:
        """What a question answers, worked out the first time that it is asked."""
        if ask not in self._answered:
            self._answered[ask] = ask(self)
        return self._answered[ask]  # type: ignore[no-any-return]

    @cached_property
    def reached(self) -> Reached:
        """Which functions are run, and from where."""
        return self.reached_by(own(self.entrances, self.aside), self.handlers)

    def reached_by(
        self,
        entrances: Iterable[Entrance],
        served: Iterable[Handler],
        typed: frozenset[tuple[str, int]] = frozenset(),
        but: frozenset[tuple[str, int]] = frozenset(),
    ) -> Reached:
        """Which functions are run from some entrances and handlers.

        `typed` are those that only a person calls, and `but` those that a platform calls which does not count.
        """
        but |= self._unmounted
        every = [sign for some in self.signs.values() for sign in some if sign.path not in self.aside]
        starts = [start for one in served for start in (*one.starts, *one.sets)]
        starts += [one for one, _known in decorated(self, *STARTING) if (one.path, one.function) not in but]
        starts = [one for one in starts if one.path not in self.aside]
        return Reached(self.indexed, self.code, entrances, every, starts, typed | but, self.aside)

    @cached_property
    def homemade(self) -> tuple[Homemade, ...]:
        """The models that no library fits."""
        return homemade(self)

    @cached_property
    def roles(self) -> Roles:
        """What the repository does, from training to monitoring."""
        return roles_of(self)

    @cached_property
    def entrances(self) -> tuple[Entrance, ...]:
        """All that starts a document or calls a function of it."""
        steps = stepped(self.signed("pipeline-step"), self.layout, self.conventions)
        some = launched(self.layout, self.stages), entrances(self, self.started), steps, declared_entrances(self)
        return tuple(one for each in some for one in each)

    @cached_property
    def imports(self) -> Mapping[str, tuple[str, ...]]:
        """The documents of code that import each, by what they import."""
        found: dict[str, list[str]] = {}
        for path in self.code:
            module = self.indexed.module(path)
            for other in self.layout.imported(path, module.code.imports) if module is not None else ():
                found.setdefault(other, []).append(path)
        return {path: tuple(some) for path, some in found.items()}

    def with_imports(self, paths: Iterable[str]) -> frozenset[str]:
        """These documents, and all that they import, near and far."""
        waiting, found = list(paths), set[str]()
        while waiting:
            path = waiting.pop()
            module = self.indexed.module(path) if path not in found else None
            found.add(path)
            if module is not None:
                waiting += self.layout.imported(path, module.code.imports)
        return frozenset(found)

    @cached_property
    def networks(self) -> Networks:
        """What is known of the neural networks in the code."""
        return Networks(self.indexed, self.conventions)

    @cached_property
    def walks(self) -> tuple[Walk, ...]:
        """What the code does with neural networks, call by call, from each function that nobody calls."""
        return tuple(walks(self.taught(), self.networks))

    # places

    def where(self, path: str, pos: int) -> Location:
        """Where something stands in a Python document."""
        return self.reader.locate(_Placed(path, pos))

    def at(self, routine: Routine, pos: int) -> Location:
        """Where something stands in a function's document."""
        return self.where(routine.path, pos)

    def source(self, routine: Routine, pos: int) -> str:
        """The statement there, with white space folded: what a fingerprint is made of."""
        return self.reader.text(_Placed(routine.path, pos))


class _Placed:
    def __init__(self, path: str, pos: int) -> None:
        self.path = path
        self.pos = pos

    def __repr__(self) -> str:
        return f"{self.path}:{line_of(self.pos)}"
