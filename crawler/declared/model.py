"""What every part of a declaration has in common, and what its validators may know beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from crawler.declared.document import WrittenMapping


def _or(other: JsonDict) -> Any:
    """What also may be written in a field's place, for the JSON Schema."""

    def widen(schema: JsonDict) -> None:
        own = dict(schema)
        schema.clear()
        schema["anyOf"] = [own, other]

    return Field(json_schema_extra=widen)


OR_TEXT = _or({"type": "string"})
OR_AUTO = _or({"const": "auto"})


class Category(StrEnum):
    """The four categories that consent platforms and regulators agree on."""

    NECESSARY = "necessary"
    PREFERENCES = "preferences"
    ANALYTICS = "analytics"
    MARKETING = "marketing"


@dataclass(frozen=True, slots=True)
class Context:
    """The rest of the file, as far as single entries refer to it.

    ``sites`` and ``roles`` are None where any name will do; ``folder`` is what relative paths
    start from.
    """

    categories: Mapping[str, Category] = field(default_factory=dict)
    sites: frozenset[str] | None = None
    roles: frozenset[str] | None = None
    folder: Path = Path()

    @classmethod
    def of(cls, info: ValidationInfo) -> "Context":
        """That of a validation; an empty one for models built in code."""
        return info.context if isinstance(info.context, cls) else cls()


class Model(BaseModel):
    """A frozen part of the declaration that knows no other keys than its fields.

    ``FROM_FILE`` names the fields that the reader fills in and nobody may write as keys.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    FROM_FILE: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _take_facts(cls, data: Any) -> Any:
        if not isinstance(data, WrittenMapping):
            return data
        for key in cls.FROM_FILE:
            if key in data:
                raise at("extra_forbidden", "", key)
        return {**data, **{key: data.facts[key] for key in cls.FROM_FILE}}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Without the fields that nobody may write as keys."""
        schema = handler(core)
        own = handler.resolve_ref_schema(schema)
        for key in cls.FROM_FILE:
            own["properties"].pop(key, None)
        if "required" in own:
            own["required"] = [key for key in own["required"] if key not in cls.FROM_FILE]
        return schema

    @classmethod
    def known_keys(cls) -> list[str]:
        """The keys that may be written."""
        fields = cls.model_fields.items()
        return [field.alias or key for key, field in fields if key not in cls.FROM_FILE]


def at(kind: str, sentence: str, *place: str | int) -> PydanticCustomError:
    """An error at a place below the value that is validated."""
    # Braces would be a template's; the sentence is final.
    return PydanticCustomError(kind, "{sentence}", {"sentence": sentence, "place": place})
