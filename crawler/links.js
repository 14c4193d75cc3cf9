// Where the links of a document lead, in its order; those in open shadow roots and drawings, too.
(most) => {
  const found = [];
  const read = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (found.length >= most) return;
      if (element.shadowRoot) read(element.shadowRoot);
      if (!['a', 'area'].includes(element.localName)) continue;
      const href = element.getAttribute('href') ?? element.getAttribute('xlink:href');
      if (href === null) continue;
      try {
        found.push(new URL(href.trim(), document.baseURI).href);
      } catch {
        continue;
      }
    }
  };
  read(document);
  return found;
}
