// Finds a consent banner by what a person would see: its words, its place, its buttons.
// Given the patterns of words.py as RegExps, and dom.js; returns the level of certainty, the banner
// and its buttons.
(words, {
  CLICKABLE, MOST_ELEMENTS, above, certain, clean, covered, decided, everything, framed, holds, kindOf,
  label, leaves, named, outermost, overlays, pressable, spans, text, visible, whole, within,
}) => {
  const LONGEST_BLOCK = 1000;
  // The ranks of labels.js: "Accept all", and "Accept".
  const MOST = 3, PLAIN = 2;
  // Old bars have plain links for buttons, which lead back to the page.
  const chooses = (element, kind) =>
    ['accept', 'reject'].includes(kind) && element.origin === location.origin;
  // A newsletter or a login asks for something to be typed; a banner has at most a search for
  // partners, beside its two buttons.
  const TYPED = 'input:not([type]),input[type="email"],input[type="text"],input[type="tel"],' +
    'input[type="password"],input[type="search"],textarea';
  const asks = (element) => [...element.querySelectorAll(TYPED)].some(visible);
  const called = (element) =>
    /(cookie|consent|gdpr|rgpd).?-?(notice|banner|bar|consent|modal|dialog|popup|law|message)/.test(
      clean(`${element.id} ${element.getAttribute('class')}`));
  const speaks = (said) =>
    words.subject.test(said) && (words.cookies.test(said) || !words.errand.test(said));
  const bannerAround = (element) => {
    for (let one = above(element); one; one = above(one)) {
      if (whole(one) && !framed) return null;
      if (spans(one) && !whole(one)) return null;
      if (speaks(text(one)) || (called(one) && within(one, overlays))) return one;
    }
    return null;
  };

  const told = (element) => ({
    element, text: text(element).slice(0, 300), laid: within(element, overlays),
  });

  const elements = everything(document);
  if (elements.length > MOST_ELEMENTS) {
    return { level: 'unsearched', text: 'the page is too large to be searched for a banner' };
  }
  const clickables = elements.filter((one) => pressable(one) && visible(one))
    .map((element) => ({ element, ...kindOf(element) }));
  const inside = (element) => clickables.filter(({ element: one }) => holds(element, one));
  // "Allow" and "Deny" beside every service are switches: they answer for that service alone.
  const answers = ['accept', 'reject'].map((kind) => {
    const ones = clickables.filter((one) => one.kind === kind && one.rank < MOST);
    const said = Map.groupBy(ones, ({ element }) => label(element));
    return [...said.values()].flatMap((same) => {
      const apart = same.filter(({ element }, n) => !n || !holds(same[n - 1].element, element));
      return apart.length > 1 ? same.map(({ element }) => element) : [];
    });
  });
  const repeats = new Set(answers.every((some) => some.length) ? answers.flat() : []);
  const banners = [], loose = [];
  for (const { element, kind, rank } of clickables) {
    if (!kind || repeats.has(element)) continue;
    const inner = bannerAround(element);
    if (!inner) loose.push({ element, kind, rank });
    if (!inner) continue;
    const banner = outermost(inner);
    if (leaves(element) && !(chooses(element, kind) && certain(banner))) continue;
    let known = banners.find(([one]) => one === banner);
    if (!known) banners.push(known = [banner, {}, {}]);
    const had = known[2][kind] ?? -1;
    if (rank > had || (rank === had && covered(known[1][kind]) && !covered(element))) {
      known[1][kind] = element;
      known[2][kind] = rank;
    }
  }
  // "Reject analytics cookies" refuses all that "Accept analytics cookies" beside it asks for.
  const VERBS = ['accept', 'refuse'].map((kind) => new RegExp(`${words[kind].source}\\w*`, 'g'));
  const asked = (element) =>
    VERBS.reduce((said, verb) => said.replace(verb, ''), decided.plain(label(element))).trim();
  for (const [banner, buttons] of banners) {
    if (!buttons.accept || buttons.reject || !asked(buttons.accept)) continue;
    const refusal = inside(banner).find(({ element, refuses }) =>
      refuses && !leaves(element) && asked(element) === asked(buttons.accept));
    if (refusal) buttons.reject = refusal.element;
  }
  // To accept what is ticked is to accept everything only where all of it is.
  const ticked = (element) => (element.type !== 'radio' && element.checked) ||
    element.getAttribute('aria-checked') === 'true';
  const unticked = (banner) => elements.some((one) =>
    one.matches('input[type="checkbox"]:enabled,input[type="radio"]:enabled,' +
      'input[type="range"],select,[role="switch"],[role="checkbox"],[aria-pressed="false"]') &&
    !ticked(one) && holds(banner, one) && (one.checkVisibility() || visible(above(one))));
  for (const [banner, buttons, ranks] of banners) {
    if (!buttons.accept || ranks.accept === MOST || !unticked(banner)) continue;
    buttons.save ??= buttons.accept;
    delete buttons.accept;
  }
  const weight = ([banner, buttons]) =>
    (buttons.accept ? 4 : 0) + (buttons.reject ? 4 : 0) + (buttons.settings ? 1 : 0) +
    (certain(banner) ? 3 : 0);
  const buried = ([, buttons]) => Number(Object.values(buttons).every(covered));
  const asking = ([banner, buttons]) => asks(banner) && !(buttons.accept && buttons.reject);
  // What stands in the page's flow and offers no acceptance is a way back, not a banner.
  const takesBack = ([banner, buttons]) =>
    !buttons.accept && !buttons.save && !within(banner, overlays);
  // What asks for the visitor's age is no banner, whatever else it says; one may lie behind it.
  const gates = (element) => words.age.test(text(element));
  const best = banners.filter((one) => !asking(one) && !takesBack(one) && !gates(one[0]))
    .sort((one, other) => weight(other) - weight(one) || buried(one) - buried(other))[0];
  if (best && (best[1].accept || best[1].reject)) {
    return { level: 'operable', ...told(best[0]), ...best[1] };
  }

  const seen = (element) => ({ level: 'seen', ...told(element) });
  const area = (element) => {
    const box = element.getBoundingClientRect();
    return (box.width * box.height) / (innerWidth * innerHeight);
  };
  // Whether it is written in a language that the lists of words have: three of its small words.
  const enough = /^(en|fr|de|es|it|pt|nl|pl|sv)\b/.test(document.documentElement.lang) ? 1 : 2;
  const readable = (said) => words.familiar.some((one) => new Set(said.match(one)).size > enough);
  // A site's own head and navigation lie over the page too. Links inside a sentence are none of it.
  const listed = (link) => text(link.parentElement ?? link).length < 2 * text(link).length + 10;
  const navigates = (element) =>
    element.closest('header,nav,[role="banner"],[role="navigation"]') !== null ||
    element.querySelector('nav,[role="navigation"]') !== null ||
    [...element.querySelectorAll('a[href]')].filter((one) => listed(one) && !kindOf(one).kind)
      .length > 2;
  const footer = (element) =>
    element.closest('footer,[role="contentinfo"]') !== null || text(element).includes('©');
  // The way back to the choices that a platform leaves on the page is no banner any more.
  const reopens = (element) => {
    const ways = inside(element);
    return ways.length === 1 && ways[0].kind === 'settings' &&
      text(element).length < label(ways[0].element).length + 10;
  };
  const speaking = elements.find((element) => {
    if (whole(element) || !(overlays(element) || (named(element) && best))) return false;
    if (!visible(element) || asks(element) || (navigates(element) && !best)) return false;
    if (gates(element)) return false;
    const said = text(element);
    return speaks(said) && (said.length > 40 || area(element) > 0.05) &&
      !reopens(element);
  });
  // Without an answer on it, what it has may be the way to its second layer.
  if (speaking) {
    const way = inside(speaking).find(({ element, kind }) => kind === 'settings' && !leaves(element));
    return { ...seen(speaking), ...(way && { settings: way.element }) };
  }
  // Acceptance and refusal side by side, whatever it is that they speak of.
  const beside = (element, kinds) => {
    for (let one = above(element); one && !(whole(one) && !framed); one = above(one)) {
      if (spans(one) || text(one).length > LONGEST_BLOCK) return [];
      const other = loose.some(({ kind, element: its }) => kinds.includes(kind) && holds(one, its));
      if (other) return [one];
    }
    return [];
  };
  const accepting = loose.filter(({ kind, rank }) => kind === 'accept' && rank >= PLAIN);
  const unread = (element) => !readable(text(above(element) ?? element));
  // Over the page it may also be "Accept all" beside the settings, and a plain "Accept" beside a
  // refusal unless that is about something else: messages, a newsletter, the language.
  const pair = accepting.filter(({ element, rank }) => rank === MOST || unread(element))
    .flatMap(({ element }) => beside(element, ['reject']))[0] ??
    accepting.flatMap(({ element, rank }) =>
      beside(element, rank === MOST ? ['reject', 'settings'] : ['reject'])
        .filter((one) => rank === MOST || !words.elsewhere.test(text(one))))
      .filter((one) => within(one, overlays) && !footer(one))[0];
  if (pair && !asks(pair) && !gates(pair)) {
    const answer = (kind) => loose.filter((one) => one.kind === kind && holds(pair, one.element))
      .sort((one, other) => other.rank - one.rank)[0]?.element ?? null;
    return { ...seen(pair), second_accept: answer('accept'), second_reject: answer('reject') };
  }
  // A block in the page's flow that speaks of cookies, or links to a policy, over buttons that no
  // list of words has.
  const CLOSES = new RegExp('^([x×✕✖✗⨯╳]|close|dismiss|fermer|schlie(ß|ss)en|cerrar|chiudi|' +
    'fechar|sluiten|zamknij|stäng)$');
  const POLICY = /cookie|privacy|gdpr|rgpd|dsgvo|data-?protection|datenschutz|personal-?data/;
  const linksToPolicy = (element) => [...element.querySelectorAll('a[href]')]
    .some((link) => POLICY.test(clean(link.getAttribute('href'))));
  const around = new Set(clickables.filter(({ element }) => !leaves(element))
    .flatMap(({ element }) => {
      const parents = [];
      for (let one = above(element); one && !whole(one); one = above(one)) parents.push(one);
      return parents.slice(0, 6);
    }));
  const block = [...around].find((element) => {
    const said = text(element);
    if (said.length >= LONGEST_BLOCK || footer(element) || asks(element)) return false;
    if (navigates(element) || spans(element)) return false;
    const buttons = inside(element).filter((one) => !leaves(one.element));
    if (buttons.length > 6) return false;
    const closes = buttons.some((one) => CLOSES.test(label(one.element)) || one.kind === 'save');
    if (speaks(said) || named(element)) {
      const known = readable(said) || buttons.some((one) => one.kind);
      return closes || (!known && buttons.length > 1);
    }
    return !readable(said) && said.length > 40 && linksToPolicy(element);
  });
  if (block) return seen(block);
  // Something that lies over the page, in whatever language or picture.
  const covers = (element) => {
    const { position, zIndex, top, bottom, pointerEvents } = getComputedStyle(element);
    if (zIndex < 0 || pointerEvents === 'none') return false;
    if (position === 'sticky') return top === 'auto' && bottom !== 'auto';
    if (overlays(element)) return true;
    return position === 'absolute' && zIndex > 0 && whole(element.parentElement ?? element);
  };
  const heads = (element) => {
    const box = element.getBoundingClientRect();
    return box.top <= 0 && box.height < innerHeight / 5 && text(element).length < 40;
  };
  const over = elements.find((element) => {
    if (whole(element) || !covers(element) || !visible(element)) return false;
    const said = text(element), share = area(element);
    const full = share > 0.03 || (share > 0.01 && said.length > 30 && inside(element).length > 1);
    if (full && gates(element) && inside(element).length) return true;
    return full && !asks(element) && !navigates(element) && !footer(element) && !heads(element) &&
      !readable(said) && !reopens(element) &&
      element.querySelector(`${CLICKABLE},img,svg,canvas,iframe`) !== null;
  });
  if (over) return { level: 'overlay', element: over, text: text(over).slice(0, 300) };
  return { level: 'none' };
}
