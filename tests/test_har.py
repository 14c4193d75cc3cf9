"""Archives of a walk's requests, from the browser's events to the file."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from crawler.cookies import Phase
from crawler.har import Archives
from crawler.recorder.headers import Exchanges
from crawler.recorder.initiators import Initiators
from crawler.recorder.moments import Moment, Stage
from crawler.recorder.redaction import Redactor
from crawler.recorder.traffic import HarEntry, Traffic, shown_again
from crawler.run_store import RunStore
from crawler.walks import JourneyResult, Outcome, WalkObservation
from tests.recorder.archives import checked
from tests.reports.sample_run import HOME, REJECT, START, visit

URL = "https://shop.test/a"


class Heard:
    """What the browser told of one profile, and the archive that comes of it."""

    def __init__(
        self, reports: Path, *, most_entries: int = 100, most_bytes: int = 100_000
    ) -> None:
        self.redactor = Redactor()
        self.archives = Archives(
            RunStore(reports), most_entries=most_entries, most_bytes=most_bytes
        )
        initiators = Initiators()
        self._exchanges = Exchanges(initiators, self.redactor)
        self._traffic = Traffic(self.redactor, initiators, self.archives.sink(REJECT))
        self._now = START + 1

    def hear(self, event: str, number: str = "1", /, **params: Any) -> None:
        self._now += 0.5
        moment = Moment(self._now, Stage(HOME, Phase.BEFORE))
        told = {"requestId": number, **params}
        self._exchanges.hear("session", f"Network.{event}", told, moment)

    def get(self, url: str, number: str = "1", /, **headers: str) -> None:
        asked = {"url": url, "method": "GET", "headers": {}}
        answer = {"url": url, "status": 200, "statusText": "OK", "protocol": "h2", "headers": {}}
        self.hear("requestWillBeSent", number, request=asked, type="Script")
        self.hear("requestWillBeSentExtraInfo", number, headers=headers, associatedCookies=[])
        self.hear("responseReceived", number, response=answer)

    def take(self) -> None:
        self._traffic.see(self._exchanges.take().exchanges)

    def log(self) -> dict[str, Any]:
        visits = (visit(REJECT, HOME, Phase.BEFORE, 0), visit(REJECT, HOME, Phase.AFTER, 60))
        seen = WalkObservation(JourneyResult(REJECT, Outcome.PROVEN), visits)

        def shown(entry: HarEntry) -> HarEntry:
            return shown_again(entry, self.redactor)

        self.archives.finish((seen,), "156.0", shown)
        (file,) = (self.archives.store.folder / "evidence").iterdir()
        assert file.name == "public.anonymous.reject.har"
        return checked(json.loads(file.read_bytes()))


def test_a_redirect_is_two_entries_with_their_own_headers(tmp_path: Path) -> None:
    heard = Heard(tmp_path)
    asked = {"url": URL, "method": "GET", "headers": {}}
    away = {"url": URL, "status": 302, "statusText": "Found", "headers": {}}
    heard.hear("requestWillBeSent", request=asked)
    heard.hear("responseReceivedExtraInfo", headers={"set-cookie": "a=1\nb=2"}, statusCode=302)
    again = {**asked, "url": f"{URL}/b"}
    heard.hear("requestWillBeSent", request=again, redirectResponse=away, redirectHasExtraInfo=True)
    heard.hear("responseReceivedExtraInfo", headers={"location": "/c"}, statusCode=301)
    heard.take()
    first, second = heard.log()["entries"]
    assert [one["name"] for one in first["response"]["cookies"]] == ["a", "b"]
    assert (first["response"]["status"], second["response"]["status"]) == (302, 301)
    assert second["response"]["redirectURL"] == "/c"
    assert first["pageref"] == "visit_1"


def test_a_request_that_failed_says_why(tmp_path: Path) -> None:
    heard = Heard(tmp_path)
    heard.hear("requestWillBeSent", request={"url": URL, "method": "GET", "headers": {}})
    heard.hear("loadingFailed", errorText="net::ERR_CONNECTION_REFUSED")
    heard.take()
    (entry,) = heard.log()["entries"]
    assert entry["response"]["status"] == 0
    assert entry["response"]["_error"] == "net::ERR_CONNECTION_REFUSED"


def test_a_web_socket_is_an_entry(tmp_path: Path) -> None:
    heard = Heard(tmp_path)
    heard.hear("webSocketCreated", url="wss://shop.test/s")
    heard.hear("webSocketWillSendHandshakeRequest", request={"headers": {"Cookie": "a=secret-1"}})
    heard.hear(
        "webSocketHandshakeResponseReceived",
        response={"status": 101, "statusText": "Switching Protocols", "headers": {}},
    )
    heard.take()
    (entry,) = heard.log()["entries"]
    assert entry["response"]["status"] == 101
    assert entry["request"]["cookies"] == [{"name": "a", "value": heard.redactor("secret-1")}]


def test_what_a_header_holds_is_hashed_unless_it_is_known_to_be_harmless(tmp_path: Path) -> None:
    heard = Heard(tmp_path)
    heard.get(
        f"{URL}?x=tok3n-of-mine",
        Authorization="Bearer tok3n-of-mine",
        Accept="text/html",
        Cookie="a=v4lue-of-a; bare-one",
        **{"X-Unheard-Of": "anything"},
    )
    heard.take()
    (entry,) = heard.log()["entries"]
    headers = {one["name"]: one["value"] for one in entry["request"]["headers"]}
    hashed = heard.redactor
    assert headers["Accept"] == "text/html"
    assert headers["Cookie"] == f"a={hashed('v4lue-of-a')}; {hashed('bare-one')}"
    assert headers["X-Unheard-Of"] == f"~{hashed('anything')}"
    assert entry["request"]["queryString"] == [
        {"name": "x", "value": f"~{hashed('tok3n-of-mine')}"}
    ]


def test_a_value_that_is_known_only_later_is_not_in_the_archive(tmp_path: Path) -> None:
    heard = Heard(tmp_path)
    heard.get(f"{URL}/l4ter-known?y=l4ter-known", Referer=f"{URL}/l4ter-known")
    heard.take()
    heard.hear("responseReceivedExtraInfo", "2", headers={"set-cookie": "late=l4ter-known"})
    heard.take()
    assert "l4ter-known" not in json.dumps(heard.log())


def test_an_archive_has_its_limits_and_says_what_is_left_out(tmp_path: Path) -> None:
    heard = Heard(tmp_path, most_entries=3)
    for number in range(4):
        heard.get(f"{URL}/{number}", str(number))
    heard.take()
    heard.get(f"{URL}/5", "5")
    heard.take()
    log = heard.log()
    assert len(log["entries"]) == 3
    assert log["comment"].endswith("2 later requests are left out, for there were too many.")


def test_an_archive_is_limited_in_bytes_too(tmp_path: Path) -> None:
    heard = Heard(tmp_path, most_bytes=1500)
    for number in range(9):
        heard.get(f"{URL}/{number}", str(number))
    heard.take()
    spool = next((heard.archives.store.folder / "evidence").iterdir())
    assert spool.stat().st_size <= 1500
    assert "later requests are left out" in heard.log()["comment"]


def test_each_repeat_of_a_walk_has_its_own(tmp_path: Path) -> None:
    archives = Archives(RunStore(tmp_path))
    seen = []
    for repeat in (1, 2):
        walk = replace(REJECT, repeat=repeat)
        archives.sink(walk)
        seen.append(WalkObservation(JourneyResult(walk, Outcome.PROVEN)))
    archives.finish(seen, "156.0", dict)
    assert {path.name for path in (archives.store.folder / "evidence").iterdir()} == {
        f"public.anonymous.reject.{repeat}.har" for repeat in (1, 2)
    }


def test_where_none_is_to_be_kept_none_is_written(tmp_path: Path) -> None:
    archives = Archives(RunStore(tmp_path), kept=False)
    assert archives.sink(REJECT) is None
    archives.finish((WalkObservation(JourneyResult(REJECT, Outcome.PROVEN)),), "156.0", dict)
    assert list((archives.store.folder / "evidence").iterdir()) == []


def test_a_walk_without_a_request_has_an_empty_archive(tmp_path: Path) -> None:
    assert Heard(tmp_path).log()["entries"] == []
