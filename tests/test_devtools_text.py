import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.devtools_text import as_devtools_tell, header_bytes


# Measured on Chromium 156: the value of a cookie on the wire, and in the answer of DevTools.
@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", ""),
        (b"plain", "plain"),
        ("é日😀".encode(), "é日😀"),
        (b"a\xffb\xfe", "ab"),
        (b"\xe9=x", ""),
        (b"\xe9 x", ""),
        (b"\xe9x", "x"),
        (b"caf\xe9", "caf"),
        (b"\x80\xc3\xa9", "é"),
        (b"\xf5\xc3\xa9", "é"),
        (b"\xc1\xbf\xff", ""),
        (b"\xed\xa0\x80", "\ud800"),
        (b"\xed\xa0\xbd\xed\xb8\x80", "😀"),
        (b"\xf4\x90\x80\x80", ""),
    ],
)
def test_what_is_no_utf_8_is_left_out(raw: bytes, told: str) -> None:
    assert as_devtools_tell(raw) == told


@given(st.text())
def test_text_is_told_as_it_is(text: str) -> None:
    assert as_devtools_tell(text.encode()) == text


@pytest.mark.parametrize(
    ("told", "raw"),
    [
        ("é", b"\xe9"),
        ("\u00e2\u201a\u00ac", "€".encode()),
        ("\x81\x8d", b"\x81\x8d"),
        ("日", "日".encode()),
    ],
)
def test_a_header_s_letters_are_its_bytes(told: str, raw: bytes) -> None:
    assert header_bytes(told) == raw
