"""Which document an import means."""

from __future__ import annotations

import pytest

from mle_reviewer.flow.tree.layout import Layout

COPY = [f"vendor/torch/part{number}.py" for number in range(60)]
PATHS = (
    "job/train.py", "tools/deep/evaluate.py", "pkg/__init__.py", "pkg/utils/__init__.py", "pkg/utils/os.py",
    "pkg/shim/__init__.py", "pkg/shim/keras/__init__.py", "vendor/torch/__init__.py", *COPY,
)  # fmt: skip


@pytest.mark.parametrize(
    ("importer", "module", "found"),
    [
        ("job/train.py", "evaluate", "tools/deep/evaluate.py"),  # somebody's own, though a library has that name
        ("job/train.py", "os", None),  # Python's own
        ("job/train.py", "keras", None),  # a part of a package has a longer name
        ("job/train.py", "pkg.shim.keras", "pkg/shim/keras/__init__.py"),
        ("job/train.py", "torch", None),  # a copy of the library is not what is installed
        ("vendor/torch/part1.py", "torch.part2", "vendor/torch/part2.py"),
    ],
)
def test_a_library_is_not_found_by_the_end_of_a_path(importer: str, module: str, found: str | None) -> None:
    assert Layout(PATHS, ("evaluate", "keras", "torch")).resolve(importer, module, 0) == found


def test_a_module_that_several_folders_hold_is_that_of_the_nearest_folder_above() -> None:
    layout = Layout(("a/tests/test_model.py", "a/model.py", "b/model.py", "c/d/run.py"))
    assert layout.resolve("a/tests/test_model.py", "model", 0) == "a/model.py"
    assert layout.resolve("c/d/run.py", "model", 0) is None


def test_of_a_module_and_a_package_of_one_name_the_package_is_meant() -> None:
    layout = Layout(("app/main.py", "app/utils.py", "app/utils/__init__.py", "app/utils/sending.py", "jobs/run.py"))
    assert layout.resolve("app/main.py", "utils", 0) == "app/utils/__init__.py"
    assert layout.resolve("jobs/run.py", "utils", 0) == "app/utils/__init__.py"  # by its end, which is the only one
