// Tells what the browser itself says has changed in the cookies that this document has, whoever
// did it: some calls run no script that could be watched. It comes first of all listeners, and in
// the shape of hook.js. TOKEN is drawn anew for every target.
(() => {
  // Nothing that a page could replace is looked up later than now.
  const log = console.debug.bind(console);
  const now = Date.now;
  const apply = Reflect.apply;
  const here = globalThis.location;
  const describe = Object.getOwnPropertyDescriptor;
  if (typeof document !== "object" || typeof CookieChangeEvent !== "function") return;
  const credentialless = (() => {
    if (!globalThis.credentialless) return "";
    try {
      return parent.credentialless ? "within" : "own";
    } catch {
      return "own";
    }
  })();
  const around = () => {
    try {
      return parent !== globalThis && parent.location.href !== "";
    } catch {
      return false;
    }
  };
  // Documents without an address have the cookies of the one around them, which tells of them.
  const apart = credentialless === "own" && here.href === "about:srcdoc";
  if (here.protocol === "about:" && !apart && around()) return;
  const member = (owner, key) => describe(owner, key)?.value;
  const tell = (verb, list) => {
    for (let number = 0; number < list.length; number++) {
      const one = list[number];
      apply(log, null, ["TOKEN", "change", now(), here.href, verb, member(one, "name"),
        member(one, "value"), member(one, "domain"), member(one, "path"), member(one, "expires"),
        member(one, "secure"), member(one, "sameSite"), member(one, "partitioned"), credentialless]);
    }
  };
  const changed = describe(CookieChangeEvent.prototype, "changed").get;
  const deleted = describe(CookieChangeEvent.prototype, "deleted").get;
  try {
    cookieStore.addEventListener("change", (event) => {
      tell("changed", apply(changed, event, []));
      tell("deleted", apply(deleted, event, []));
    });
    // The browser begins to tell a moment later. What changed until then is found by looking.
    apply(log, null, ["TOKEN", "looking", now(), here.href]);
    const looked = () => apply(log, null, ["TOKEN", "looked", now(), here.href]);
    cookieStore.getAll().then((list) => {
      tell("found", list);
      looked();
    }, looked);
  } catch {
    // A document with an opaque origin has no cookies.
  }
})();
