"""The same code on a Chroma server instead of the embedded one: a real server process on a free local port."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.embedding.encoder import Encoder
from rag.errors import StoreError
from rag.indexing.sync import index
from rag.retrieval.filters import Filters
from rag.retrieval.retriever import Retriever
from rag.settings import Settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    chroma = Path(sys.executable).parent / "chroma"
    process = subprocess.Popen(
        [str(chroma), "run", "--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def test_indexing_and_retrieving_on_a_server(
    server: str, settings: Settings, encoder: Encoder, write: Callable[..., Path]
) -> None:
    remote = settings.model_copy(update={"chroma_url": server})
    write("one.txt", "La convention avec la CNDP a été signée à Rabat.")
    write("two.txt", "A data centre is planned in Dakhla.")
    assert index(remote, encoder).added == 2
    assert index(remote, encoder).unchanged == 2
    with Retriever(remote, encoder) as retriever:
        assert retriever.retrieve("Qui a signé la convention ?")[0].passage.document == "one"
        only = retriever.retrieve("convention", filters=Filters(languages=("en",)))
        assert [hit.passage.document for hit in only] == ["two"]
    assert not (settings.index / "chroma").exists()


def test_a_server_that_does_not_answer_is_named(settings: Settings, encoder: Encoder) -> None:
    nowhere = settings.model_copy(update={"chroma_url": f"http://127.0.0.1:{free_port()}"})
    with pytest.raises(StoreError, match="no Chroma server answers at RAG_CHROMA_URL=http"):
        index(nowhere, encoder)
