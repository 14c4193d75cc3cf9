"""Pydantic's errors as sentences that say what is wrong and what would be right."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from crawler.declared.access import ClientCertificate, HttpAuth, ProxySettings
from crawler.declared.consent_steps import (
    CHOICES,
    ConsentSteps,
    Fill,
    PartialSteps,
    Press,
    Step,
    WaitFor,
)
from crawler.declared.cookie import DeclaredCookie
from crawler.declared.declaration import (
    BrowserSettings,
    Declaration,
    Evidence,
    Policy,
    ReportSettings,
    Waiver,
)
from crawler.declared.document import Place
from crawler.declared.keeping import NotifyTarget, Retention
from crawler.declared.login import FORM, STEPS, LoggedIn, LoginFill, LoginForm, LoginStep
from crawler.declared.model import Model
from crawler.declared.role import Credential, Role
from crawler.declared.site import Crawl, Site
from crawler.declared.wording import did_you_mean, quoted

_STEP: dict[tuple[str, ...], type[Model]] = {
    (): Step,
    ("fill",): Fill,
    ("press",): Press,
    ("wait_for",): WaitFor,
}
MODELS: Mapping[tuple[str, ...], type[Model]] = {
    (): Declaration,
    ("policy",): Policy,
    ("sites", "*"): Site,
    ("sites", "*", "crawl"): Crawl,
    ("sites", "*", "consent"): ConsentSteps,
    **{
        ("sites", "*", "consent", choice, "*", *inner): model
        for choice in CHOICES
        for inner, model in _STEP.items()
    },
    ("sites", "*", "consent", "partial", "*"): PartialSteps,
    **{
        ("sites", "*", "consent", "partial", "*", "steps", "*", *inner): model
        for inner, model in _STEP.items()
    },
    ("sites", "*", "http_auth"): HttpAuth,
    ("sites", "*", "http_auth", "username"): Credential,
    ("sites", "*", "http_auth", "password"): Credential,
    ("sites", "*", "headers", "*"): Credential,
    ("sites", "*", "client_certificate"): ClientCertificate,
    ("sites", "*", "client_certificate", "passphrase"): Credential,
    ("browser", "proxy"): ProxySettings,
    ("browser", "proxy", "username"): Credential,
    ("browser", "proxy", "password"): Credential,
    ("sites", "*", "roles", "*"): Role,
    ("sites", "*", "roles", "*", "login"): LoginForm,
    **{
        ("sites", "*", "roles", "*", "login", "*", *inner): model
        for inner, model in (_STEP | {(): LoginStep, ("fill",): LoginFill}).items()
    },
    ("sites", "*", "roles", "*", "logged_in"): LoggedIn,
    ("sites", "*", "roles", "*", "username"): Credential,
    ("sites", "*", "roles", "*", "password"): Credential,
    ("sites", "*", "roles", "*", "totp"): Credential,
    ("browser",): BrowserSettings,
    ("evidence",): Evidence,
    ("report",): ReportSettings,
    ("cookies", "*"): DeclaredCookie,
    ("waivers", "*"): Waiver,
    ("notify", "*"): NotifyTarget,
    ("notify", "*", "url"): Credential,
    ("retention",): Retention,
}
"""Which keys are known where; ``*`` stands for any name or position."""


# What pydantic puts into places beside the keys of the file.
_NOT_WRITTEN = ("[key]", FORM, STEPS)


def place_of(error: ErrorDetails) -> Place:
    """Where in the file the error is; errors of keys stand at the key."""
    inner = error.get("ctx", {}).get("place", ())
    return tuple(step for step in (*error["loc"], *inner) if step not in _NOT_WRITTEN)


def sentence_of(error: ErrorDetails) -> str:
    """The key and what is wrong with it."""
    place, context = place_of(error), error.get("ctx", {})
    key = next((str(step) for step in reversed(place) if isinstance(step, str)), "the file")
    kind = error["type"]
    if kind == "extra_forbidden":
        return f"unknown key {quoted(key)}{did_you_mean(key, _keys_at(place[:-1]))}"
    if kind == "missing":
        return f"{quoted(key)} is missing here: add it"
    if "sentence" in context:
        return f"{key}: {context['sentence']}"
    if kind == "value_error":
        return f"{key}: {context['error']}"
    say = _SENTENCES.get(kind)
    return f"{key}: {say(error['input'], context) if say else error['msg']}"


def instead_of_nothing(place: Place) -> str:
    """What to write where a key or an entry of a list has no value."""
    if not place or not isinstance(place[-1], str):
        return "write one, or take the line out"
    model = _model_at(place[:-1])
    field = model.model_fields.get(place[-1]) if model else None
    if not field or not field.is_required():
        return "write one, or leave the key out"
    return "write [] for none" if place == ("cookies",) else "write one"


def _keys_at(place: Place) -> list[str]:
    model = _model_at(place)
    return model.known_keys() if model else []


def _model_at(place: Place) -> type[Model] | None:
    for pattern, model in MODELS.items():
        if len(pattern) == len(place) and all(
            one in ("*", step) for one, step in zip(pattern, place, strict=True)
        ):
            return model
    return None


def _one_of(value: Any, context: Mapping[str, Any]) -> str:
    known = re.findall(r"'([^']*)'", context["expected"])
    if not isinstance(value, str):
        return f"must be one word: write one of {', '.join(known)}"
    return f"{quoted(value)} is not known{did_you_mean(value, known)}"


def _fixed(sentence: str) -> Callable[[Any, Mapping[str, Any]], str]:
    return lambda _value, _context: sentence


_TEXT = _fixed("must be text, not a list or mapping: put text with {, [ or ': ' in it in quotes")
_LIST = _fixed("must be a list: write [one, another], or lines that begin with '- '")
_MAPPING = _fixed("must be a mapping: write indented lines of 'key: value'")
_NUMBER = _fixed("must be a whole number such as 50")

_SENTENCES: Mapping[str, Callable[[Any, Mapping[str, Any]], str]] = {
    "string_type": _TEXT,
    "tuple_type": _LIST,
    "model_type": _MAPPING,
    "dict_type": _MAPPING,
    "mapping_type": _MAPPING,
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_from_float": _NUMBER,
    "greater_than_equal": lambda value, context: (
        f"{quoted(value)} is too little: write {context['ge']} or more"
    ),
    "less_than_equal": lambda value, context: (
        f"{quoted(value)} is too much: write {context['le']} or less"
    ),
    "enum": _one_of,
    "string_too_long": lambda _value, context: (
        f"is longer than {context['max_length']} characters: shorten it"
    ),
    # Only the name of an environment variable has a pattern; what stands there may be a secret.
    "string_pattern_mismatch": _fixed("is no name of an environment variable: write one like APP"),
}
