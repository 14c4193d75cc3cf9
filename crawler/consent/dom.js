// What the finders ask of a page's elements. Given the patterns of words.py as RegExps, by name.
(words) => {
  const LONGEST_BANNER = 8000, LONGEST_LABEL = 90, MOST_ELEMENTS = 200000;
  const CLICKABLE = 'button,a,[role="button"],[role="link"],input[type="button"],' +
    'input[type="submit"],input[type="image"],[onclick],[tabindex]:not([tabindex="-1"]),summary';
  const NAMED = /cookie|consent|gdpr|rgpd|\bcmp\b|ccpa|privacy/;

  const everything = (root, found = []) => {
    for (const element of root.querySelectorAll('*')) {
      if (found.length > MOST_ELEMENTS) break;
      found.push(element);
      if (element.shadowRoot) everything(element.shadowRoot, found);
    }
    return found;
  };
  const above = (element) => element.parentElement ??
    (element.getRootNode() instanceof ShadowRoot ? element.getRootNode().host : null);
  const clean = (text) => (text ?? '').toString().trim().toLowerCase().replace(/\s+/g, ' ');
  // What stands in the slots of a web component is written outside its shadow root, where
  // innerText does not look for it.
  const slotted = (element) => element.getRootNode() instanceof ShadowRoot
    ? [...element.querySelectorAll('slot')].flatMap((slot) => slot.assignedNodes({ flatten: true }))
      .map((node) => clean(node.innerText ?? node.textContent)).join(' ').trim() : '';
  const text = (element) => {
    const own = `${slotted(element)} ${clean(element.innerText)}`;
    const shadow = element.shadowRoot
      ? [...element.shadowRoot.children].map((child) => clean(child.innerText)).join(' ') : '';
    return `${own.trim()} ${shadow}`.trim();
  };
  // What a button says by letters; a cross or a tick alone only where it says nothing else.
  const label = (element) => {
    const said = [
      element.innerText, slotted(element), element.value, element.getAttribute('aria-label'),
      element.getAttribute('alt'), element.title,
      [...element.querySelectorAll('img[alt]')].map((image) => image.alt).join(' '),
    ].map(clean);
    return said.find((one) => /\p{L}/u.test(one)) ?? said.find(Boolean) ?? '';
  };
  const visible = VISIBLE;
  const overlays = (element) =>
    ['fixed', 'sticky'].includes(getComputedStyle(element).position) ||
    element.matches('dialog[open],[role="dialog"],[role="alertdialog"],[aria-modal="true"]');
  const named = (element) => NAMED.test(clean(`${element.id} ${element.getAttribute('class')}`));
  const whole = (element) => ['html', 'body'].includes(element.localName);
  const meant = (LABELS)(words);
  // The same of a switch's name, where "Disable marketing" refuses all that the switch stands for.
  const ofSwitch = Object.assign((said) => {
    const found = meant(said);
    return found.refuses ? { kind: 'reject', rank: 2 } : found;
  }, meant);
  // What unfolds or switches is no decision by itself.
  const UNFOLDS = '[role="switch"],[role="checkbox"],[role="tab"],[aria-expanded],summary';
  const kindOf = (element) => {
    const said = label(element);
    const found = said && said.length <= LONGEST_LABEL ? meant(said) : { kind: '' };
    return element.matches(UNFOLDS) && found.kind !== 'settings' ? { kind: '' } : found;
  };
  const leaves = (element) => {
    if (element.localName !== 'a' || !element.href || element.getAttribute('role') === 'button') {
      return false;
    }
    return element.protocol !== 'javascript:' &&
      element.href.split('#')[0] !== location.href.split('#')[0];
  };
  const framed = window !== window.top;
  const within = (element, test) => {
    for (let one = element; one && !whole(one); one = above(one)) if (test(one)) return true;
    return framed;
  };
  const certain = (element) => within(element, (one) => overlays(one) || named(one));
  // What only a script makes a button of shows it by the pointer.
  const pointed = (element) => element.childElementCount < 3 && !element.closest(CLICKABLE) &&
    clean(element.textContent).length <= LONGEST_LABEL && words.decisive.test(meant.plain(label(element))) &&
    getComputedStyle(element).cursor === 'pointer' && !whole(element) &&
    getComputedStyle(above(element) ?? element).cursor !== 'pointer';
  const pressable = (element) => element.matches(CLICKABLE) || pointed(element);
  // Whether something else lies over its middle, so that no one could press it.
  const covered = (element) => {
    const box = element.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
    const hit = element.getRootNode().elementFromPoint?.(x, y), top = hit?.assignedSlot ?? hit;
    return Boolean(top) && !holds(element, top) && !holds(top, element);
  };
  // A container of the whole page says and offers everything, none of it together.
  const spans = (element) =>
    (text(element).length > LONGEST_BANNER && !overlays(element)) ||
    (element.querySelector('main,article,footer,header,nav') !== null && !certain(element));
  const holds = (element, inner) => {
    for (let one = inner; one; one = above(one)) if (one === element) return true;
    return false;
  };
  const outermost = (element) => {
    let best = element;
    for (let one = element; one && !whole(one); one = above(one)) {
      if (overlays(one) || named(one)) best = one;
    }
    return spans(best) ? element : best;
  };
  return {
    CLICKABLE, MOST_ELEMENTS, above, certain, clean, covered, everything, framed, holds, kindOf,
    label, leaves, decided: meant, meant: ofSwitch, named, outermost, overlays, pressable, slotted, spans, text,
    visible, whole, within,
  };
}
