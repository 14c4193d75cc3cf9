"""Tells a pipeline what came of an audit, in the way in which the pipeline listens."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import typer

from crawler.declared.wording import did_you_mean, quoted
from crawler.errors import BadInput, CookieAuditError
from crawler.reports.github import Annotation, annotations, annotations_of_error, step_summary
from crawler.reports.junit import JUNIT_FILE
from crawler.reports.sarif import SARIF_FILE
from crawler.runs import RunRecord


class Format(StrEnum):
    """Whom the output speaks to."""

    TERMINAL = "terminal"
    GITHUB = "github"


@dataclass(frozen=True, slots=True)
class Announcer:
    """Speaks to GitHub's runner, or to nobody but the reader of the terminal."""

    format: Format = Format.TERMINAL
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @classmethod
    def of(cls, name: str) -> "Announcer":
        """By the name on the command line; where it is empty, by where this runs."""
        if name and name not in set(Format):
            sentence = f"{quoted(name)} is not known{did_you_mean(name, map(str, Format))}"
            raise BadInput.in_file("--format", sentence)
        on_github = os.environ.get("GITHUB_ACTIONS") == "true"
        return cls(Format(name or (Format.GITHUB if on_github else Format.TERMINAL)))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """While the block prints for people, GitHub's runner obeys no line of it.

        An error that ends it is told as annotations, and raised on.
        """
        if self.format is not Format.GITHUB:
            yield
            return
        token = secrets.token_hex(16)
        typer.echo(f"::stop-commands::{token}")
        failed: list[Annotation] = []
        try:
            yield
        except CookieAuditError as error:
            failed += annotations_of_error(error)
            raise
        finally:
            typer.echo(f"::{token}::")
            for line in failed:
                typer.echo(str(line))

    def announce(self, run: RunRecord, folder: Path) -> None:
        """Annotations on standard output; the summary and the outputs of the step in its files."""
        if self.format is not Format.GITHUB:
            return
        for line in annotations(run):
            typer.echo(str(line))
        self._append("GITHUB_STEP_SUMMARY", step_summary(run, str(folder)))
        outputs = {
            "run": folder,
            "junit": folder / JUNIT_FILE,
            "sarif": folder / SARIF_FILE,
            "exit-code": run.verdict.exit_code,
        }
        told = "".join(f"{name}={value}\n" for name, value in outputs.items())
        self._append("GITHUB_OUTPUT", told)

    def _append(self, variable: str, text: str) -> None:
        """Add to the file that a variable names. What cannot be added changes no verdict."""
        name = self.environment.get(variable)
        if not name:
            return
        try:
            with Path(name).open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        except OSError as error:
            typer.echo(f"{variable}: {name} cannot be written ({error.strerror})", err=True)
