// Reports the calls by which scripts keep things in other places than cookies, in the same way as
// hook.js does and before it, which arms the breakpoints. NAME_KEPT and TOKEN are drawn anew for
// every target.
const NAME_KEPT = (() => {
  // Nothing that a page could replace is looked up later than now.
  const log = console.debug.bind(console);
  const now = Date.now;
  const apply = Reflect.apply;
  const slice = String.prototype.slice;
  const here = globalThis.location;
  const session = Object.getOwnPropertyDescriptor(globalThis, "sessionStorage")?.get;
  const kindOf = (area) => {
    try {
      return apply(session, globalThis, []) === area ? "session-storage" : "local-storage";
    } catch {
      return "local-storage";
    }
  };
  // Asking an object for its text would run the page's own script, and not only once.
  const text = (given) =>
    typeof given === "object" || typeof given === "function" || typeof given === "symbol"
      ? null
      : `${given}`;
  const short = (given) => (given === null ? null : apply(slice, given, [0, MOST]));
  const tell = (type, verb, name, value) =>
    apply(log, null, ["TOKEN", "storage", now(), here.href, type, verb, short(name),
      short(value), value === null ? null : value.length]);
  return {
    item(area, verb, name, value) {
      tell(kindOf(area), verb, text(name), text(value));
    },
    box(type, verb, name) {
      tell(type, verb, text(name), null);
    },
  };
})();
{
  const watch = (owner, property, needed, call) => {
    const found = owner && Object.getOwnPropertyDescriptor(owner, property);
    const ready = `typeof NAME_KEPT === "object" && arguments.length >= ${needed}`;
    if (found) debug(found.value, `${ready} && (NAME_KEPT.${call}, false)`);
  };
  const area = globalThis.Storage && Storage.prototype;
  watch(area, "setItem", 2, 'item(this, "set", arguments[0], arguments[1])');
  watch(area, "removeItem", 1, 'item(this, "remove", arguments[0], null)');
  watch(area, "clear", 0, 'item(this, "clear", "", null)');
  const databases = globalThis.IDBFactory && IDBFactory.prototype;
  watch(databases, "open", 1, 'box("indexed-db", "open", arguments[0])');
  watch(databases, "deleteDatabase", 1, 'box("indexed-db", "delete", arguments[0])');
  const caches = globalThis.CacheStorage && CacheStorage.prototype;
  watch(caches, "open", 1, 'box("cache-storage", "open", arguments[0])');
  watch(caches, "delete", 1, 'box("cache-storage", "delete", arguments[0])');
}
