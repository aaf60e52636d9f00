import io

from rich.console import Console

from rag.progress import show_progress


def test_a_bar_for_each_step_that_has_something_to_do() -> None:
    console = Console(file=io.StringIO(), width=100, force_terminal=False)
    with show_progress(console, "xquad.ar: ") as progress:
        progress("Embedding", 0, 0)
        progress("Asking", 0, 2)
        progress("Asking", 2, 2)
    written = console.file.getvalue()  # type: ignore[attr-defined]
    assert "xquad.ar: Asking" in written
    assert "2/2" in written
    assert "Embedding" not in written
