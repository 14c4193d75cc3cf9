// The language redirect of a WordPress site in several languages: first it tries whether cookies
// work, then it remembers which language the visitor was led to.
(function () {
  "use strict";
  const settings = window.wpml_browser_redirect_params.cookie;

  function write(name, hours) {
    let cookie = `${name[0]}=${name[1]}; path=${settings.path}; domain=${settings.domain}`;
    if (hours) {
      cookie += `; expires=${new Date(Date.now() + hours * 3600000).toUTCString()}`;
    }
    document.cookie = cookie;
  }

  write(["wpml_browser_redirect_test", "0"]);
  const works = document.cookie.includes("wpml_browser_redirect_test=");
  if (works && !document.cookie.includes(`${settings.name}=`)) {
    write([settings.name, window.wpml_browser_redirect_params.pageLanguage], settings.expiration);
  }
})();
