"""Which deployed workloads answer with what a model says, and what shows that."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.program.images import image_of
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.doing import predicts
from mle_reviewer.system.images import published
from mle_reviewer.system.launching import applied, handled, started_by
from mle_reviewer.system.questions.commands.running import builds
from mle_reviewer.system.reaching import application
from mle_reviewer.system.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.program.dockerfile import Dockerfile
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.system import System

_WORD: Final = re.compile(r"[a-z0-9]+")
_PLAIN: Final = frozenset(
    {"app", "src", "docker", "dockerfile", "image", "images", "service", "services", "deploy", "ml"}
)
_STEM: Final = 4
LOCAL: Final = re.compile(
    r"(?:^|[/._-])(?:dev|development|local|test|tests|ci|demo|override|kind|minikube|debug)(?:[/._-]|$)"
)


@dataclass(frozen=True, slots=True)
class Served:
    """A workload that serves a model: its manifest, the container that does, and what shows it.

    `cluster`: it is declared to Kubernetes, which restarts it and sends it traffic. `built`: the very manifest builds
    the image, as files for one machine do.
    """

    manifest: Manifest
    container: Entry | None
    proof: Step
    cluster: bool
    built: bool

    @property
    def production(self) -> bool:
        """Whether nothing in its path says that it is for development alone, and it ships an image by name."""
        return not self.built and not LOCAL.search(self.manifest.path.lower())

    @property
    def image(self) -> Entry | None:
        """The image of the container."""
        return self.container.get("image") if self.container is not None else self.manifest.one("image")


@lru_cache(maxsize=2)
def served(system: System) -> tuple[Served, ...]:
    """Every deployed workload that serves a model, in the order of the documents."""
    found: list[Served] = []
    serving = _Serving(system)
    for role in ("workload", "service"):
        for one in system.manifests.get(role, ()):
            cluster, built = one.entry.get("apiVersion") is not None, one.one("build") is not None
            containers = one.all("containers")
            shown = next(((box, step) for box in containers if (step := serving.shows(one, box)) is not None), None)
            if shown is not None:
                found.append(Served(one, shown[0], shown[1], cluster, built))
            elif (step := serving.defined(one)) is not None:
                found.append(Served(one, None, step, cluster=False, built=built))
            elif role == "service" and (target := applied(one, system.layout)) is not None:
                if (step := serving.proof(target)) is not None:
                    found.append(Served(one, None, step, cluster, built))
            elif role == "service" and (model := one.one("model")) is not None:
                proof = Step(one.place(model), f"{one.about} serves this model")
                found.append(Served(one, containers[0] if containers else None, proof, cluster, built))
    return tuple(found)


def serving_jobs(system: System) -> tuple[Manifest, ...]:
    """The jobs that run what scores in batches."""
    serving = _Serving(system)
    jobs = system.manifests.get("job", ()) if system.roles.serves else ()
    return tuple(one for one in jobs if any(serving.shows(one, box) is not None for box in one.all("containers")))


@lru_cache(maxsize=2)
def function_roles(system: System) -> tuple[tuple[Manifest, Step], ...]:
    """The functions of a platform whose code serves a model or has one predict, with what shows it."""
    serving = _Serving(system)
    found: list[tuple[Manifest, Step]] = []
    for one in system.manifests.get("function", ()):
        for entrance in handled(one, system.layout):
            proof = serving.proof(entrance.target)
            if proof is not None:
                found.append((one, proof))
    return tuple(found)


def serving_images(system: System) -> tuple[Dockerfile, ...]:
    """The Dockerfiles whose image starts what serves a model."""
    serving = _Serving(system)
    return tuple(image for image in system.dockerfiles if serving.starts(image.path))


class _Serving:
    """What of a repository's code and images serves a model."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.roles = {role.at.path: role for role in reversed(system.roles.serves) if role.where == "code"}
        self._within: dict[str, Role | None] = {}
        self._called: dict[str, frozenset[str]] = {}
        self._named_apps = self._by_name()
        self._images = self._by_image()
        self._builds = tuple(builds(system)) if self.roles else ()

    def shows(self, manifest: Manifest, container: Entry) -> Step | None:
        """What shows that a container serves a model; None where nothing does."""
        stated = container.get("image")
        image = stated.text() if stated is not None else None
        if image and published(image, self.system.conventions) == "model server":
            return Step(manifest.place(stated), "this image is a server of models")
        if not self.roles:
            return None
        if image and published(image, self.system.conventions):
            return None
        role = self._entered(manifest)
        if role is None and not _commanded(container):
            role = self._built(manifest) or (self._named(image) if image else None)
        return None if role is None else Step(role.at, f"it runs what {role.says}")

    def defined(self, manifest: Manifest) -> Step | None:
        """What shows that a workload whose containers stand in an expression serves a model: what it is called."""
        role = self._named(manifest.name) if self.roles and manifest.one("definition") is not None else None
        return None if role is None else Step(role.at, f"it runs what {role.says}")

    def proof(self, target: str) -> Step | None:
        """What shows that a document, or what it imports, serves a model: a handler, or a call that predicts."""
        role = self._role(target)
        if role is not None:
            return Step(role.at, f"it runs what {role.says}")
        module = self.system.indexed.module(target)
        for routine in module.routines() if module is not None else ():
            for call in routine.calls():
                name = predicts(self.system.indexed, call)
                if name:
                    return Step(self.system.at(routine, call.pos), "it answers with what a model says")
        return None

    def starts(self, dockerfile: str) -> bool:
        """Whether what a Dockerfile starts serves a model."""
        return self._images.get(dockerfile) is not None

    def _entered(self, manifest: Manifest) -> Role | None:
        for service in self._carried(manifest):
            target = applied(service, self.system.layout)
            if target is not None and (role := self._role(target)) is not None:
                return role
        for one in self.system.started:
            if one.manifest is manifest:
                for entrance in started_by(one, self.system.layout, self.system.conventions):
                    if (role := self._role(entrance.target)) is not None:
                        return role
        return None

    def _carried(self, manifest: Manifest) -> Iterator[Manifest]:
        """The services that a text in a manifest declares."""
        text = manifest.one("carried")
        lines = set(text.lines) if text is not None else set()
        for one in self.system.manifests.get("service", ()) if lines else ():
            if one.path == manifest.path and one.at.line in lines:
                yield one

    def _role(self, target: str) -> Role | None:
        """The serving role of a document or of what it imports."""
        if target not in self._within:
            self._within[target] = None
            seen, waiting = {target}, [target]
            while waiting:
                path = waiting.pop(0)
                if path in self.roles:
                    self._within[target] = self.roles[path]
                    break
                module = self.system.world.module(path)
                imported = set(self.system.layout.imported(path, module.code.imports)) if module is not None else set()
                for inner in sorted(imported | self._named_apps.get(path, set())):
                    if inner not in seen:
                        seen.add(inner)
                        waiting.append(inner)
        return self._within[target]

    def _by_name(self) -> dict[str, set[str]]:
        """The documents of applications that code starts by their names (`run("api:app")`), by the code that does."""
        found: dict[str, set[str]] = {}
        for sign in self.system.signed("serve") if self.roles else ():
            app = sign.given("app")
            if isinstance(app, Const) and isinstance(app.value, str):
                target = application(self.system.layout, (app.value,), posixpath.dirname(sign.path))
                if target is not None:
                    found.setdefault(sign.path, set()).add(target)
        return found

    def _by_image(self) -> dict[str, Role | None]:
        """Each Dockerfile, and the serving role of what it starts; the words that each goes by are kept."""
        found: dict[str, Role | None] = {image.path: None for image in self.system.dockerfiles}
        self._called.update((path, _words(path)) for path in found)
        for one in self.system.started if self.roles else ():
            if one.where == "image":
                for entrance in started_by(one, self.system.layout, self.system.conventions):
                    self._called[one.path] |= _words(entrance.target.removesuffix(".py"))
                    found[one.path] = found[one.path] or self._role(entrance.target)
        return found

    def _built(self, manifest: Manifest) -> Role | None:
        """The role of the Dockerfile that a manifest builds its image from."""
        build = manifest.one("build")
        if build is None:
            return None
        context, file = build.get("context"), build.get("dockerfile")
        folder = build.text() or (context.text() if context is not None else None) or "."
        name = (file.text() if file is not None else None) or "Dockerfile"
        return self._images.get(posixpath.normpath(posixpath.join(posixpath.dirname(manifest.path), folder, name)))

    def _named(self, spelled: str) -> Role | None:
        """The role of the Dockerfile that an image is built from, as commands or the words of both names say it."""
        image = image_of(spelled)
        if image is None or not self._images:
            return None
        last = image.name.rpartition("/")[2]
        for name, file, context in self._builds:
            if name.rpartition("/")[2] == last:
                path = posixpath.normpath(file or posixpath.join(context, "Dockerfile"))
                if path in self._images:
                    return self._images[path]
        words = _words(last)
        ranked = sorted(
            ((len(words & self._called[path]), path) for path in self._images), key=lambda one: (-one[0], one[1])
        )
        best = [path for count, path in ranked if count == ranked[0][0]]
        if ranked[0][0] == 0 and len(ranked) > 1:
            return None
        roles = [self._images[path] for path in best]
        return roles[0] if roles and all(role is not None for role in roles) else None


def _commanded(container: Entry) -> bool:
    """Whether a container says itself what it runs, and not only with which options."""
    for key in ("entrypoint", "command", "args"):
        stated = container.get(key)
        first = next((one.text() or "" for one in stated.elements()), "") if stated is not None else ""
        if first:
            return not first.startswith("-")
    return False


def _words(text: str) -> frozenset[str]:
    """The words of a name by their first letters, so that `serve` and `serving` are one."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _PLAIN)
