"""Text from a site, made fit to be shown: on a terminal, in a table, in a report."""


def printable(text: str) -> str:
    r"""Show what cannot be seen or would act on its reader, as ``\x1b`` or ``\u202e``.

    That is every control and format character (bidirectional overrides and zero-width ones
    among them), every surrogate without its partner, and every space other than the plain one.
    """
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )


def shortened(text: str, limit: int) -> str:
    """Cut the end off a text longer than ``limit`` characters, and say how long it was."""
    if len(text) <= limit:
        return text
    note = f"… ({len(text)} characters)"
    return text[: max(limit - len(note), 0)] + note
