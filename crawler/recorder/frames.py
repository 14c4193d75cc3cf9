"""The frames of a page: by which URL each document came, and where it has its cookies from."""

from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from crawler.devtools import Params

WEB = ("http", "https")
EMPTY = "about:blank"


@dataclass(slots=True)
class Frame:
    """A frame's document, the frame around it, and what the document said its URL was later.

    ``begun`` tells that it had a document before, ``initial`` that its first, empty one is there.
    """

    url: str = ""
    parent: str = ""
    renamed: set[str] = field(default_factory=set)
    begun: bool = False
    initial: bool = False


class Frames:
    """The frames of one target, by DevTools' ids."""

    def __init__(self) -> None:
        self._known: dict[str, Frame] = {}

    def learn(self, method: str, params: Params) -> None:
        """Take in one event of the Page domain; others are passed over."""
        match method:
            case "Page.frameAttached":
                self._known[params["frameId"]] = Frame(parent=params["parentFrameId"])
            case "Page.frameNavigated":
                frame = params["frame"]
                begun = self._known.get(frame["id"], Frame()).begun
                initial = not begun and frame["url"] == EMPTY
                self._known[frame["id"]] = Frame(
                    frame["url"], frame.get("parentId", ""), begun=True, initial=initial
                )
            case "Page.frameDetached" if params.get("reason") == "swap":
                # Its document is another process's from now on.
                self._known.setdefault(params["frameId"], Frame()).begun = True
            case "Page.navigatedWithinDocument":
                known = self._known.setdefault(params["frameId"], Frame())
                known.renamed.add(urldefrag(params["url"]).url)

    def __contains__(self, frame_id: str) -> bool:
        """Whether a frame is, or was, one of them."""
        return frame_id in self._known

    def initial(self, frame_id: str) -> bool:
        """Whether a frame still has the empty document that it came with (HTML, 7.3.1.1)."""
        return self._known.get(frame_id, Frame()).initial

    def url_of(self, frame_id: str) -> str:
        """The URL that a frame's document was loaded from; empty where none is known."""
        return self._known.get(frame_id, Frame()).url

    def loaded_from(self, document_url: str, frame_id: str) -> str:
        """The URL that a document was loaded from, whatever ``history.pushState`` made of it.

        Chromium takes the default path of cookies from that (measured, Chromium 156).
        """
        named = urldefrag(document_url).url
        for frame in (self._known.get(frame_id, Frame()), *self._known.values()):
            if urlsplit(frame.url).scheme in WEB and named in (frame.url, *frame.renamed):
                return frame.url
        return document_url

    def around(self, frame_id: str) -> str:
        """The http(s) URL of the frame or of the next one around it that has one, else empty."""
        seen: set[str] = set()
        while frame_id and frame_id not in seen:
            seen.add(frame_id)
            frame = self._known.get(frame_id, Frame())
            if urlsplit(frame.url).scheme in WEB:
                return frame.url
            frame_id = frame.parent
        return ""
