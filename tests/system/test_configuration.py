"""Configuration documents of every kind: charts, documents in texts, lists, references, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

from tests.system.systems import system_of

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-scorer
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: scorer
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          {{- with .Values.resources }}
          resources:
            {{- toYaml . | nindent 12 }}
          {{- end }}
"""


def test_charts_are_rendered_with_their_own_values(tmp_path: Path) -> None:
    system = system_of(
        tmp_path,
        {
            "deploy/chart/Chart.yaml": "name: scorer\n",
            "deploy/chart/values.yaml": "replicas: 3\nimage: {repository: acme/scorer, tag: latest}\n"
            "resources: {limits: {memory: 1Gi}}\n",
            "deploy/chart/templates/deployment.yaml": DEPLOYMENT,
        },
    )
    [workload] = system.manifests["workload"]
    assert workload.text("image") == "acme/scorer:latest"
    assert workload.text("replicas") == "3"
    assert workload.one("limits") is not None
    assert workload.at.path == "deploy/chart/templates/deployment.yaml"
    assert not system.reader.gaps


def test_a_template_outside_of_a_chart_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    system = system_of(tmp_path, {"k8s/scorer.yaml": DEPLOYMENT})
    [workload] = system.manifests["workload"]
    assert "{{ .Values.image.tag }}" in workload.text("image")


def test_lists_and_documents_in_texts_are_opened(tmp_path: Path) -> None:
    system = system_of(
        tmp_path,
        {
            "k8s/all.yaml": """\
                apiVersion: v1
                kind: List
                items:
                  - apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: scorer}
                  - apiVersion: v1
                    kind: ConfigMap
                    data:
                      inner.yaml: |
                        apiVersion: apps/v1
                        kind: StatefulSet
                        metadata: {name: inside}
                """
        },
    )
    found = [(one.role, one.name, one.at.line) for one in system.manifests["workload"]]
    assert found == [("workload", "scorer", 4), ("workload", "inside", 11)]


def test_references_of_a_deployment_template_are_filled(tmp_path: Path) -> None:
    system = system_of(
        tmp_path,
        {
            "template.yaml": """\
                Parameters:
                  Kind: {Type: String, Default: AllAtOnce}
                  Name: {Type: String}
                Resources:
                  Scorer:
                    Type: AWS::Lambda::Function
                    Properties:
                      FunctionName: !Sub "${Kind}-${Name}"
                      Kind: !Ref Kind
                      Role: !GetAtt Role.Arn
                      Layers: {"Fn::Join": ["-", [a, !Ref Kind]]}
                      Size: !If [Big, 3, 1]
                """
        },
    )
    [root] = system.roots("template.yaml")
    properties = root.get("Resources", "Scorer", "Properties")
    assert properties is not None
    said = {name: one.text() for name, one in properties.items()}
    assert said == {
        "FunctionName": "AllAtOnce-${Name}", "Kind": "AllAtOnce", "Role": "Role.Arn", "Layers": "a-AllAtOnce",
        "Size": "3",
    }  # fmt: skip


def test_what_cannot_be_read_is_remembered_with_its_bytes(tmp_path: Path) -> None:
    system = system_of(tmp_path, {"k8s/broken.yaml": "kind: Deployment\n  apiVersion: apps/v1\n"})
    assert "workload" not in system.manifests
    [unread] = system.configuration.unread
    assert unread.gap.path == "k8s/broken.yaml"
    assert b"Deployment" in unread.data
    assert unread.gap in system.reader.gaps
