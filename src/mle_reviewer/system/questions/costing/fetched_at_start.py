"""Models that a program fetches when it starts, and the images that hold them or do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.system import SETTINGS, System
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.dockerfile import Dockerfile
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.questions.answering.predicting import Path

# Words by which an image or a deployment shows that what is fetched is there already: only ever a reason to be quiet.
_KEPT: Final = re.compile(r"pretrained|download|snapshot|(?<!no-)(?<!no_)cache(?!-dir|_dir|-from|-to)", re.IGNORECASE)
_FETCHING: Final = frozenset({"load-pretrained", "download", "download-own", "load-model"})
_HUB: Final = re.compile(r"[A-Za-z][\w.-]{1,60}(?:/[\w.-]{1,80})?$")
_FILE: Final = re.compile(r"\.(?:pt|pth|pkl|bin|onnx|joblib|h5|safetensors|json|zip|keras)$")


def started(system: System, path: Path) -> Iterator[tuple[Routine, Call]]:
    """What is called when the program starts, or once at the first request."""
    module = system.indexed.module(path.handler.first.path)
    for routine in (*((module.top(),) if module is not None else ()), *path.handler.sets):
        yield from ((routine, call) for call in routine.calls())
    for asked in path.calls:
        if asked.once:
            yield asked.routine, asked.call


def hub_name(system: System, call: Call) -> str:
    """The name under which a call fetches a model from a hub; "" where it reads what lies in the repository."""
    for name in system.indexed.names(call):
        known = system.conventions.call(name)
        if known is None or known.sign != "load-pretrained" or "holds" in known.slots:
            continue
        slot = known.slots.get("name")
        place = known.params.index(slot) if slot in known.params else 0
        given = call.given(slot, place) if isinstance(slot, str) else None
        text = given.value if isinstance(given, Const) else None
        if isinstance(text, str) and _HUB.match(text) and not _FILE.search(text):
            local = any(path.startswith((f"{text}/", f"{text.partition('/')[0]}/")) for path in system.paths)
            return "" if local or call.given("local_files_only") is not None else text
    return ""


def anywhere_kept(system: System) -> bool:
    """Whether any image or deployment speaks of a place where models are kept."""
    for path in (*system.of_kind("dockerfile"), *system.of_kind(*SETTINGS)):
        document = system.document(path) if tier(path) == "code" and path.rpartition("/")[2] != "package.json" else None
        if document is not None and _KEPT.search(document.data.decode("utf-8", "replace")):
            return True
    return False


def baked(system: System, image: Dockerfile, name: str) -> bool:
    """Whether an image names the model where it is built, or runs a script then that fetches something."""
    for one in (one for stage in image.stages for one in stage.instructions):
        if name in one.text:
            return True
        scripts = [word.rpartition("/")[2] for word in one.words if word.endswith(".py")] if one.word == "RUN" else []
        for path in (path for path in system.code if path.rpartition("/")[2] in scripts):
            module = system.indexed.module(path)
            calls = (call for routine in (module.routines() if module is not None else ()) for call in routine.calls())
            known = (system.conventions.call(name) for call in calls for name in system.indexed.names(call))
            if any(entry is not None and entry.sign in _FETCHING for entry in known):
                return True
    return False


def nearest_image(system: System, path: str) -> Dockerfile | None:
    """The Dockerfile that stands nearest above a document."""
    folders = [(one.path.rpartition("/")[0], one) for one in system.dockerfiles]
    near = [(len(folder), one) for folder, one in folders if not folder or path.startswith(f"{folder}/")]
    return max(near, key=lambda pair: (pair[0], pair[1].path))[1] if near else None
