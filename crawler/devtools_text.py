"""Bytes and the letters that Chromium's DevTools tell of them.

Names and values of cookies are bytes on the wire and in Chromium's jar. Its DevTools protocol is
JSON, and what is no UTF-8 is lost on the way there. A cookie read from the wire is the one in the
jar only if both were put into letters alike.
"""

# Of the first byte of a sequence: the bits that say how long it is, their value, and what follows.
_SEQUENCES = ((0xE0, 0xC0, 1), (0xF0, 0xE0, 2), (0xF8, 0xF0, 3))


# What windows-1252 has other letters for than Latin-1; it has none for five of these bytes.
_BYTES = str.maketrans(
    {
        bytes([byte]).decode("windows-1252"): chr(byte)
        for byte in range(0x80, 0xA0)
        if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    }
)


def header_bytes(told: str) -> bytes:
    """The bytes of a raw header, of which DevTools tell as if they were windows-1252.

    Measured on Chromium 156. Text that cannot come of that is taken for UTF-8.
    """
    try:
        return told.translate(_BYTES).encode("latin-1")
    except UnicodeEncodeError:
        return told.encode("utf-8", "surrogatepass")


def as_devtools_tell(raw: bytes) -> str:
    """The text that DevTools make of bytes: UTF-8, without what is none, in linear time.

    Source: ``JSONEncoder::HandleString8`` of crdtp (third_party/inspector_protocol), checked
    against Chromium 156. Half a surrogate pair, which scripts can write, is told as it is.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return (
            "".join(map(chr, _code_points(raw)))
            .encode("utf-16", "surrogatepass")
            .decode("utf-16", "surrogatepass")
        )


def _code_points(raw: bytes) -> list[int]:
    found, at = [], 0
    while at < len(raw):
        byte, at = raw[at], at + 1
        if byte < 0x80:
            found.append(byte)
            continue
        mask, more = next(
            ((mask, more) for mask, sign, more in _SEQUENCES if byte & mask == sign), (0xFF, 0)
        )
        following = raw[at : at + more]
        if not more or len(following) < more:
            continue
        # A sequence is passed over in its full length, whatever is in it.
        at += more
        point = byte & ~mask & 0xFF
        for one in following:
            point = point << 6 | one & 0x3F
        if all(one & 0xC0 == 0x80 for one in following) and 0x80 <= point <= 0x10FFFF:
            found.append(point)
    return found
