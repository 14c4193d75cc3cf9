"""Whatever the bytes, a megabyte of them is read in a moment."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.cookie_date import cookie_date
from crawler.devtools_text import as_devtools_tell, header_bytes
from crawler.recorder.statements import redacted
from crawler.set_cookie import RefusedCookie, SetCookie, read_set_cookie
from tests.reading.grammar import RAW_LINES

URL = "https://www.example.co.uk/shop/cart"
MEGABYTE = 1_000_000
# Processor time for all readings of one line: tenfold what the slowest takes, which is nothing to
# what time in proportion to the square of a megabyte comes to.
LIMIT_S = 10.0
# Each was thousands of attributes, or of one attribute's parts.
UNITS = [
    b";", b"; Path=/x", b"; Max-Age=9", b";x=\x01", b"; Expires=1 Jan 2027 1:1:1", b"\xff", b"\xe9",
    b"\xed\xa0\x80", b"0", b"0:", b"1 ", b"jan,", b".", b"=", b"\t",
    b"; Domain=" + b"\xc3\xa9." * 99,
]  # fmt: skip


def read_in_every_way(line: bytes) -> SetCookie | RefusedCookie:
    """As the recorder does: the line, its words for people, and a ``Date`` of this kind."""
    letters = line.decode("latin-1")
    assert header_bytes(letters) == line
    redacted(as_devtools_tell(line), "hash")
    cookie_date(letters)
    return read_set_cookie(line, URL, 0.0)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("start", [b"", b"a=b; Expires="])
def test_a_megabyte_is_read_in_time(start: bytes, unit: bytes) -> None:
    line = (start + unit * (MEGABYTE // len(unit)))[:MEGABYTE]
    began = time.thread_time()
    assert isinstance(read_in_every_way(line), SetCookie | RefusedCookie)
    assert time.thread_time() - began < LIMIT_S


@pytest.mark.parametrize("zeros", ["{0}:1:1", "1:{0}:1", "1:1:{0}x", "{0}:{0}:{0}x"])
def test_a_megabyte_of_zeros_in_a_time_is_read_in_time(zeros: str) -> None:
    began = time.thread_time()
    cookie_date(zeros.format("0" * (MEGABYTE // zeros.count("{"))))
    assert time.thread_time() - began < LIMIT_S


SIZES = st.integers(1, 200_000)


def grown(unit: bytes, size: int, end: bytes) -> bytes:
    return (unit * (size // max(1, len(unit)) + 1))[:size] + end


@settings(max_examples=100)
@given(st.builds(grown, RAW_LINES | st.binary(max_size=20), SIZES, RAW_LINES))
def test_no_bytes_are_too_strange(line: bytes) -> None:
    began = time.thread_time()
    assert isinstance(read_in_every_way(line), SetCookie | RefusedCookie)
    assert time.thread_time() - began < LIMIT_S


@pytest.mark.soak
@pytest.mark.timeout(1800)
@settings(max_examples=2_000)
@given(st.builds(grown, RAW_LINES | st.binary(max_size=20), st.just(MEGABYTE) | SIZES, RAW_LINES))
def test_many_more_are_not_either(line: bytes) -> None:
    assert isinstance(read_in_every_way(line), SetCookie | RefusedCookie)
