// Runs first in every document and worker, before any script of the page, with DevTools'
// command line at hand. It replaces nothing: `debug` puts breakpoints on the native functions
// whose condition reports the call and is never true, so that a page can see no trace of them.
// NAME and TOKEN are drawn anew for every target; a page cannot guess them.
const NAME = (() => {
  // Nothing that a page could replace is looked up later than now.
  const log = console.debug.bind(console);
  const now = Date.now;
  const apply = Reflect.apply;
  const here = globalThis.location;
  const documentUrl =
    typeof Document === "function" &&
    Object.getOwnPropertyDescriptor(Document.prototype, "URL").get;
  const url = (thing) => {
    try {
      return apply(documentUrl, thing, []);
    } catch {
      return here.href;
    }
  };
  const text = (given) => (given == null ? null : `${given}`);
  const number = (given) => (given == null ? null : +given);
  const parts = (first, second) =>
    typeof first === "object" && first !== null
      ? first
      : { __proto__: null, name: first, value: second };
  return {
    script(thing, line) {
      // Asking an object for its text would run the page's own script, and not only once.
      if (typeof line === "object" || typeof line === "function") return;
      apply(log, null, ["TOKEN", "script", now(), url(thing), `${line}`]);
    },
    set(thing, first, second) {
      const { name, value, domain, path, expires, maxAge, sameSite, partitioned } =
        parts(first, second);
      apply(log, null, ["TOKEN", "set", now(), url(thing), `${name}`, `${value}`, text(domain),
        text(path), number(expires), number(maxAge), text(sameSite), !!partitioned]);
    },
    remove(thing, first) {
      const { name, domain, path, partitioned } = parts(first);
      apply(log, null, ["TOKEN", "remove", now(), url(thing), `${name}`, "", text(domain),
        text(path), null, null, null, !!partitioned]);
    },
  };
})();
{
  const watch = (owner, property, kind, call) => {
    const found = owner && Object.getOwnPropertyDescriptor(owner, property);
    if (found) debug(found[kind], `typeof NAME === "object" && (NAME.${call}, false)`);
  };
  const store = globalThis.CookieStore && CookieStore.prototype;
  watch(globalThis.Document && Document.prototype, "cookie", "set", "script(this, arguments[0])");
  watch(store, "set", "value", "set(this, arguments[0], arguments[1])");
  watch(store, "delete", "value", "remove(this, arguments[0])");
  // V8 arms all functions that have a breakpoint, but only while some native function gets its
  // first one: those of a frame that was just created would go unseen, and undoing one's own
  // breakpoint is not enough where another frame of the process has the same (measured, Chromium
  // 156). So a function that nobody watches gets one, for a moment.
  debug(Math.hypot, "false");
  undebug(Math.hypot);
}
