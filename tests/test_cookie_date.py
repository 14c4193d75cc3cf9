from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.cookie_date import cookie_date

DAY = 86_400
MOMENTS = st.integers(31_536_000, 253_402_300_799).map(lambda at: datetime.fromtimestamp(at, UTC))


def at(text: str) -> float:
    return datetime.fromisoformat(f"{text}+00:00").timestamp()


# In the shape of the http-state working group's date tests, checked against Chromium 156.
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mon, 10-Dec-2007 17:02:24 GMT", "2007-12-10T17:02:24"),
        ("Wed, 09 Dec 2009 16:27:23 GMT", "2009-12-09T16:27:23"),
        ("Thursday, 01-Jan-1970 00:00:00 GMT", "1970-01-01T00:00:00"),
        ("Mon Dec 10 16:32:30 2007 GMT", "2007-12-10T16:32:30"),
        ("Wednesday, 01-Jan-10 0:0:00 GMT", "2010-01-01T00:00:00"),
        ("Saturday, 8-Dec-2012 21:24:09 GMT", "2012-12-08T21:24:09"),
        ("Thu, 31 Dec 23:55:55 2037 GMT", "2037-12-31T23:55:55"),
        ("Wed Dec 12 2007 08:44:07 GMT-0500 (EST)", "2007-12-12T08:44:07"),
        ("Thu, 19/Apr\\2007 16:00:00 GMT", "2007-04-19T16:00:00"),
        (", 1-Jan-2003 00:00:00", "2003-01-01T00:00:00"),
        ('"Sat, 15-Apr-17"21:01:22"GMT"', "2017-04-15T21:01:22"),
        ("WillyWonka  ,  18-apr-07   22:50:12", "2007-04-18T22:50:12"),
        ("Partyday, 18 - APRI-07 22:50:12", "2007-04-18T22:50:12"),
        ("Wednes, 1-Januar-2003 00:00:00 GMT", "2003-01-01T00:00:00"),
        ("22:50:12 Thu Apr 18 2007 GMT", "2007-04-18T22:50:12"),
        ("15-Sat, Apr 21:01:22 GMT 17", "2017-04-15T21:01:22"),
        ("15 17 Apr 21:01:22", "2017-04-15T21:01:22"),
        ("2017 April 15 21:01:22", "2017-04-15T21:01:22"),
        ("Sat, 15-Apr-17 21:01:22 11:22:33", "2017-04-15T21:01:22"),
        ("Sat, 15-Apr-17 boink:z 21:01:22", "2017-04-15T21:01:22"),
        ("Sat, 15-Apr-17 ::00 21:01:22", "2017-04-15T21:01:22"),
        ("1 Jan 2027 12:34:56z 4:5:6", "2027-01-01T04:05:06"),
        ("1 Jan 2027 1:2 4:5:6", "2027-01-01T04:05:06"),
        ("1 Jan 2027 1:2:99999999999 4:5:6", "2027-01-01T04:05:06"),
        ("1 Jan 2027 1:2:4294967296 4:5:6", "2027-01-01T04:05:06"),
        ("1 Jan 2027 1:2:4294967295 4:5:6", None),
        ("1 jan1 2027 1:2:3", "2027-01-01T01:02:03"),
        ("1 Jan 99 1:2:3", "1999-01-01T01:02:03"),
        ("1 Jan 2027 0000000000001:2:003", "2027-01-01T01:02:03"),
        ("1x 2 Jan 2027 1:2:3", "2027-01-02T01:02:03"),
        ("1 Jan 2027y 2028 1:2:3", "2028-01-01T01:02:03"),
        ("1 Jan 123456 2027 1:2:3", "2027-01-01T01:02:03"),
        ("1 Jan 69 0:0:0", "2069-01-01T00:00:00"),
        ("1 Jan 70 0:0:0", "1970-01-01T00:00:00"),
        ("1 Jan 00 0:0:0", "2000-01-01T00:00:00"),
        ("29 Feb 2028 0:0:0", "2028-02-29T00:00:00"),
        ("1 Jan 1000 0:0:0", "1000-01-01T00:00:00"),
        ("2027-Jan-02T 3:4:5", None),
        ("1 Jan 2027 001:2:3z", None),
        ("2027-01-02T03:04:05Z", None),
        ("98 April 17 21:01:22", None),
        ("Thu, 012-Aug-2008 20:49:07 GMT", None),
        ("Thu, 12-Aug-9999999999 20:49:07 GMT", None),
        ("Thu, 999999999999-Aug-2007 20:49:07 GMT", None),
        ("Thu, 12-Aug-2007 20:61:99999999999 GMT", None),
        ("Sat, 15-Apr-17 91:22:33 21:01:22", None),
        ("1 Jan 2027 24:00:00", None),
        ("1 Jan 2027 23:60:00", None),
        ("1 Jan 2027 23:59:60", None),
        ("29 Feb 2027 0:0:0", None),
        ("31 Apr 2027 0:0:0", None),
        ("0 Jan 2027 0:0:0", None),
        ("32 Jan 2027 0:0:0", None),
        ("Jan 2027 0:0:0", None),
        ("1 2027 0:0:0", None),
        ("1 Jan 2027", None),
        ("1 Jan 0:0:0", None),
        ("٣ Jan 2027 1:2:3", None),
        ("Tomorrow", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_chromium_reads_it(written: str, meant: str | None) -> None:
    assert cookie_date(written) == (None if meant is None else at(meant))


def test_a_year_of_five_digits_is_a_year() -> None:
    # 12027 lies 25 cycles of 400 years after 2027, each 146,097 days long.
    assert cookie_date("1 Jan 12027 0:0:0") == at("2027-01-01") + 25 * 146_097 * DAY


@settings(deadline=None)  # the machine may be busy
@given(st.text())
@example("9" * 10_000 + ":1:1 1 Jan 2027")
@example("1 Jan 2027 " + "0" * 10_000 + "1:1:1")
@example("\ud800 1 Jan 2027 1:1:1")
def test_no_text_is_too_strange(text: str) -> None:
    assert isinstance(cookie_date(text), float | None)


@settings(deadline=None)  # the machine may be busy
@given(MOMENTS)
def test_every_date_that_a_server_writes_is_read_to_the_second(moment: datetime) -> None:
    written = moment.strftime(f"%a, %d %b {moment.year:04} %H:%M:%S GMT")
    assert cookie_date(written) == moment.timestamp()


@settings(deadline=None)  # the machine may be busy
@given(MOMENTS, st.permutations(range(4)))
def test_the_parts_may_stand_in_any_order(moment: datetime, order: list[int]) -> None:
    parts = [f"{moment:%d}", f"{moment:%b}", f"{moment.year:04}", f"{moment:%H:%M:%S}"]
    shuffled = " ".join(parts[index] for index in order)
    assert cookie_date(shuffled) == moment.timestamp()
