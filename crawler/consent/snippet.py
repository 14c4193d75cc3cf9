"""Steps as they stand in a declaration, to be copied into one."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from crawler.declared import Choice, Step


def once(steps: Iterable[Step | None]) -> Iterator[Step]:
    """The steps; of one that was done again at once the second may find nothing more to do."""
    last: Step | None = None
    for step in steps:
        if step and step != last:
            yield step
        elif step:
            yield step.model_copy(update={"optional": True, "timeout": 1.0})
        last = step


def as_yaml(step: Step | None) -> str:
    """A step as it stands in a declaration, on one line."""
    if step is None:
        return "for which no selector was found"
    parts = [f"{step.action}: {yaml_quoted(step.selector or step.evaluate or '')}"]
    if step.frame:
        parts.append(f"frame: [{', '.join(map(yaml_quoted, step.frame))}]")
    if step.optional:
        parts.append(f"optional: true, timeout: {step.limit_s:g}s")
    return parts[0] if len(parts) == 1 else "{" + ", ".join(parts) + "}"


def yaml_quoted(text: str) -> str:
    """In quotes, as YAML reads it: single ones where nothing in them must be escaped."""
    plain = '"' in text and not {"'", "\\"} & set(text)
    return f"'{text}'" if plain else json.dumps(text, ensure_ascii=False)


def snippet(steps: Mapping[Choice, tuple[Step, ...]]) -> Sequence[str]:
    """The lines of a site's ``consent:`` that declare these steps."""
    lines = ["consent:"]
    for choice, those in steps.items():
        lines += [f"  {choice}:", *(f"    - {as_yaml(step)}" for step in those)]
    return lines
