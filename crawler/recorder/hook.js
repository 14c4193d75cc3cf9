// Runs first in every document and worker, before any script of the page, with DevTools'
// command line at hand. It replaces nothing: `debug` puts breakpoints on the native functions
// whose condition reports the call and is never true, so that a page can see no trace of them.
// NAME and TOKEN are drawn anew for every target; a page cannot guess them.
const NAME = (() => {
  const log = console.debug.bind(console);
  const now = Date.now;
  const documentUrl =
    typeof Document === "function" &&
    Object.getOwnPropertyDescriptor(Document.prototype, "URL").get;
  const url = (thing) =>
    documentUrl && thing instanceof Document
      ? Reflect.apply(documentUrl, thing, [])
      : globalThis.location.href;
  const report = Reflect.apply;
  const parts = (first, second) =>
    typeof first === "object" && first !== null ? first : { name: first, value: second };
  return {
    script(thing, line) {
      report(log, null, ["TOKEN", "script", now(), url(thing), `${line}`]);
    },
    set(thing, first, second) {
      const { name, value, domain, path, expires, maxAge, sameSite, partitioned } =
        parts(first, second);
      const ends = expires == null ? null : Number(expires);
      report(log, null, ["TOKEN", "set", now(), url(thing), `${name}`, `${value}`,
        domain ?? null, path ?? null, ends, maxAge ?? null, sameSite ?? null, !!partitioned]);
    },
    remove(thing, first) {
      const { name, domain, path, partitioned } = parts(first);
      report(log, null, ["TOKEN", "remove", now(), url(thing), `${name}`, "",
        domain ?? null, path ?? null, null, null, null, !!partitioned]);
    },
  };
})();
{
  const watch = (owner, property, kind, call) => {
    const found = owner && Object.getOwnPropertyDescriptor(owner, property);
    if (!found) return;
    // Set anew in every realm: V8 arms only the functions that exist at the first call, so that
    // those of a frame that was just created would go unseen (measured, Chromium 156).
    undebug(found[kind]);
    debug(found[kind], `typeof NAME === "object" && (NAME.${call}, false)`);
  };
  const store = globalThis.CookieStore && CookieStore.prototype;
  watch(globalThis.Document && Document.prototype, "cookie", "set", "script(this, arguments[0])");
  watch(store, "set", "value", "set(this, arguments[0], arguments[1])");
  watch(store, "delete", "value", "remove(this, arguments[0])");
}
