// The links of a document, in its order; those in open shadow roots and drawings, too. Of each:
// where it leads, what it says, the chain of elements it stands in, what makes more than a link of it.
(most) => {
  const ACTS = ['data-method', 'data-turbo-method', 'data-confirm', 'data-turbo-confirm', 'formaction',
    'hx-post', 'hx-put', 'hx-patch', 'hx-delete'];
  const GOES = /^\s*(return\s+)?(true|false)?;?\s*$/;
  const found = [];
  const said = (element) => {
    const pictures = [...element.querySelectorAll('img[alt], [aria-label], svg title')].slice(0, 5);
    return [
      (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 400),
      element.getAttribute('aria-label'),
      element.getAttribute('title'),
      ...pictures.map((one) => one.getAttribute('alt') ?? one.getAttribute('aria-label') ?? one.textContent),
    ].filter((word) => typeof word === 'string' && word);
  };
  const place = (element) => {
    const chain = [];
    for (let one = element; one && chain.length < 6; one = one.parentElement) {
      chain.push(`${one.localName}.${[...one.classList].slice(0, 3).join('.')}`);
    }
    return chain.join('<');
  };
  const acts = (element) => {
    for (const name of ACTS) {
      const value = element.getAttribute(name);
      if (value !== null && !(name.endsWith('method') && /^get$/i.test(value.trim()))) return name;
    }
    const script = element.getAttribute('onclick');
    if (script !== null && !GOES.test(script)) return `onclick: ${script.slice(0, 300)}`;
    return '';
  };
  const read = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (found.length >= most) return;
      if (element.shadowRoot) read(element.shadowRoot);
      if (!['a', 'area'].includes(element.localName)) continue;
      const href = element.getAttribute('href') ?? element.getAttribute('xlink:href');
      if (href === null) continue;
      try {
        const address = new URL(href.trim(), document.baseURI).href;
        found.push([address, said(element), place(element), acts(element)]);
      } catch {
        continue;
      }
    }
  };
  read(document);
  return found;
}
