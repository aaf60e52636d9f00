"""Opens the embedding model of the settings, compiling it once if that has not been done."""

import dataclasses
import hashlib
import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from rag.embedding import packaged
from rag.embedding.adapter import adapter_hash, write_question_graph
from rag.embedding.compile import CARD, compile_model
from rag.embedding.encoder import Encoder
from rag.settings import Settings

_log = logging.getLogger(__name__)
_FORMAT = 1  # of what compile_model writes; a change makes every model be compiled anew
# Models whose folders on the hub do not declare the prompts that their cards ask for.
_E5 = {"query": "query: ", "document": "passage: "}
_PROMPTS = {
    f"intfloat/{prefix}-{size}": _E5
    for prefix, sizes in {
        "multilingual-e5": ("small", "base", "large"),
        "e5": ("small-v2", "base-v2", "large-v2"),
    }.items()
    for size in sizes
}


def compiled_folder(settings: Settings) -> Path:
    """Where the compiled model of these settings is, or will be."""
    name = settings.model
    key = packaged.SHA256 + adapter_hash() if name == "packaged" else name + _state_of(Path(name))
    digest = hashlib.sha256(f"{_FORMAT}\0{key}".encode()).hexdigest()[:16]
    slug = "".join(c if c.isalnum() else "-" for c in name.strip("/"))[-40:]
    return settings.cache / "models" / f"{slug}-{digest}"


def load_encoder(settings: Settings, announce: Callable[[str], None] = _log.info) -> Encoder:
    """The encoder of these settings; the first call for a model takes about half a minute.

    Args:
        settings: which model, prompts, threads and cache folder.
        announce: told, in a line for a person, before anything that takes long.

    Raises:
        ModelError: the model is missing, damaged or cannot be compiled.
    """
    folder = compiled_folder(settings)
    if not (folder / CARD).is_file():
        announce("Preparing the embedding model: once on this machine, about half a minute")
        _compile(settings, folder, announce)
    given = {"query": settings.query_prompt, "document": settings.passage_prompt}
    return Encoder(folder, {key: text for key, text in given.items() if text is not None}, settings.threads)


def _compile(settings: Settings, folder: Path, announce: Callable[[str], None]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".building-"))
    try:
        target = work / "compiled"
        target.mkdir()
        if settings.model == "packaged":
            weights = packaged.weights_file()
            if weights is not None:
                packaged.write_model(weights, work / "source")
                card = compile_model(packaged.HUB_ID, str(work / "source"), target)
            else:
                announce(f"This platform has no packaged weights: fetching {packaged.HUB_ID} from the model hub")
                card = compile_model(packaged.HUB_ID, packaged.HUB_ID, target, packaged.PROMPTS)
            dataclasses.replace(card, adapter=write_question_graph(target)).save(target)
        else:
            card = compile_model(settings.model, settings.model, target, _PROMPTS.get(settings.model))
            if not card.prompts and settings.query_prompt is None:
                _log.warning(
                    "the model %s declares no prompts: if its description asks for some, "
                    "set RAG_QUERY_PROMPT and RAG_PASSAGE_PROMPT",
                    settings.model,
                )
        if not folder.exists():  # another process may have been faster
            target.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _state_of(folder: Path) -> str:
    """Sizes and times of a local model's files: a model trained further is another model."""
    if not folder.is_dir():
        return ""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "\0".join(f"{path.relative_to(folder)}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in files)
