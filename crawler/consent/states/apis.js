// What the APIs of a page's consent platforms tell at once, and what its storage holds that speaks
// of consent. Each answer is a source, whether the visitor answered (null: not told),
// and consent by category. Nothing here waits, changes anything or trusts what it reads.
([names, values, most, longest]) => {
  const found = [];
  const text = (value) => String(value).slice(0, 80);
  const isObject = (value) => typeof value === 'object' && value !== null;
  const tell = (source, answered, grants, more = {}) => {
    const clean = {};
    for (const [name, granted] of Object.entries(grants ?? {}).slice(0, most)) {
      if (typeof granted === 'boolean') clean[text(name)] = granted;
    }
    const known = typeof answered === 'boolean' ? answered : null;
    found.push({ source, answered: known, grants: clean, complete: more.complete !== false, listed: more.listed === true, mixed: more.mixed === true });
  };
  const opposite = (value) => (typeof value === 'boolean' ? !value : null);
  const each = (items, naming) => Object.fromEntries([...items].slice(0, most).map(naming));
  const readers = {
    tarteaucitron() {
      const { state, services, job } = window.tarteaucitron;
      if (!isObject(state) || !isObject(services) || !Array.isArray(job)) return;
      const asked = [...new Set(job)].filter((key) => services[key] && services[key].needConsent !== false);
      const chosen = (key) => state[key] === true || state[key] === false;
      if (asked.length) tell('tarteaucitron', asked.every(chosen), each(asked, (key) => [key, state[key] === true]));
    },
    klaro() {
      if (typeof klaro.getManager !== 'function' || !isObject(window.klaroConfig)) return;
      const manager = klaro.getManager();
      const consents = isObject(manager.savedConsents) ? manager.savedConsents : manager.consents;
      const asked = manager.config.services.filter((one) => !one.required && !one.contextualConsentOnly);
      tell('Klaro', manager.confirmed, each(asked, (one) => [one.name, consents[one.name] === true]));
    },
    CookieConsent() {
      // vanilla-cookieconsent 3; other platforms have their own things under this name.
      const api = window.CookieConsent;
      if (typeof api.validConsent !== 'function' || typeof api.getUserPreferences !== 'function') return;
      const choice = api.getUserPreferences();
      const always = Object.entries(api.getConfig('categories') ?? {}).filter(([, one]) => one?.readOnly === true).map(([name]) => name);
      const grants = each(choice.rejectedCategories, (name) => [name, false]);
      for (const name of choice.acceptedCategories) if (!always.includes(name)) grants[name] = true;
      tell('vanilla-cookieconsent', api.validConsent(), grants);
    },
    initCookieConsent() {
      // vanilla-cookieconsent 2 has no name for its own state, but its switches stay in the page.
      const switches = [...document.querySelectorAll('#s-cnt .c-tgl')];
      const asked = switches.filter((one) => !one.disabled).map((one) => one.value);
      // Its cookie may have any name, and is known by its shape.
      const parsed = (one) => {
        try { return JSON.parse(decodeURIComponent(one.slice(one.indexOf('=') + 1))); } catch { return null; }
      };
      const cookie = document.cookie.split('; ').map(parsed).find((one) => isObject(one) && 'rfc_cookie' in one);
      const asking = document.documentElement.classList.contains('show--consent');
      const listed = cookie?.categories ?? cookie?.level;
      const categories = Array.isArray(listed) ? listed : [];
      if (asked.length) tell('vanilla-cookieconsent', cookie ? true : asking ? false : null, each(asked, (name) => [name, categories.includes(name)]));
    },
    orejime() {
      const { manager } = window.orejime;
      if (typeof manager?.getAllConsents !== 'function' || typeof manager.isDirty !== 'function') return;
      const exempt = (list) => list.flatMap((one) => (one.purposes ? exempt(one.purposes) : one.isMandatory || one.isExempt ? [one.id] : []));
      const without = exempt(window.orejime.config?.purposes ?? []);
      const asked = Object.entries(manager.getAllConsents()).filter(([name]) => !without.includes(name));
      tell('Orejime', opposite(manager.isDirty()), Object.fromEntries(asked));
    },
    Cookiebot() {
      const { consent, hasResponse } = window.Cookiebot;
      if (!isObject(consent)) return;
      const { preferences, statistics, marketing } = consent;
      // Where the law asks for no consent it is implied, and no visitor answered.
      const answered = consent.method === 'implied' ? null : hasResponse;
      tell('Cookiebot', answered, { preferences, statistics, marketing });
    },
    OneTrust() {
      const api = window.OneTrust;
      if (typeof window.OnetrustActiveGroups !== 'string') return;
      const active = window.OnetrustActiveGroups.split(',').filter(Boolean);
      const groups = typeof api.GetDomainData === 'function' ? api.GetDomainData()?.Groups : null;
      const closed = typeof api.IsAlertBoxClosed === 'function' ? api.IsAlertBoxClosed() : null;
      if (!Array.isArray(groups)) return;
      const asked = groups.filter((one) => !/always/i.test(one.Status ?? '') && one.CustomGroupId !== 'C0001');
      const named = (one) => one.OptanonGroupId ?? one.CustomGroupId;
      tell('OneTrust', closed, each(asked, (one) => [`${one.GroupName ?? ''} (${named(one)})`, active.includes(named(one))]));
    },
    Didomi() {
      const api = window.Didomi;
      if (typeof api.getUserConsentStatusForAll !== 'function' || api.isConsentRequired?.() === false) return;
      const { purposes } = api.getUserConsentStatusForAll();
      const grants = each(purposes.disabled, (name) => [name, false]);
      for (const name of purposes.enabled) grants[name] = true;
      const asking = api.shouldUserStatusBeCollected ?? api.shouldConsentBeCollected;
      tell('Didomi', typeof asking === 'function' ? opposite(asking.call(api)) : null, grants);
    },
    UC_UI() {
      const api = window.UC_UI;
      if (typeof api.getServicesBaseInfo !== 'function' || api.isInitialized?.() === false) return;
      const services = api.getServicesBaseInfo();
      if (!Array.isArray(services)) return;
      const asked = services.filter((one) => one.isEssential !== true && one.categorySlug !== 'essential');
      const grants = each(asked, (one) => [one.name ?? one.id, one.consent?.status === true]);
      tell('Usercentrics', opposite(api.isConsentRequired?.()), grants);
    },
    CookieScript() {
      const state = window.CookieScript.instance.currentState();
      if (!isObject(state)) return;
      const answered = ['accept', 'reject'].includes(state.action);
      if (state.action === 'reject') tell('CookieScript', true, { cookies: false });
      else tell('CookieScript', answered, each(state.categories ?? [], (name) => [name, true]), { complete: false });
    },
    getCkyConsent() {
      const { categories, isUserActionCompleted } = window.getCkyConsent();
      tell('CookieYes', isUserActionCompleted, categories);
    },
    Osano() {
      const consents = window.Osano.cm?.getConsent?.();
      if (!isObject(consents)) return;
      const { OPT_OUT, ...asked } = consents;
      const answered = /(^|; )osano_consentmanager=/.test(document.cookie) ? true : null;
      tell('Osano', answered, each(Object.entries(asked), ([name, word]) => [name, word === 'ACCEPT']));
    },
    Termly() {
      const state = window.Termly.getConsentState?.();
      if (isObject(state)) tell('Termly', null, state);
    },
    __cmp() {
      const data = window.__cmp('getCMPData');
      if (!isObject(data) || typeof data.userChoiceExists !== 'boolean' || data.gdprApplies === false) return;
      tell('consentmanager', data.userChoiceExists, data.purposeConsents, { mixed: true });
    },
    CookieFirst() {
      const { consent } = window.CookieFirst;
      tell('CookieFirst', isObject(consent), isObject(consent) ? consent : {});
    },
    airgap() {
      const { purposes, confirmed } = window.airgap.getConsent();
      tell('Transcend', confirmed, purposes);
    },
    axeptioSDK() {
      const { completed, choices } = window.axeptioSDK.userPreferencesManager ?? {};
      if (isObject(choices)) tell('Axeptio', completed, choices);
    },
    _iub() {
      const { consent } = window._iub.cs;
      if (isObject(consent?.purposes)) tell('iubenda', true, each(Object.entries(consent.purposes).filter(([id]) => id !== '1'), ([id, given]) => [`purpose ${id}`, given]));
    },
    c15tStore() {
      // Its record names all categories that there are, also those that this site never asks for.
      const { consents, consentCategories, consentInfo } = window.c15tStore.getState();
      if (!isObject(consents) || !Array.isArray(consentCategories)) return;
      tell('c15t', isObject(consentInfo), each(consentCategories, (name) => [name, consents[name] === true]));
    },
    CookieControl() {
      const api = window.CookieControl;
      if (typeof api.getCategoryConsent !== 'function' || typeof api.config !== 'function') return;
      const asked = api.config().optionalCookies;
      tell('Civic Cookie Control', null, each(asked.entries(), ([place, one]) => [one.name, api.getCategoryConsent(place) === true]));
    },
  };
  for (const [name, read] of Object.entries(readers)) {
    try {
      if (typeof window[name] !== 'undefined' && !(window[name] instanceof Element)) read();
    } catch {
      // A page's own thing of that name, or a platform that is not ready: it tells nothing.
    }
  }
  const commands = [];
  const layer = (list) => {
    for (const entry of [...list].slice(-2000)) {
      if (entry?.[0] !== 'consent' || !isObject(entry[2]) || commands.length >= most) continue;
      const settings = Object.entries(entry[2]).slice(0, 40).filter(([, value]) => typeof value === 'string');
      const regional = Array.isArray(entry[2].region);
      commands.push({ kind: text(entry[1]), regional, settings: each(settings, ([name, value]) => [text(name), text(value)]) });
    }
  };
  const entries = {};
  const inside = (known) => {
    for (const [name, one] of Object.entries(known).slice(0, 40)) {
      if (isObject(one)) entries[text(name)] = { before: one.default ?? null, after: one.update ?? null };
    }
  };
  try { if (Array.isArray(window.dataLayer)) layer(window.dataLayer); } catch { /* not a list */ }
  try { if (isObject(window.google_tag_data?.ics?.entries)) inside(window.google_tag_data.ics.entries); } catch { /* not Google's */ }
  const stored = [];
  const [named, telling] = [new RegExp(names, 'i'), new RegExp(values, 'i')];
  const keep = (place, storage) => {
    for (let number = 0; number < Math.min(storage.length, 5000) && stored.length < most; number++) {
      const name = storage.key(number).slice(0, 200);
      const value = (storage.getItem(storage.key(number)) ?? '').slice(0, longest);
      if (named.test(name) || telling.test(value.slice(0, 2000))) stored.push([place, name, value]);
    }
  };
  try { keep('local storage', localStorage); } catch { /* a sandboxed frame has none */ }
  try { keep('session storage', sessionStorage); } catch { /* nor this */ }
  const globals = { tcf: '__tcfapi', gpp: '__gpp', usp: '__uspapi', usercentrics: '__ucCmp' };
  const there = (name) => {
    try { return typeof window[name] !== 'undefined' && !(window[name] instanceof Element); } catch { return false; }
  };
  const present = Object.keys(globals).filter((name) => there(globals[name]));
  return { found, commands, entries, stored, present };
}
