"""Messages to where people look: mail, chats and web hooks, by Apprise.

An address of Apprise's holds passwords and tokens. It is read where it is kept when a message is
sent, and stands in no sentence, log or error; a target is named by where its address is kept.
"""

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from crawler.alerts import Message
from crawler.declared import NotifyTarget


def send(message: Message, targets: Iterable[NotifyTarget]) -> Iterator[str]:
    """Send a message to each target; gives a sentence for each that did not take it."""
    with _quiet():
        for target in targets:
            if why := _refused(message, target):
                yield f"the message to {target.said} was not sent: {why}"


def _refused(message: Message, target: NotifyTarget) -> str:
    """Send to one target; why it was not sent, empty where it was."""
    from apprise import Apprise, AppriseAsset, NotifyFormat  # noqa: PLC0415 - half a second

    try:
        url = target.url.read()
    except ValueError as error:
        return str(error)
    asset = AppriseAsset(app_id="cookie-audit", async_mode=False, secure_logging=True)
    sender = Apprise(asset=asset)
    try:
        if not sender.add(url):
            return "what is kept there is no address of Apprise's, such as mailto:// or slack://"
        taken = sender.notify(title=message.title, body=message.body, body_format=NotifyFormat.TEXT)
    except Exception as error:  # noqa: BLE001 - its text may hold the address
        return f"it failed ({type(error).__name__})"
    return "" if taken else "the other side did not take it, or could not be reached"


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what Apprise and its libraries log and warn, in which addresses stand."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
