"""Which parts of a value in storage give somebody away where they stand in an address."""

import json
from collections.abc import Iterator

# Longer values hold whole documents; nobody puts these into addresses.
LONGEST = 4096
MOST_TEXTS = 50


def secrets_in(value: str) -> Iterator[str]:
    """What is to be kept out of sight because of a value.

    Of JSON these are texts with a digit; words and addresses in it are common.
    """
    if len(value) > LONGEST:
        return
    if value[:1] not in ("{", "["):
        yield value
        return
    try:
        leaves = list(_leaves(json.loads(value)))
    except (ValueError, RecursionError):
        return
    texts = (one for one in leaves if "/" not in one and any(map(str.isdigit, one)))
    yield from list(dict.fromkeys(texts))[:MOST_TEXTS]


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, str):
        yield value
