"""One spelling for each page of a site: what changes no page is folded away."""

import re
from urllib.parse import urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}
# Parameters by which campaigns and mailings tell clicks apart; they change no page.
# Mozilla's list for Firefox (remote settings, collection "query-stripping"), and what Google Ads,
# TikTok, LinkedIn, Pinterest, Snapchat, Reddit, Klaviyo, Mailchimp and Marketo document of theirs.
_NAMES = """
    __hsfp __hssc __hstc __s _hsenc _hsmi _openstat dclid fbclid gbraid gclid hsctatracking
    igsh igshid mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash msclkid oft_c oft_ck
    oft_d oft_id oft_ids oft_k oft_lk oft_sk oly_anon_id oly_enc_id rb_clickid s_cid twclid
    vero_conv vero_id wickedid yclid gad_source gad_campaignid gclsrc wbraid srsltid _gl
    ttclid li_fat_id epik sccid rdt_cid _kx irclickid
"""
TRACKING = frozenset(_NAMES.split())
# utm_: Google Analytics; mtm_, matomo_, pk_, piwik_: Matomo's campaigns; hsa_: HubSpot's ads.
TRACKING_BEGINNINGS = re.compile(
    r"(utm|mtm|hsa)_|(matomo|pk|piwik)_(campaign|kwd|keyword|source|medium|content|cid|group)$"
)
# A server's session in the address, for visitors without cookies: Java, PHP, ASP, ColdFusion.
SESSIONS = re.compile(r"jsessionid|phpsessid|aspsessionid\w*|cfid|cftoken")
# Names that other things have too: only with a value such as servers draw.
SESSION_LIKE = re.compile(r"(s|sess|session_?|os[ck]?s|xtcs|zen)id=(?=\w*\d)\w{16,}", re.IGNORECASE)
SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
# How applications that route by the fragment begin it.
ROUTES = ("/", "!")


def origin_of(url: str) -> str:
    """Scheme, host and port in lower case, the port left out where it is the scheme's own.

    Empty for what is no http(s) address.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in PORTS or not parts.netloc:
        return ""
    host = parts.netloc.lower().removesuffix(f":{PORTS[parts.scheme]}")
    return f"{parts.scheme}://{host}"


def page_of(url: str, *, routes: bool = False) -> str:
    """The page's address: without tracking parameters, sessions and the fragment.

    ``routes``: a fragment that begins with ``/`` or ``!`` is a page of its own. A site's bare
    origin and its ``/`` are one page. Empty for what is no http(s) address.
    """
    origin = origin_of(url)
    if not origin:
        return ""
    parts = urlsplit(url)
    path = SESSION_IN_PATH.sub("", parts.path) or "/"
    query = "&".join(one for one in parts.query.split("&") if one and not _is_folded(one))
    fragment = parts.fragment if routes and parts.fragment.startswith(ROUTES) else ""
    return origin + urlunsplit(("", "", path, query, fragment))


def key_of(page: str) -> str:
    """What two spellings of one page have in common: the order of its parameters is none."""
    head, mark, rest = page.partition("?")
    if not mark:
        return page
    query, route, fragment = rest.partition("#")
    # Values of one name keep their order, which means something to some servers.
    ordered = sorted(query.split("&"), key=lambda one: one.partition("=")[0])
    return f"{head}?{'&'.join(ordered)}{route}{fragment}"


def _is_folded(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    tracks = name in TRACKING or TRACKING_BEGINNINGS.match(name)
    return bool(tracks or SESSIONS.fullmatch(name) or SESSION_LIKE.fullmatch(parameter))
