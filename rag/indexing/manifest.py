"""What an index was built with: it opens only with the same, so that no search compares unlike vectors."""

import hashlib
import json
import logging
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from rag.embedding.encoder import Encoder
from rag.errors import DamageError, StoreError
from rag.settings import Settings

_log = logging.getLogger(__name__)
FILE = "manifest.json"
SCHEMA = 4  # of passages and their records; a change means that everything is indexed anew


@dataclass(frozen=True)
class Manifest:
    """The identity of an index. ``fingerprint`` is that of the model's weights.

    ``generation`` tells an index that replaced another one of the same identity from the one that it replaced; it is no
    part of the identity.
    """

    model: str
    fingerprint: str
    dimension: int
    query_prompt: str
    passage_prompt: str
    passage_tokens: int
    store: str
    schema: int = SCHEMA
    generation: str = field(default="", compare=False)

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
            store=store_name(settings),
        )

    @property
    def digest(self) -> str:
        """A short name for this identity; that of its generation is not in it."""
        return hashlib.sha256(json.dumps(self._identity(), sort_keys=True).encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """A short name for this identity and generation; collections and folders carry it."""
        return f"{self.digest}-{self.generation}" if self.generation else self.digest

    def save(self, folder: Path) -> None:
        """Replaces the manifest in one step."""
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / (FILE + ".new")
        draft.write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(folder / FILE)

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether an index has been built, be it readable or not."""
        return (folder / FILE).exists()

    @classmethod
    def load(cls, folder: Path) -> "Manifest | None":
        """The manifest of an index, or None where no index has been built.

        Raises:
            StoreError: the file is damaged, or of a version whose manifests have other fields.
        """
        path = folder / FILE
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            return cls.parse(content)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise DamageError(f"{path} is damaged: run `rag index`") from error

    @classmethod
    def readable(cls, folder: Path) -> "Manifest | None":
        """The manifest of an index that is going to be replaced; None also where it cannot be read."""
        try:
            return cls.load(folder)
        except StoreError as error:
            _log.info("%s", error)
            return None

    @classmethod
    def parse(cls, content: dict[str, Any]) -> "Manifest":
        """The manifest from what was saved.

        Raises:
            StoreError: it is of a version whose manifests have other fields.
            TypeError: it is none.
        """
        types = {each.name: each.type for each in fields(cls)}
        schema = content.get("schema")
        if isinstance(schema, int) and schema != SCHEMA and content.keys() != types.keys():
            raise StoreError(_other_version(schema))
        manifest = cls(**content)
        if wrong := next((name for name, of in types.items() if type(getattr(manifest, name)) is not of), None):
            raise TypeError(f"{wrong} has a value of another type")
        return manifest

    def check(self, now: "Manifest") -> None:
        """Checks that an index with this manifest can be opened by what has the manifest ``now``.

        Raises:
            StoreError: it was built by another version of the program or with other settings.
        """
        if self.schema != now.schema:
            raise StoreError(_other_version(self.schema))
        if self != now:
            raise StoreError(
                f"the index was built with other settings ({'; '.join(self.differences(now))}): "
                "run `rag index`, or set them back"
            )

    def differences(self, other: "Manifest") -> list[str]:
        """What differs, one line for each field: ``passage_tokens: 256, now 200``."""
        mine, others = self._identity(), other._identity()
        return [f"{name}: {value}, now {others[name]}" for name, value in mine.items() if value != others[name]]

    def _identity(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "generation"}


def store_name(settings: Settings) -> str:
    """Which store these settings name."""
    return f"{settings.chroma_url or 'embedded'}/{settings.collection}"


def _other_version(schema: int) -> str:
    which = "an earlier" if schema < SCHEMA else "a later"
    return f"the index was built by {which} version of this program (schema {schema}, now {SCHEMA}): run `rag index`"
