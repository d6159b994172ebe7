"""What a web token's own claims say of whether it opens anything."""

import base64
import json

import pytest

from mle_reviewer.findings.credentials.issued import issued
from mle_reviewer.findings.credentials.web_tokens import opens_nothing

_DAYS = 86_400


def _token(**claims: object) -> str:
    def coded(said: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")

    return f"{coded({'alg': 'HS256', 'typ': 'JWT'})}.{coded(claims)}.{'qT7' * 14}"


@pytest.mark.parametrize(
    "token",
    [
        _token(iss="supabase", ref="nordlicht", role="anon", iat=1_736_230_927, exp=2_051_806_927),
        _token(iss="supabase-demo", role="service_role", exp=1_983_812_996),
        _token(sub="mira", iat=1_736_230_927, exp=1_736_230_927 + 3_600),
        _token(sub="1234567890", name="Mira"),
        "eyJhbGciOiJIUzI1NiJ9.eyJub3QganNvbiBhdCBhbGw.qT7qT7qT7",
    ],
)
def test_a_token_that_opens_nothing_is_masked_and_told_of_by_nobody(token: str) -> None:
    assert opens_nothing(token)
    assert not list(issued(f"key = {token!r}"))
    assert [one.masked for one in issued(f"key = {token!r}", doubtful=True)] == ["eyJ***"]


@pytest.mark.parametrize(
    "token",
    [
        _token(iss="supabase", ref="nordlicht", role="service_role", iat=1_736_230_927, exp=2_051_806_927),
        _token(sub="mira", iat=1_736_230_927, exp=1_736_230_927 + 90 * _DAYS),
        _token(sub="mira"),
    ],
)
def test_a_token_that_lasts_is_told_of(token: str) -> None:
    assert not opens_nothing(token)
    assert [one.about for one in issued(f"key = {token!r}")] == ["a JSON web token"]
