"""Reads the graphs of an embedded Chroma in a process of its own, which a damaged one may end.

Only needed where nothing is known of their files: after a run that was killed, perhaps while it wrote them.
"""

import subprocess
import sys
from pathlib import Path

from rag.errors import DamageError

_SECONDS = 300.0


def check_graphs(folder: Path) -> None:
    """Tries to read everything that Chroma's graphs of vectors have.

    Raises:
        DamageError: that fails, hangs or ends the process that tries it.
    """
    command = [sys.executable, "-m", __name__, str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS)
    except subprocess.SubprocessError as error:
        raise DamageError(f"the vectors in {folder} are damaged: run `rag index`") from error


def _read(folder: str) -> None:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    for each in client.list_collections():
        collection = client.get_collection(each.name, embedding_function=None)
        for offset in range(0, collection.count(), 1000):
            vectors = collection.get(limit=1000, offset=offset, include=["embeddings"])["embeddings"]
            collection.query(query_embeddings=[vectors[0], vectors[-1]], n_results=50, include=["distances"])


if __name__ == "__main__":
    _read(sys.argv[1])
