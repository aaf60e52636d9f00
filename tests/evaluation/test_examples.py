import doctest

import pytest

from rag.evaluation.formats import files, squad
from rag.evaluation.measures import strings


@pytest.mark.parametrize("module", [files, squad, strings])
def test_examples_in_docstrings_are_true(module: object) -> None:
    found = doctest.testmod(module, extraglobs={"Path": files.Path})  # type: ignore[arg-type,attr-defined]
    assert (found.failed, found.attempted > 0) == (0, True)
