"""Standard output and error that may lose their reader, as in ``cookie-audit run | head``.

The exit code is the command's answer. A reader that went away must not change it, least of all to
1, which is what a broken pipe makes of a command otherwise and means that findings gate.
"""

import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, TextIO


class Pipe(FileIO):
    """A file that lets go what nobody takes: after the first refusal the null device takes it."""

    def write(self, data: Any, /) -> int:
        """Write, and never raise BrokenPipeError."""
        try:
            return super().write(data)
        except BrokenPipeError:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self.fileno())
            os.close(null)
            return len(data)


def outlive_readers() -> None:
    """Make this process's standard output and error outlive whoever reads them.

    A terminal is left as it is: it does not close before its commands do.
    """
    sys.stdout, sys.stderr = _outliving(sys.stdout), _outliving(sys.stderr)


def _outliving(stream: TextIO) -> TextIO:
    if not isinstance(stream, TextIOWrapper) or stream.isatty():
        return stream
    stream.flush()
    return TextIOWrapper(
        BufferedWriter(Pipe(stream.fileno(), "w", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=True,
    )
