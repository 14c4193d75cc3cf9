// A stand-in for Google's analytics.js, written for this demo: the same three cookies, on the
// widest domain of the page, by document.cookie and with the same lifetimes; renewed on each page.
(function () {
  "use strict";
  const DAY = 86400;
  const domain = location.hostname.split(".").slice(-2).join(".");
  const tracker = {cookieExpires: 2 * 365 * DAY, throttle: "_gat"};

  function read(name) {
    const found = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
    return found && found.slice(name.length + 1);
  }

  function write(name, value, seconds) {
    const end = new Date(Date.now() + seconds * 1000).toGMTString();
    document.cookie = `${name}=${value}; path=/; expires=${end}; domain=.${domain}`;
  }

  function number() {
    return `GA1.2.${Math.floor(Math.random() * 2147483647)}.${Math.round(Date.now() / 1000)}`;
  }

  const commands = {
    create(id, ...options) {
      Object.assign(tracker, {id}, ...options.filter((one) => typeof one === "object"));
      write("_ga", read("_ga") || number(), tracker.cookieExpires);
      write("_gid", read("_gid") || number(), DAY);
    },
    set(name, value) {
      tracker[name] = value;
    },
    send(type) {
      if (read(tracker.throttle)) {
        return;
      }
      write(tracker.throttle, "1", 60);
      const hit = new URLSearchParams({v: "1", t: type, tid: tracker.id, dl: location.href});
      new Image().src = `https://www.google-analytics.com/collect?${hit}`;
    },
  };

  const waiting = (window.ga && window.ga.q) || [];
  window.ga = (command, ...values) => commands[command](...values);
  window.ga.loaded = true;
  for (const [command, ...values] of waiting) {
    window.ga(command, ...values);
  }
})();
