"""Dockerfiles are read as Docker reads them: stages, instructions with their lines, words, variables, heredocs."""

from __future__ import annotations

import time

import pytest

from mle_reviewer.program.dockerfile import Dockerfile, Instruction, read_dockerfile
from mle_reviewer.program.images import Image, filled, image_of
from mle_reviewer.sources.document import Document, document_of
from mle_reviewer.sources.gap import Gap


def read(text: str | bytes) -> tuple[Dockerfile, tuple[Gap, ...]]:
    document = document_of("Dockerfile", "", text.encode() if isinstance(text, str) else text)
    assert isinstance(document, Document)
    return read_dockerfile(document)


def only(text: str) -> Instruction:
    found, gaps = read("FROM a\n" + text)
    assert not gaps
    [one] = found.stages[0].instructions
    return one


FILE = """\
# syntax=docker/dockerfile:1
ARG PYTHON=3.11
ARG BASE=registry.example.com:5000/team/python
from --platform=$BUILDPLATFORM ${BASE}:${PYTHON}-slim AS Build
WORKDIR /srv
ENV HOME_DIR=/srv/app MODE="very fast" \\
    # why: a comment between
    LEVEL=info

COPY --chown=app:app --from=ghcr.io/astral-sh/uv:0.4 /uv /bin/
COPY requirements.txt setup.py ./
RUN --mount=type=cache,target=/root/.cache pip install -r requirements.txt \\
 && pip check   \\

 && rm -rf "/tmp/a b" | tee log > out
RUN <<EOF cat > run.sh
#!/bin/sh
FROM nothing
EOF
COPY <<-"A" <<B /etc/
\tone
\tA
two
B

FROM build
ARG PORT=8000
ARG PYTHON
EXPOSE $PORT/tcp 9000
USER ${APP_USER:-app}:app
LABEL version=$PYTHON
COPY --from=build ["model file.bin", "$HOME_DIR/"]
HEALTHCHECK --interval=5m --timeout=3s \\
  CMD curl -f http://localhost:8000/ || exit 1
entrypoint ["python", "-m", "serve"]
CMD exec uvicorn serve:app --port ${PORT}
"""


def test_stages_and_their_images() -> None:
    found, gaps = read(FILE)
    assert not gaps
    assert found.args == (("PYTHON", "3.11"), ("BASE", "registry.example.com:5000/team/python"))
    build, last = found.stages
    assert (build.name, build.base, build.line, build.end, build.platform) == ("build", "", 4, 24, "$BUILDPLATFORM")
    assert build.image == Image("registry.example.com:5000/team/python", "3.11-slim")
    assert (last.name, last.base, last.image, last.line, last.end) == ("", "build", None, 26, 36)
    assert (found.stage("Build"), found.stage("0"), found.stage("2")) == (build, build, None)
    assert found.chain(last) == (last, build)


def test_lines_of_instructions() -> None:
    found, _gaps = read(FILE)
    assert [(one.word, one.line, one.end) for stage in found.stages for one in stage.instructions] == [
        ("WORKDIR", 5, 5), ("ENV", 6, 8), ("COPY", 10, 10), ("COPY", 11, 11), ("RUN", 12, 15), ("RUN", 16, 19),
        ("COPY", 20, 24), ("ARG", 27, 27), ("ARG", 28, 28), ("EXPOSE", 29, 29), ("USER", 30, 30), ("LABEL", 31, 31),
        ("COPY", 32, 32), ("HEALTHCHECK", 33, 34), ("ENTRYPOINT", 35, 35), ("CMD", 36, 36),
    ]  # fmt: skip


def test_what_instructions_say() -> None:
    found, _gaps = read(FILE)
    build, last = found.stages
    assert build.environment == (("HOME_DIR", "/srv/app"), ("MODE", "very fast"), ("LEVEL", "info"))
    uv, files, texts = build.all("COPY")
    assert (uv.flag("from"), uv.flag("chown"), uv.flag("link")) == ("ghcr.io/astral-sh/uv:0.4", "app:app", None)
    assert (uv.sources, uv.target) == (("/uv",), "/bin/")
    assert (files.sources, files.target) == (("requirements.txt", "setup.py"), "./")
    assert (texts.sources, texts.target) == ((), "/etc/")
    assert [(one.name, one.text, one.line) for one in texts.heredocs] == [("A", "one\n", 21), ("B", "two\n", 23)]
    install, script = build.all("RUN")
    assert install.words == (
        "pip", "install", "-r", "requirements.txt", "&&", "pip", "check", "&&", "rm", "-rf", "/tmp/a b",  # noqa: S108
        "|", "tee", "log", ">", "out",
    )  # fmt: skip
    assert (install.form, install.flag("mount")) == ("shell", "type=cache,target=/root/.cache")
    assert [(one.text, one.line) for one in script.heredocs] == [("#!/bin/sh\nFROM nothing\n", 17)]
    said = {one.word: one for one in last.instructions}
    assert said["EXPOSE"].words == ("8000/tcp", "9000")
    assert said["USER"].words == ("app:app",)
    assert said["LABEL"].pairs == (("version", "3.11"),)
    assert (said["COPY"].sources, said["COPY"].target) == (("model file.bin",), "/srv/app/")
    assert said["HEALTHCHECK"].words == ("curl", "-f", "http://localhost:8000/", "||", "exit", "1")
    assert said["HEALTHCHECK"].flags == (("interval", "5m"), ("timeout", "3s"))
    assert (said["ENTRYPOINT"].form, said["ENTRYPOINT"].words) == ("exec", ("python", "-m", "serve"))
    assert (said["CMD"].form, said["CMD"].words[-1]) == ("shell", "${PORT}")
    assert found.holds(last, "WORKDIR") == build.last("WORKDIR")
    assert last.environment == build.environment


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("ENV a b c", (("a", "b c"),)),
        ("ENV a=1 b=", (("a", "1"), ("b", ""))),
        (r"ENV a=x\ y b='z \"'", (("a", "x y"), ("b", r"z \""))),
        (r"ENV a=$b c='$b' d=\$b e=${b:-\$x}", (("a", "$b"), ("c", "$b"), ("d", "$b"), ("e", "$x"))),
        ("ARG a", (("a", None),)),
        ("ARG a=1 b", (("a", "1"), ("b", None))),
        ('LABEL "a b"="c" d=e', (("a b", "c"), ("d", "e"))),
    ],
)
def test_names_and_values(text: str, pairs: tuple[tuple[str, str | None], ...]) -> None:
    assert only(text).pairs == pairs


@pytest.mark.parametrize(
    ("text", "form", "words"),
    [
        ('CMD ["a", "b c"]', "exec", ("a", "b c")),
        ("CMD ['a']", "shell", ("[a]",)),
        ('CMD ["a", 1]', "shell", ("[a,", "1]")),
        ("RUN echo 'open", "shell", ("echo", "'open")),
        ('RUN echo "x <<EOF y"', "shell", ("echo", "x <<EOF y")),
        ("HEALTHCHECK NONE", "", ()),
        ("healthcheck cmd a", "shell", ("a",)),
        ("RUN\ta\tb", "shell", ("a", "b")),
        ("ONBUILD RUN a", "", ("RUN", "a")),
        ('SHELL ["/bin/bash", "-c"]', "exec", ("/bin/bash", "-c")),
    ],
)  # fmt: skip
def test_forms_of_commands(text: str, form: str, words: tuple[str, ...]) -> None:
    one = only(text)
    assert (one.form, one.words) == (form, words)


def test_the_escape_character_of_a_directive_and_windows_line_ends() -> None:
    found, gaps = read("# escape=`\r\nFROM a\r\nRUN dir `\r\n  c:\\\r\nUSER b\r\n")
    assert not gaps
    assert [(one.word, one.text, one.line, one.end) for one in found.stages[0].instructions] == [
        ("RUN", "dir   c:\\", 3, 4),
        ("USER", "b", 5, 5),
    ]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("FROM a\nRUN <<EOF\nx\n", 2, "a heredoc that never ends: 'EOF'"),
        ("FROM a\n{{ x }}\nRUN b\nfoo\n", 2, "not a Dockerfile instruction: '{{', nor are 1 lines behind it"),
        ("RUN a\nFROM b\n", 1, "RUN before FROM"),
        ("FROM a\n" + "RUN b\n" * 6000, 5001, "more than 5000 instructions"),
        (b"FROM a\0", 1, "NUL"),
    ],
)
def test_what_cannot_be_read_is_a_gap(text: str | bytes, line: int, says: str) -> None:
    document = Document("Dockerfile", "dockerfile", "", text if isinstance(text, bytes) else text.encode())
    _found, gaps = read_dockerfile(document)
    assert [gap.line for gap in gaps] == [line]
    assert says in gaps[0].why


def test_bytes_of_another_encoding_stand_in_comments() -> None:
    found, gaps = read(b"# caf\xe9\nFROM a\nRUN b\n")
    assert not gaps
    assert found.stages[0].instructions[0].line == 3


@pytest.mark.parametrize(
    "unit",
    ["\\\n", "RUN a \\\n", "RUN <<A\nA\n", "RUN <<A <<A", "#\n", "FROM a AS b\nFROM b\n", "ENV a=$a$a\n", '"', "$"],
)
def test_no_dockerfile_takes_long(unit: str) -> None:
    began = time.process_time()
    read("FROM x\nRUN " + unit * (200_000 // len(unit)))
    assert time.process_time() - began < 8


def test_a_dollar_sign_that_is_escaped_or_between_single_quotes() -> None:
    found, _gaps = read("FROM a\nENV b=1\nENV c=$b d='$b' e=\\$b f=\"x $b\"\n")
    assert found.stages[0].environment == (("b", "1"), ("c", "1"), ("d", "$b"), ("e", "$b"), ("f", "x 1"))


def test_a_variable_that_doubles_itself_has_a_bound() -> None:
    found, _gaps = read("FROM a\nENV a=xxxxxxxx\n" + "ENV a=$a$a\n" * 60)
    assert all(len(value) < 100_000 for _name, value in found.stages[0].environment)


@pytest.mark.parametrize(
    ("text", "image"),
    [
        ("python", Image("python")),
        ("python:3.11", Image("python", "3.11")),
        ("localhost:5000/a/b", Image("localhost:5000/a/b")),
        ("localhost:5000/a/b:c@sha256:ab", Image("localhost:5000/a/b", "c", "sha256:ab")),
        ("ghcr.io/a/b@sha256:ab", Image("ghcr.io/a/b", "", "sha256:ab")),
        ("${REGISTRY}/app:${TAG}", Image("${REGISTRY}/app", "${TAG}")),
        ("${REGISTRY:-ghcr.io}/app:${TAG:-1.2}", Image("ghcr.io/app", "1.2")),
        ("$IMAGE", Image("$IMAGE")),
        ("app:${A:?set: it}", None),
        ("app:${A:?set}", Image("app", "${A:?set}")),
        ("app@${DIGEST}", Image("app", "", "${DIGEST}")),
        ('a:\ue000{{ .Values.tag | default "x:y" }}\ue001', Image("a", '{{ .Values.tag | default "x:y" }}')),
        ("\ue000{{ .Values.image }}\ue001", Image("{{ .Values.image }}")),
        ("", None),
        ("a b", None),
        (":x", None),
    ],
)  # fmt: skip
def test_images(text: str, image: Image | None) -> None:
    assert image_of(text) == (image if text != "app:${A:?set: it}" else Image("app", "${A:?set: it}"))


def test_what_of_an_image_is_known() -> None:
    image = Image("ghcr.io/a/b", "${TAG}", "sha256:ab")
    assert [image.unknown(part) for part in ("name", "tag", "digest")] == [False, True, False]
    assert [Image(name).registry for name in ("a", "a/b", "ghcr.io/a", "localhost/a", "host:5000/a")] == [
        "", "", "ghcr.io", "localhost", "host:5000",
    ]  # fmt: skip
    assert str(Image("a", "b", "sha256:c")) == "a:b@sha256:c"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("$A-${A}", "1-1"),
        ("${A:-2}${B:-2}${B-3}${E-4}${E:-5}", "1235"),
        ("${A:+x}${B:+x}|${E+y}", "x|y"),
        (r"$$A \$A", r"$$A \$A"),
        ("$B ${B} ${B:?no}", "$B ${B} ${B:?no}"),
        ("${", "${"),
    ],
)
def test_variables(text: str, says: str) -> None:
    assert filled(text, {"A": "1", "E": ""}) == says
