"""What happens to a run once it is made: who is told of it, and how long it is kept."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from crawler.declared.model import Model
from crawler.declared.role import Secret
from crawler.declared.values import filled

_SOURCES = frozenset({"env", "file"})


class Event(StrEnum):
    """What a target is told of; each is held against the run before."""

    NEW = "new"
    """A finding that was not there before."""
    NOT_PROVEN = "not-proven"
    """Something that could be checked before and cannot now, or an audit that could not run."""
    RECOVERY = "recovery"
    """A finding that is gone, or something that can be checked again."""


def _with_sources(schema: JsonDict) -> None:
    schema["properties"] = {
        **_keys(schema["properties"]),
        "env": {"type": "string"},
        "file": {"type": "string"},
    }
    schema.pop("required", None)


def _keys(value: Any) -> JsonDict:
    return value if isinstance(value, dict) else {}


class NotifyTarget(Model):
    """Where messages go: an address of Apprise's, which holds secrets, and on which events.

    Where it is kept may be written without the key ``url``.
    """

    model_config = ConfigDict(json_schema_extra=_with_sources)
    url: Secret
    events: Annotated[tuple[Event, ...], AfterValidator(filled)] = tuple(Event)

    @model_validator(mode="before")
    @classmethod
    def _kept(cls, data: Any) -> Any:
        """``{env: NAME}`` says the same as ``{url: {env: NAME}}``."""
        if not isinstance(data, Mapping) or "url" in data or not data.keys() & _SOURCES:
            return data
        source = {key: value for key, value in data.items() if key in _SOURCES}
        return {"url": source, **{key: data[key] for key in data if key not in _SOURCES}}

    @property
    def said(self) -> str:
        """Where the address is kept, as sentences name it; never the address."""
        if self.url.env:
            return f"the environment variable {self.url.env}"
        return f"the file {self.url.file}"


def _no_text(value: Any) -> Any:
    if isinstance(value, str):
        raise ValueError("a secret must not stand in this file: write {env: NAME} or {file: PATH}")
    return value


Target = Annotated[NotifyTarget, BeforeValidator(_no_text)]


class Retention(Model):
    """How long runs are kept: ``days`` of age at most, and so many finished ``runs``."""

    days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    runs: Annotated[int, Field(ge=1, le=1_000_000)] | None = None

    @model_validator(mode="after")
    def _something(self) -> "Retention":
        if self.days is None and self.runs is None:
            raise ValueError("sets no limit: write days or runs")
        return self
