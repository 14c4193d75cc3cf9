"""The journeys that a site declares: by name, or an acceptance of some categories alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from crawler.cookies import Journey
from crawler.declared.model import Category
from crawler.declared.wording import did_you_mean, quoted

_OPTIONAL = tuple(one for one in Category if one is not Category.NECESSARY)
_WRITE = f"write {{accept: [CATEGORY, ...]}} with any of {', '.join(_OPTIONAL)}"


@dataclass(frozen=True, slots=True)
class PartialAcceptance:
    """An ``accept`` journey that grants these categories, in the order of ``Category``, alone."""

    granted: tuple[Category, ...]

    def __str__(self) -> str:
        return f"accept: [{', '.join(self.granted)}]"


def _planned(value: Any) -> Journey | PartialAcceptance:
    if isinstance(value, Journey | PartialAcceptance):
        return value
    if isinstance(value, Mapping):
        return partial_acceptance(value)
    if not isinstance(value, str):
        raise ValueError(f"must be one word: write one of {', '.join(Journey)}; or {_WRITE}")
    if value not in set(Journey):
        raise ValueError(f"{quoted(value)} is not known{did_you_mean(value, map(str, Journey))}")
    return Journey(value)


def partial_acceptance(value: Mapping[str, Any]) -> PartialAcceptance:
    """What ``{accept: [CATEGORY, ...]}`` grants. Raises ValueError where it is something else."""
    names = value.get(Journey.ACCEPT)
    if set(value) != {Journey.ACCEPT} or not isinstance(names, list | tuple) or not names:
        raise ValueError(f"a journey is a word, or grants some categories alone: {_WRITE}")
    for name in names:
        if name not in set(_OPTIONAL):
            unknown = f"{quoted(name)} is no category that can be granted"
            raise ValueError(unknown + did_you_mean(str(name), map(str, _OPTIONAL)))
    return PartialAcceptance(tuple(one for one in _OPTIONAL if one in names))


CATEGORIES_IN_JSON: dict[str, Any] = {
    "type": "array",
    "items": {"enum": [str(one) for one in _OPTIONAL]},
    "minItems": 1,
}
_IN_JSON: dict[str, Any] = {
    "anyOf": [
        {"enum": [str(one) for one in Journey]},
        {
            "type": "object",
            "properties": {"accept": CATEGORIES_IN_JSON},
            "required": ["accept"],
            "additionalProperties": False,
        },
    ]
}
PlannedJourney = Annotated[
    Journey | PartialAcceptance, BeforeValidator(_planned), WithJsonSchema(_IN_JSON)
]
"""What may stand in a site's ``journeys``."""
