// Tells of every click in a document, just before the page hears of it: the element's names.
if (!globalThis.cookieAuditClicks) {
  globalThis.cookieAuditClicks = true;
  const naming = (NAMING), SAME_CLICK_MS = 100;
  let last = null;
  // A click on a label brings one on its box along.
  const follows = (element, at) => last && at - last.at < SAME_CLICK_MS &&
    [...(element.labels ?? [])].some((label) => label.contains(last.element));
  addEventListener('click', (event) => {
    const [element] = event.composedPath();
    if (!(element instanceof Element) || follows(element, event.timeStamp)) return;
    last = { element, at: event.timeStamp };
    globalThis.BINDING(JSON.stringify(naming(element)));
  }, true);
}
