"""What is put on a device: networks and tensors that are the same in each round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import Const, Result, Self
from mle_reviewer.system.doing import predicts
from mle_reviewer.system.questions.costing.done import Done, same

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call, Term
    from mle_reviewer.system.system import System

_HOST: Final = frozenset({"cpu", "mps"})
_MAKES: Final = frozenset({"keep", "blank"})
_MOVES: Final = frozenset({"cuda", "to"})


def works(system: System, each: Done) -> bool:
    """Whether a call is a step of training, or asks a network about the element."""
    if any(entry.effect == "backward" for entry in system.indexed.entries(each.call)):
        return True
    return bool(predicts(system.indexed, each.call)) and any(map(each.scope.each, each.call.args))


def moved(system: System, each: Done) -> bool:
    """Whether a call moves a network, or a tensor that is the same in each round, to a device."""
    call = each.call
    tensor = _is_tensor(system, call)
    network = any(map(system.networks.is_network, system.indexed.things(call.callee)))
    if call.method not in _MOVES or not (tensor or network):
        return False
    if not same(system, each.scope, call.callee) and not (tensor and _constant(system, each, call.callee)):
        return False
    return call.method == "cuda" or _device(system, call)


def _is_tensor(system: System, call: Call) -> bool:
    made = call.callee.call if isinstance(call.callee, Result) else None
    things = {one.path for one in system.indexed.things(call.callee) if isinstance(one, Thing)}
    roles = [known.role for path in things if (known := system.table.find_class(path)) is not None]
    known_tensor = "array" in roles
    return known_tensor or (made is not None and any(e.effect == "blank" for e in system.indexed.entries(made)))


def _constant(system: System, each: Done, term: Term) -> bool:
    """Whether a tensor is made in the loop, of what is the same in each round: `torch.tensor([0.2, 0.8])`."""
    if not isinstance(term, Result) or not any(e.effect in _MAKES for e in system.indexed.entries(term.call)):
        return False
    given = (*term.call.args, *(value for _, value in term.call.kwargs))
    changed = each.scope.changes(term) or isinstance(term.call.callee, Self)
    return term.call.method is None and bool(given) and not changed and all(same(system, each.scope, v) for v in given)


def _device(system: System, call: Call) -> bool:
    """Whether what is given to a call is a device: by its name, or as one that was made."""
    given = call.given("device", 0)
    if isinstance(given, Const):
        return isinstance(given.value, str) and given.value.partition(":")[0] not in _HOST
    made = (one.path for one in system.indexed.things(given) if isinstance(one, Thing)) if given is not None else ()
    return any(path.endswith((".device", ".device()")) for path in made)
