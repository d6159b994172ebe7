"""Templates are read as far as they can be: lines stay, what is known only when rendered is marked, values fill in."""

from __future__ import annotations

import time

import pytest

from mle_reviewer.program.entries import Entry, read_entries
from mle_reviewer.program.marks import expressions, is_template, marked, spelled
from mle_reviewer.program.nested import unwrapped
from mle_reviewer.program.templated import is_templated, read_templated
from mle_reviewer.sources.document import Document, document_of
from mle_reviewer.sources.gap import Gap


def document(path: str, text: str) -> Document:
    made = document_of(path, "", text.encode())
    assert isinstance(made, Document)
    return made


def values_of(text: str) -> Entry:
    return read_entries(document("values.yaml", text))[0][0]


def read(text: str, values: str = "") -> tuple[tuple[Entry, ...], tuple[Gap, ...]]:
    return read_templated(document("templates/a.yaml", text), values_of(values) if values else None)


def plain(entry: Entry) -> object:
    if isinstance(entry.value, dict):
        return {key: plain(inner) for key, inner in entry.value.items()}
    return [plain(inner) for inner in entry.value] if isinstance(entry.value, list) else entry.value


def only(text: str, values: str = "") -> Entry:
    roots, gaps = read(text, values)
    assert not gaps
    assert len(roots) == 1
    return roots[0]


def at(root: Entry, *path: str | int) -> Entry:
    for key in path:
        root = root.value[key]  # type: ignore[index, assignment]
    return root


CHART = """\
{{- if .Values.enabled }}
{{- /* what: it's a comment, "open */}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "served.fullname" . }}
  labels:
    {{- include "served.labels" . | nindent 4 }}
    app: {{ .Release.Name }}-web
  {{- with .Values.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  replicas: {{ .Values.replicas | default 2 }}
  containers:
    - name: {{ .Chart.Name }}
      image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
      args:
        {{- range .Values.args }}
        - {{ . | quote }}
        {{- end }}
      mode: {{ if .Values.gpu }}gpu{{ else }}cpu{{ end }}
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      env:
        {{- toYaml .Values.env | nindent 8 }}
        - name: MODE
          value: fast
      command: {{ include
        "x" .
      }}
      last: true
  tolerations:
  {{- toYaml .Values.tolerations | nindent 2 }}
{{- end }}
"""


def test_what_a_chart_states_before_it_is_rendered() -> None:
    root = only(CHART)
    lines = {".".join(map(str, path)): entry.line for path, entry in root.walk() if isinstance(entry.value, str)}
    assert lines == {
        "apiVersion": 3, "kind": 4, "metadata.name": 6,
        'metadata.labels.\ue000{{- include "served.labels" . | nindent 4 }}\ue001': 8,
        "metadata.labels.app": 9, "metadata.annotations": 12, "spec.replicas": 15,
        "spec.containers.0.name": 17, "spec.containers.0.image": 18, "spec.containers.0.args.0": 21,
        "spec.containers.0.mode": 23, "spec.containers.0.resources": 25, "spec.containers.0.env.0": 27,
        "spec.containers.0.env.1.name": 28, "spec.containers.0.env.1.value": 29, "spec.containers.0.command": 30,
        "spec.tolerations": 35,
    }  # fmt: skip
    container = at(root, "spec", "containers", 0)
    assert (at(container, "last").line, at(container, "last").value) == (33, True)
    image = at(container, "image")
    assert is_template(image)
    assert expressions(image) == (
        "{{ .Values.image.repository }}", "{{ .Values.image.tag | default .Chart.AppVersion }}",
    )  # fmt: skip
    assert at(root, "metadata", "labels", "app").value == marked("{{ .Release.Name }}") + "-web"
    assert spelled(str(at(container, "mode").value)) == "{{ if .Values.gpu }}gpu{{ else }}cpu{{ end }}"
    assert not is_template(at(root, "kind"))


VALUES = """\
replicas: 3
image: {repository: example/served, tag: "2.1"}
annotations: {team: risk}
resources:
  limits: {cpu: 1}
env: [{name: LEVEL, value: info}]
tolerations: []
"""


def test_values_fill_what_they_define_at_the_line_of_the_template() -> None:
    root = only(CHART, VALUES)
    container = at(root, "spec", "containers", 0)
    assert at(container, "image").value == "example/served:2.1"
    assert plain(at(container, "resources")) == {"limits": {"cpu": 1}}
    assert {entry.line for _path, entry in at(container, "resources").walk()} == {25}
    assert plain(at(container, "env")) == [{"name": "LEVEL", "value": "info"}, {"name": "MODE", "value": "fast"}]
    assert [at(container, "env", number, "name").line for number in (0, 1)] == [27, 28]
    assert plain(at(root, "metadata", "annotations")) == {"team": "risk"}
    assert (at(root, "spec", "replicas").value, at(root, "spec", "tolerations").value) == (3, [])
    assert is_template(at(root, "metadata", "name"))
    assert is_template(at(container, "args", 0))


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("{{ .Values.port }}", 8080),
        ('"{{ .Values.port }}"', "8080"),
        ("{{ .Values.port | quote }}", "8080"),
        ("{{ .Values.spelled }}", 9090),
        ("{{ .Values.spelled | int }}", 9090),
        ("{{- $.Values.port -}}", 8080),
        ("{{ .Values.missing | default 7 }}", 7),
        ('{{ default "a" .Values.missing }}', "a"),
        ('{{ .Values.no | default "x" }}', "x"),
        ('{{ required "a port!" .Values.port }}', 8080),
        ("{{ tpl .Values.name . }}", "served"),
        ("http://{{ .Values.name }}:{{ .Values.port }}/", "http://served:8080/"),
        ("{{ .Values.yes }}", True),
        ("on-{{ .Values.yes }}", "on-true"),
    ],
)
def test_expressions_that_the_values_decide(expression: str, says: object) -> None:
    values = 'port: 8080\nspelled: "9090"\nno: false\nyes: true\nname: served\n'
    assert only(f"a: {expression}\n", values).get("a") == Entry(says, 1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "expression",
    [
        "{{ .Values.missing }}",
        "{{ .Values.nothing }}",
        '{{ printf "%s" .Values.port }}',
        "{{ .Release.Name | default .Values.port }}",
        "{{ (index .Values.list 0).port }}",
        "{{ $port }}",
        "{{ cookiecutter.name }}",
        "{{ .Values.map }}-x",
    ],
)
def test_expressions_that_stay_open(expression: str) -> None:
    entry = only(f"a: {expression}\n", "port: 1\nnothing: ~\nmap: {a: 1}\nlist: [{port: 2}]\n").get("a")
    assert entry is not None
    assert is_template(entry)
    assert spelled(str(entry.value)) == expression


def test_what_a_dot_means_in_a_loop_is_not_known() -> None:
    root = only(
        "{{- range .Values.all }}\n- name: {{ .name }}\n  port: {{ $.Values.port }}\n{{- end }}\n", "port: 1\nname: x"
    )
    assert is_template(at(root, 0, "name"))
    assert at(root, 0, "port").value == 1


def test_definitions_are_no_part_of_the_document() -> None:
    assert only('{{- define "a" }}\nb: {{ .x }}\n  broken: [\n{{- end }}\nc: 1\n').value == {"c": Entry(1, 5)}
    assert read('{{- define "a" -}}\nb: 1\n{{- end -}}\n') == ((), ())


def test_a_whole_document_of_one_expression() -> None:
    root = only('{{- include "common.deployment" . }}\n')
    assert expressions(root) == ('{{- include "common.deployment" . }}',)


def test_jinja() -> None:
    root = only(
        "name: {{ cookiecutter.name }}\n{% if cookiecutter.gpu == 'y' %}\ngpu: true\n{% endif %}\n"
        "{# a note #}\nhome: {% if a %}x{% else %}y{% endif %}/z\nlast: 1 {# said #}\n"
    )
    assert [(key, entry.line) for key, entry in root.items()] == [("name", 1), ("gpu", 3), ("home", 6), ("last", 7)]
    assert at(root, "home").value == marked("{% if a %}x{% else %}y{% endif %}") + "/z"
    assert at(root, "last").value == 1


def test_a_line_with_its_own_condition() -> None:
    root = only("{{ if .Values.a }}x: 1{{ end }}\n{{- if .Values.b }}y: 2{{ else }}y: 3{{ end }}\nz: 4\n")
    assert [(key, entry.value, entry.line) for key, entry in root.items()] == [("x", 1, 1), ("y", 2, 2), ("z", 4, 3)]


RULES = """\
kind: ConfigMap
data:
  rules.yaml: |
    groups:
    - name: {{ .Values.team }}
      rules:
      {{- range .Values.models }}
      - alert: Drift{{ .name }}
        # a comment
        expr: >-
          up{job="{{ .job }}"}
          == 0
        summary: "{{ "{{" }} $value }}"
      {{- end }}
  notes.txt: |
    {{ .Files.Get "notes.txt" | nindent 4 }}
  after: 1
"""


def test_rules_in_a_templated_config_map_keep_their_lines() -> None:
    root = only(RULES, "team: risk")
    rules = unwrapped(at(root, "data", "rules.yaml"))
    assert rules is not None
    rule = at(rules, "groups", 0, "rules", 0)
    assert {key: entry.line for key, entry in rule.items()} == {"alert": 8, "expr": 10, "summary": 13}
    assert at(rules, "groups", 0, "name") == Entry("risk", 5)
    assert at(rule, "summary").value == "{{ $value }}"
    assert spelled(str(at(rule, "expr").value)) == 'up{job="{{ .job }}"} == 0'
    assert is_template(at(root, "data", "notes.txt"))
    assert at(root, "data", "after") == Entry(1, 17)


def test_what_is_no_yaml_even_so_is_a_gap_and_the_rest_is_read() -> None:
    roots, gaps = read("a: 1\n---\nb: {{ .x }}\n  c: [\n---\nd: {{ .y }}\n")
    assert [list(root.value) for root in roots] == [["a"], ["d"]]  # type: ignore[arg-type]
    why = "a Helm template that could not be read before it is rendered"
    assert [(gap.line, gap.stage, gap.why) for gap in gaps] == [(4, "parse", why)]
    assert read_entries(document("a.yaml", "a: {{ .x }}: b\n"))[0] == ()


def test_plain_yaml_reads_alike() -> None:
    text = "a: 1\nb: |\n  x\n---\nc: [2, ~]\n"
    assert read(text) == read_entries(document("a.yaml", text))


@pytest.mark.parametrize(
    "text",
    [
        "a: {{ .x\n", "{{", 'a: {{ "x }}\n', "{{- end }}\na: 1\n", "{% raw %}", "a: }}{{\n", "\ue0000\ue001: \ue000",
        "{{- if }}" * 1000, "a: {{ {{ x }} }}", "|\n{{ x }}", "- |\n  {{ x }}\n  b\n- {{ y }}",
        "{{ x }}\n- a", "---\n---\n", "  - \n- -\n -  \n{{ x }}",
    ],
)  # fmt: skip
def test_odd_templates_are_read_or_a_gap(text: str) -> None:
    roots, gaps = read(text, "x: {a: 1}")
    assert all(0 < entry.line <= text.count("\n") + 1 for root in roots for _path, entry in root.walk())
    assert all(gap.stage == "parse" and 0 < gap.line <= text.count("\n") + 2 for gap in gaps)


@pytest.mark.parametrize(
    "unit", ["{{", "{{/*", "{%", "{{ `", '{{ "', "{{`}}", "}}{{ ' ", "{{ if x }}", "a: {{ b }}\n", "{{ b }}\n", "{{x}}"]
)
def test_no_template_takes_long(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.process_time()
    read(text, "b: 1")
    assert time.process_time() - began < 8


def test_large_values_are_not_repeated_without_end() -> None:
    values = "all: {" + ", ".join(f"k{n}: 1" for n in range(5000)) + "}\n"
    root = only("".join(f"a{n}: {{{{ toYaml .Values.all }}}}\n" for n in range(200)), values)
    filled = [entry for _key, entry in root.items() if isinstance(entry.value, dict)]
    assert 0 < len(filled) < 20
    assert is_template(at(root, "a199"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: {{ .x }}\n", True),
        ("{{- if .x }}\na: 1\n", True),
        ("{% if x %}\na: 1\n", True),
        ('a: "{{ $labels.job }}"\n', False),
        ("a: ${{ github.sha }}\n", False),
        ("a: [1\n", False),
    ],
)
def test_what_has_to_be_rendered(text: str, says: bool) -> None:  # noqa: FBT001
    assert is_templated(document("a.yaml", text)) is says
