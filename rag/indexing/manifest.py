"""What an index was built with: it opens only with the same, so that no search compares unlike vectors."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.embedding.encoder import Encoder
from rag.errors import StoreError
from rag.settings import Settings

FILE = "manifest.json"
SCHEMA = 3  # of passages and their metadata; a change means that everything is indexed anew


@dataclass(frozen=True)
class Manifest:
    """The identity of an index. ``fingerprint`` is that of the model's weights."""

    model: str
    fingerprint: str
    dimension: int
    query_prompt: str
    passage_prompt: str
    passage_tokens: int
    store: str
    schema: int = SCHEMA

    @classmethod
    def of(cls, settings: Settings, encoder: Encoder) -> "Manifest":
        """The manifest that an index built now would have."""
        return cls(
            model=encoder.card.name,
            fingerprint=encoder.card.fingerprint,
            dimension=encoder.dimension,
            query_prompt=encoder.prompts["query"],
            passage_prompt=encoder.prompts["document"],
            passage_tokens=settings.passage_tokens,
            store=f"{settings.chroma_url or 'embedded'}/{settings.collection}",
        )

    @property
    def digest(self) -> str:
        """A short name for this identity; collections and folders carry it."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:12]

    def save(self, folder: Path) -> None:
        """Replaces the manifest in one step."""
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / (FILE + ".new")
        draft.write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(folder / FILE)

    @classmethod
    def load(cls, folder: Path) -> "Manifest | None":
        """The manifest of an index, or None where no index has been built.

        Raises:
            StoreError: the file is damaged.
        """
        path = folder / FILE
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            raise StoreError(f"{path} is damaged: run `rag index`") from error

    def differences(self, other: "Manifest") -> list[str]:
        """What differs, one line for each field: ``passage_tokens: 256, now 200``."""
        mine, others = asdict(self), asdict(other)
        return [f"{name}: {value}, now {others[name]}" for name, value in mine.items() if value != others[name]]
