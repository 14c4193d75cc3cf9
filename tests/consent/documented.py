"""Pages of the shape that platforms document, for those that cannot be run here.

Each case: the platform as the reader names it, and what a page runs that was not answered,
accepted, and refused. None where the platform has no word for "not answered".
"""

import json
from urllib.parse import quote


def cookie(name: str, value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"document.cookie = {json.dumps(f'{name}={quote(text)}; path=/; max-age=9000')};"


def stored(**items: object) -> str:
    texts = {k: v if isinstance(v, str) else json.dumps(v) for k, v in items.items()}
    return "".join(f"localStorage[{json.dumps(k)}] = {json.dumps(v)};" for k, v in texts.items())


def _cookiebot(answered: str, given: str) -> str:
    return (
        f"window.Cookiebot = {{hasResponse: {answered}, consent: {{necessary: true,"
        f" preferences: {given}, statistics: {given}, marketing: {given}, method: 'explicit'}}}};"
    )


def _onetrust(closed: str, active: str) -> str:
    return (
        f"window.OnetrustActiveGroups = '{active}';"
        f"window.OneTrust = {{IsAlertBoxClosed: () => {closed}, GetDomainData: () => ({{Groups: ["
        "{CustomGroupId: 'C0001', GroupName: 'Needed', Status: 'always active'},"
        "{CustomGroupId: 'C0002', GroupName: 'Performance', Status: 'inactive'},"
        "{CustomGroupId: 'C0004', GroupName: 'Targeting', Status: 'inactive'}]})};"
    )


def _didomi(asking: str, enabled: str, disabled: str) -> str:
    purposes = f"{{enabled: {enabled}, disabled: {disabled}}}"
    return (
        "window.Didomi = {isConsentRequired: () => true,"
        f" shouldConsentBeCollected: () => {asking},"
        f" getUserConsentStatusForAll: () => ({{purposes: {purposes}}})}};"
    )


def _usercentrics_2(asking: str, given: str) -> str:
    return (
        f"window.UC_UI = {{isInitialized: () => true, isConsentRequired: () => {asking},"
        " getServicesBaseInfo: () => [{name: 'UC', isEssential: true, consent: {status: true}},"
        f" {{name: 'Analytics', categorySlug: 'marketing', consent: {{status: {given}}}}}]}};"
    )


def _usercentrics_3(kind: str, given: str) -> str:
    return (
        "window.__ucCmp = {getConsentDetails: async () => ({"
        f"consent: {{status: '', type: '{kind}'}}, categories: {{}}, services: {{"
        "a: {name: 'UC', essential: true, consent: {given: true}},"
        f"b: {{name: 'Analytics', essential: false, consent: {{given: {given}}}}}}}}})}};"
    )


def _cookieyes(done: str, given: str) -> str:
    return (
        f"window.getCkyConsent = () => ({{isUserActionCompleted: {done}, categories:"
        f" {{necessary: true, functional: {given}, analytics: {given}}}}});"
    )


def _consentmanager(chosen: str, given: str) -> str:
    return (
        "window.__cmp = (command) => command === 'getCMPData' ? {gdprApplies: true,"
        f" userChoiceExists: {chosen}, purposeConsents: {{s1: {given}, s2: {given}}}}} : null;"
    )


def _cookiescript(action: str, categories: str) -> str:
    state = f"{{action: '{action}', categories: {categories}}}"
    return f"window.CookieScript = {{instance: {{currentState: () => ({state})}}}};"


def _osano(word: str) -> str:
    consent = f"{{ESSENTIAL: 'ACCEPT', ANALYTICS: '{word}', MARKETING: '{word}', OPT_OUT: 'DENY'}}"
    return f"window.Osano = {{cm: {{getConsent: () => ({consent})}}}};" + cookie(
        "osano_consentmanager", "xYz"
    )


def _transcend(confirmed: str, given: str) -> str:
    return (
        f"window.airgap = {{getConsent: () => ({{confirmed: {confirmed}, purposes:"
        f" {{Essential: true, Analytics: {given}}}}})}};"
    )


def _cookie_control(word: str) -> str:
    choices = {"analytics": word, "marketing": word}
    return cookie("CookieControl", {"optionalCookies": choices, "interactedWith": True})


def _c15t(answered: str, given: str) -> str:
    consents = f"{{necessary: true, marketing: {given}, functionality: false}}"
    return (
        f"window.c15tStore = {{getState: () => ({{consentInfo: {answered}, consents: {consents},"
        " consentCategories: ['necessary', 'marketing']})};"
    )


def _renamed(*categories: str) -> str:
    """vanilla-cookieconsent 3 with a name of the site's own for its cookie."""
    choice = {"categories": ["necessary", *categories], "consentId": "a", "consentTimestamp": "b"}
    return cookie("choices", choice)


def _sourcepoint(*, given: bool) -> str:
    status = {"hasConsentData": True, "consentedAll": given, "rejectedAll": not given}
    return stored(_sp_user_consent_123={"gdpr": {"consentStatus": status}})


def _complianz(word: str) -> str:
    return (
        cookie("cmplz_functional", "allow")
        + cookie("cmplz_statistics", word)
        + cookie("cmplz_marketing", word)
    )


GROUPS = "groups%3DC0001%3A1%2CC0002%3A1%2CC0004%3A1"
CASES: dict[str, tuple[str, str | None, str, str]] = {
    "Cookiebot": (
        "Cookiebot",
        _cookiebot("false", "false"),
        _cookiebot("true", "true"),
        _cookiebot("true", "false"),
    ),
    "Cookiebot's cookie": (
        "Cookiebot's cookie 'CookieConsent'",
        None,
        cookie("CookieConsent", "{stamp:'a',necessary:true,preferences:true,statistics:true}"),
        cookie("CookieConsent", "{stamp:'a',necessary:true,preferences:false,statistics:false}"),
    ),
    "OneTrust": (
        "OneTrust",
        _onetrust("false", ",C0001,"),
        _onetrust("true", ",C0001,C0002,C0004,"),
        _onetrust("true", ",C0001,"),
    ),
    "Didomi": (
        "Didomi",
        _didomi("true", "[]", "[]"),
        _didomi("false", "['cookies', 'measure']", "[]"),
        _didomi("false", "[]", "['cookies', 'measure']"),
    ),
    "Usercentrics 2": (
        "Usercentrics",
        _usercentrics_2("true", "false"),
        _usercentrics_2("false", "true"),
        _usercentrics_2("false", "false"),
    ),
    "Usercentrics 3": (
        "Usercentrics",
        _usercentrics_3("IMPLICIT", "false"),
        _usercentrics_3("EXPLICIT", "true"),
        _usercentrics_3("EXPLICIT", "false"),
    ),
    "CookieYes": (
        "CookieYes",
        _cookieyes("false", "false"),
        _cookieyes("true", "true"),
        _cookieyes("true", "false"),
    ),
    "CookieYes's cookie": (
        "CookieYes's cookie 'cookieyes-consent'",
        cookie("cookieyes-consent", "consentid:aB1,consent:,action:,necessary:,functional:"),
        cookie("cookieyes-consent", "consentid:aB1,consent:yes,action:yes,necessary:yes,ads:yes"),
        cookie("cookieyes-consent", "consentid:aB1,consent:no,action:yes,necessary:yes,ads:no"),
    ),
    "consentmanager": (
        "consentmanager",
        _consentmanager("false", "false"),
        _consentmanager("true", "true"),
        _consentmanager("true", "false"),
    ),
    "CookieScript": (
        "CookieScript",
        _cookiescript("", "[]"),
        _cookiescript("accept", "['performance', 'targeting']"),
        _cookiescript("reject", "[]"),
    ),
    "Osano": ("Osano", None, _osano("ACCEPT"), _osano("DENY")),
    "Transcend": (
        "Transcend",
        _transcend("false", "false"),
        _transcend("true", "true"),
        _transcend("true", "false"),
    ),
    "CookieFirst": (
        "CookieFirst",
        "window.CookieFirst = {consent: null};",
        "window.CookieFirst = {consent: {necessary: true, performance: true}};",
        "window.CookieFirst = {consent: {necessary: true, performance: false}};",
    ),
    "iubenda": (
        "iubenda's cookie '_iub_cs-42'",
        None,
        cookie("_iub_cs-42", {"purposes": {"1": True, "2": True, "5": True}}),
        cookie("_iub_cs-42", {"purposes": {"1": True, "2": False, "5": False}}),
    ),
    "Axeptio": (
        "Axeptio's cookie 'axeptio_cookies'",
        cookie("axeptio_cookies", {"$$completed": False, "analytics": False}),
        cookie("axeptio_cookies", {"$$completed": True, "analytics": True}),
        cookie("axeptio_cookies", {"$$completed": True, "analytics": False}),
    ),
    "Civic": (
        "Civic Cookie Control's cookie 'CookieControl'",
        None,
        _cookie_control("accepted"),
        _cookie_control("revoked"),
    ),
    "c15t": ("c15t", _c15t("null", "false"), _c15t("{}", "true"), _c15t("{}", "false")),
    "vanilla-cookieconsent's cookie": (
        "vanilla-cookieconsent's cookie 'choices'",
        None,
        _renamed("analytics"),
        _renamed(),
    ),
    "Sourcepoint": (
        "Sourcepoint's local storage '_sp_user_consent_123'",
        None,
        _sourcepoint(given=True),
        _sourcepoint(given=False),
    ),
    "TrustArc": (
        "TrustArc's cookie 'notice_gdpr_prefs'",
        None,
        cookie("notice_gdpr_prefs", "0,1,2:abc"),
        cookie("notice_gdpr_prefs", "0:abc"),
    ),
    "TrustArc, permit": (
        "TrustArc's cookie 'cmapi_cookie_privacy'",
        None,
        cookie("cmapi_cookie_privacy", "permit 1,2,3"),
        cookie("cmapi_cookie_privacy", "permit 1"),
    ),
    "Borlabs": (
        "Borlabs Cookie's cookie 'borlabs-cookie'",
        None,
        cookie("borlabs-cookie", {"consents": {"essential": ["b"], "statistics": ["ga"]}}),
        cookie("borlabs-cookie", {"consents": {"essential": ["b"]}}),
    ),
    "Complianz": (
        "Complianz's own records",
        _complianz("deny"),
        _complianz("allow") + cookie("cmplz_banner-status", "dismissed"),
        _complianz("deny") + cookie("cmplz_banner-status", "dismissed"),
    ),
    "CookieLawInfo": (
        "CookieLawInfo's own records",
        cookie("cookielawinfo-checkbox-analytics", "no"),
        cookie("cookielawinfo-checkbox-analytics", "yes") + cookie("viewed_cookie_policy", "yes"),
        cookie("cookielawinfo-checkbox-analytics", "no") + cookie("viewed_cookie_policy", "yes"),
    ),
    "Cookie Notice": (
        "Cookie Notice's own records",
        None,
        cookie("cookie_notice_accepted", "true"),
        cookie("cookie_notice_accepted", "false"),
    ),
    "Silktide 2": (
        "Silktide's own records",
        stored(**{"stcm.consent.essential": "true", "stcm.consent.analytics": "false"}),
        stored(**{"stcm.consent.analytics": "true", "stcm.hasConsented": "1"}),
        stored(**{"stcm.consent.analytics": "false", "stcm.hasConsented": "1"}),
    ),
    "Silktide 1": (
        "Silktide's own records",
        None,
        stored(silktideCookieChoice_analytics="true", silktideCookieBanner_InitialChoice="1"),
        stored(silktideCookieChoice_analytics="false", silktideCookieBanner_InitialChoice="1"),
    ),
}
