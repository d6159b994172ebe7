"""Credentials of documented shapes are found and never shown; every sample is made up here, from parts."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.folder import FolderTree

KEY = "gh" + "p_" + "R4tZ8mQ2" * 5
AWS = "AK" + "IA" + "Q3ZW7RT5YB9KD2MX"


def found(folder: Path, files: dict[str, str]) -> list[Finding]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [one for one in analyse(FolderTree(str(folder))).findings if one.check == "secret-in-code"]


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        *((name, KEY) for name in ("train.py", "conf/app.yaml", "README.md", "infra/main.tf", "run.sh", ".env")),
        *((name, AWS) for name in ("train.py", "conf/app.yaml", "infra/main.tf", "run.sh", ".env")),
    ],
)
def test_an_issued_key_is_high_wherever_it_stands(tmp_path: Path, name: str, secret: str) -> None:
    (one,) = found(tmp_path, {name: f"# first\nvalue = '{secret}'\n"})
    assert (one.severity, one.at.line, one.at.path) == (Severity.HIGH, 2, name)
    assert secret not in repr(one)


def test_a_notebook_says_its_cell(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Title"]},
        {
            "cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
            "source": ["x = 1\n", f"login('{KEY}')\n"],
        },
    ]  # fmt: skip
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
    (one,) = found(tmp_path, {"explore.ipynb": text})
    assert (one.at.cell, one.at.line) == (2, 2)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tests/test_login.py", f"KEY = '{KEY}'\n"),
        (".env.example", f"TOKEN={KEY}\n"),
        ("a.py", "KEY = 'AK" + "IAIOSFODNN7EXAMPLE'\n"),
        ("a.py", "KEY = 'gh" + "p_" + "x" * 36 + "'\n"),
        ("a.py", "blob = 'aGVsbG8" + AWS + "d29ybGQ='\n"),
        (".env", "DB_PASSWORD=\nDB_USER=scorer\n"),
        (".env", "DB_PASSWORD=your_password\n"),
        ("conf.yaml", "tokenizer_key: bert-base-uncased-v2\npassword: !vault db\n"),
    ],
)
def test_what_only_looks_like_one_is_left_alone(tmp_path: Path, name: str, text: str) -> None:
    assert found(tmp_path, {name: text}) == []


def test_a_committed_file_of_settings_is_said_once(tmp_path: Path) -> None:
    lines = f"DB_PASSWORD=hT7rQp29{'wLz4'}\nAPI_KEY=q8Zt41mV{'b7Lx92Kc'}\n"
    (one,) = found(tmp_path, {".env.production": lines})
    assert one.at.line == 1
    assert "committed" in one.title


def test_one_value_at_several_places_is_one_finding(tmp_path: Path) -> None:
    one, other = found(tmp_path, {"a.py": f"A = '{KEY}'\n", "b/c.py": f"B = '{KEY}'\nC = '{AWS}'\n"})
    assert [(at.path, at.line) for at in one.places] == [("a.py", 1), ("b/c.py", 1)]
    assert [(at.path, at.line) for at in other.places] == [("b/c.py", 2)]


@pytest.mark.parametrize(
    "used",
    [
        "    client.connect(password)\n",
        "    if given == password:\n        return True\n",
        "    return password\n",
        "    store['admin'] = password\n",
    ],
)
def test_a_constant_that_is_hashed_and_used_is_a_credential(tmp_path: Path, used: str) -> None:
    tries = (
        "import bcrypt\n\n\ndef check(given, store, client):\n    password = 'Probe4" + "Health17'\n"
        "    made = bcrypt.hashpw(password.encode(), bcrypt.gensalt())\n"
        "    assert bcrypt.checkpw(password.encode(), made)\n"
    )
    assert found(tmp_path / "tried", {"health.py": tries}) == []
    assert len(found(tmp_path / "used", {"health.py": tries + used})) == 1


def test_a_key_that_somebody_else_gave_out_is_no_default_that_a_page_may_give(tmp_path: Path) -> None:
    value = "q8Zt41mV" + "b7Lx92Kc"
    files = {"app.py": f"scores_api_key = '{value}'\n", "README.md": f"Run it with `{value}`.\n"}
    assert len(found(tmp_path / "key", files)) == 1
    files["app.py"] = f"login_secret = '{value}'\n"
    assert found(tmp_path / "secret", files) == []


def test_keys_of_one_issuer_in_a_document_are_one_finding_and_other_kinds_are_not(tmp_path: Path) -> None:
    keys = ["gh" + "p_" + part * 5 for part in ("R4tZ8mQ2", "W7kV3nBx", "H9sL5yCd")]
    lines = [f"KEYS = ['{keys[0]}',", f"  '{keys[1]}',", f"  '{keys[2]}']", f"ID = '{AWS}'"]
    one, other = found(tmp_path, {"a.py": "\n".join(lines), "b.py": f"KEY = '{keys[1]}'\n"})
    places = [(at.path, at.line) for at in one.places]
    assert places == [("a.py", 1), ("a.py", 2), ("a.py", 3), ("b.py", 1)]
    assert "one of 3" in one.issue
    assert (other.severity, other.at.line) == (Severity.HIGH, 4)


def test_a_key_in_one_of_a_mass_of_texts_is_a_lead(tmp_path: Path) -> None:
    many = {f"texts/flow_{number}.md": "Send a letter.\n" for number in range(100)}
    (one,) = found(tmp_path / "many", {**many, "texts/letter.md": f"Use `{KEY}`.\n"})
    assert (one.severity, one.confidence) == (Severity.MEDIUM, Confidence.LOW)
    (one,) = found(tmp_path / "code", {**many, "texts/letter.md": f"Use `{KEY}`.\n", "z.py": f"KEY = '{KEY}'\n"})
    assert (one.severity, one.at.path, len(one.places)) == (Severity.HIGH, "z.py", 2)
    del many["texts/flow_0.md"]
    (one,) = found(tmp_path / "few", {**many, "texts/letter.md": f"Use `{KEY}`.\n"})
    assert (one.severity, one.confidence) == (Severity.HIGH, Confidence.HIGH)
    (one,) = found(tmp_path / "programs", {**{f"flow_{number}.py": "" for number in range(100)}, "a.py": f"# {KEY}\n"})
    assert one.severity == Severity.HIGH


def test_copies_in_tests_forms_and_pages_are_places_of_a_key(tmp_path: Path) -> None:
    copied = {".env.example": f"KEY={KEY}\n", "tests/test_login.py": f"\nKEY = '{KEY}'\n", "vendor/a.py": f"'{KEY}'\n"}
    (one,) = found(tmp_path / "key", {"a.py": f"KEY = '{KEY}'\n", **copied})
    assert [(at.path, at.line) for at in one.places] == [("a.py", 1), (".env.example", 1), ("tests/test_login.py", 2)]
    assert "at 3 places" in one.issue
    assert KEY[4:] not in repr(one)
    value = "q8Zt41mV" + "b7Lx92Kc"
    files = {"app.py": f"scores_api_key = '{value}'\n", "README.md": f"Use `{value}`, not `{value}s`.\n"}
    (one,) = found(tmp_path / "literal", files)
    assert [at.path for at in one.places] == ["app.py", "README.md"]
    files["README.md"] = f"Use `{value}s`.\n"
    (one,) = found(tmp_path / "longer", files)
    assert [at.path for at in one.places] == ["app.py"]


def test_words_for_a_service_on_ones_own_machine_are_a_lead_and_what_is_drawn_is_told(tmp_path: Path) -> None:
    words = "NEO4J_URI=bolt://localhost:7687\nNEO4J_PASSWORD=neo4j_orders_dev_pw\n"
    (one,) = found(tmp_path / "own", {".env.development": words})
    assert one.confidence == Confidence.LOW
    (one,) = found(tmp_path / "far", {".env.development": words.replace("localhost", "graph.nordlicht-post.de")})
    assert one.confidence == Confidence.MEDIUM
    drawn = "SIGNING_SECRET_KEY=8c1f5ae07b32d944" + "68e0a7cd19b5f3722e6d80c95fa1437b\n"
    (one,) = found(tmp_path / "drawn", {".env.development": words + drawn})
    assert (one.confidence, one.at.line) == (Confidence.MEDIUM, 3)


STORE = "q8Zt41mVb7Lx92Kc" + "Hv7rRm4vTp29wLz7"
OTHER = "Zr7wKq42Lm9xTb5v" + "Kw3rTp81vNz6Hd2s"
PAPER = 'BASE = "https://paper-api.nordlicht.markets"\n'


def test_the_key_of_a_store_of_ones_own_is_a_lead_and_that_of_aws_is_told(tmp_path: Path) -> None:
    lines = f"MLFLOW_S3_ENDPOINT_URL=http://minio:9000\nAWS_SECRET_ACCESS_KEY={STORE}\nMINIO_ROOT_PASSWORD={STORE}\n"
    compose = "services:\n  minio:\n    image: minio/minio:RELEASE.2026-01-01T00-00-00Z\n"
    (one,) = found(tmp_path / "own", {".env": lines, "docker-compose.yml": compose})
    assert one.confidence == Confidence.LOW
    (one,) = found(tmp_path / "elsewhere", {".env": lines})
    assert one.confidence == Confidence.MEDIUM
    far = lines + "AWS_ENDPOINT_URL=https://s3.eu-central-1.amazonaws.com\n"
    (one,) = found(tmp_path / "far", {".env": far, "docker-compose.yml": compose})
    assert one.confidence == Confidence.MEDIUM
    (one,) = found(tmp_path / "aws", {".env": lines.partition("\n")[2], "docker-compose.yml": compose})
    assert one.confidence == Confidence.MEDIUM


CLIENT = """
from label_studio_sdk import Client

URL = "{url}"


def labels():
    return Client(url=URL, api_key="{key}").get_projects()
"""


def test_a_key_beside_an_address_of_this_machine_is_a_lead(tmp_path: Path) -> None:
    (one,) = found(tmp_path / "here", {"labels.py": CLIENT.format(url="http://localhost:8080", key=STORE)})
    assert one.confidence == Confidence.LOW
    (one,) = found(tmp_path / "there", {"labels.py": CLIENT.format(url="https://labels.nordlicht-post.de", key=STORE)})
    assert one.confidence == Confidence.MEDIUM
    both = CLIENT.format(url="http://localhost:8080", key=STORE) + f'\n\nOTHER = Client(api_key="{STORE}")\n'
    (one,) = found(tmp_path / "both", {"labels.py": both})
    assert one.confidence == Confidence.MEDIUM


def test_what_a_component_of_a_page_holds_is_a_lead(tmp_path: Path) -> None:
    (one,) = found(tmp_path / "page", {"web/src/Map.tsx": f'export const apiKey = "{STORE}";\n'})
    assert one.confidence == Confidence.LOW
    (one,) = found(tmp_path / "server", {"web/src/map.ts": f'export const apiKey = "{STORE}";\n'})
    assert one.confidence == Confidence.MEDIUM


def _certificate(*names: bytes) -> str:
    """What a certificate says of whom it is, in the form that it says it in."""
    inner = b"\x30" + bytes((len(b"".join(names)),)) + b"".join(names)
    extension = bytes.fromhex("0603551d11") + b"\x04" + bytes((len(inner),)) + inner
    coded = base64.b64encode(b"\x30\x82" + b"of nobody " * 6 + b"\x30" + bytes((len(extension),)) + extension).decode()
    return f"-----BEGIN CERTIFICATE-----\n{coded}\n-----END CERTIFICATE-----\n"


LOCALHOST = b"\x82\x09localhost"
LOOPBACK = b"\x87\x04\x7f\x00\x00\x01"


def test_the_key_of_a_certificate_for_this_machine_alone_is_a_lead(tmp_path: Path) -> None:
    body = base64.b64encode(b"\x30\x82\x00\x8c" + bytes((one * 37 + 11) % 256 for one in range(140))).decode()
    begins, ends = ("-----" + word + " PRIVATE KEY-----" for word in ("BEGIN", "END"))
    key = f"{begins}\n{body[:64]}\n{body[64:128]}\n{body[128:]}\n{ends}\n"
    own = _certificate(LOCALHOST, LOOPBACK)
    (one,) = found(tmp_path / "own", {"tls/localhost-key.pem": key, "tls/localhost.pem": own})
    assert one.confidence == Confidence.LOW
    near = _certificate(LOCALHOST, b"\x82\x0b*.lan.local")
    (one,) = found(tmp_path / "near", {"tls/lan.key": key, "tls/lan.crt": near})
    assert one.confidence == Confidence.LOW
    for name, others in {
        "alone": {},
        "elsewhere": {"other/localhost.pem": own},
        "far": {"tls/server.crt": _certificate(LOCALHOST, b"\x82\x0escores.nord.de")},
        "beside": {"tls/localhost.pem": own, "tls/server.crt": _certificate(b"\x82\x0escores.nord.de")},
        "address": {"tls/server.crt": _certificate(b"\x87\x04\x0a\x00\x00\x01")},
        "cut": {"tls/localhost.pem": own.replace("MIIC", "")[:90] + "\n-----END CERTIFICATE-----\n"},
    }.items():
        (one,) = found(tmp_path / name, {"tls/localhost-key.pem": key, **others})
        assert (one.severity, one.confidence) == (Severity.HIGH, Confidence.HIGH), name


def test_a_token_that_begins_with_a_value_is_no_copy_of_it(tmp_path: Path) -> None:
    value = "q8Zt41mV" + "b7Lx92Kc"
    files = {"app.py": f"scores_api_key = '{value}'\n", "docs/page.md": f"`{value}.Rm4vTp29` or\n`{value}`.\n"}
    (one,) = found(tmp_path, files)
    assert [(at.path, at.line) for at in one.places] == [("app.py", 1), ("docs/page.md", 2)]


def test_the_published_key_of_an_emulator_opens_nothing(tmp_path: Path) -> None:
    known = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50u" + "SRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
    line = "STORE = 'AccountName=devstoreaccount1;AccountKey={};'\n"
    assert found(tmp_path / "known", {"a.py": line.format(known)}) == []
    assert len(found(tmp_path / "own", {"a.py": line.format(known.swapcase())})) == 1


@pytest.mark.parametrize(
    "files",
    [
        {"keys.py": f'TESTNET_API_KEY = "{STORE}"\n'},
        {"testnet_client.py": f'API_KEY = "{STORE}"\n'},
        {"a.py": f'testnet_api_key = "{STORE}"\n', "b.py": f'API_KEY = "{STORE}"\n'},
        {"a.py": f'from broker import Client\nAPI_KEY = "{STORE}"\nclient = Client(API_KEY, testnet=True)\n'},
        {"a.py": f'API_KEY = "{STORE}"\n{PAPER}FEED = "https://data.nordlicht.markets"\n'},
        {"a.py": f'VITE_MAPS_API_KEY = "{STORE}"\n'},
        {"a.py": f'REACT_APP_FILMS_API_KEY = "{STORE}"\n'},
        {"a.py": f'fcm_token = "{STORE}"\n'},
        {"static/js/map.js": f'const apiKey = "{STORE}";\n'},
        {"front-end-vue/src/utils/pay.js": f'const apiKey = "{STORE}";\n'},
        {"pay.py": f'PAY_API_KEY = "{"SHOPSECK" + "_TEST"}-{STORE}"\n'},
        {"rows.py": 'claim_token = "8c1f5ae0-7b32-4d94-868e-0a7cd19b5f37"\n'},
        {"rows.py": "".join(f'ROW{{"token": "{STORE[n:]}{STORE[:n]}"}}\n' for n in range(10))},
    ],
)  # fmt: skip
def test_a_key_of_a_practice_ground_or_for_every_visitor_is_a_lead(tmp_path: Path, files: dict[str, str]) -> None:
    some = found(tmp_path, files)
    assert [one.confidence for one in some] == [Confidence.LOW] * len(some)
    assert some


@pytest.mark.parametrize(
    "text",
    [
        'from broker import Client\nAPI_KEY = "{key}"\nclient = Client(API_KEY, testnet=False)\n',
        'from broker import Client\nAPI_KEY = "{key}"\none = Client(API_KEY, testnet=True)\nother = Client(API_KEY)\n',
        'API_KEY = "{key}"\nTEST = "https://paper-api.nordlicht.markets"\nLIVE = "https://api.nordlicht.markets"\n',
        'SECRET_KEY = "{key}"\nBASE = "https://paper-api.nordlicht.markets"\n',
        'SCORES_API_KEY = "{key}"\nBASE = "https://paper-api.nordlicht.markets"\n',
        'API_KEY = "{key}"\nPAGE = f"https://nordlicht.markets/v1/rates?api_key={{API_KEY}}"\n',
    ],
)
def test_a_key_that_also_opens_what_is_real_is_told(tmp_path: Path, text: str) -> None:
    (one,) = found(tmp_path, {"a.py": text.format(key=STORE)})
    assert one.confidence == Confidence.MEDIUM


def test_files_of_settings_that_hold_the_same_are_told_once_and_not_beside_the_code(tmp_path: Path) -> None:
    held = f"SCORES_API_KEY={STORE}\n"
    more = held + f"LABELS_API_KEY={OTHER}\n"
    (one,) = found(tmp_path / "two", {".env": held, "backend/.env": more, "web/.env": held})
    assert [at.path for at in one.places] == ["backend/.env", "backend/.env", ".env", "web/.env"]
    assert "and 1 more" in one.issue
    (one,) = found(tmp_path / "code", {".env": held, "client.py": f'API_KEY = "{STORE}"\n'})
    assert [at.path for at in one.places] == ["client.py", ".env"]
    some = found(tmp_path / "both", {".env": more, "client.py": f'API_KEY = "{STORE}"\n'})
    assert sorted(one.at.path for one in some) == [".env", "client.py"]
    words = "DB_HOST=db.nordlicht-post.de\nDB_PASSWORD=Orders-Winter-2024!\n"
    (one,) = found(tmp_path / "words", {".env": held + words, "client.py": f'API_KEY = "{STORE}"\n'})
    assert one.at.path == "client.py"
    some = found(tmp_path / "else", {".env": words, "client.py": f'API_KEY = "{STORE}"\n'})
    assert sorted(one.at.path for one in some) == [".env", "client.py"]


def test_what_stands_together_in_one_document_is_told_together_whichever_comes_first(tmp_path: Path) -> None:
    pair = f'access_token = "{STORE}"\naccess_token_secret = "{OTHER}"\n'
    (one,) = found(tmp_path, {"b.py": pair, "a.py": f'access_token_secret = "{OTHER}"\n'})
    assert "one of 2 that stand together" in one.issue


def test_the_half_that_an_address_to_sign_in_on_shows_is_told_with_its_secret_half_alone(tmp_path: Path) -> None:
    page = 'PAGE = f"https://nordlicht.markets/oauth/authorize?client_id={API_KEY}&state=1"\n'
    key, secret = f'# the broker\nAPI_KEY = "{STORE}"\n', f'API_SECRET = "{OTHER}"\n'
    assert found(tmp_path / "alone", {"a.py": key + page}) == []
    (one,) = found(tmp_path / "pair", {"a.py": key + secret + page})
    assert [at.line for at in one.places] == [2, 3]
    (one,) = found(tmp_path / "apart", {"a.py": key + page, "b.py": secret})
    assert one.at.path == "b.py"
