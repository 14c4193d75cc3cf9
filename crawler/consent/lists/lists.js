// The cookies that a page's consent platforms list themselves. Each answer is a platform and what
// it says of each cookie, as text. Nothing here waits, fetches, changes anything or trusts what it
// reads: a page can replace every one of these objects.
([most, longest]) => {
  const lists = [];
  const isObject = (value) => typeof value === 'object' && value !== null;
  const text = (value) => (typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, longest) : '');
  const some = (value) => (Array.isArray(value) ? value.slice(0, most) : []);
  const pairs = (value) => (isObject(value) ? Object.entries(value).slice(0, most) : []);
  const named = (value) => (value instanceof RegExp ? { name: text(value.source), pattern: true } : { name: text(value) });
  const tell = (platform, cookies) => {
    const told = cookies.slice(0, most + 1).map((one) => {
      const clean = { pattern: one.pattern === true };
      for (const key of ['name', 'domain', 'lifetime', 'category', 'provider', 'purpose', 'kind']) clean[key] = text(one[key]);
      return clean;
    });
    lists.push({ platform, cookies: told.slice(0, most), cut: told.length > most });
  };
  const unread = (platform) => lists.push({ platform, cookies: [], cut: false, unread: true });
  const plain = (node) => (node ? (node.textContent ?? '').replace(/\s+/g, ' ').trim() : '');
  const readers = {
    CookieConsentDialog() {
      // Cookiebot's cc.js: a table for each category; name, provider, purpose, expiry, kind.
      const tables = pairs(window.CookieConsentDialog).filter(([key, rows]) => /^cookieTable\w/.test(key) && Array.isArray(rows));
      if (!tables.length) return;
      tell('Cookiebot', tables.flatMap(([key, rows]) => some(rows).filter(Array.isArray).map(
        ([name, provider, purpose, lifetime, kind]) => ({ name, provider, purpose, lifetime, kind, category: key.slice(11) }))));
    },
    CookieDeclaration() {
      // Cookiebot's declaration in a page.
      const types = some([...document.querySelectorAll('[class*="CookieDeclarationType"][id^="CookieDeclarationType"]')]);
      if (!types.length) return isObject(window.Cookiebot?.consent) && unread('Cookiebot');
      tell('Cookiebot', types.flatMap((type) => some([...type.querySelectorAll('table tbody tr')]).map((row) => {
        const [name, provider, purpose, lifetime, kind] = [...row.cells].map(plain);
        return { name, provider, purpose, lifetime, kind, category: type.id.slice(21) };
      })));
    },
    OneTrust() {
      const groups = window.OneTrust?.GetDomainData?.()?.Groups;
      if (!Array.isArray(groups)) return isObject(window.OneTrust) && unread('OneTrust');
      const cookie = (group, one) => ({
        name: one.Name, domain: one.Host, purpose: one.description, category: group.GroupName,
        // Days, where no other unit is given.
        lifetime: one.IsSession === true ? 'session' : Number(one.Length) > 0 && (one.DurationType ?? 1) === 1 ? `${one.Length} days` : '',
      });
      tell('OneTrust', some(groups).filter(isObject).flatMap((group) => [
        ...some(group.FirstPartyCookies), ...some(group.Cookies),
        ...some(group.Hosts).flatMap((host) => some(host?.Cookies).map((one) => ({ Host: host.HostName, ...one }))),
      ].filter(isObject).map((one) => cookie(group, one))));
    },
    tarteaucitron() {
      const { job, services } = window.tarteaucitron ?? {};
      if (!Array.isArray(job) || !isObject(services)) return;
      tell('tarteaucitron', [...new Set(some(job))].flatMap((key) => {
        const service = services[key];
        return isObject(service) ? some(service.cookies).map((name) => ({ ...named(name), category: service.type, provider: service.name })) : [];
      }));
    },
    klaro() {
      const config = window.klaro?.getManager?.()?.config ?? window.klaroConfig;
      const services = config?.services ?? config?.apps;
      if (!Array.isArray(services)) return;
      tell('Klaro', some(services).filter(isObject).flatMap((service) => some(service.cookies).map((one) => {
        const [name, , domain] = Array.isArray(one) ? one : isObject(one) && !(one instanceof RegExp) ? [one.pattern, one.path, one.domain] : [one];
        return { ...named(name), domain, category: some(service.purposes).map(text).join(', '), provider: service.title ?? service.name };
      })));
    },
    CookieConsent() {
      // vanilla-cookieconsent 3: what it clears, and the tables of its panel.
      const api = window.CookieConsent;
      if (typeof api?.getConfig !== 'function' || typeof api.validConsent !== 'function') return;
      const cleared = pairs(api.getConfig('categories')).flatMap(([category, one]) =>
        [one?.autoClear, ...pairs(one?.services).map(([, service]) => service)].flatMap((holder) => some(holder?.cookies)).filter(isObject).map((cookie) => ({ ...named(cookie.name), domain: cookie.domain, category })));
      const { translations, default: own } = api.getConfig('language') ?? {};
      const spoken = translations?.[document.documentElement.lang] ?? translations?.[own];
      const tables = some(spoken?.preferencesModal?.sections).filter((one) => isObject(one?.cookieTable)).flatMap((section) =>
        some(section.cookieTable.body).filter(isObject).map((row) => {
          const told = (words) => row[Object.keys(row).find((key) => words.test(key) || words.test(text(section.cookieTable.headers?.[key])))];
          return {
            name: told(/^name$|cookie/i) ?? Object.values(row)[0], domain: told(/domain|host/i), category: section.linkedCategory,
            lifetime: told(/expir|duration|lifetime|dur[eé]e/i), purpose: told(/desc|purpose/i), provider: told(/provider|service/i),
          };
        }));
      tell('vanilla-cookieconsent', [...tables, ...cleared.filter((one) => !tables.some((other) => other.name === one.name))]);
    },
    initCookieConsent() {
      // vanilla-cookieconsent 2 has no name for its configuration, but its tables stand in the page.
      const blocks = some([...document.querySelectorAll('#s-cnt .c-bl')]);
      if (typeof window.initCookieConsent !== 'function' || !blocks.length) return;
      tell('vanilla-cookieconsent', blocks.flatMap((block) => some([...block.querySelectorAll('tbody tr')]).map((row) => ({
        name: plain(row.cells[0]), category: block.querySelector('input.c-tgl')?.value,
      }))));
    },
  };
  for (const reader of Object.values(readers)) {
    try { reader(); } catch { /* a platform that is broken, or none of that name: the next one */ }
  }
  return lists.slice(0, 10);
}
