from collections.abc import Iterator

import pytest

from rag.embedding.encoder import Encoder
from rag.evaluation.remembering import RememberingRetriever
from rag.settings import Settings


@pytest.fixture(scope="session")
def remembering(seed_settings: Settings, encoder: Encoder) -> Iterator[RememberingRetriever]:
    with RememberingRetriever(seed_settings, encoder) as opened:
        yield opened
