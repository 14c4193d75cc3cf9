// Runs first in every document and worker, before any script of the page, with DevTools'
// command line at hand. It replaces nothing: `debug` puts breakpoints on the native functions
// whose condition reports the call and is never true, so that a page can see no trace of them.
// NAME and TOKEN are drawn anew for every target; a page cannot guess them.
const NAME = (() => {
  // Nothing that a page could replace is looked up later than now.
  const speak = console.debug.bind(console);
  const now = Date.now;
  const apply = Reflect.apply;
  const here = globalThis.location;
  const describe = Object.getOwnPropertyDescriptor;
  const topOf = describe(globalThis, "top")?.get;
  // A frame that was removed has no console any more, but its functions still work: that of the
  // frame around it speaks for it then. A page cannot replace `location.toString`, on which a
  // breakpoint stands for this.
  const outer = (() => {
    const lent = {};
    try {
      if (parent !== globalThis) parent.location.toString("TOKEN", lent);
    } catch {
      // It is another site's.
    }
    return lent.say;
  })();
  const say = (message) => {
    if (outer && apply(topOf, globalThis, []) === null) outer(message);
    else apply(speak, null, message);
  };
  const documentUrl =
    typeof Document === "function" &&
    describe(Document.prototype, "URL").get;
  const viewOf =
    typeof Document === "function" && describe(Document.prototype, "defaultView").get;
  // Whether a window is that of a frame without credentials ("own"), or inside one ("within").
  const withoutOf = describe(globalThis, "credentialless")?.get;
  const parentWindowOf = describe(globalThis, "parent")?.get;
  const without = (view) => {
    try {
      return apply(withoutOf, view, []);
    } catch {
      return false;
    }
  };
  const credentialless = (view) => {
    if (view === null || !without(view)) return "";
    const around = apply(parentWindowOf, view, []);
    return around !== view && without(around) ? "within" : "own";
  };
  const url = (thing) => {
    try {
      return apply(documentUrl, thing, []);
    } catch {
      return here.href;
    }
  };
  const parentOf = Object.getPrototypeOf;
  const textOf = String.prototype.toString;
  const timeOf = Date.prototype.getTime;
  // Asking an object for its text or a getter for its value would run the page's own script, and
  // not only once. What cannot be had without that is not told.
  const isObject = (given) =>
    (typeof given === "object" && given !== null) || typeof given === "function";
  const plain = (given) => (isObject(given) ? apply(textOf, given, []) : given);
  const member = (owner, key) => {
    for (let one = owner; one !== null; one = parentOf(one)) {
      const found = describe(one, key);
      if (found) return describe(found, "value").value;
    }
  };
  const text = (given) => (given == null ? null : `${plain(given)}`);
  const number = (given) =>
    given == null ? null : +(isObject(given) ? apply(timeOf, given, []) : given);
  const quietly = (kind, report) => (thing, first, second) => {
    try {
      report(thing, first, second);
    } catch {
      // It cannot be read without running the page's own script.
      say(["TOKEN", "unread", now(), url(thing), kind, credentialless(globalThis)]);
    }
  };
  const tell = (kind, thing, owner, name, value) =>
    say(["TOKEN", kind, now(), url(thing), `${plain(name)}`, value,
      text(member(owner, "domain")), text(member(owner, "path")),
      number(member(owner, "expires")), number(member(owner, "maxAge")),
      text(member(owner, "sameSite")), !!member(owner, "partitioned"),
      credentialless(globalThis)]);
  return {
    lend(token, lent) {
      if (token === "TOKEN") lent.say = say;
    },
    script: quietly("script", (thing, line) => {
      const view = apply(viewOf, thing, []);
      say(["TOKEN", "script", now(), url(thing), `${plain(line)}`, view !== null,
        credentialless(view)]);
    }),
    set: quietly("set", (thing, first, second) => {
      if (isObject(first) && second === undefined) {
        tell("set", thing, first, member(first, "name"), `${plain(member(first, "value"))}`);
      } else {
        tell("set", thing, null, first, `${plain(second)}`);
      }
    }),
    later() {
      say(["TOKEN", "later", now(), here.href]);
    },
    remove: quietly("remove", (thing, first) => {
      const owner = isObject(first) ? first : null;
      tell("remove", thing, owner, owner ? member(first, "name") : first, "");
    }),
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
  watch(globalThis, "fetchLater", "value", "later()");
  watch(globalThis.document && location, "toString", "value", "lend(arguments[0], arguments[1])");
  // V8 arms all functions that have a breakpoint, but only while some native function gets its
  // first one: those of a frame that was just created would go unseen, and undoing one's own
  // breakpoint is not enough where another frame of the process has the same (measured, Chromium
  // 156). So a function that nobody watches gets one, for a moment.
  debug(Math.hypot, "false");
  undebug(Math.hypot);
}
