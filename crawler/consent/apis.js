// Opens the choices by a platform's own documented function, of those that the page has. Returns the
// name of the function that was called, none of `tried`, or null.
(tried) => {
  const call = (object, name, ...given) => {
    if (typeof object?.[name] !== 'function') return false;
    object[name](...given);
    return true;
  };
  const w = window;
  const ways = {
    'Cookiebot.renew': () => call(w.Cookiebot, 'renew'),
    'OneTrust.ToggleInfoDisplay': () => call(w.OneTrust, 'ToggleInfoDisplay'),
    'Didomi.preferences.show': () => call(w.Didomi?.preferences, 'show'),
    'klaro.show': () => call(w.klaro, 'show', undefined, true),
    'CookieConsent.showPreferences': () => call(w.CookieConsent, 'showPreferences'),
    'CookieConsent.show': () => call(w.CookieConsent, 'show', true),
    'tarteaucitron.userInterface.openPanel': () =>
      call(w.tarteaucitron?.userInterface, 'openPanel'),
    'UC_UI.showSecondLayer': () => call(w.UC_UI, 'showSecondLayer'),
    '__ucCmp.showSecondLayer': () => call(w.__ucCmp, 'showSecondLayer'),
    'Osano.cm.showDrawer': () =>
      call(w.Osano?.cm, 'showDrawer', 'osano-cm-dom-info-dialog-open'),
    '_iub.cs.api.openPreferences': () => call(w._iub?.cs?.api, 'openPreferences'),
    'axeptioSDK.openCookies': () => call(w.axeptioSDK, 'openCookies'),
    openAxeptioCookies: () => call(w, 'openAxeptioCookies'),
    revisitCkyConsent: () => call(w, 'revisitCkyConsent'),
    cmplz_set_banner_status: () => call(w, 'cmplz_set_banner_status', 'show'),
    'orejime.prompt': () => call(w.orejime, 'prompt') || call(w.orejime, 'show'),
    'googlefc.showRevocationMessage': () => call(w.googlefc, 'showRevocationMessage'),
    'truste.eu.clickListener': () => call(w.truste?.eu, 'clickListener'),
    displayPreferenceModal: () => call(w, 'displayPreferenceModal'),
    "__cmp('showScreenAdvanced')": () => call(w, '__cmp', 'showScreenAdvanced'),
    "__tcfapi('displayConsentUi')": () => call(w, '__tcfapi', 'displayConsentUi', 2, () => {}),
  };
  for (const [name, way] of Object.entries(ways)) {
    try {
      if (!tried.includes(name) && way()) return name;
    } catch { /* the platform is broken: the next one */ }
  }
  return null;
}
