"""What became of a page, by how it answered."""

from dataclasses import replace
from urllib.parse import urlsplit

from crawler.declared import Site
from crawler.domains import registrable_domain
from crawler.settle import Dwell
from crawler.tab import Arrival
from crawler.walks import VisitOutcome, VisitResult

# What the browser says of an address that is no page.
NO_PAGE = {
    "Download is starting": "a download, not a page",
    # As with a dead link there is nothing for anybody.
    "net::ERR_TOO_MANY_REDIRECTS": "it redirects without end",
}
# HTTP status codes (RFC 9110): errors, and those of a page that is not there.
ERRORS = 400
DEAD = (404, 410)


def visit_result(begun: VisitResult, site: Site, arrival: Arrival) -> VisitResult:
    """The visit that was begun, once its page answered or did not."""
    outcome, reason = _judged(site, begun.page, arrival)
    return replace(
        begun,
        outcome=outcome,
        reason=reason,
        final_url=arrival.url,
        http_status=arrival.status,
    )


def login_result(begun: VisitResult, _: Site, arrival: Arrival) -> VisitResult:
    """The visit to the page of a login: it may be on another site, and answer 401 with its form."""
    outcome = VisitOutcome.FAILED if arrival.failure else VisitOutcome.VISITED
    return replace(
        begun,
        outcome=outcome,
        reason=arrival.failure or arrival.note,
        final_url=arrival.url,
        http_status=arrival.status,
    )


def after_dwell(visit: VisitResult, dwell: Dwell) -> VisitResult:
    """The visit with the page time that it had, and why it had no more."""
    reason = "; ".join(filter(None, (visit.reason, dwell.reason)))
    return replace(visit, page_time_s=dwell.page_time_s, reason=reason)


def behind_wall(visit: VisitResult, wall: str) -> VisitResult:
    """The visit of a page in whose place a wall stood, as ``wall`` says; as it is for none."""
    if not wall:
        return visit
    reason = "; ".join(filter(None, (visit.reason, wall)))
    return replace(visit, outcome=VisitOutcome.FAILED, reason=reason)


def _judged(site: Site, page: str, arrival: Arrival) -> tuple[VisitOutcome, str]:
    """What is not as the declaration says is a failure where it names the page itself."""
    declared = page in site.page_urls
    if arrival.failure in NO_PAGE and not declared:
        return VisitOutcome.SKIPPED, NO_PAGE[arrival.failure]
    if arrival.stopped:
        return (VisitOutcome.FAILED if declared else VisitOutcome.SKIPPED), arrival.stopped
    if arrival.failure:
        return VisitOutcome.FAILED, arrival.failure
    # A dead link is the site's own affair.
    if arrival.status and arrival.status >= ERRORS and (declared or arrival.status not in DEAD):
        told = "; ".join(filter(None, (f"HTTP status {arrival.status}", arrival.note)))
        return VisitOutcome.FAILED, told
    if _leads_away(site, arrival.url):
        outcome = VisitOutcome.FAILED if declared else VisitOutcome.SKIPPED
        return outcome, f"it leads to another site: {arrival.url}"
    return VisitOutcome.VISITED, arrival.note


def _leads_away(site: Site, url: str) -> bool:
    host = urlsplit(url).hostname
    return host is not None and registrable_domain(host) != registrable_domain(site.host)
