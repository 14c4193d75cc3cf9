"""Banners in closed shadow roots: no script of ours can look inside, the browser's snapshot can."""

import re
from collections.abc import Iterator

from crawler.consent.words import SUBJECT
from crawler.devtools import Params, TargetGone
from crawler.tab import Tab

_SUBJECT = re.compile(SUBJECT)


async def closed_banner(tab: Tab) -> str:
    """What a closed shadow root says of cookies or consent, visibly; empty where none does."""
    for target in tab.targets:
        try:
            snapshot = await tab.devtools.send(
                "DOMSnapshot.captureSnapshot", {"computedStyles": []}, target.session
            )
        except TargetGone:
            continue
        for text in _closed_texts(snapshot):
            if _SUBJECT.search(text.lower()):
                return text
    return ""


def _closed_texts(snapshot: Params) -> Iterator[str]:
    """The texts with a place on the page that lie inside a closed shadow root."""
    strings = snapshot["strings"]
    for document in snapshot["documents"]:
        nodes, layout = document["nodes"], document["layout"]
        kinds = nodes.get("shadowRootType", {"index": [], "value": []})
        closed = {
            index
            for index, kind in zip(kinds["index"], kinds["value"], strict=True)
            if strings[kind] == "closed"
        }
        parents = nodes["parentIndex"]
        for node, text in zip(layout["nodeIndex"], layout["text"], strict=True):
            if text >= 0 and _within(node, parents, closed):
                yield strings[text]


def _within(node: int, parents: list[int], roots: set[int]) -> bool:
    while node >= 0:
        if node in roots:
            return True
        node = parents[node]
    return False
