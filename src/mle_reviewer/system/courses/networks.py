"""Networks in code: which calls ask one, which of them answer otherwise in training, and what calls of training do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Meant, OwnThing, Thing
from mle_reviewer.system.code.steps import Call, Routine, SetAttr, Within
from mle_reviewer.system.code.terms import Const, Result, Term, within
from mle_reviewer.system.courses.identity import Bound, Key, attribute_key, key_of

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.system.code.world import World
    from mle_reviewer.system.courses.course import Frame, Moment

_NETWORKS: Final = frozenset({"network", "layer"})
_ANSWERS: Final = frozenset({"__call__", "forward"})
_DEEPEST: Final = 4


class Networks:
    """What is known of the networks of a tree."""

    def __init__(self, world: World, conventions: Conventions) -> None:
        self.world = world
        self.conventions = conventions
        self._differs: dict[tuple[str, int], str] = {}

    def entry(self, call: Call, effect: str) -> CallEntry | None:
        """What knowledge says of a call, where it has this effect."""
        return next((one for one in self.world.entries(call) if one.effect == effect), None)

    def is_network(self, thing: Meant) -> bool:
        """Whether a thing is, or is an instance of, a class of networks."""
        for one in self.world.bases(thing) if isinstance(thing, OwnThing) else (thing,):
            if isinstance(one, Thing):
                known = self.world.table.find_class(one.path)
                if known is not None and known.role in _NETWORKS:
                    return True
        return False

    def holds(self, thing: Meant) -> bool:
        """Whether a thing is a network, or an object of the repository that has one."""
        if self.is_network(thing):
            return isinstance(thing, Thing) or thing.made
        known = self.world.class_of(thing) if isinstance(thing, OwnThing) and thing.made else None
        if known is None or not isinstance(thing, OwnThing):
            return False
        module = self.world.module(thing.path)
        steps = module.routine(known.methods["__init__"]).steps if module and "__init__" in known.methods else ()
        bound = [step.term for step in steps if isinstance(step, SetAttr)]
        return any(self.is_network(one) for term in bound for one in self.world.things(term))

    def asked(self, call: Call, bound: Bound) -> Key | None:
        """The network that a call asks for an answer; None where it asks none."""
        for target in self.world.targets(call):
            if isinstance(target, Thing):
                owner, _, name = target.path.rpartition(".")
                known = self.world.table.find_class(owner) if name in _ANSWERS else None
                if known is not None and known.role in _NETWORKS:
                    return self._receiver(call, bound)
            elif target.kind == "function" and target.name.rpartition(".")[2] in _ANSWERS:
                owner_class = self._owner(target)
                if owner_class is not None and self.is_network(owner_class):
                    return self._receiver(call, bound)
        return None

    def answering(self, call: Call) -> Iterator[Routine]:
        """The functions of the repository that answer where a network is asked."""
        for thing in self.world.things(call.callee):
            found = self.world.method(thing, "forward") if isinstance(thing, OwnThing) else None
            routine = self.world.routine(found) if isinstance(found, OwnThing) else None
            if routine is not None:
                yield routine

    def _receiver(self, call: Call, bound: Bound) -> Key:
        if call.method is None or call.method in _ANSWERS:
            return key_of(call.callee, self.world, bound)
        return attribute_key(call.callee, call.method, self.world, bound)

    def _owner(self, function: OwnThing) -> OwnThing | None:
        module = self.world.module(function.path)
        if module is None:
            return None
        index = module.code.functions[function.index].owner
        return None if index is None else OwnThing(function.path, module.code.classes[index].qualname, "class", index)

    def mode(self, call: Call) -> bool | None:
        """What mode a call puts a network into: True for training, None where that is not known."""
        entry = self._mode(call)
        if entry is None:
            return True if call.method == "train" and not call.args else False if call.method == "eval" else None
        says = entry.slots.get("training")
        if isinstance(says, bool):
            return says
        given = call.given("mode", 0)
        values = (True,) if given is None else self.world.constants(given)
        return values[0] if len(values) == 1 and isinstance(values[0], bool) else None

    def _mode(self, call: Call) -> CallEntry | None:
        """What knowledge says of a call that puts something into a mode, also by the name of the method alone."""
        known = self.entry(call, "mode")
        if known is not None or call.method is None or self.world.entries(call):
            return known
        if any(isinstance(one, OwnThing) for one in self.world.targets(call)):
            return None
        duck = self.world.table.duck(call.method)
        return duck if duck is not None and duck.effect == "mode" else None

    def sets_mode(self, call: Call) -> bool:
        """Whether a call puts a network into a mode, whichever."""
        if self._mode(call) is not None:
            return True
        return call.method in {"train", "eval"} and any(
            isinstance(one, OwnThing) and one.kind == "function" and (owner := self._owner(one)) is not None
            and self.is_network(owner) for one in self.world.targets(call)
        )  # fmt: skip

    def differs(self, thing: Meant) -> str:
        """What of a network answers otherwise in training (`torch.nn.Dropout`); "" where nothing of it was seen to."""
        if isinstance(thing, Thing):
            known = self.conventions.call(thing.path)
            return thing.path if known is not None and known.sign == "mode-dependent" else ""
        if thing.kind != "class":
            return ""
        key = thing.path, thing.index
        if key not in self._differs:
            self._differs[key] = ""  # a class that holds itself
            self._differs[key] = self._held(thing, 0)
        return self._differs[key]

    def made_so(self, call: Call) -> str:
        """What answers otherwise in training of the network that a call makes; "" where nothing was seen to."""
        for inner in within(Result(call)):
            for target in self.world.targets(inner.call) if isinstance(inner, Result) else ():
                if isinstance(target, Thing):
                    found = self._layer(target, inner.call) if isinstance(inner, Result) else ""
                else:
                    found = self.differs(target) if target.kind == "class" and self.is_network(target) else ""
                if found:
                    return found
        return ""

    def makes(self, call: Call) -> bool:
        """Whether a call makes a network, which then is in the mode of training."""
        for target in self.world.targets(call):
            if isinstance(target, OwnThing) and target.kind == "class" and not target.made and self.is_network(target):
                return True
            if isinstance(target, Thing) and not target.made:
                known, sign = self.world.table.find_class(target.path), self.conventions.call(target.path)
                if (known is not None and known.role == "network") or (sign and sign.sign == "mode-dependent"):
                    return True
        return False

    def _held(self, thing: OwnThing, depth: int) -> str:
        for base in self.world.bases(thing):
            known = self.world.class_of(base) if isinstance(base, OwnThing) else None
            module = self.world.module(base.path) if isinstance(base, OwnThing) else None
            for name in ("__init__", "forward") if known is not None and module is not None else ():
                assert known is not None
                assert module is not None
                if name in known.methods and (found := self._made_in(module.routine(known.methods[name]), depth)):
                    return found
        return ""

    def _made_in(self, routine: Routine, depth: int) -> str:
        if depth > _DEEPEST:
            return ""
        for call in routine.calls():
            for target in self.world.targets(call):
                if isinstance(target, Thing):
                    if found := self._layer(target, call):
                        return found
                elif target.kind == "class" and not target.made and self.is_network(target):
                    if found := self.differs(target):
                        return found
                elif target.kind == "function" and target.index != routine.function:
                    inner = self.world.routine(target)
                    if inner is not None and (found := self._made_in(inner, depth + 1)):
                        return found
        return ""

    def _layer(self, target: Thing, call: Call) -> str:
        known = self.conventions.call(target.path)
        if known is None or known.sign != "mode-dependent":
            return ""
        chance = known.slots.get("chance")  # the parameter that says how much is dropped: nothing, unless it is given
        if isinstance(chance, str):
            place = known.params.index(chance) if chance in known.params else None
            given = call.given(chance, place)
            if given is None:
                return target.path if "default" in known.slots else ""
            if self.world.constants(given) == (0,):
                return ""
        return target.path

    # gradients

    def without_gradients(self, moment: Moment) -> bool | None:
        """Whether no gradients are kept at a moment; None where a setting says so."""
        found: bool | None = False
        for frame in moment.frames:
            said = self._context(frame)
            if said is True:
                return True
            found = None if said is None else found
        if self.decorated(moment.frames[0].routine if moment.frames else moment.routine):
            return True
        return True if self.decorated(moment.routine) else found

    def _context(self, frame: Frame) -> bool | None:
        if isinstance(frame.step, Within):
            return self.stops(frame.step.context)
        return frame.entered is not None and self.decorated(frame.entered)

    def decorated(self, routine: Routine) -> bool:
        """Whether a function keeps no gradients, by a decorator."""
        return any(self.stops(one) for one in routine.decorators)

    def stops(self, term: Term) -> bool | None:
        """Whether a context or decorator keeps no gradients."""
        if isinstance(term, Result):
            entry = self.entry(term.call, "no-grad")
            if entry is None:
                return False
            given = term.call.given("mode", 0)
            if given is None:
                return True
            turned = entry.path.endswith("set_grad_enabled")
            return given.value is not turned if isinstance(given, Const) else None
        return any(
            isinstance(one, Thing) and (known := self.world.table.find_call(one.path)) is not None
            and known.effect == "no-grad" for one in self.world.things(term)
        )  # fmt: skip
