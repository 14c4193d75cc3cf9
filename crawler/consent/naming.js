// Names an element so that a person, or a step of the declaration, finds it again: selectors that
// match nothing else on the page, the best first; the frame that it is in, from the outermost; the
// hosts of its open shadow roots; its label.
(element) => {
  const MOST_LABEL = 90, MOST_SPOKEN = 60, MOST_MATCHES = 2;
  const PRESSED = 'button,a,[role="button"],[role="switch"],[role="checkbox"],input,label,summary,' +
    '[onclick]';
  // What tools generate anew with every build is no name.
  const LASTING = /^[a-z][a-z_-]{2,}\d{0,2}$/i, NUMBERED = /\d{4}|[0-9a-f]{12}/i;
  const ATTRIBUTES = ['data-testid', 'data-test', 'data-action', 'data-role', 'data-cc', 'name',
    'aria-label', 'title', 'value'];

  const above = (one) => one.parentElement ??
    (one.getRootNode() instanceof ShadowRoot ? one.getRootNode().host : null);
  const roots = (root, found = [root]) => {
    for (const one of root.querySelectorAll('*')) {
      if (one.shadowRoot) { found.push(one.shadowRoot); roots(one.shadowRoot, found); }
    }
    return found;
  };
  const everywhere = (document) => {
    const all = roots(document);
    return (selector) => all.flatMap((root) => [...root.querySelectorAll(selector)]);
  };
  const clean = (text) => (text ?? '').toString().replace(/\s+/g, ' ').trim();
  // What a web component's button says may be slotted into it from outside its shadow root.
  const slotted = (one) => [...one.querySelectorAll('slot')]
    .flatMap((slot) => slot.assignedNodes({ flatten: true }))
    .map((node) => clean(node.innerText ?? node.textContent)).join(' ').trim();
  const label = (one) => (clean(one.innerText) || slotted(one) || clean(one.value) ||
    clean(one.getAttribute('aria-label')) || clean(one.title) ||
    clean(one.querySelector?.('img[alt]')?.alt)).slice(0, MOST_LABEL);
  const quoted = (text) => `"${text.replace(/[\\"]/g, '\\$&')}"`;

  const names = (one, find) => {
    const only = (selector) => {
      const found = find(selector).slice(0, MOST_MATCHES);
      return found.length === 1 && found[0] === one;
    };
    const tag = one.localName, said = label(one), simple = [];
    if (one.id && !NUMBERED.test(one.id)) simple.push(`#${CSS.escape(one.id)}`);
    for (const name of ATTRIBUTES) {
      const value = one.getAttribute(name);
      if (value && value.length <= MOST_LABEL && !NUMBERED.test(value)) {
        simple.push(`${tag}[${name}=${quoted(value)}]`);
      }
    }
    const classes = [...one.classList].filter((name) => LASTING.test(name));
    for (const name of classes) simple.push(`${tag}.${name}`);
    if (classes.length > 1) simple.push(`${tag}.${classes.join('.')}`);
    const found = simple.filter(only);
    const spoken = said && said.length <= MOST_SPOKEN && find(tag)
      .filter((other) => clean(other.textContent).toLowerCase().includes(said.toLowerCase()));
    if (spoken && spoken.length === 1 && spoken[0] === one) {
      found.splice(1, 0, `${tag}:has-text(${quoted(said)})`);
    }
    return found;
  };
  const nth = (one) => {
    const siblings = [...(one.parentNode?.children ?? [])]
      .filter((other) => other.localName === one.localName);
    return siblings.length < 2 ? one.localName
      : `${one.localName}:nth-of-type(${siblings.indexOf(one) + 1})`;
  };
  // Down from the nearest element that has a name of its own, which step by step is always one.
  const path = (one, find) => {
    const steps = [nth(one)];
    for (let outer = above(one); outer; outer = above(outer)) {
      const [own] = outer.localName === 'body' ? ['body'] : names(outer, find);
      steps.unshift(own ?? nth(outer));
      if (own) break;
    }
    return steps.join(' > ');
  };
  const selectors = (one) => {
    const find = everywhere(one.ownerDocument);
    return [...names(one, find), path(one, find)];
  };
  const hosts = (one) => {
    const found = [];
    for (let root = one.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
      found.unshift(root.host.localName + (root.host.id ? `#${root.host.id}` : ''));
    }
    return found;
  };
  // Frames of other sites do not show their element: their address names them.
  const frames = () => {
    const found = [];
    for (let inner = window; inner !== inner.parent; inner = inner.parent) {
      let holder = null;
      try { holder = inner.frameElement; } catch { /* of another site */ }
      if (!holder) {
        const address = inner.location.href.split(/[?#]/);
        found.unshift(address[0] + (address.length > 1 ? '*' : ''));
        break;
      }
      found.unshift(selectors(holder)[0]);
    }
    return found;
  };
  const shown = (one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && one.checkVisibility({ visibilityProperty: true });
  };
  const pressed = (one) => {
    for (let outer = one; outer; outer = above(outer)) if (outer.matches(PRESSED)) return outer;
    return one;
  };
  const named = pressed(element);
  return {
    selectors: selectors(named), frames: frames(), hosts: hosts(named), label: label(named),
    shown: shown(named),
    box: named.localName === 'input' && named.type === 'checkbox', checked: named.checked === true,
  };
}
