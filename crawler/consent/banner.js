// Finds a consent banner by what a person would see: its words, its place, its buttons.
// Given the patterns of words.py; returns the level of certainty, the banner and its buttons.
(patterns) => {
  const words = Object.fromEntries(
    Object.entries(patterns).map(([kind, pattern]) => [kind, new RegExp(pattern)]));
  const LONGEST_BANNER = 8000, LONGEST_LABEL = 90, MOST_ELEMENTS = 60000;
  const CLICKABLE = 'button,a,[role="button"],[role="link"],input[type="button"],' +
    'input[type="submit"],[onclick],[tabindex]:not([tabindex="-1"]),summary';
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
  const text = (element) => {
    const own = clean(element.innerText);
    const shadow = element.shadowRoot
      ? [...element.shadowRoot.children].map((child) => clean(child.innerText)).join(' ') : '';
    return `${own} ${shadow}`.trim();
  };
  const label = (element) => clean(element.innerText) || clean(element.value) ||
    clean(element.getAttribute('aria-label')) || clean(element.title) ||
    clean([...element.querySelectorAll('img[alt]')].map((image) => image.alt).join(' '));
  const visible = VISIBLE;
  const overlays = (element) =>
    ['fixed', 'sticky'].includes(getComputedStyle(element).position) ||
    element.matches('dialog[open],[role="dialog"],[role="alertdialog"],[aria-modal="true"]');
  const named = (element) => NAMED.test(clean(`${element.id} ${element.getAttribute('class')}`));
  const whole = (element) => ['html', 'body'].includes(element.localName);
  const kindOf = (element) => {
    const said = label(element);
    if (!said || said.length > LONGEST_LABEL) return '';
    return ['pay', 'reject', 'save', 'settings', 'accept'].find((kind) => words[kind].test(said)) ?? '';
  };
  const leaves = (element) => {
    if (element.localName !== 'a' || !element.href || element.getAttribute('role') === 'button') {
      return false;
    }
    return element.protocol !== 'javascript:' &&
      element.href.split('#')[0] !== location.href.split('#')[0];
  };
  const framed = window !== window.top;
  const bannerAround = (element) => {
    for (let one = above(element); one; one = above(one)) {
      if (whole(one) && !framed) return null;
      const said = text(one);
      if (said.length > LONGEST_BANNER) return null;
      if (words.subject.test(said)) return one;
    }
    return null;
  };
  const outermost = (element) => {
    let best = element;
    for (let one = element; one && !whole(one); one = above(one)) {
      if (overlays(one) || named(one)) best = one;
    }
    return text(best).length > LONGEST_BANNER ? element : best;
  };
  const certain = (element) => {
    for (let one = element; one && !whole(one); one = above(one)) {
      if (overlays(one) || named(one)) return true;
    }
    return framed;
  };

  const elements = everything(document);
  const banners = new Map();
  for (const element of elements) {
    if (!element.matches(CLICKABLE) || leaves(element) || !visible(element)) continue;
    const kind = kindOf(element);
    if (!kind) continue;
    const inner = bannerAround(element);
    if (!inner) continue;
    const banner = outermost(inner);
    if (!banners.has(banner)) banners.set(banner, {});
    banners.get(banner)[kind] ??= element;
  }
  const weight = ([banner, buttons]) =>
    (buttons.accept ? 4 : 0) + (buttons.reject ? 4 : 0) + (buttons.settings ? 1 : 0) +
    (certain(banner) ? 3 : 0);
  const best = [...banners].sort((one, other) => weight(other) - weight(one))[0];
  if (best && (best[1].accept || best[1].reject)) {
    return { level: 'operable', element: best[0], text: text(best[0]).slice(0, 300), ...best[1] };
  }
  const area = (element) => {
    const box = element.getBoundingClientRect();
    return (box.width * box.height) / (innerWidth * innerHeight);
  };
  const seen = elements.find((element) => {
    if (whole(element) || !(overlays(element) || (named(element) && best))) return false;
    if (!visible(element)) return false;
    const said = text(element);
    if (said.length > LONGEST_BANNER || !words.subject.test(said)) return false;
    return said.length > 40 || area(element) > 0.05;
  });
  if (seen) return { level: 'seen', element: seen, text: text(seen).slice(0, 300) };
  return { level: 'none' };
}
