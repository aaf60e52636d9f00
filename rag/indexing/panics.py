"""Panics of libraries written in Rust, which Python does not count among its exceptions."""

from collections.abc import Iterator
from contextlib import contextmanager


class PanicError(Exception):
    """A library found itself in a state that it did not think possible."""


@contextmanager
def panics_as_exceptions() -> Iterator[None]:
    """Turns a panic into an exception; an interrupt or an exit of the program passes through as it is.

    Raises:
        PanicError: a library panicked. It has then also written a line to the standard error of the process.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise PanicError(str(error)) from error
