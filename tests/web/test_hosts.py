import pytest

from rag.web.hosts import Hosts

OWN = Hosts((), "10.0.0.7")
NAMED = Hosts(("chat.example.org", "*.rabat.ma"), "0.0.0.0")


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:7860", "127.0.0.1:1", "[::1]:7860", "10.0.0.7:7860", "LOCALHOST"]
)
def test_by_default_this_machine_answers_to_its_own_names(host: str) -> None:
    assert OWN.allow_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:7860",
        "localhost.evil.example",
        "",
        "127.0.0.1:",
        "127.0.0.1:x",
        "[::1",
        "a b",
        "[x]",
    ],
)
def test_any_other_name_is_refused(host: str) -> None:
    assert not OWN.allow_host(host)


def test_the_setting_names_all_there_are() -> None:
    assert NAMED.allow_host("chat.example.org")
    assert NAMED.allow_host("ia.rabat.ma:443")
    assert not NAMED.allow_host("rabat.ma")
    assert not NAMED.allow_host("evilrabat.ma")
    assert not NAMED.allow_host("localhost")


def test_a_star_allows_any_name_that_is_one() -> None:
    assert Hosts(("*",), "").allow_host("anything.example:80")
    assert not Hosts(("*",), "").allow_host("[x")


def test_an_address_of_version_six_is_compared_in_brackets() -> None:
    assert Hosts((), "fe80::1").allow_host("[fe80::1]:7860")


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:3000",
        "http://127.0.0.1:7860",
        "https://localhost:7860.evil.example",
        "null",
        "",
        "file://",
        "http://localhost:7860@evil.example",
    ],
)
def test_a_page_of_another_site_or_another_port_may_send_nothing(origin: str) -> None:
    assert not OWN.allow_origin(origin, "localhost:7860")


def test_a_page_of_this_server_may() -> None:
    assert OWN.allow_origin("http://localhost:7860", "localhost:7860")
    assert OWN.allow_origin("https://LocalHost:7860", "localhost:7860")


def test_behind_a_proxy_that_changes_the_host_the_named_page_may() -> None:
    assert NAMED.allow_origin("https://chat.example.org", "127.0.0.1:7860")
    assert not Hosts(("localhost", "*"), "").allow_origin("http://localhost:3000", "localhost:7860")
    assert not Hosts(("*",), "").allow_origin("http://evil.example", "localhost:7860")
