"""Thirty planted values of many kinds, in many kinds of documents: all are found, and none leaves in any form.

Every value is put together here, when the test runs; none of them opens anything or belongs to anybody.
"""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable
from pathlib import Path

import pytest

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.map import Map
from mle_reviewer.findings.numbers import luhn
from mle_reviewer.findings.review import Review
from mle_reviewer.judge.dossier import dossier
from mle_reviewer.reports.render import FORMATS, rendered
from mle_reviewer.review.engine import built_in
from mle_reviewer.review.journey import Settings, review
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.sources.reading import read_change
from mle_reviewer.system.questions.data.secrets.texts import credentials, masked

ALPHABET = string.ascii_letters + string.digits


def drawn(seed: int, length: int, signs: str = ALPHABET) -> str:
    """Signs at random, with digits and letters among them."""
    generator = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    return "".join(generator.choice(signs) for _ in range(length - 2)) + "q7"


def hexadecimal(seed: int, length: int) -> str:
    return drawn(seed, length + 2, "0123456789abcdef")[:length]


def key_of(seed: int) -> str:
    """The lines of a private key, without the lines around them."""
    generator = random.Random(seed)  # noqa: S311
    # A sequence of ASN.1 as long as its head says: what is shorter is no key.
    body = base64.b64encode(b"\x30\x82\x01\x28" + bytes(generator.randrange(256) for _ in range(296))).decode()
    return "\n".join(body[at : at + 64] for at in range(0, len(body), 64))


BEGIN, END = "-----BEGIN RSA PRIVATE " + "KEY-----", "-----END RSA PRIVATE " + "KEY-----"


def card(seed: int) -> str:
    generator = random.Random(seed)  # noqa: S311
    stem = "4539" + "".join(str(generator.randrange(10)) for _ in range(11))
    return next(stem + str(last) for last in range(10) if luhn(stem + str(last)))


def iban(seed: int) -> str:
    generator = random.Random(seed)  # noqa: S311
    account = "".join(str(generator.randrange(10)) for _ in range(18))
    check = 98 - int(account + "131400") % 97
    return f"DE{check:02d}{account}"


def ssn(seed: int) -> str:
    generator = random.Random(seed)  # noqa: S311
    return f"{generator.randrange(200, 600)}-{generator.randrange(10, 99)}-{generator.randrange(1000, 9999)}"


def phone(seed: int) -> str:
    generator = random.Random(seed)  # noqa: S311
    return f"+49 {generator.randrange(150, 179)} {generator.randrange(2000000, 9999999)}"


def mail(seed: int) -> str:
    return f"{drawn(seed, 8, string.ascii_lowercase)}@{drawn(seed + 500, 9, string.ascii_lowercase)}.se"


def notebook(source: str = "x = 1\n", *, printed: str = "", table: str = "", error: str = "") -> str:
    outputs: list[dict[str, object]] = []
    if printed:
        outputs.append({"output_type": "stream", "name": "stdout", "text": printed.splitlines(keepends=True)})
    if table:
        outputs.append({"output_type": "execute_result", "data": {"text/html": table.splitlines(keepends=True)}})
    if error:
        outputs.append({"output_type": "error", "ename": "E", "evalue": "e", "traceback": error.splitlines()})
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": source.splitlines(keepends=True)}
    book = {"cells": [{**cell, "outputs": outputs}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, indent=1)


def html(head: str, values: list[str]) -> str:
    rows = "\n".join(f"<tr>\n<th>{number}</th>\n<td>{one}</td>\n</tr>" for number, one in enumerate(values))
    return f"<table class='dataframe'>\n<thead>\n<tr>\n<th></th>\n<th>{head}</th>\n</tr>\n</thead>\n{rows}\n</table>"


def rows(head: str, values: list[str]) -> str:
    return f"id,{head},amount\n" + "".join(f"{number},{one},9.5\n" for number, one in enumerate(values))


def each(make: Callable[[int], str], seed: int) -> list[str]:
    return [make(seed + number) for number in range(4)]


def claimed(**claims: str) -> str:
    """One part of a web token."""
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")


def planted() -> list[tuple[str, str, str, list[str]]]:
    """The kind, the document, its text, and the values of which none may be seen."""
    github, slack, model = "gh" + "p_" + drawn(1, 36), "xo" + "xb-" + drawn(2, 30), "s" + "k-proj-" + drawn(3, 44)
    hub, aws, lab = (
        "h" + "f_" + drawn(4, 34),
        "AK" + "IA" + drawn(5, 16, string.ascii_uppercase)[:-2] + "Q7",
        hexadecimal(6, 40),
    )
    azure, gitlab, stripe = (
        "Account" + "Key=" + drawn(7, 86) + "==",
        "gl" + "pat-" + drawn(8, 20),
        "sk_" + "live_" + drawn(9, 26),
    )
    secrets = [drawn(20 + number, 20) for number in range(12)]
    token = f"{claimed(alg='HS256')}.{claimed(sub='scorer', jti=drawn(41, 20))}.{drawn(42, 30)}"
    return [
        ("issuer key", "train.py", f"TOKEN = '{github}'\n", [github]),
        ("issuer key", "conf/alerts.yaml", f"slack:\n  hook: {slack}\n", [slack]),
        ("issuer key", "explore.ipynb", notebook(f"client = make('{model}')\n"), [model]),
        ("issuer key", "printed.ipynb", notebook(printed=f"logged in with {hub}\n"), [hub]),
        ("issuer key", "failed.ipynb", notebook(error=f"Error: Incorrect API key provided: {model}"), [model]),
        ("issuer key", "infra/main.tfvars", f'access = "{aws}"\n', [aws]),
        ("issuer key", "notes/setup.md", f"Log in with `{gitlab}` first.\n", [gitlab]),
        ("issuer key", "queries/copy.sql", f"COPY t FROM 's3://b' CREDENTIALS 'aws_access_key_id={aws}';\n", [aws]),
        ("issuer key", "data/events.jsonl", json.dumps({"note": f"paid by {stripe}"}) + "\n", [stripe]),
        ("tracking key", "run.sh", f"wandb login {lab}\n", [lab]),
        ("storage key", "store.properties", f"store.connection={azure}\n", [azure]),
        ("private key", "deploy/id_rsa.pem", f"{BEGIN}\n{key_of(11)}\n{END}\n", key_of(11).split("\n")),
        ("private key", "deploy/account.json", json.dumps({"private_key": f"{BEGIN}\n{key_of(12)}\n{END}\n"}),
         key_of(12).split("\n")),
        ("private key", "keys.ipynb", notebook(f'key = """{BEGIN}\n{key_of(13)}\n{END}"""\n'), key_of(13).split("\n")),
        ("web token", "prompts/ask.txt", f"Use the header with {token} to ask.\n", [token]),
        ("address", "pip.conf", f"[global]\nindex-url = https://ci:{secrets[0]}@pypi.nordlicht.se/simple\n",
         secrets[:1]),
        ("address", "requirements.txt", f"--extra-index-url https://ci:{secrets[1]}@pypi.nordlicht.se/simple\nnumpy\n",
         secrets[1:2]),
        ("address", "features.py", f"URL = 'postgresql://scorer:{secrets[2]}@db.nordlicht.se/features'\n",
         secrets[2:3]),
        ("literal", "settings.ini", f"[db]\nuser = scorer\npassword = {secrets[3]}\n", secrets[3:4]),
        ("literal", "conf/app.toml", f'[api]\napi_key = "{secrets[4]}"\n', secrets[4:5]),
        ("literal", "docker-compose.yml", f"services:\n  db:\n    environment:\n      - DB_PASSWORD={secrets[5]}\n",
         secrets[5:6]),
        ("literal", "Dockerfile", f'FROM python:3.12\nENV API_TOKEN={secrets[6]}\nCMD ["python"]\n', secrets[6:7]),
        ("literal", "users.sql", f"CREATE USER scorer PASSWORD '{secrets[7]}';\n", secrets[7:8]),
        ("literal", "serve.py", f"import os\n\nKEY = os.getenv('API_KEY', '{secrets[8]}')\n", secrets[8:9]),
        ("card", "data/payments.csv", rows("card_number", each(card, 50)), each(card, 50)),
        ("iban", "shown.ipynb", notebook(table=html("account", each(iban, 60))), each(iban, 60)),
        ("number of a person", "data/people.tsv", rows("ssn", each(ssn, 70)).replace(",", "\t"), each(ssn, 70)),
        ("phone", "data/calls.json", json.dumps([{"phone": one} for one in each(phone, 80)]), each(phone, 80)),
        ("e-mail", "head.ipynb", notebook(printed="\n".join(f"{n}  {one}" for n, one in enumerate(each(mail, 90)))),
         each(mail, 90)),
        ("e-mail", "prompts/examples.txt", "\n".join(f"Q: who is {one}?" for one in each(mail, 110)), each(mail, 110)),
    ]  # fmt: skip


PLANTED = planted()


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Review, str]:
    """The review of all of them in one folder, and the dossier that a model would be shown."""
    folder = tmp_path_factory.mktemp("planted")
    for _, name, text, _ in PLANTED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    done = review(read_change(str(folder), all_files=True), built_in(), Settings(today="2026-01-05")).review
    return done, dossier(FolderTree(str(folder)), Map(), (), 5_000_000).text()


def test_there_are_thirty_of_twelve_kinds() -> None:
    assert (len(PLANTED), len({kind for kind, _, _, _ in PLANTED})) == (30, 12)


@pytest.mark.parametrize("name", [name for _, name, _, _ in PLANTED])
def test_each_is_found(reviewed: tuple[Review, str], name: str) -> None:
    about = {"secret-in-code", "personal-data-committed"}
    some = (one for one in (*reviewed[0].findings, *reviewed[0].leads) if one.check in about)
    found = [one for one in some if name in {at.path for at in one.places}]
    assert found
    assert max(one.severity for one in found) >= Severity.MEDIUM


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_repeats_one(reviewed: tuple[Review, str], form: str) -> None:
    report = rendered(reviewed[0], form)
    assert [name for _, name, _, values in PLANTED if any(value in report for value in values)] == []


def test_no_dossier_repeats_one(reviewed: tuple[Review, str]) -> None:
    shown = reviewed[1]
    assert [name for _, name, _, values in PLANTED if any(value in shown for value in values)] == []


def test_no_fingerprint_depends_on_one(tmp_path: Path) -> None:
    seen = set()
    for number, value in enumerate((drawn(200, 20), drawn(201, 20))):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "serve.py").write_text(
            f"import logging\n\nlogging.info('x', 1)\nPASSWORD = '{value}'\n", encoding="utf-8"
        )
        done = review(read_change(str(folder), all_files=True), built_in(), Settings(today="2026-01-05")).review
        seen.add(tuple((one.check, one.fingerprint) for one in done.findings))
    assert len(seen) == 1
    assert next(iter(seen))


def test_a_key_that_was_cut_off_is_masked_though_no_word_is_said_of_it() -> None:
    lines = key_of(14).split("\n")[:2]
    cell = f'key = """{BEGIN}\n' + "\n".join(lines) + f'\n{END}"""\n'
    assert not list(credentials(cell, "keys.py"))
    assert not any(line in masked(cell, "keys.py") for line in lines)
