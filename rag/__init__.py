"""Cited answers about Morocco's artificial-intelligence agreements, in French, Arabic and English.

>>> from rag import Answerer, Settings, index
>>> settings = Settings.load()
>>> report = index(settings)
>>> answer = Answerer.open(settings).answer("Who signed the CNDP convention and when?")
>>> answer.citations[0].passage.document
'cndp-ministry-convention-2025'
"""

from rag.answering.answer import Answer, Citation
from rag.answering.answerer import Answerer
from rag.answering.verify import Verification, verify
from rag.errors import RagError
from rag.evaluation import evaluate
from rag.indexing.moving import export_index, import_index
from rag.indexing.passage import Passage
from rag.indexing.sync import IndexReport, index
from rag.retrieval.filters import Filters
from rag.retrieval.hit import Hit
from rag.retrieval.retriever import Retriever
from rag.settings import Settings

__all__ = [
    "Answer",
    "Answerer",
    "Citation",
    "Filters",
    "Hit",
    "IndexReport",
    "Passage",
    "RagError",
    "Retriever",
    "Settings",
    "Verification",
    "evaluate",
    "export_index",
    "import_index",
    "index",
    "verify",
]
