"""Speed and memory of the whole path, beside sentence-transformers on torch in the same run: ``make bench``.

Every figure is taken on this machine in this run. Latencies are medians of warm calls in one process; the
cold start and the memory of the chat are those of a process of its own.
"""

import argparse
import os
import platform
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from rag.answering.answerer import Answerer
from rag.embedding import packaged
from rag.embedding.encoder import Encoder
from rag.embedding.load import load_encoder
from rag.indexing.sync import index
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

ROOT = Path(__file__).parent.parent
RAG = str(Path(sys.executable).parent / "rag")
SEED = ("mistral-mou-2025", "cndp-ministry-convention-2025")
QUESTIONS = (
    "Quels sont les quatre axes du partenariat entre le Maroc et Mistral AI ?",
    "ما هي المحاور الأربعة لمذكرة التفاهم بين المغرب وميسترال؟",
    "Who signed the CNDP convention and when?",
    "Quel est le budget de la convention avec la CNDP ?",
)


def corpus_words() -> list[str]:
    """Words of a document, to make questions and passages of."""
    return (ROOT / "documents/fr/mistral-mou-2025.md").read_text(encoding="utf-8").split("---", 2)[2].split()


def median_ms(call: Callable[[str], object]) -> float:
    """The median of warm calls in milliseconds; no question is asked twice, so nothing is only remembered."""
    chooser = random.Random(1)
    made = (f"Que disent les sources de {' '.join(chooser.choices(corpus_words(), k=5))} ?" for _ in range(80))
    times = []
    for question in (*QUESTIONS, *made):
        started = time.perf_counter()
        call(question)
        times.append(1e3 * (time.perf_counter() - started))
    return statistics.median(times[len(QUESTIONS) :])


def answering_ms(settings: Settings, encoder: Encoder) -> float:
    """Question to extractive answer."""
    with Retriever(settings, encoder) as retriever:
        return median_ms(Answerer(retriever).answer)


def seed_corpus(work: Path, encoder: Encoder) -> Settings:
    """An index of the six documents of the two agreements of September 2025."""
    for language in ("fr", "ar", "en"):
        (work / "seed" / language).mkdir(parents=True)
        for name in SEED:
            shutil.copy(ROOT / "documents" / language / f"{name}.md", work / "seed" / language)
    settings = Settings.load(env_file=None, documents=work / "seed", index=work / "seed-index")
    index(settings, encoder)
    return settings


def large_corpus(work: Path, encoder: Encoder, passages: int) -> tuple[Settings, int]:
    """An index of about so many short passages made of words of the corpus, and how many they are."""
    words = corpus_words()
    chooser = random.Random(7)
    folder = work / "large"
    folder.mkdir()
    for number in range(passages // 100):
        notes = (". ".join(" ".join(chooser.choices(words, k=8)) for _ in range(2)) for _ in range(100))
        text = "\n\n".join(f"## {number}\n\n{note}." for note in notes)
        (folder / f"n{number}.md").write_text(f"---\nlanguage: fr\n---\n{text}", encoding="utf-8")
    settings = Settings.load(env_file=None, documents=folder, index=work / "large-index", passage_tokens=64)
    started = time.perf_counter()

    def progress(what: str, done: int, total: int) -> None:
        print(f"\r{what} {done}/{total}, {time.perf_counter() - started:.0f} s", end="", file=sys.stderr)

    count = index(settings, encoder, progress).passages
    print(file=sys.stderr)
    return settings, count


def torch_query_ms(work: Path) -> float:
    """One question embedded by sentence-transformers on torch, from the same weights."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sentence_transformers import SentenceTransformer

        weights = packaged.weights_file()
        if weights is None:
            return float("nan")
        packaged.write_model(weights, work / "model")
        model = SentenceTransformer(str(work / "model"), device="cpu")
        return median_ms(lambda question: model.encode_query([question]))


def cold_seconds(settings: Settings) -> float:
    """``rag ask`` from nothing in memory to its last line."""
    started = time.perf_counter()
    subprocess.run([RAG, "ask", QUESTIONS[0]], env=_environment(settings), check=True, capture_output=True)
    return time.perf_counter() - started


def chat_process(settings: Settings) -> tuple[float, float]:
    """Seconds until the chat serves its page, and its resident memory in MB after three answers."""
    from gradio_client import Client

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    started = time.perf_counter()
    command = [RAG, "serve", "--port", port]
    process = subprocess.Popen(command, env=_environment(settings), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        ready = time.perf_counter() - started
        client = Client(f"http://127.0.0.1:{port}", verbose=False)
        for question in QUESTIONS[:3]:
            client.predict(question, api_name="/ask")
        pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
        return ready, pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    finally:
        process.terminate()
        process.communicate()


def _environment(settings: Settings) -> dict[str, str]:
    return os.environ | {"RAG_DOCUMENTS": str(settings.documents), "RAG_INDEX": str(settings.index)}


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def main() -> None:
    """Prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=10_000, help="of the large corpus, about; 0 leaves it out")
    given = parser.parse_args()
    encoder = load_encoder(Settings.load())
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        seed = seed_corpus(work, encoder)
        ours = median_ms(lambda question: encoder.encode_queries([question]))
        rows = [("embed a question, ONNX Runtime", f"{ours:.1f} ms")]
        theirs = torch_query_ms(work)
        rows.append(("the same, sentence-transformers on torch", f"{theirs:.1f} ms, {theirs / ours:.1f} times ours"))
        rows.append(("question to answer, 6 documents", f"{answering_ms(seed, encoder):.1f} ms"))
        if given.passages:
            large, count = large_corpus(work, encoder, given.passages)
            name = f"question to answer, {count:,} passages"
            rows.append((name, f"{answering_ms(large, encoder):.1f} ms"))
        rows.append(("`rag ask`, cold", f"{cold_seconds(seed):.1f} s"))
        ready, memory = chat_process(seed)
        rows += [("chat process, start to page", f"{ready:.1f} s"), ("chat process, resident", f"{memory:.0f} MB")]
    print(f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| measure | median |\n| --- | --- |")
    for name, value in rows:
        print(f"| {name} | {value} |")


if __name__ == "__main__":
    main()
