"""The finders that look into documents, each sent once to a document: their patterns are large.

A finder stays in its document as a function that only its handle reaches; no page can see it.
"""

from weakref import WeakKeyDictionary

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, JSHandle

from crawler.consent import words
from crawler.consent.scripts import finder

PATTERNS = {
    "subject": words.SUBJECT,
    "errand": words.ERRAND,
    "cookies": words.COOKIES,
    "age": words.AGE,
    "familiar": words.FAMILIAR,
    **words.LABELS,
}

# By the finder's name, for the document that each frame had when it was last looked at.
_made: WeakKeyDictionary[Frame, dict[str, JSHandle]] = WeakKeyDictionary()


async def look_in(frame: Frame, name: str) -> JSHandle:
    """What the finder of that file's name sees in a frame now. Raises Playwright's Error."""
    known = _made.setdefault(frame, {})
    if name in known:
        try:
            return await known[name].evaluate_handle("look => look()")
        except PlaywrightError:  # its document is gone
            known.pop(name, None)
    look = await frame.evaluate_handle(finder(name), PATTERNS)
    known[name] = look
    return await look.evaluate_handle("look => look()")
