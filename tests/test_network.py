"""Nothing leaves the machine: every command runs under strace, which sees what C libraries do and Python does not."""

import ipaddress
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import matplotlib
import pytest

from rag.private import QUIET, keep_private
from tests.conftest import DOCUMENTS, SEED

RAG = str(Path(sys.executable).parent / "rag")
QUESTION = "Who signed the CNDP convention and when?"
# ONNX Runtime reports nine seconds after its import.
SECONDS = 12.0
COMMANDS = ("index", "ask", "search", "doctor", "evaluate", "serve")

_CALL = re.compile(r"\b(?:connect|sendto|sendmsg|sendmmsg)\(")
_FAMILY = re.compile(r"sa_family=(AF_\w+)")
_ADDRESS = re.compile(r'(?:inet_addr\(|AF_INET6, )"([^"]+)"')
_ON_THE_MACHINE = {"AF_UNIX", "AF_NETLINK", "AF_UNSPEC"}


@dataclass(frozen=True)
class Traces:
    """What each command asked of the network, what it printed, and the folder that stood for the user's cache."""

    folder: Path
    cache: Path

    def foreign(self, name: str) -> list[str]:
        """The calls of a command that go elsewhere than to this machine."""
        return [line for line in self.calls(name) if not _stays(line)]

    def calls(self, name: str) -> list[str]:
        """All calls of a command that open a connection or send something."""
        return [
            line
            for line in (self.folder / f"{name}.strace").read_text(errors="replace").splitlines()
            if _CALL.search(line)
        ]


def _stays(call: str) -> bool:
    """Whether a call, as strace prints it, goes to this machine; one without an address goes where one went before."""
    families = set(_FAMILY.findall(call)) - _ON_THE_MACHINE
    addresses = [ipaddress.ip_address(each.removeprefix("::ffff:")) for each in _ADDRESS.findall(call)]
    return families <= {"AF_INET", "AF_INET6"} and all(each.is_loopback for each in addresses)


@contextmanager
def _traced(name: str, folder: Path, environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=network", "-e", "signal=none"]
    process = subprocess.Popen(
        [*command, "-o", str(folder / f"{name}.strace"), RAG, name, *arguments],
        env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)  # strace itself does not listen to it
        process.communicate(timeout=30)


def _run(name: str, folder: Path, environment: dict[str, str], *arguments: str) -> None:
    with _traced(name, folder, environment, *arguments) as process:
        _wait(process)


def _wait(process: subprocess.Popen[str]) -> None:
    printed, _ = process.communicate(timeout=120)
    assert process.returncode == 0, printed


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> Traces:
    """Every command, run once; the chat is open as long as the others take."""
    folder = tmp_path_factory.mktemp("network")
    for language in ("fr", "en"):
        (folder / "documents" / language).mkdir(parents=True)
        shutil.copy(DOCUMENTS / language / f"{SEED[1]}.md", folder / "documents" / language)
    (folder / "set.jsonl").write_text(f'{{"question": "{QUESTION}", "documents": ["{SEED[1]}"]}}\n')
    cache = folder / "cache"
    environment = {name: value for name, value in os.environ.items() if name not in {*QUIET, "HF_HUB_OFFLINE"}}
    environment |= {"RAG_DOCUMENTS": str(folder / "documents"), "RAG_INDEX": str(folder / "index")}
    environment |= {"XDG_CACHE_HOME": str(cache), "MPLCONFIGDIR": matplotlib.get_cachedir()}
    environment.setdefault("RAG_CACHE", str(_model_cache()))
    _run("index", folder, environment)
    measuring = ("evaluate", folder, environment, "set.jsonl", "--out", str(folder / "report"))
    with _traced("serve", folder, environment, "--port", "0") as server, _traced(*measuring) as measured:
        started = time.monotonic()
        _run("ask", folder, environment, QUESTION)
        _run("search", folder, environment, QUESTION)
        _run("doctor", folder, environment)
        _wait(measured)
        assert server.stdout is not None
        line = server.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, line
        assert "Seghrouchni" in _ask(found.group())
        time.sleep(max(0.0, started + SECONDS - time.monotonic()))
    return Traces(folder, cache)


def _model_cache() -> Path:
    from rag.settings import Settings

    return Settings.load(env_file=None).cache


def _ask(address: str) -> str:
    asked = httpx.post(f"{address}/gradio_api/call/ask", json={"data": [QUESTION]}, timeout=30)
    return httpx.get(f"{address}/gradio_api/call/ask/{asked.json()['event_id']}", timeout=30).text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_address_is_of_this_machine(traces: Traces, command: str) -> None:
    assert traces.foreign(command) == []


def test_the_chat_was_watched_while_it_answered(traces: Traces) -> None:
    trace = (traces.folder / "serve.strace").read_text(errors="replace")
    assert re.search(r"\bget(?:peer|sock)name\(.*127\.0\.0\.1", trace)


def test_no_library_writes_an_identifier_of_the_machine(traces: Traces) -> None:
    assert [str(path.relative_to(traces.cache)) for path in traces.cache.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("call", "stays"),
    [
        ('connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.1")}, 16) = 0', False),
        ('connect(3, {sa_family=AF_INET6, inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28 <unfinished ...>', False),
        ('sendmsg(3, {msg_name={sa_family=AF_INET, sin_addr=inet_addr("1.1.1.1")}, msg_iov=[]}, 0) = 5', False),
        ("connect(3, {sa_family=AF_VSOCK, svm_cid=0x2, svm_port=0x1}, 16) = 0", False),
        ('connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.53")}, 16) = 0', True),
        ('connect(3, {sa_family=AF_INET6, inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 0', True),
        ('connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT', True),
        ('sendto(3, "GET / HTTP/1.1", 14, 0, NULL, 0) = 14', True),
    ],
)
def test_a_call_is_told_apart_by_its_address(call: str, stays: bool) -> None:
    assert _stays(call) is stays


def test_importing_the_package_imports_nothing_that_reports() -> None:
    program = "import rag, sys; print(sorted({'onnxruntime', 'gradio', 'huggingface_hub'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_what_a_person_has_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "0")
    monkeypatch.delenv("HF_HUB_DISABLE_TELEMETRY", raising=False)
    keep_private()
    assert (os.environ["ORT_DISABLE_TELEMETRY"], os.environ["HF_HUB_DISABLE_TELEMETRY"]) == ("0", "1")
