import re

import httpx
import pytest

from rag.answering.answerer import Answerer
from rag.settings import Settings
from rag.web.chat import build_chat
from rag.web.server import served


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/config"), ("GET", "/theme.css"), ("GET", "/nothing"), ("POST", "/x")]
)
def test_every_response_tells_the_browser_what_to_refuse(client: httpx.Client, method: str, path: str) -> None:
    headers = client.request(method, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"https?:|script-src[^;]*unsafe", policy)
    assert "server" not in headers


def test_the_scripts_of_the_page_have_the_nonce_of_its_response(client: httpx.Client) -> None:
    first, second = client.get("/"), client.get("/")
    nonces = [re.findall(r"'nonce-([^']+)'", each.headers["content-security-policy"]) for each in (first, second)]
    assert nonces[0] != nonces[1]
    tags = re.findall(r"<script[^>]*>", first.text)
    assert len(tags) > 3
    assert all(f'nonce="{nonces[0][0]}"' in tag for tag in tags)


def test_a_site_that_the_setting_names_may_frame_the_page(answerer: Answerer) -> None:
    settings = Settings.load(env_file=None, port=0, frame_ancestors="https://example.org")
    with served(build_chat(answerer), settings) as address:
        headers = httpx.get(address).headers
    assert "frame-ancestors https://example.org" in headers["content-security-policy"]
    assert "x-frame-options" not in headers
