// What a page shows of a login: its fields, and what tells that somebody is logged in or was refused.
// Given patterns by name; returns `facts` and the elements.
(patterns) => {
  const words = Object.fromEntries(Object.entries(patterns)
    .map(([kind, pattern]) => [kind, new RegExp(pattern, 'iu')]));
  const MOST_ELEMENTS = 100000, LONGEST_LABEL = 60, SHORT_LABEL = 30, LONGEST_NOTICE = 300, LONGEST_SAID = 2000;
  const visible = VISIBLE;
  const everything = (root, found = []) => {
    for (const element of root.querySelectorAll('*')) {
      if (found.length > MOST_ELEMENTS) break;
      found.push(element);
      if (element.shadowRoot) everything(element.shadowRoot, found);
    }
    return found;
  };
  const clean = (text) => (text ?? '').toString().trim().replace(/\s+/g, ' ');
  const elements = everything(document);
  const inputs = elements.filter((one) => one.localName === 'input' && !one.disabled &&
    !one.readOnly && visible(one));
  const of = (...types) => inputs.filter((one) => types.includes(one.type));
  const says = (one) => clean([one.name, one.id, one.autocomplete, one.placeholder,
    one.getAttribute('aria-label'), ...[...(one.labels ?? [])].map((label) => label.innerText)]
    .join(' '));
  const beside = (one) => inputs.filter((other) => other.form === one.form);
  const label = (one) => clean(one.innerText) || clean(one.getAttribute('aria-label')) ||
    clean(one.value) || clean(one.title) || clean(one.textContent);
  const SENDS = 'button:not([type=button],[type=reset]),input[type=submit],input[type=image]';
  // Forms of accounts and letters ask for the same fields, and what is sent there changes the site.
  const elsewhere = (one) => {
    if (!one.form) return false;
    const sends = [...one.form.elements].filter((other) => other.matches(SENDS)).map(label);
    const about = ['action', 'id', 'name', 'class'].map((name) => one.form.getAttribute(name));
    return !sends.some((text) => words.offer.test(text)) &&
      [...about, ...sends].some((text) => text && (words.join.test(text) || words.other.test(text)));
  };

  const written = of('text', 'tel', 'number', 'password', 'search', 'email', 'url');
  const codes = written.filter((one) => one.autocomplete === 'one-time-code' ||
    (one.type !== 'email' && words.code.test(says(one))));
  // Some become fields of passwords once they are in use.
  const hides = (one) => one.type === 'password' || (one.type === 'text' &&
    words.password.test(says(one)) && !words.other.test(says(one)));
  const secret = of('password', 'text').filter((one) => hides(one) && !codes.includes(one) &&
    one.autocomplete !== 'new-password' && !elsewhere(one) &&
    beside(one).filter(hides).length === 1);
  const password = secret.find((one) => one.autocomplete === 'current-password') ?? secret[0];
  const names = of('text', 'email', 'tel').filter((one) => !codes.includes(one) && !hides(one) &&
    !elsewhere(one));
  const named = names.find((one) => /\busername\b/.test(one.autocomplete)) ??
    names.find((one) => words.user.test(says(one)) && !words.other.test(says(one)));
  const before = password && names.filter((one) => one.form === password.form &&
    one.compareDocumentPosition(password) & Node.DOCUMENT_POSITION_FOLLOWING);
  const user = password
    ? before.find((one) => one === named) ?? before.at(-1) : named;
  const aim = codes[0] ?? password ?? user;

  const CLICKABLE = 'button,a,input[type=submit],input[type=button],input[type=image],' +
    '[role=button],[role=link],[role=menuitem]';
  const clickable = elements.filter((one) => one.matches(CLICKABLE));
  const near = (one) => aim && (aim.form ? one.form === aim.form || aim.form.contains(one)
    : one.localName !== 'a');
  const pressed = clickable.filter((one) => near(one) && one.localName !== 'a' && visible(one));
  const able = pressed.filter((one) => !one.disabled);
  const submits = (one) => ['submit', 'image'].includes(one.type);
  const acts = (one) => one.localName.includes('-') || (getComputedStyle(one).cursor === 'pointer' &&
    one.matches('div,span,p,li,b,strong,a:not([href]),a[href^="#"],a[href^="javascript:"]'));
  // What is no button but made to look like one, where the form has none.
  const drawn = () => aim && elements.filter((one) => acts(one) && visible(one) &&
    label(one).length <= SHORT_LABEL && words.enter.test(label(one)) &&
    (one.closest('form') ?? aim.form) === aim.form &&
    aim.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING).at(0);
  const submit = able.find((one) => submits(one) && words.enter.test(label(one))) ??
    able.find((one) => words.enter.test(label(one))) ?? able.find(submits) ??
    pressed.find(submits) ?? pressed.find((one) => words.enter.test(label(one))) ?? drawn();

  const path = (one) => {
    try {
      const { pathname, search } = new URL(one.getAttribute('href'), location.href);
      return pathname + search;
    } catch {
      return '';
    }
  };
  const leaves = (one) => {
    const said = [clean(one.innerText), clean(one.getAttribute('aria-label')), clean(one.title),
      clean(one.textContent), clean(one.matches('input') ? one.value : '')];
    if (one.localName === 'a' && words.tells.test(path(one))) return false;
    return said.some((text) => text.length <= LONGEST_LABEL && words.leave.test(text)) ||
      (one.localName === 'a' && words.leaving.test(path(one)));
  };
  const ways = clickable.filter(leaves), out = ways.some(visible);
  const DIALOGS = 'dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true],[class*=modal i]';
  const ended = elements.some((one) => one.matches(out ? DIALOGS : `${DIALOGS},h1,h2,[role=alert]`) &&
    visible(one) && clean(one.innerText).length <= LONGEST_NOTICE && words.ended.test(one.innerText));
  const offering = clickable.filter((one) => words.offer.test(label(one)) && visible(one));
  const offer = offering.find((one) => one !== submit && !(aim?.form && one.form === aim.form));
  const headed = elements.some((one) => one.matches('h1,h2,legend') && visible(one) &&
    words.heading.test(clean(one.innerText)));
  const ERRORS = '[role=alert],[aria-live=assertive],[class*=error i],[id*=error i],' +
    '[class*=alert i],[class*=invalid i],[class*=danger i],.message,.notification,.flash';
  // The innermost of them: some pages call all of themselves an error.
  const shortest = (those) => those.map((one) => clean(one.innerText))
    .filter((text) => /\p{L}.* \p{L}/u.test(text))
    .reduce((short, text) => short && short.length <= text.length ? short : text, '');
  const wrong = shortest(elements.filter((one) => one.matches(ERRORS) && visible(one)));
  // What a page without such an element says of a refusal, or the little that it says at all.
  const speaks = (one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE &&
    clean(node.data)) && !one.closest('button,a,label,option,script,style,noscript');
  const refusal = () => shortest(elements.filter((one) => words.refused.test(one.textContent) &&
    speaks(one) && visible(one) && clean(one.innerText).length <= LONGEST_NOTICE));
  const all = () => {
    const text = clean(document.body?.innerText);
    return text.length <= LONGEST_NOTICE ? text : '';
  };
  const captcha = elements.some((one) => one.localName === 'iframe' && visible(one) &&
      /captcha|challenges\.cloudflare|arkoselabs|funcaptcha/i.test(one.src) &&
      one.clientHeight >= 60 && !one.closest('.grecaptcha-badge')) ||
    written.some((one) => /captcha/i.test(says(one)));
  return {
    facts: {
      user: Boolean(user), password: Boolean(password), code: Boolean(codes.length),
      leave: out || (ways.length > 0 && !offering.length), ended, captcha,
      wrong: wrong.slice(0, LONGEST_SAID), said: (wrong || refusal() || all()).slice(0, LONGEST_SAID),
      document: performance.timeOrigin, identity: Boolean(user) && (!out && headed ||
        /\busername\b/.test(user.autocomplete)), split: codes.length > 3 && codes[0].maxLength === 1,
    },
    user, password, code: codes[0], submit, offer,
  };
}
