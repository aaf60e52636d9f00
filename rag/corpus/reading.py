"""From the bytes of a file to a document; whatever goes wrong is one line about that file."""

import logging

from rag.corpus.document import Document
from rag.corpus.metadata import make_document
from rag.corpus.names import printable
from rag.corpus.readers import READERS
from rag.errors import DocumentError

_log = logging.getLogger(__name__)
_LONGEST_REASON = 600  # characters; a reason may quote what a document says about itself


def to_document(data: bytes, ending: str, path: str, max_length: float) -> Document:
    """Reads a file's content.

    Args:
        data: all of it.
        ending: of its name, in lower case with the point: one of ``READERS``.
        path: what the document is called.
        max_length: most characters of text that it may hold when it is unpacked.

    Raises:
        DocumentError: it cannot be read; the message does not repeat the path.
        MemoryError: it needs more memory than there is.
    """
    try:
        raw = READERS[ending](data)
        if len(raw.text) > max_length:
            raise DocumentError(
                f"it holds {len(raw.text) / 1e6:.8g} million characters of text, "
                f"more than the {max_length / 1e6:g} MB of RAG_MAX_DOCUMENT_MB"
            )
        document = make_document(raw, path)
        document.content_hash()
        return document
    except DocumentError as error:
        raise DocumentError(reason_of(error)) from error
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except RecursionError as error:
        raise DocumentError("it is nested too deeply to be read: write it flatter") from error
    except BaseException as error:  # a library written in Rust raises what is no Exception
        _log.debug("%s cannot be read", path, exc_info=True)
        raise DocumentError(f"its reader failed on it ({reason_of(error)}): save it in another form") from error


def reason_of(error: BaseException) -> str:
    """What an error says, on one line that can be printed; its kind where it is not one of ours."""
    kind = "" if isinstance(error, DocumentError) else type(error).__name__
    reason = ": ".join(part for part in (kind, " ".join(str(error).split())) if part)
    shown = printable(reason)
    return shown if len(shown) <= _LONGEST_REASON else f"{shown[:_LONGEST_REASON]}…"
