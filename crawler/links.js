// The links of a document, in its order; those in open shadow roots and drawings, too. Of each:
// where it leads, what it says, the chain of elements it stands in, what makes more than a link of it.
(most) => {
  const ACTS = ['data-method', 'data-turbo-method', 'data-confirm', 'data-turbo-confirm', 'formaction',
    'hx-post', 'hx-put', 'hx-patch', 'hx-delete'];
  const GOES = /^\s*(return\s+)?(true|false)?;?\s*$/;
  const found = [];
  // What a link without words is called by those who made it: an icon's name, an id.
  const names = (element) => {
    const icons = [...element.querySelectorAll('i, span, svg, use, img')].slice(0, 5);
    const drawn = icons.map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? '')
      .map((address) => address.split(/[/#]/).pop().replace(/\.\w+$/, ''));
    return [element, ...icons].flatMap((one) => [one.id, ...one.classList]).concat(drawn)
      .flatMap((name) => [name, name.replace(/^[a-z]+-/, '')]).slice(0, 40);
  };
  const said = (element) => {
    const pictures = [...element.querySelectorAll('img[alt], [aria-label], svg title')].slice(0, 5);
    const referred = ['aria-labelledby', 'aria-describedby']
      .flatMap((name) => (element.getAttribute(name) ?? '').split(/\s+/)).filter((id) => id).slice(0, 5)
      .map((id) => element.getRootNode().getElementById?.(id)?.textContent?.replace(/\s+/g, ' ').trim().slice(0, 400));
    const words = [
      (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 400),
      element.getAttribute('aria-label'),
      element.getAttribute('title'),
      ...referred,
      ...pictures.map((one) => one.getAttribute('alt') ?? one.getAttribute('aria-label') ?? one.textContent),
    ].filter((word) => typeof word === 'string' && word);
    return words.some((word) => /\p{L}\p{L}/u.test(word)) ? words : [...words, ...names(element)];
  };
  const place = (element) => {
    const chain = [];
    for (let one = element; one && chain.length < 6; one = one.parentElement) {
      chain.push(`${one.localName}.${[...one.classList].slice(0, 3).join('.')}`);
    }
    return chain.join('<');
  };
  const METHOD = /(^|[-_])(method|verb)$/i;
  const acts = (element) => {
    for (const { name, value } of element.attributes) {
      if (METHOD.test(name) && /^(post|put|patch|delete)$/i.test(value.trim())) return name;
    }
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
