"""The same code on a Chroma server instead of the embedded one: a real server process on a free local port."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.embedding.encoder import Encoder
from rag.errors import StoreError
from rag.indexing.chroma import connect, disconnect
from rag.indexing.moving import export_index, import_index
from rag.indexing.sync import index
from rag.retrieval.filters import Filters
from rag.retrieval.retriever import Retriever
from rag.settings import Settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A Chroma server that can be stopped and started again with what it holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        chroma = Path(sys.executable).parent / "chroma"
        self._process = subprocess.Popen(
            [str(chroma), "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Server]:
    started = Server(tmp_path / "server")
    yield started
    started.stop()


@pytest.fixture
def server(running: Server) -> str:
    return running.url


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


def is_true_advice(error: StoreError, url: str) -> bool:
    line = str(error)
    return (
        line.startswith(f"no Chroma server answers at RAG_CHROMA_URL={url} (")
        and line.endswith("): start it, or unset RAG_CHROMA_URL")
        and "\n" not in line
    )


def test_a_server_that_does_not_answer_is_named(
    settings: Settings, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.indexing.chroma._PATIENCE", 1.0)
    nowhere = settings.model_copy(update={"chroma_url": f"http://127.0.0.1:{free_port()}"})
    with pytest.raises(StoreError) as caught:
        index(nowhere, encoder)
    assert is_true_advice(caught.value, str(nowhere.chroma_url))


def test_a_server_that_goes_is_told_and_one_that_comes_back_answers(
    running: Server, settings: Settings, encoder: Encoder, write: Callable[..., Path]
) -> None:
    remote = settings.model_copy(update={"chroma_url": running.url})
    write("one.txt", "La convention avec la CNDP a été signée à Rabat.")
    index(remote, encoder)
    with Retriever(remote, encoder) as retriever:
        running.stop()
        started = time.monotonic()
        with pytest.raises(StoreError) as caught:
            retriever.retrieve("Qui a signé la convention ?")
        assert is_true_advice(caught.value, running.url)
        assert time.monotonic() - started < 20
        soon = threading.Timer(1.0, running.start)
        soon.start()  # gone for a moment: it is asked again
        assert retriever.retrieve("Qui a signé ?")[0].passage.document == "one"
        soon.join()
        assert retriever.retrieve("Rabat")[0].passage.document == "one"


def test_an_index_moves_to_a_server_and_back(
    server: str, settings: Settings, encoder: Encoder, write: Callable[..., Path], tmp_path: Path
) -> None:
    write("one.txt", "La convention avec la CNDP a été signée à Rabat.")
    remote = settings.model_copy(update={"chroma_url": server, "index": tmp_path / "remote"})
    index(settings, encoder)
    export_index(settings, tmp_path / "a.zip")
    import_index(remote, tmp_path / "a.zip", encoder=encoder)
    with Retriever(remote, encoder) as there, Retriever(settings, encoder) as here:
        assert there.rank("convention").hits == here.rank("convention").hits
    import_index(remote, tmp_path / "a.zip", encoder=encoder, replace_index=True)
    client = connect(remote, tmp_path)
    assert len(client.list_collections()) == 1
    disconnect(client)
    export_index(remote, tmp_path / "b.zip")
    import_index(settings, tmp_path / "b.zip", encoder=encoder, replace_index=True)
    assert index(settings, encoder).embedded == 0
