// Finds what a person would press to come back to the choice: links, buttons, icons and badges, by
// what they are called. Given the patterns of words.py as RegExps, and dom.js; returns `facts`, the
// most certain first, and the elements.
(words, {
  CLICKABLE, MOST_ELEMENTS, above, clean, everything, framed, holds, leaves, decided, meant,
  overlays, pressable, slotted, visible, within,
}) => {
  const LONGEST_NAME = 80, MOST = 20;
  const PLATFORM = new RegExp('cookie|consent|gdpr|rgpd|\\bcmp|ccpa|privacy|tarteaucitron|klaro|' +
    'didomi|onetrust|ot-sdk|usercentrics|\\buc[-_]|axeptio|osano|iubenda|\\bcky|cmplz|termly|' +
    'truste|evidon|orejime|cc-revoke|show-?preferences|show-?settings');
  // Written into one word with what they are the settings of, in German, Dutch and Swedish.
  const JOINED = new RegExp('(cookie|datenschutz|privatsphare|einwilligungs|zustimmungs|samtyckes|' +
    'integritets|toestemmings|privacy)-?(?=[a-z]{4})|kak(?=installning)', 'g');
  const KNOWN = ['consent', 'privacy', 'manage', 'settings', 'refuse', 'chosen', 'save', 'analytics',
    'information', 'everything', 'reopen'];
  // What a page about privacy calls itself, in nine languages, and what often stands beside it.
  const DOCUMENT = new RegExp('^(erklarung(en)?|hinweise?|bestimmungen|richtlinien?|ubersicht|' +
    'verklaring|beleid|statement|polic(y|ies)|politique|politica|polityka|pol[iy]tyki|notice|' +
    'charte|declaration|declaracion|declaracao|dichiarazione|informativa|informazioni|aviso|' +
    'oswiadczenie|policyn?|meddelande|information(en|er)?|impressum|imprint|legal(es)?|mentions|' +
    'note|terms|agb|schutz)$');
  const SMALL = new RegExp('^(sull[aeo]|sugli|dell[aeo]|degli|nell[ae]|with|your|this|that|about|' +
    'from|vos|notre|votre|nuestr[ao]s?|sobre|acerca|para|noss[ao]s?|uber|unsere?|ihre?|eure?|' +
    'over|onze|jouw|dotyczac[aey]|plik(i|ow)|naszej?|vara?|website|webseite|site)$');
  // "Data preferences": what is personal, where it can be set.
  const DATA = /\b(data|daten|donnees|datos|dati|dados|gegevens|danych|dane|tracking)\b/;
  const COOKIE = /🍪/u;
  const elements = everything(document);
  if (elements.length > MOST_ELEMENTS) return { facts: null };
  const plain = meant.plain;

  const names = (element) => [
    element.innerText || slotted(element) || (visible(element) ? '' : element.textContent),
    element.getAttribute('aria-label'), element.title, element.value,
    ...[...element.querySelectorAll('img[alt]')].map((image) => image.alt),
    ...[...element.querySelectorAll('svg title')].map((title) => title.textContent),
  ].map(clean).filter((said) => /\p{L}/u.test(said));
  const pictured = (element) => COOKIE.test(element.innerText ?? '') ? ['cookie'] : [];
  const attributes = (element) => [element.id, element.getAttribute('class'),
    element.getAttribute('onclick'), ...Object.keys(element.dataset ?? {}),
    ...Object.values(element.dataset ?? {}),
    leaves(element) ? '' : element.getAttribute('href')].map(clean).join(' ');
  const tellsOf = (element) => {
    const around = above(element);
    const alone = around && around.querySelectorAll(CLICKABLE).length < 2;
    return PLATFORM.test(attributes(element)) || (alone && PLATFORM.test(attributes(around)));
  };
  const submits = (element) => element.form && ['submit', 'image', 'reset'].includes(element.type);
  const within_site = (element) => element.origin === location.origin &&
    !element.hasAttribute('download') && !words.leaves.test(plain(element.pathname));

  const read = (name) => {
    const said = plain(name).replace(JOINED, '$& ').replace(/[^\p{L}\p{N}']+/gu, ' ').trim();
    const has = (concept) => words[concept].test(said);
    const strange = said.split(' ')
      .filter((word) => word.length > 3 && !DOCUMENT.test(word) && !SMALL.test(word) &&
        !KNOWN.some((concept) => words[concept].test(word)));
    return {
      strange: strange.length, cookie: /cookie|\bkak|ciastecz|traceur|tracking/.test(said),
      noun: has('consent') || has('privacy') || /\bkak\b/.test(said), data: DATA.test(said),
      about: has('information') || said.split(' ').some((word) => DOCUMENT.test(word)),
      changes: has('settings') || has('manage') || has('refuse') || has('reopen'),
      choice: has('manage') && has('settings'), elsewhere: has('elsewhere'),
    };
  };
  // How sure it is that this leads to the choice, and in what way.
  const ranked = (element, name, page) => {
    const said = read(name), kind = meant(name).kind;
    // To refuse some of it takes nothing else back.
    if (said.elsewhere || (!page && decided(name).refuses) || ['accept', 'pay', 'save'].includes(kind)) return null;
    if (name.length > LONGEST_NAME || said.strange > 2) return null;
    if (said.noun && said.changes) {
      return page ? { rank: 5, way: 'page' }
        : kind === 'reject' ? { rank: 4, way: 'revokes' } : { rank: 7, way: 'opens' };
    }
    if (page) {
      if (!said.noun) return null;
      return { rank: said.strange ? 0 : said.cookie ? 2 : 1, way: 'page' };
    }
    if ((said.noun || said.changes) && tellsOf(element)) return { rank: 6, way: 'opens' };
    if (said.noun && !said.strange && !said.about) return { rank: 4, way: 'opens' };
    if (said.data && said.changes) return { rank: 3, way: 'opens' };
    if (said.noun && !said.strange) return { rank: 2, way: 'opens' };
    return said.choice && !said.strange ? { rank: 3, way: 'opens' } : null;
  };
  const candidate = (element) => {
    if (submits(element) || element.matches('input:not([type="button"])')) return null;
    const page = leaves(element);
    if (page && (framed || !within_site(element))) return null;
    const own = names(element), said = own.length ? own : pictured(element);
    const name = said[0] ?? '';
    const best = said.map((one) => ranked(element, one, page)).filter(Boolean)
      .sort((one, other) => other.rank - one.rank)[0];
    // A badge that only has a picture on it.
    const badge = !said.length && !page && tellsOf(element);
    const found = best ??
      (badge ? { rank: within(element, overlays) ? 6 : 3, way: 'opens' } : null);
    return found && {
      element, ...found, name: name.slice(0, LONGEST_NAME), href: page ? element.href : '',
      hidden: !visible(element),
      role: element.localName === 'a' ? 'link' : name ? 'button' : 'icon',
    };
  };
  const pointed = (element) => !element.matches(CLICKABLE) && PLATFORM.test(attributes(element)) &&
    (element.matches('img,svg,picture') || getComputedStyle(element).cursor === 'pointer');
  // What a person unfolds first: a menu that is shut, or details.
  const SHUT = 'details:not([open])', MENU = 'nav,menu,header,footer,[role="menu"],[role="navigation"]';
  const OPENER = '[aria-expanded="false"],[aria-haspopup],[class*="menu"],[class*="burger"]';
  const MOST_OPENERS = 3;
  const reachable = (element) => visible(element) || (!framed &&
    element.closest(`${SHUT},${MENU}`) !== null && element.closest('dialog,[role="dialog"]') === null);
  const around = (element) => {
    for (let one = above(element); one; one = above(one)) if (visible(one)) return one;
    return null;
  };
  const unfold = (element) => {
    if (visible(element)) return true;
    for (let one = element.closest(SHUT); one; one = one.parentElement?.closest(SHUT)) {
      one.querySelector('summary')?.click();
      one.open = true;
    }
    const menu = element.closest(MENU);
    const openers = [...(menu ? document.querySelectorAll(OPENER) : [])].filter((one) =>
      one.matches(CLICKABLE) && !leaves(one) && !submits(one) && visible(one) && one !== element);
    for (const one of openers.slice(0, MOST_OPENERS)) {
      if (visible(element)) break;
      one.click();
    }
    return visible(element);
  };
  const found = elements.filter((one) => (pressable(one) || pointed(one)) && reachable(one))
    .map(candidate).filter((one) => one && (!one.hidden || one.name));
  const inmost = found.filter(({ element, way }) => !found.some((other) =>
    other.element !== element && other.way === way && holds(element, other.element)));
  const best = inmost.sort((one, other) => one.hidden - other.hidden || other.rank - one.rank)
    .slice(0, MOST);
  return {
    facts: best.map(({ element, ...facts }) => facts), elements: best.map(({ element }) => element),
    unfold: (n) => unfold(best[n].element), around: (n) => around(best[n].element),
  };
}
