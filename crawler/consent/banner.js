// Finds a consent banner by what a person would see: its words, its place, its buttons.
// Given the patterns of words.py; returns the level of certainty, the banner and its buttons.
(patterns) => {
  const words = Object.fromEntries(
    Object.entries(patterns).map(([kind, pattern]) => [kind, new RegExp(pattern)]));
  const LONGEST_BANNER = 8000, LONGEST_LABEL = 90, MOST_ELEMENTS = 200000;
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
  const meant = (LABELS)(words);
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
  // Old bars have plain links for buttons, which lead back to the page.
  const chooses = (element, kind) =>
    ['accept', 'reject'].includes(kind) && element.origin === location.origin;
  const framed = window !== window.top;
  const certain = (element) => {
    for (let one = element; one && !whole(one); one = above(one)) {
      if (overlays(one) || named(one)) return true;
    }
    return framed;
  };
  // A newsletter or a login asks for something to be typed; a banner has at most a search for
  // partners, beside its two buttons.
  const TYPED = 'input:not([type]),input[type="email"],input[type="text"],input[type="tel"],' +
    'input[type="password"],input[type="search"],textarea';
  const asks = (element) => [...element.querySelectorAll(TYPED)].some(visible);
  // A container of the whole page says and offers everything, none of it together.
  const spans = (element) =>
    (text(element).length > LONGEST_BANNER && !overlays(element)) ||
    (element.querySelector('main,article,footer,header,nav') !== null && !certain(element));
  const bannerAround = (element) => {
    for (let one = above(element); one; one = above(one)) {
      if (whole(one) && !framed) return null;
      if (spans(one) && !whole(one)) return null;
      if (words.subject.test(text(one))) return one;
    }
    return null;
  };
  const outermost = (element) => {
    let best = element;
    for (let one = element; one && !whole(one); one = above(one)) {
      if (overlays(one) || named(one)) best = one;
    }
    return spans(best) ? element : best;
  };

  const elements = everything(document);
  if (elements.length > MOST_ELEMENTS) {
    return { level: 'unsearched', text: 'the page is too large to be searched for a banner' };
  }
  const banners = [];
  for (const element of elements) {
    if (!element.matches(CLICKABLE) || !visible(element)) continue;
    const { kind, rank } = kindOf(element);
    if (!kind) continue;
    const inner = bannerAround(element);
    if (!inner) continue;
    const banner = outermost(inner);
    if (leaves(element) && !(chooses(element, kind) && certain(banner))) continue;
    let known = banners.find(([one]) => one === banner);
    if (!known) banners.push(known = [banner, {}, {}]);
    if (rank > (known[2][kind] ?? -1)) {
      known[1][kind] = element;
      known[2][kind] = rank;
    }
  }
  const weight = ([banner, buttons]) =>
    (buttons.accept ? 4 : 0) + (buttons.reject ? 4 : 0) + (buttons.settings ? 1 : 0) +
    (certain(banner) ? 3 : 0);
  const asking = ([banner, buttons]) => asks(banner) && !(buttons.accept && buttons.reject);
  const best = banners.filter((one) => !asking(one))
    .sort((one, other) => weight(other) - weight(one))[0];
  if (best && (best[1].accept || best[1].reject)) {
    return { level: 'operable', element: best[0], text: text(best[0]).slice(0, 300), ...best[1] };
  }
  const area = (element) => {
    const box = element.getBoundingClientRect();
    return (box.width * box.height) / (innerWidth * innerHeight);
  };
  // A site's own head and navigation lie over the page too. Links inside a sentence are none of it.
  const listed = (link) => text(link.parentElement ?? link).length < 2 * text(link).length + 10;
  const navigates = (element) =>
    element.closest('header,nav,[role="banner"],[role="navigation"]') !== null ||
    element.querySelector('nav,[role="navigation"]') !== null ||
    [...element.querySelectorAll('a[href]')].filter((one) => leaves(one) && listed(one)).length > 2;
  const footer = (element) => element.closest('footer,[role="contentinfo"]') !== null;
  const seen = elements.find((element) => {
    if (whole(element) || !(overlays(element) || (named(element) && best))) return false;
    if (!visible(element) || asks(element) || (navigates(element) && !best)) return false;
    const said = text(element);
    if (!words.subject.test(said)) return false;
    return said.length > 40 || area(element) > 0.05;
  });
  if (seen) return { level: 'seen', element: seen, text: text(seen).slice(0, 300) };
  // A block in the page's flow that speaks of cookies, or links to a policy, over buttons that no
  // word list knows.
  const CLOSES = /^([x×✕✖✗⨯╳]|close|dismiss|fermer|schlie(ß|ss)en|cerrar|chiudi|fechar|sluiten|zamknij|stäng)$/;
  const buttonsOf = (element) =>
    [...element.querySelectorAll('button,[role="button"],input[type="button"],[onclick]')]
      .filter(visible);
  const POLICY = /cookie|privacy|gdpr|rgpd|dsgvo|data-?protection|datenschutz|personal-?data/;
  const linksToPolicy = (element) => [...element.querySelectorAll('a[href]')]
    .some((link) => POLICY.test(clean(link.getAttribute('href'))));
  const block = elements.find((element) => {
    if (whole(element) || footer(element) || !visible(element)) return false;
    if (text(element).length >= 1000 || asks(element) || navigates(element) || spans(element)) {
      return false;
    }
    const buttons = buttonsOf(element);
    if (buttons.length > 6) return false;
    if (words.subject.test(text(element)) || named(element)) {
      return buttons.length > 1 || buttons.some((one) => CLOSES.test(label(one)));
    }
    return buttons.length > 0 && linksToPolicy(element) && text(element).length > 40;
  });
  if (block) return { level: 'seen', element: block, text: text(block).slice(0, 300) };
  // Something that lies over the page, in whatever language or picture.
  const covers = (element) => {
    const { position, zIndex } = getComputedStyle(element);
    if (position === 'sticky') return element.getBoundingClientRect().bottom >= innerHeight - 1;
    return position !== 'absolute' || (whole(element.parentElement ?? element) && zIndex > 0);
  };
  const over = elements.find((element) => !whole(element) &&
    (overlays(element) || getComputedStyle(element).position === 'absolute') &&
    covers(element) && visible(element) && area(element) > 0.03 &&
    !asks(element) && !navigates(element) && !footer(element) &&
    element.querySelector(`${CLICKABLE},img,svg,canvas,iframe`) !== null);
  if (over) return { level: 'overlay', element: over, text: text(over).slice(0, 300) };
  return { level: 'none' };
}
