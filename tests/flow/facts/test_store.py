"""The store: what stands for one of two containers, and how deep such choices may lie in one another."""

from __future__ import annotations

from mle_reviewer.flow.facts.store import Store
from mle_reviewer.flow.facts.values import Box, Const, Map


def test_choices_between_containers_nest_only_so_deep_that_changing_one_changes_a_few():
    store = Store()

    def changed(box: object) -> int:
        told = store.either.get(box.number) if isinstance(box, Box) else None
        return 1 if told is None else 1 + changed(told[0]) + changed(told[1])

    held: object = store.box(Map({"a": Const(1)}))
    reached = []
    for condition in range(20):
        assert isinstance(held, Box)
        held = store.join(held, store.box(Map({"a": Const(condition)})), condition)
        reached.append(changed(held))
    assert reached[:3] == [3, 5, 7]
    assert max(reached) == 7
