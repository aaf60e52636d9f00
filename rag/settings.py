"""All settings: read once at the edge of the program and passed on from there."""

import json
import os
import re
from pathlib import Path
from typing import Annotated, Any, Self

import platformdirs
from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from rag.errors import SettingsError

PREFIX = "RAG_"
_HOST_NAME = re.compile(r"\*|(\*\.)?[a-z0-9]([a-z0-9._-]{0,252})|\[[0-9a-f:.]{2,45}\]")


def read_hosts(given: Any) -> Any:
    """Host names from a list in JSON or with commas between, as they are compared with what a browser sends.

    Raises:
        ValueError: one is no host name.
    """
    if not isinstance(given, str):
        return given
    words = json.loads(given) if given.lstrip().startswith('["') else given.split(",")
    names = [str(word).strip().lower() for word in words if str(word).strip()]
    names = [f"[{name}]" if name.count(":") > 1 and not name.startswith("[") else name for name in names]
    for name in names:
        if not _HOST_NAME.fullmatch(name):
            raise ValueError(f"{name} is no host name: write it without http:// and port, as in chat.example.org")
    return tuple(names)


class Settings(BaseSettings):
    """What can be set, by ``RAG_*`` environment variables or a ``.env`` file; see ``Settings.load``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file_encoding="utf-8", extra="ignore", frozen=True)

    documents: Path = Field(Path("documents"), description="folder of the documents")
    index: Path = Field(Path("index"), description="folder of the built index")
    cache: Path = Field(
        Path(platformdirs.user_cache_dir("morocco-ai-rag")), description="folder of the compiled embedding model"
    )
    model: str = Field(
        "packaged", description="embedding model: `packaged`, or a sentence-transformers folder or hub id"
    )
    query_prompt: str | None = Field(None, description="text put before every question; unset: the model's own")
    passage_prompt: str | None = Field(None, description="text put before every passage; unset: the model's own")
    passage_tokens: int = Field(256, ge=32, le=8192, description="longest passage, in tokens of the model")
    max_document_mb: float = Field(10, gt=0, description="larger files are reported and skipped, in megabytes")
    max_reading_s: float = Field(
        60, gt=0, description="files that take longer to read are reported and skipped, in seconds"
    )
    threads: int = Field(0, ge=0, description="threads of the embedding model; 0: one for each core")
    chroma_url: str | None = Field(None, description="a Chroma server instead of the embedded one")
    chroma_token: SecretStr | None = Field(None, description="token for that server or Chroma Cloud")
    chroma_tenant: str = Field("default_tenant", description="tenant on that server")
    chroma_database: str = Field("default_database", description="database on that server")
    collection: str = Field("morocco-ai", min_length=3, description="name of the Chroma collection")
    candidates: int = Field(50, ge=5, le=500, description="passages taken from each of the two searches")
    evidence: float = Field(0.5, ge=0, le=1, description="answers are given above this probability of evidence")
    uncertain: float = Field(
        0.4, ge=0, le=1, description="from this probability to RAG_EVIDENCE the nearest passages are shown as uncertain"
    )
    sentences: int = Field(3, ge=1, le=10, description="most sentences in an answer that is not a list")
    host: str = Field("127.0.0.1", description="address of the chat")
    port: int = Field(7860, ge=0, le=65535, description="port of the chat; 0 takes a free one")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(read_hosts)] = Field(
        (),
        description="host names under which the chat may be called, with commas between; unset: `localhost`, "
        "`127.0.0.1`, `[::1]` and RAG_HOST; `*.example.org` allows all names below, `*` any name, so that a page of "
        "another site could read from a chat that only this network reaches",
    )
    frame_ancestors: str = Field(
        "'none'",
        pattern=r"^('none'|'self'|\*|https?://[^\s;,'\"]+( https?://[^\s;,'\"]+)*)$",
        description="sites that may show the chat in a frame, such as `https://example.org`; `'none'`: no one",
    )
    root_path: str = Field(
        "",
        pattern=r"^(https?://[^\s/?#]+)?(/[^\s?#]*[^\s?#/])?$",
        description="path, or whole address, of the chat behind a reverse proxy, such as `/chat`",
    )
    queue: int = Field(100, ge=1, le=10000, description="most questions that wait; the next one is refused")

    @classmethod
    def load(cls, env_file: Path | None = Path(".env"), **overrides: Any) -> Self:
        """Reads environment variables and ``env_file``; ``overrides`` win over both.

        Raises:
            SettingsError: a name is unknown or a value cannot be used; the message names it.
        """
        known = {PREFIX + name.upper() for name in cls.model_fields}
        in_file = dotenv_values(env_file) if env_file else {}
        for name in sorted({*os.environ, *in_file}):
            if name.upper().startswith(PREFIX) and name.upper() not in known:
                where = f" in {env_file}" if name in in_file else ""
                raise SettingsError(f"unknown setting {name}{where}: known are {', '.join(sorted(known))}")
        try:
            return cls(_env_file=env_file, **overrides)  # type: ignore[call-arg]
        except ValidationError as error:
            first = error.errors()[0]
            name = PREFIX + str(first["loc"][0]).upper()
            raise SettingsError(f"setting {name}={first['input']!r} cannot be used: {first['msg']}") from error
