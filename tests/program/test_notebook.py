"""Notebooks become cells, their Python stays on its lines, and every cell line is found again in the file."""

from __future__ import annotations

import ast
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.program import notebook_fast
from mle_reviewer.program.cell_places import RawLines
from mle_reviewer.program.notebook import Cell, directives, python_source, read_cells, written_file


def code(source: str, **more: object) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "outputs": [], "execution_count": None, "metadata": {}, **more}


def book(*cells: object, **more: object) -> dict[str, object]:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}


def encoded(content: object, indent: int | None = 1) -> bytes:
    return json.dumps(content, indent=indent, ensure_ascii=False).encode()


def cell(source: str) -> Cell:
    return Cell(1, None, "code", source, None)


def why(data: bytes) -> list[str]:
    return [gap.why for gap in read_cells(data, "nb.ipynb")[1]]


class TestCells:
    def test_a_cell_has_its_number_over_all_cells_prose_too_its_id_and_its_execution_count(self):
        data = encoded(
            book(
                {"cell_type": "markdown", "source": ["# Title\n", "text"], "metadata": {}},
                code("x = 1\ny = 2", execution_count=7, id="abc"),
                {"cell_type": "raw", "source": "raw", "metadata": {}},
            )
        )
        cells, gaps = read_cells(data, "nb.ipynb")
        assert gaps == ()
        assert cells == (Cell(2, "abc", "code", "x = 1\ny = 2", 7), Cell(3, None, "raw", "raw", None))

    def test_nbformat_3_keeps_cells_in_worksheets_with_an_input_and_a_prompt_number(self):
        cells = [
            {"cell_type": "heading", "level": 1, "source": "T"},
            {"cell_type": "code", "input": ["x = 1"], "prompt_number": 3, "outputs": [{"output_type": "pyerr"}]},
        ]
        read, gaps = read_cells(
            encoded({"nbformat": 3, "worksheets": [{"cells": cells}, {"cells": cells}]}), "nb.ipynb"
        )
        assert [(one.number, one.kind, one.source, one.execution_count) for one in read] == [
            (2, "code", "x = 1", 3), (4, "code", "x = 1", 3),
        ]  # fmt: skip
        assert gaps == ()

    def test_a_cell_of_the_wrong_shape_is_a_gap_and_the_others_are_kept(self):
        data = encoded(book(code("a = 1"), 17, code("b = 2") | {"source": {"no": "text"}}, code("c = 3")))
        cells, gaps = read_cells(data, "nb.ipynb")
        assert [(one.number, one.source) for one in cells] == [(1, "a = 1"), (4, "c = 3")]
        assert [gap.why for gap in gaps] == [
            "cell 2 has no source that can be read", "cell 3 has no source that can be read",
        ]  # fmt: skip

    def test_counts_and_ids_of_the_wrong_type_are_none(self):
        for count in (True, 1.5, "3", [1]):
            outputs = ["none", {"output_type": ["error"]}]
            data = encoded(book(code("x", execution_count=count, id=5, outputs=outputs)))
            assert read_cells(data, "nb.ipynb")[0] == (Cell(1, None, "code", "x", None),)

    @pytest.mark.parametrize(
        "metadata",
        [
            {"language_info": {"name": "R"}},
            {"kernelspec": {"language": "R", "name": "ir"}},
            {"application/vnd.databricks.v1+notebook": {"language": "R"}},
        ],
    )
    def test_code_for_another_kernel_is_no_python(self, metadata):
        cells, gaps = read_cells(encoded(book(code("x <- 1"), metadata=metadata)), "nb.ipynb")
        assert [one.kind for one in cells] == ["raw"]
        assert python_source(cells[0]) is None
        assert [gap.why for gap in gaps] == ["its kernel's language is R; only Python is followed"]

    def test_python_kernels_by_any_of_their_names(self):
        for name in ("python", "Python 3", "ipython", "pyspark"):
            metadata = {"language_info": {"name": name}}
            cells, gaps = read_cells(encoded(book(code("x = 1"), metadata=metadata)), "nb.ipynb")
            assert ([one.kind for one in cells], gaps) == (["code"], ())

    def test_one_cell_may_be_in_another_language(self):
        data = encoded(book(code("SELECT 1", metadata={"vscode": {"languageId": "sql"}}), code("x = 1")))
        assert [one.kind for one in read_cells(data, "nb.ipynb")[0]] == ["raw", "code"]


class TestBroken:
    def test_of_a_truncated_notebook_the_cells_before_the_end_are_kept(self):
        data = encoded(book(code("a = 1"), code("b = 2"), code("c = 3")))
        cut = data[: data.index(b"c = 3") + 3]
        cells, gaps = read_cells(cut, "nb.ipynb")
        assert [one.source for one in cells] == ["a = 1", "b = 2"]
        assert [(gap.stage, gap.why) for gap in gaps] == [
            ("parse", "its JSON ends early; only the 2 cells before are read")
        ]
        assert gaps[0].line == cut.count(b"\n") + 1

    def test_conflict_markers_are_named_with_their_line(self):
        lines = encoded(book(code("a = 1"), code("b = 2"))).decode().split("\n")
        at = next(number for number, line in enumerate(lines) if "b = 2" in line)
        lines[at : at + 1] = ["<<<<<<< HEAD", lines[at], "=======", lines[at], ">>>>>>> other"]
        cells, gaps = read_cells("\n".join(lines).encode(), "nb.ipynb")
        assert [one.source for one in cells] == ["a = 1"]
        assert [(gap.line, gap.why) for gap in gaps] == [
            (at + 1, "conflict markers break the notebook's JSON; only the 1 cells before are read")
        ]

    def test_the_kernel_of_a_broken_notebook_is_still_known(self):
        metadata = {"language_info": {"codemirror_mode": {"name": "r"}, "name": "R"}}
        data = encoded(book(code("x <- 1"), code("y"), metadata=metadata)).replace(b'"y"', b'"y",,')
        assert [one.kind for one in read_cells(data, "nb.ipynb")[0]] == ["raw"]

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "an empty file, not a notebook"),
            (b" \n", "an empty file, not a notebook"),
            (b"[]", "not a notebook: it has no list of cells"),
            (b'{"cells": {}}', "not a notebook: it has no list of cells"),
            (b'"text"', "not a notebook: it has no list of cells"),
            (b"import pandas\n", "its JSON is broken (Expecting value)"),
            (b'{"cells": [', "its JSON ends early"),
            (b'{"cells": ["\xff"]}', "not a notebook: it is not UTF-8"),
            (b"[" * 100_000, "not a notebook: its JSON nests too deeply"),
            (b'{"cells": [' + b"[" * 100_000, "not a notebook: its JSON nests too deeply"),
        ],
    )
    def test_what_is_no_notebook_is_said_to_be_none(self, data, said):
        assert read_cells(data, "nb.ipynb")[0] == ()
        assert why(data) == [said]
        assert RawLines(data) is not None

    def test_a_number_too_long_for_python_is_passed_over(self):
        data = encoded(book(code("x = 1"))).replace(b'"outputs": []', b'"outputs": [' + b"9" * 9000 + b"]")
        assert [one.source for one in read_cells(data, "nb.ipynb")[0]] == ["x = 1"]
        assert RawLines(data)[1]

    @pytest.mark.parametrize("fast", [True, False])
    def test_bytes_that_are_no_text_do_no_harm_where_nothing_is_read(self, fast, monkeypatch):
        if not fast:
            monkeypatch.setattr(notebook_fast, "decoded", lambda _data: None)
        data = encoded(book(code("x = 1", outputs=[{"text": "out"}]))).replace(b"out", b"\xff")
        assert [one.source for one in read_cells(data, "nb.ipynb")[0]] == ["x = 1"]
        assert why(encoded(book(code("x = 1"))).replace(b"x = 1", b"\xff")) == ["not a notebook: it is not UTF-8"]

    def test_a_byte_order_mark_does_no_harm(self):
        data = b"\xef\xbb\xbf" + encoded(book(code("x = 1")))
        assert [one.source for one in read_cells(data, "nb.ipynb")[0]] == ["x = 1"]
        assert list(RawLines(data)) == [1]


class TestFast:
    anything = st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=3) | st.just("error"),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=4,
    )
    keys = st.sampled_from(
        ["cell_type", "source", "input", "execution_count", "prompt_number", "id", "metadata", "outputs", "language"]
    )
    usual = st.fixed_dictionaries(
        {"cell_type": st.sampled_from(["code", "markdown", "raw", "heading"]), "source": st.text(max_size=4)},
        optional={
            "execution_count": st.none() | st.integers(0, 99),
            "id": st.none() | st.text(max_size=3),
            "outputs": st.lists(
                st.fixed_dictionaries({"output_type": st.sampled_from(["error", "stream"])}), max_size=2
            ),
            "metadata": st.dictionaries(st.text(max_size=3), anything, max_size=2),
        },
    )
    cells = st.lists(usual | st.dictionaries(keys, anything, max_size=4) | anything, max_size=4)

    @given(cells, st.dictionaries(st.sampled_from(["metadata", "worksheets", "nbformat"]), anything))
    def test_both_readers_see_the_same(self, cells, more):
        data = json.dumps({"cells": cells, **more}).encode()
        with pytest.MonkeyPatch.context() as patch:
            fast = read_cells(data, "nb.ipynb")
            patch.setattr(notebook_fast, "decoded", lambda _data: None)
            assert read_cells(data, "nb.ipynb") == fast

    def test_the_fast_reader_is_used_where_msgspec_is_loaded(self, monkeypatch):
        used: list[bytes] = []
        monkeypatch.setattr(notebook_fast, "decoded", used.append)
        read_cells(encoded(book()), "nb.ipynb")
        assert len(used) == 1

    def test_a_small_notebook_loads_no_msgspec(self):
        program = (
            "import sys; from mle_reviewer.program.notebook import read_cells\n"
            "cells, gaps = read_cells(b'{\"cells\": []}', 'nb.ipynb'); print('msgspec' in sys.modules)"
        )
        ended = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
        assert ended.stdout == "False\n"


class TestRawLines:
    def test_each_source_line_is_found_in_the_file(self):
        data = encoded(book(code("import a\n\nb = 1\n"), {"cell_type": "markdown", "source": ["x\n", "y"]}, code("")))
        text = data.decode().split("\n")
        lines = RawLines(data)
        assert set(lines) == {1, 2, 3}
        assert len(set(lines[1])) == 1  # the source is one string, so all its lines stand on one
        assert "import a" in text[lines[1][0] - 1]
        assert [text[line - 1].strip() for line in lines[2]] == ['"x\\n",', '"y"']
        assert len(lines[3]) == 1

    def test_nbformat_3_worksheets_are_counted_on(self):
        sheet = {"cells": [{"cell_type": "code", "input": ["x\n", "y"], "outputs": []}]}
        data = encoded({"worksheets": [sheet, sheet], "nbformat": 3})
        text = data.decode().split("\n")
        assert {number: [text[line - 1].strip() for line in lines] for number, lines in RawLines(data).items()} == {
            1: ['"x\\n",', '"y"'], 2: ['"x\\n",', '"y"'],
        }  # fmt: skip

    def test_sources_inside_outputs_and_attachments_are_no_cell_sources(self):
        outputs = [{"output_type": "display_data", "data": {"application/json": {"source": ["no\n"], "cells": [1]}}}]
        data = encoded(book(code("a = 1", outputs=outputs, metadata={"source": "no"}), code("b = 2")))
        text = data.decode().split("\n")
        assert [text[RawLines(data)[number][0] - 1].strip().rstrip(",") for number in (1, 2)] == [
            '"source": "a = 1"', '"source": "b = 2"',
        ]  # fmt: skip

    def test_of_a_broken_file_up_to_the_break(self):
        data = encoded(book(code("a = 1"), code("b = 2")))
        assert list(RawLines(data[: data.index(b"b = 2")])) == [1]

    @given(
        st.lists(
            st.lists(st.text(st.sampled_from('ab\n"{}[]\\é'), max_size=6), max_size=5) | st.integers(), max_size=4
        ),
        st.sampled_from([None, 0, 1, 4]),
        st.booleans(),
    )
    def test_one_raw_line_for_each_source_line_and_the_right_one(self, sources, indent, ascii_only):
        cells = [
            code("", outputs=[{"text": "x"}]) | {"source": one} if isinstance(one, list) else one for one in sources
        ]
        data = json.dumps(book(*cells), indent=indent, ensure_ascii=ascii_only).encode()
        text = data.decode().split("\n")
        lines = RawLines(data)
        for one in read_cells(data, "nb.ipynb")[0]:
            parts = one.source.split("\n")
            assert len(lines[one.number]) == len(parts)
            for line, part in zip(lines[one.number], parts, strict=True):
                # A source line may be written as several elements, of which its raw line holds the first piece.
                first = json.dumps(part[:1], ensure_ascii=ascii_only)[1:-1]
                assert first in text[line - 1]


MAGICS = {
    "no magic": ("x = 1\ny = x % 2", "x = 1\ny = x % 2"),
    "a line magic": ("%matplotlib inline\nx = 1", "\nx = 1"),
    "a shell line": ("!pip install pandas\nx = 1", "\nx = 1"),
    "a shell line over several": ("!pip install a \\\n  b \\\n  c\nx = 1", "\n\n\nx = 1"),
    "in a block": ("if x:\n    !ls\ny = 1", "if x:\n    pass\ny = 1"),
    "%%time keeps its body": ("%%time\nx = 1", "\nx = 1"),
    "%%capture with an argument": ("%%capture out\nx = 1", "\nx = 1"),
    "stacked": ("\n%%time\n%%capture\nx = 1", "\n\n\nx = 1"),
    "%%bash": ("%%bash\nls", None),
    "%%bash under %%time": ("%%time\n%%bash\nls", None),
    "%%html": ("%%html\n<b>", None),
    "%%R": ("%%R -i df\nx <- 1", None),
    "%%!": ("%%!\nls", None),
    "%%writefile": ("%%writefile train.py\nimport x", None),
    "an unknown cell magic": ("%%mystery\nx", None),
    "%%sql late is no cell magic": ("x = 1\n%%sql\ny = 2", "x = 1\n\ny = 2"),
    "databricks, a language": ("%sql\nSELECT 1", "_sqldf = get_ipython().run_cell_magic('sql', '', r'''\nSELECT 1''')"),
    "databricks, with text": ("%md # Title\ntext", None),
    "databricks, sql that goes on": (
        "%sql SELECT a\nFROM t",
        "_sqldf = get_ipython().run_cell_magic('sql', '', r'''SELECT a\nFROM t''')",
    ),
    "ipython-sql, one line": ("%sql SELECT a FROM t\nx = 1", "\nx = 1"),
    "databricks, python": ("%python\nx = 1", "\nx = 1"),
    "shell output assigned": ("files = !ls\nx = 1", "files = get_ipython().getoutput()\nx = 1"),
    "two targets": ("a, b = !ls", "a, b = get_ipython().getoutput()"),
    "an item assigned": ("d['k'] = !ls", "d['k'] = get_ipython().getoutput()"),
    "a magic assigned": ("df = %who_ls int", "df = get_ipython().run_line_magic()"),
    "a shell line assigned over several": ("x = !a \\\n b\ny = 1", "x = get_ipython().getoutput()\n\ny = 1"),
    "%time runs its line": ("%time model.fit(X)", "0;    model.fit(X)"),
    "%timeit with options": ("%timeit -n 10 -r3 f(x)", "0;                f(x)"),
    "%time in a block": ("if x:\n    %time f()", "if x:\n    0;    f()"),
    "%time of a compound statement": ("%time for x in y: f(x)", "for x in y: f(x)"),
    "%time assigned": ("x = %time f()", "x =       f()"),
    "%time alone": ("%time", ""),
    "%prun with a value": ("%prun -s cumulative f()", "0;                  f()"),
    "help": ("?print\nprint?\nnp.array??\n%time?\nnp.*load*?\nx = 1", "\n\n\n\n\nx = 1"),
    "automagic": ("pip install pandas==1.0\ncd data\nx = 1", "\n\nx = 1"),
    "no automagic": ("cd = 1\nls in x\nrun (x)\npip = ls - 1", "cd = 1\nls in x\nrun (x)\npip = ls - 1"),
    "a percent that goes on": ("x = (a\n     % b)", "x = (a\n     % b)"),
    "a percent behind a backslash": ("x = a \\\n  % b", "x = a \\\n  % b"),
    "inside a string": ('s = """\n!ls\n%time\n"""\n!ls', 's = """\n!ls\n%time\n"""\n'),
    "inside a string with a quote in it": ('s = """a"b\n%x\n"""', 's = """a"b\n%x\n"""'),
    "a string joined by a backslash": ("s = 'a\\\n%b'\n!ls", "s = 'a\\\n%b'\n"),
    "a bracket in a comment": ("x = 1  # (\n!ls", "x = 1  # (\n"),
    "a bracket in a string": ("x = '('\n!ls", "x = '('\n"),
    "an unbalanced quote in a shell line": ("!echo it's\n%cd x\ny = 1", "\n\ny = 1"),
    "a format string is no assignment": ("print('a=%d' % x)\nf(end='=!')", "print('a=%d' % x)\nf(end='=!')"),
    "not equal": ("a = b != c\na %= 2", "a = b != c\na %= 2"),
    "a comment that asks": ("x = 1  # why?", "x = 1  # why?"),
    "an indented cell": ("  x = 1\n  if x:\n      !ls", "x = 1\nif x:\n    pass"),
    "a pasted session": (">>> x = 1\n>>> if x:\n...     y\n", "x = 1\nif x:\n    y\n"),
    "top-level await": ("await f()", "await f()"),
    "a trailing semicolon": ("plt.plot(x);", "plt.plot(x);"),
}


class TestPython:
    @pytest.mark.parametrize("name", list(MAGICS))
    def test_what_is_ipythons_is_taken_out_and_every_line_stays(self, name):
        source, expected = MAGICS[name]
        python = python_source(cell(source))
        assert python == expected
        if python is not None:
            assert python.count("\n") == source.count("\n")
            ast.parse(python)

    def test_only_code_cells_have_python(self):
        assert python_source(Cell(1, None, "markdown", "x = 1", None)) is None
        assert directives(Cell(1, None, "markdown", "%run x", None)) == ()

    @given(st.text(st.sampled_from("ab=%!?\\\n \t'\"()[]#,.-x1"), max_size=40))
    def test_any_text_keeps_its_lines_and_raises_nothing(self, text):
        python = python_source(cell(text))
        assert python is None or python.count("\n") == text.count("\n")
        assert all(1 <= one.line <= text.count("\n") + 1 for one in directives(cell(text)))

    @given(st.text(st.sampled_from("ab=%!?\\\n \t'\"()[]#,.-x1"), max_size=30))
    def test_valid_python_is_left_alone(self, text):
        try:
            ast.parse(text)
        except (SyntaxError, ValueError):
            return
        python = python_source(cell(text))
        assert python is not None
        assert ast.dump(ast.parse(python)) == ast.dump(ast.parse(text))


class TestWhatMagicsMean:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("%%writefile src/train.py\nx = 1", ("src/train.py", "\nx = 1", False)),
            ("%%time\n%%file -a 'train.py'\nx = 1\n", ("train.py", "\n\nx = 1\n", True)),
            ("%%writefile config.yaml\nx: 1", None),
            ("%%writefile\nx = 1", None),
            ("x = 1  # %%writefile a.py", None),
        ],
    )
    def test_the_file_that_a_cell_writes(self, source, expected):
        assert written_file(cell(source)) == expected

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("%run prepare.py", "from .prepare import *"),
            ("%run -i ../lib/prepare --fast", "from ..lib.prepare import *"),
            ("%run -m lib.prepare", "from lib.prepare import *"),
            ("%run my-script.py", ""),
            ("%run other.ipynb", ""),
            ("%run", ""),
        ],
    )
    def test_running_a_script_is_importing_its_names(self, source, expected):
        assert python_source(cell(source)) == expected

    @pytest.mark.parametrize(
        ("source", "target", "query"),
        [
            ("%%bigquery df --project p\nSELECT a\nFROM t\n", "df", "\nSELECT a\nFROM t\n"),
            ("%%sql sqlite:// found <<\nSELECT 1", "found", "\nSELECT 1"),
            ("%%sql -o found -q\nSELECT 1", "found", "\nSELECT 1"),
            ("\n%%sql\nSELECT 1", "_", "\nSELECT 1"),
            ("df = %sql SELECT 1", "df", "SELECT 1"),
        ],
    )
    def test_a_query_is_a_call_that_makes_a_table(self, source, target, query):
        python = python_source(cell(source))
        assert python is not None
        assert python.count("\n") == source.count("\n")
        (made,) = ast.parse(python).body
        assert isinstance(made, ast.Assign)
        assert isinstance(made.value, ast.Call)
        assert (ast.unparse(made.targets[0]), ast.literal_eval(made.value.args[-1])) == (target, query)

    def test_what_cannot_stand_in_a_text_is_left_out(self):
        assert python_source(cell("%%sql\nSELECT '''")) is None


class TestDirectives:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("%run other.py --fast", [(1, "run", "other.py --fast", "")]),
            ("x = 1\n%load a.py", [(2, "load", "a.py", "")]),
            ("!python train.py \\\n  --epochs 3", [(1, "!", "python train.py   --epochs 3", "")]),
            ("!!ls", [(1, "!", "ls", "")]),
            ("out = !ls data", [(1, "!", "ls data", "out")]),
            ("df = %sql SELECT 1", [(1, "sql", "SELECT 1", "df")]),
            ("run train.py", [(1, "run", "train.py", "")]),
            ("%timeit -n 1 f()", [(1, "timeit", "-n 1 f()", "")]),
            ("if x:\n    %cd data", [(2, "cd", "data", "")]),
            ("x = 5 % 3\nprint?", []),
        ],
    )
    def test_lines(self, source, expected):
        found = directives(cell(source))
        assert [(one.line, one.name, one.argument, one.target) for one in found] == expected
        assert not any(one.whole_cell for one in found)

    def test_a_cell_magic_has_the_rest_of_the_cell(self):
        (found,) = directives(cell("\n%%writefile train.py\nimport pandas\nx = 1"))
        assert (found.line, found.name, found.argument, found.whole_cell) == (2, "writefile", "train.py", True)
        assert found.body == "import pandas\nx = 1"

    def test_cell_magics_come_before_the_lines_of_a_python_body(self):
        found = directives(cell("%%time\n%run a.py"))
        assert [(one.line, one.name) for one in found] == [(1, "time"), (2, "run")]
