"""Everything this package raises on purpose.

::

    RagError
    ├── SettingsError      a setting is unknown or has an unusable value
    ├── DocumentError      a file under the documents folder cannot be read
    ├── ModelError         the embedding model is missing, damaged or cannot be compiled
    ├── StoreError         the index is missing, out of reach or built with other settings
    │   └── DamageError    a file or a record of the index is not as it was written
    ├── ArchiveError       an exported index cannot be written or read, or is not one that can be imported
    ├── QuestionError      a question is empty, too long or holds no words
    ├── DatasetError       a question set or a report cannot be read, or holds nothing to measure
    └── CitationError      a citation points outside the stored text of its document

Each message is one line that names what is at fault and says what to do about it.
"""


class RagError(Exception):
    """Base of all errors of this package; ``str(error)`` is one line for a person."""


class SettingsError(RagError):
    """A setting is unknown or has an unusable value."""


class DocumentError(RagError):
    """A file under the documents folder cannot be read."""


class ModelError(RagError):
    """The embedding model is missing, damaged or cannot be compiled."""


class StoreError(RagError):
    """The index is missing, out of reach or built with other settings."""


class DamageError(StoreError):
    """A file or a record of the index is not as it was written."""


class ArchiveError(RagError):
    """An exported index cannot be written or read, or is not one that can be imported."""


class QuestionError(RagError):
    """A question is empty, too long or holds no words."""


class DatasetError(RagError):
    """A question set or a report cannot be read, or holds nothing to measure."""


class CitationError(RagError):
    """A citation points outside the stored text of its document."""
