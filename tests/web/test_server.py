"""How the server starts and ends, and where it says it is."""

import re
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from rag.answering.answerer import Answerer
from rag.errors import RagError
from rag.settings import Settings
from rag.web.chat import build_chat
from rag.web.server import served

LAUNCH = """
from rag.settings import Settings
from rag.web.chat import build_chat
from rag.web.server import launch
launch(build_chat(None), Settings.load(env_file=None, port=0))
"""


def test_two_servers_with_port_zero_take_two_ports(answerer: Answerer, local_address: str) -> None:
    with served(build_chat(answerer), Settings.load(env_file=None, port=0)) as address:
        assert address.rstrip("/") != local_address
        assert httpx.get(address).status_code == 200


def test_a_port_in_use_and_a_foreign_address_are_one_line(answerer: Answerer) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (
            pytest.raises(
                RagError, match=rf"^port {port} of 127.0.0.1 is in use: choose another with --port or RAG_PORT$"
            ),
            served(build_chat(answerer), Settings.load(env_file=None, port=port)),
        ):
            pass
    with (
        pytest.raises(RagError, match=r"^192\.0\.2\.1 is no address of this machine: choose another with --host"),
        served(build_chat(answerer), Settings.load(env_file=None, port=0, host="192.0.2.1")),
    ):
        pass


def test_behind_a_proxy_the_page_knows_its_own_address(answerer: Answerer) -> None:
    settings = Settings.load(env_file=None, port=0, root_path="/chat", allowed_hosts="chat.example.org")
    with served(build_chat(answerer), settings) as address:
        forwarded = {"Host": "chat.example.org", "X-Forwarded-Proto": "https"}  # uvicorn trusts a proxy on this machine
        assert httpx.get(f"{address}config", headers=forwarded).json()["root"] == "https://chat.example.org/chat"
        assert httpx.get(f"{address}config").status_code == 421


def test_control_c_ends_it_quietly_even_with_pages_open() -> None:
    command = [sys.executable, "-c", LAUNCH]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        found = re.search(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline())
        assert found
        with socket.create_connection(("127.0.0.1", int(found[1]))) as page:
            page.sendall(b"GET /gradio_api/heartbeat/abc HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert b"200 OK" in page.recv(4096)
            started = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
            assert time.monotonic() - started < 10
        said = process.stderr.read()
    assert "Traceback" not in said
    assert "ERROR" not in said
