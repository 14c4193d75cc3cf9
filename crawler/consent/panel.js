// Finds an open panel of choices: its switches, each with what it is for, and the buttons that end
// it. Given the patterns of words.py as RegExps, and dom.js; returns `facts` to be told, and
// elements to be pressed.
(words, {
  CLICKABLE, MOST_ELEMENTS, above, clean, covered, everything, framed, holds, kindOf, label,
  leaves, meant, named, outermost, overlays, pressable, spans, text, visible, whole, within,
}) => {
  const MOST = 3, LONGEST_TITLE = 80, MOST_SWITCHES = 3000;
  const BOX = 'input[type="checkbox"],input[type="radio"],[role="switch"],[role="checkbox"],' +
    '[role="radio"],[role="menuitemcheckbox"],[aria-checked],button[aria-pressed]';
  const ALLOWS = /^(1|true|yes|on|allow(ed)?|accept(ed)?|grant(ed)?|agree|opt-?in|enabled?)$/;
  const DENIES = /^(0|false|no|off|den(y|ied)|reject(ed)?|refused?|disagree|opt-?out|disabled?|none)$/;
  const elements = everything(document);
  if (elements.length > MOST_ELEMENTS) return { facts: null };
  const plain = meant.plain;

  // What is written about a switch: its own name, then the row that it has for itself, then what
  // stands above the rows of its section.
  const byIds = (element) => (element.getAttribute('aria-labelledby') ?? '').split(/\s+/)
    .map((id) => id && element.getRootNode().getElementById?.(id)).filter(Boolean)
    .map((one) => one.textContent).join(' ');
  const short = (said) => clean(said).length <= LONGEST_TITLE ? clean(said) : '';
  const ownNames = (element) => [
    byIds(element), element.getAttribute('aria-label'), element.title,
    ...[...(element.labels ?? [])].map((one) => one.innerText || one.textContent),
    element.matches('input,select') ? '' : element.innerText,
  ].map(short).filter((said) => /\p{L}/u.test(said));
  const TITLE = 'h1,h2,h3,h4,h5,h6,legend,summary,dt,th,strong,b,label,[role="heading"],' +
    '[aria-expanded],[class*="title"],[class*="name"],[class*="label"]';
  const titles = (row) => [
    ...[...row.querySelectorAll(TITLE)].map((one) => short(one.innerText || one.textContent)),
    short((row.innerText || row.textContent || '').trim().split('\n')[0]),
  ].filter((said) => /\p{L}/u.test(said));
  const attributes = (element) => [element.id, element.getAttribute('name'), element.value,
    ...Object.values(element.dataset ?? {})].filter((one) => one && one.length < 60)
    .map((one) => plain(one.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_\W]+/g, ' ')));
  const purposes = (given) => {
    const said = plain(given).replace(words.unnecessary, 'optional');
    const found = ['analytics', 'marketing'].filter((one) => words[one].test(said));
    if (!found.includes('marketing') && words.comfort.test(said)) found.push('preferences');
    if (found.length) return found;
    return words.necessary.test(said) && !words.optional.test(said) ? ['necessary'] : [];
  };
  const firstKnown = (said, known = purposes) =>
    said.map(known).find((found) => found.length) ?? [];
  // A panel's own heading speaks of preferences, whatever its sections are.
  const ofSection = (said) => purposes(said).filter((one) => one !== 'necessary' &&
    (one !== 'preferences' || words.functional.test(plain(said))));

  const boxes = elements.filter((one) => one.matches(BOX));
  const inner = boxes.filter((one) => !one.querySelector(BOX)).slice(0, MOST_SWITCHES);
  const clickables = elements.filter((one) => pressable(one) && visible(one))
    .map((element) => ({ element, ...kindOf(element) }));
  // "Deny analytics" is no answer to a banner, but to what stands beside it.
  const answers = clickables.map((one) => one.kind || one.element.matches('summary,[aria-expanded]') ? one
    : { ...one, ...meant(label(one.element).slice(0, LONGEST_TITLE)) }).filter(({ kind, rank }) =>
    ['accept', 'reject'].includes(kind) && rank < MOST);
  // A service's own "Allow" and "Deny": the least element around both has no other answers.
  const rows = (() => {
    const found = [];
    for (const { element, kind } of answers) {
      if (kind !== 'reject' || element.matches('input')) continue;
      for (let one = above(element); one && !whole(one); one = above(one)) {
        const held = answers.filter(({ element: other }) => holds(one, other));
        if (held.length < 2) continue;
        const allow = held.find((other) => other.kind === 'accept');
        if (held.length === 2 && allow) found.push({ row: one, allow: allow.element, deny: element });
        break;
      }
    }
    const tells = ({ allow, deny }) => [allow, deny].some((one) =>
      one.hasAttribute('aria-pressed') || one.hasAttribute('aria-checked'));
    return found.filter((one) => found.length > 1 || tells(one));
  })();
  const paired = new Set(rows.flatMap(({ allow, deny }) => [allow, deny]));

  // What a person presses for a switch that is drawn by something else. A link in its label would
  // lead away.
  const shown = (element) => visible(element) || (above(element) && visible(above(element)) &&
    element.checkVisibility({ visibilityProperty: true }) && element.offsetWidth > 4 &&
    element.offsetHeight > 4);
  const target = (element) => {
    if (shown(element) && !covered(element)) return element;
    const drawn = [...(element.labels ?? []), element.closest('label,[role="switch"]')]
      .filter(Boolean).flatMap((one) => [one, ...one.children]);
    return drawn.find((one) => visible(one) && !one.querySelector('a') && !one.matches('a')) ??
      (shown(element) ? element : drawnAround(element));
  };
  // A box of a pixel or so, which what is right around it draws for this one alone.
  const drawnAround = (element) => element.checkVisibility({ visibilityProperty: true })
    ? [above(element), above(above(element) ?? element)].find((one) => one && !whole(one) &&
      visible(one) && one.querySelectorAll(`${CLICKABLE},${BOX}`).length < 2) ?? null : null;
  const locked = (element) => element.matches(':disabled') ||
    element.closest('[aria-disabled="true"]') !== null;
  const ticked = (element) => {
    if (element.matches('input')) {
      const half = /half|partial|indeterminate|mixed/.test(element.className);
      return element.indeterminate || (half && element.checked) ? 'mixed'
        : element.checked ? 'on' : 'off';
    }
    const said = element.getAttribute('aria-checked') ?? element.getAttribute('aria-pressed');
    return { true: 'on', mixed: 'mixed', false: 'off' }[said] ?? 'unknown';
  };
  const answered = ({ allow, deny }) => {
    const [yes, no] = [allow, deny].map(ticked);
    return no === 'on' ? 'off' : yes === 'on' ? 'on'
      : yes === 'unknown' && no === 'unknown' ? 'unknown' : 'unset';
  };

  // Radio buttons of one name are one switch with two answers.
  const radio = (one) => one.matches('input[type="radio"],[role="radio"]');
  const groups = Map.groupBy(inner.filter(radio), (one) => one.closest('[role="radiogroup"]') ??
    (one.name ? `${one.form?.id ?? ''} ${one.name}` : above(one)));
  const pairs = [...groups.values()].map((ones) => {
    const answer = (one) => {
      const kinds = ownNames(one).map((said) => meant(said).kind).filter(Boolean);
      const value = clean(one.value ?? one.dataset.value);
      return kinds[0] ?? (ALLOWS.test(value) ? 'accept' : DENIES.test(value) ? 'reject' : '');
    };
    const of = (kind) => ones.find((one) => answer(one) === kind);
    return { row: above(ones[0]), allow: of('accept'), deny: of('reject'), ones };
  });
  // A button that stays pressed is a switch only where it says what for.
  const singles = inner.filter((one) => !radio(one) && !paired.has(one) &&
    (!one.matches('button[aria-pressed]') || (!kindOf(one).kind && ownNames(one).some((said) =>
      purposes(said).length))));
  // Drawn switches whose state nothing tells.
  const DRAWN = /toggle|switch|slider|checkbox/;
  const beside = (one, levels = 3) => one && levels > 0 && !whole(one) && !overlays(one) &&
    (inner.some((box) => holds(one, box)) || beside(above(one), levels - 1));
  const drawn = clickables.map(({ element }) => element).filter((one) =>
    !one.matches(`a[href],input,select,textarea,label,[aria-expanded],${BOX}`) &&
    DRAWN.test(clean(`${one.id} ${one.getAttribute('class')}`)) && !/\p{L}/u.test(label(one)) &&
    !clean(one.getAttribute('aria-label')) && !beside(one));
  const switches = [
    ...singles.map((one) => ({ at: one, allow: one, state: () => ticked(one) })),
    ...pairs.map((pair) => ({ at: pair.ones[0], ...pair, state: () =>
      pair.deny && pair.allow ? answered(pair) : 'unknown' })),
    ...rows.map((row) => ({ at: row.deny, ...row, state: () => answered(row) })),
    ...drawn.map((one) => ({ at: one, allow: one, state: () => 'unknown' })),
  ];
  const presses = (one) => [one.allow, one.deny, ...(one.ones ?? [])].filter(Boolean);
  const open = (one) => presses(one).some((element) => target(element) !== null);
  // Behind a heading or tab of the panel that a person opens; a script presses it there all the same.
  const FOLDED = '[aria-expanded="false"][aria-controls],[role="tab"][aria-selected="false"][aria-controls]';
  const folders = clickables.map(({ element }) => element).filter((one) => one.matches(FOLDED))
    .flatMap((one) => one.getAttribute('aria-controls').split(/\s+/)
      .map((id) => id && one.getRootNode().getElementById?.(id)).filter(Boolean));
  const folded = ({ at }) => folders.some((part) => holds(part, at)) ||
    clickables.some(({ element }) => element.matches('details:not([open])>summary') &&
      holds(element.parentElement, at));

  // The panel: what holds switches and a button that ends it, and speaks of consent.
  const ending = clickables.filter(({ element, kind }) =>
    ['save', 'accept', 'reject'].includes(kind) && !paired.has(element) && !leaves(element) &&
    !inner.includes(element));
  const panelAround = (element) => {
    for (let one = above(element); one; one = above(one)) {
      if (whole(one) ? !framed : spans(one)) break;
      if (ending.some(({ element: button }) => holds(one, button))) return outermost(one);
    }
    const over = outermost(element);
    return over !== element && within(over, overlays) ? over : null;
  };
  const found = new Map();
  for (const one of switches) {
    const panel = panelAround(one.at);
    if (panel) found.set(panel, [...(found.get(panel) ?? []), one]);
  }
  const pageTitle = () => clean(`${document.title} ${document.querySelector('h1')?.innerText ?? ''}`);
  // A layer that took the place of a banner's text may name nothing but what its switches are for.
  const names = (panel, held) => within(panel, overlays) && !words.elsewhere.test(plain(text(panel))) &&
    held.some((one) => [...ownNames(one.at), ...titles(above(one.at) ?? one.at)].some((said) =>
      purposes(said).some((purpose) => ['analytics', 'marketing'].includes(purpose))));
  const speaks = (panel, held) => words.subject.test(text(panel)) || names(panel, held) || within(panel, named) ||
    [...panel.querySelectorAll('[id],[class]')].slice(0, 50).some(named) ||
    words.subject.test(pageTitle());
  const best = [...found].filter(([panel, held]) =>
    held.some((one) => open(one) || folded(one)) && speaks(panel, held))
    .sort(([one, held], [other, others]) =>
      within(other, overlays) - within(one, overlays) || others.length - held.length)[0];
  if (!best) return { facts: {} };
  const [panel, readable] = best;

  // What a person could set, though nothing tells how it stands.
  const UNREAD = 'select,input[type="range"],[role="slider"],[role="listbox"]';
  const NUMBER = /^\d+$/, TONGUE = /^[a-z]{2}([-_][a-z]{2})?$/;
  const chooses = (element) => {
    const options = [...(element.options ?? [])];
    const every = (test) => options.length > 1 && options.every(test);
    // How many lines a list shows, and in what language, is no matter of consent.
    if (every((one) => NUMBER.test(clean(one.text)))) return false;
    if (every(({ value }) => TONGUE.test(clean(value)) && !ALLOWS.test(value) && !DENIES.test(value))) {
      return false;
    }
    const said = [...ownNames(element), ...attributes(element)].map(plain);
    return said.some((one) => purposes(one).length) || !said.some((one) => words.elsewhere.test(one));
  };
  const UNFOLDING = new RegExp('caret|chevron|arrow|angle|expand|collaps|accordion|unfold|detail|' +
    'info|tooltip|hint|help|close|dismiss|more|plus|minus');
  const UNFOLDER = /[▲-◅⌃⌄˅˄›‹»«<>+−…⋮?ℹⓘ🛈×✕✖✗⨯]/u;
  const PRESSED = 'button,input[type="button"],input[type="image"],[onclick],[role="button"],' +
    '[tabindex]:not([tabindex="-1"])';
  const unfolds = (element) =>
    element.matches('summary,[aria-expanded],[aria-controls],[aria-haspopup]') ||
    UNFOLDER.test(clean(element.textContent)) ||
    UNFOLDING.test(clean(element.getAttribute('onclick'))) ||
    [element, ...element.querySelectorAll('*')].some((one) => UNFOLDING.test(
      clean(`${one.id} ${one.getAttribute('class')} ${one.getAttribute('href')}`)));
  const silent = (element) => !/[\p{L}\p{N}]/u.test(
    `${label(element)} ${element.innerText ?? ''} ${element.getAttribute('aria-label') ?? ''}`);
  const byPointer = (element) => getComputedStyle(element).cursor === 'pointer' &&
    getComputedStyle(above(element) ?? element).cursor !== 'pointer';
  const ofReadable = (element, test = () => true) => readable.some((one) => test(one) &&
    [one.at, one.allow, one.deny, ...(one.ones ?? [])].some((box) => box && holds(element, box)));
  const stands = (node) => node instanceof Element
    ? node.control || ofReadable(node) ? null : short(node.innerText || node.textContent)
    : short(node.textContent);
  // The nearest that is written before it, or else after it, up to the next switch.
  const nearby = (element) => ['previousSibling', 'nextSibling'].map((way) => {
    for (let node = element[way]; node; node = node[way]) {
      const said = node.nodeType === Node.COMMENT_NODE ? '' : stands(node);
      if (said === null) return '';
      if (/\p{L}/u.test(said)) return said;
    }
    return '';
  });
  const optionalOf = (said) => purposes(said).filter((one) => one !== 'necessary' &&
    (one !== 'preferences' || !plain(text(panel)).startsWith(plain(said))));
  // Whether what it is in has a switch for the same: the head of its section, or its own line's.
  const served = (element, row, known) => {
    for (let part = row, around = above(row); around && around !== panel;
      part = around, around = above(around)) {
      const like = (one) => one.localName === part.localName && one.className === part.className;
      const heads = [...around.children].filter((one) => one !== part && !like(one));
      if (heads.some((one) => ofReadable(one, (box) => serves(box, known)))) return true;
    }
    return row === element && above(row) === panel &&
      ofReadable(panel, (box) => serves(box, known) && above(box.at) === panel);
  };
  const serves = (box, known) => [...ownNames(box.at), ...attributes(box.at), ...nearby(box.at),
    ...titles(above(box.at) ?? box.at)].some((said) => purposes(said).some((one) => known.includes(one)));
  const unread = (element) => {
    if (!element.matches(PRESSED) && !byPointer(element)) return false;
    if (!silent(element) || unfolds(element) || leaves(element) || !visible(element)) return false;
    if (element.closest('label')?.control?.matches(BOX) || ofReadable(element)) return false;
    let row = element;
    while (above(row) && above(row) !== panel && !ofReadable(above(row))) row = above(row);
    const said = titles(row).filter((one) => !meant(one).kind);
    const known = firstKnown(said.length ? said : nearby(row), optionalOf);
    return known.length > 0 && !served(element, row, known);
  };
  // A whole row that is pressed and may be a switch, unless it leads to one that is named alike.
  const alike = (one, said) => ownNames(one.at).concat(titles(above(one.at) ?? one.at))
    .map(plain).some((name) => name.includes(plain(said)) || plain(said).includes(name));
  const mayFlip = (element) => {
    if (!byPointer(element) && !element.matches(PRESSED)) return false;
    if (element.matches(`a,label,summary,[role="tab"],${BOX}`) || element.querySelector(PRESSED)) return false;
    const said = short(element.innerText);
    const known = optionalOf(said);
    return known.length > 0 && visible(element) && !unfolds(element) && !leaves(element) &&
      !kindOf(element).kind && !meant(said).kind && !words.information.test(plain(said)) &&
      !element.closest('label')?.control && !ofReadable(element) && !served(element, element, known) &&
      !readable.some((one) => alike(one, said));
  };
  const mute = elements.filter((one) => one !== panel && holds(panel, one) && !paired.has(one) &&
    !inner.includes(one) && (one.matches(UNREAD) ? chooses(one) : unread(one) || mayFlip(one)))
    .slice(0, MOST_SWITCHES);
  const held = [...readable, ...mute.map((one) => ({
    at: one, allow: one, mute: true, row: one, state: () => 'unknown',
  }))];

  const others = (element, except) => held.some((one) => !except.includes(one) &&
    presses(one).some((other) => holds(element, other)));
  const rowOf = (one) => {
    let row = one.row ?? one.at;
    while (above(row) && row !== panel && above(row) !== panel && !others(above(row), [one])) {
      row = above(row);
    }
    return row;
  };
  // What is written over a section, before its first switch; or the switch of the whole section.
  const sections = (one, row) => {
    const said = [];
    for (let part = row, around = above(row); around && part !== panel && around !== panel;
      part = around, around = above(around)) {
      const before = [...around.children];
      const like = (one) => one.localName === part.localName &&
        (one.localName === 'li' || one.className === part.className);
      const own = before.slice(0, before.indexOf(part)).filter((one) => !like(one));
      const plainly = own.filter((other) => !others(other, []));
      const leading = own.findIndex((other) => others(other, []));
      const head = leading < 0 ? plainly : plainly.slice(0, leading);
      said.push(...head.flatMap((other) => [short(other.innerText || other.textContent),
        ...titles(other)]));
      // What stands before it in an element of another kind is the head of the section.
      const chief = leading >= 0 &&
        held.find((other) => presses(other).some((box) => holds(own[leading], box)));
      if (chief && chief !== one) said.push(...ownNames(chief.allow ?? chief.at));
    }
    return said;
  };
  const firstClause = (said) => said.replace(words.unnecessary, 'optional').split(/[.,:;()–—]| - /)[0];
  const described = (one) => {
    const row = rowOf(one);
    const names = one.deny || one.ones ? []
      : [...ownNames(one.at), ...(one.mute ? nearby(one.at).filter(Boolean) : [])];
    const own = titles(row).filter((said) => !meant(said).kind);
    const all = [...names, ...own].some((said) => words.everything.test(plain(said)));
    // A description may call necessary what is not.
    const titled = own.map(purposes).find((some, n) =>
      some.length && (n === 0 || !some.includes('necessary'))) ?? [];
    const known = [firstKnown(names), titled, firstKnown(attributes(one.at)),
      all ? [] : firstKnown(sections(one, row), ofSection)].find((some) => some.length) ?? [];
    const name = [...names, ...own].find((said) => purposes(said).length) ?? names[0] ?? own[0] ??
      clean(one.at.getAttribute('name')) ?? '';
    // A name that refuses turns the switch around, or tells what a press would do.
    const refuses = !known.includes('necessary') &&
      names.map((said) => plain(said).replace(words.stands, '')).some((said) =>
        meant(said).kind === 'reject' || words.turned.test(firstClause(said)));
    return {
      label: name.slice(0, LONGEST_TITLE), purposes: known,
      all: all && !known.length && !one.mute,
      locked: !one.mute && presses(one).every(locked), shown: open(one),
      state: refuses ? 'unknown' : one.state(),
    };
  };
  // Tabs and headings whose part of the panel is drawn only once they are pressed.
  const FOLD = '[role="tab"],[aria-expanded],summary';
  const filled = (part) => part.querySelector(BOX) !== null || clean(part.textContent).length > 20;
  const drawnAlready = (fold) => fold.matches('summary')
    ? [...(fold.parentElement?.children ?? [])].some((one) => one !== fold && filled(one))
    : (fold.getAttribute('aria-controls') ?? '').split(/\s+/).map((id) => id &&
      fold.getRootNode().getElementById?.(id)).filter(Boolean).some(filled);
  const isOpen = (fold) => fold.matches('summary') ? fold.parentElement?.open
    : 'true' === fold.getAttribute(fold.matches('[role="tab"]') ? 'aria-selected' : 'aria-expanded');
  const ANSWERS = ['accept', 'reject', 'save', 'pay'];
  // So may a mere button that names who else or what else is asked for: partners, legitimate interest.
  const lists = ({ element, kind }) => ['', 'settings'].includes(kind) && !element.matches(`input,${BOX}`) &&
    !element.closest('label') && !ofReadable(element) && label(element).length <= LONGEST_TITLE &&
    words.listed.test(plain(label(element)));
  const listing = new Set(clickables.filter(lists).map(({ element }) => element));
  const everyFold = Map.groupBy(elements.filter((one) => holds(panel, one) &&
    (one.matches(FOLD) || listing.has(one))), label);
  const folds = [...everyFold].flatMap(([said, ones]) => ones.map((element, n) =>
    ({ element, key: `${said.slice(0, LONGEST_TITLE)} ${n}` })))
    .filter(({ element }) => !isOpen(element) && !drawnAlready(element) && !leaves(element) &&
      !element.matches(`[aria-haspopup],${BOX}`) && !ANSWERS.includes(meant(label(element)).kind));
  const inPanel = clickables.filter(({ element }) => holds(panel, element) && !paired.has(element) &&
    !inner.includes(element));
  const chief = (kind) => inPanel.filter((one) => one.kind === kind && !leaves(one.element))
    .sort((one, other) => other.rank - one.rank)[0]?.element ?? null;
  const closes = inPanel.find(({ element, kind }) => !kind && !leaves(element) &&
    [label(element), clean(element.getAttribute('aria-label')), clean(element.title)]
      .some((said) => words.close.test(plain(said))))?.element ?? null;
  return {
    facts: {
      text: text(panel).slice(0, 300), laid: within(panel, overlays),
      length: text(panel).length, switches: held.map(described), folds: folds.map(({ key }) => key),
      buttons: { save: chief('save') !== null, close: closes !== null },
    },
    panel, save: chief('save'), close: closes,
    target: (n, on) => {
      const pressed = (on ? held[n].allow : held[n].deny ?? held[n].allow);
      return pressed ? target(pressed) ?? pressed : null;
    },
    press: (n, on) => (on ? held[n].allow : held[n].deny ?? held[n].allow)?.click(),
    state: (n) => held[n].state(),
    unfold: (n) => folds[n].element.click(),
  };
}
