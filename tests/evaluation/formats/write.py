"""Small files of question sets."""

import gzip
import json
from pathlib import Path
from typing import Any


def text_file(path: Path, text: str, *, packed: bool = False) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    return path


def json_file(path: Path, content: Any, *, packed: bool = False, indent: int | None = None) -> Path:
    return text_file(path, json.dumps(content, ensure_ascii=False, indent=indent), packed=packed)


def lines_file(path: Path, *items: Any, packed: bool = False) -> Path:
    return text_file(path, "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), packed=packed)
