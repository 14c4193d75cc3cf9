"""Lines that nobody has thought of: parts that have ever made a difference, put together anyhow."""

from hypothesis import strategies as st

from tests.reading import lines as written

_BLANKS = st.sampled_from(["", "", "", " ", "\t", "  ", " \t ", "\u00a0", "\x0b"])
_CASES = st.sampled_from([str, str, str.lower, str.upper, str.swapcase, str.title])
_LETTERS = st.characters(exclude_characters="\n\r\0")
_TEXT = st.text(_LETTERS, max_size=8) | st.text(
    "ab=;, \t\"'\\/.:-_%@\x01\x7f\u00e9\u212a", max_size=8
)


def _cased(words: list[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda word, case: case(word), st.sampled_from(words), _CASES)


_NAMES = (
    st.sampled_from(["a", "foo", "", "a b", "é", '"a"', "$Version", "n" * 2048])
    | _cased(
        ["__Host-", "__Secure-", "__Http-", "__Host-Http-", "__Host-a", "__Secure-a", "__Host"]
    )
    | _TEXT
)
_VALUES = (
    st.sampled_from(["b", "", "b=c", '"b c"', "__Host-a", "__secure-", "v" * 2048, "v" * 4095])
    | st.integers(2040, 2056).map("v".__mul__)
    | _TEXT
)
_PATHS = st.sampled_from(["/", "/", "/shop", "/x y", "x", "//", "/é", '"/"', "/" + "p" * 1023]) | (
    _TEXT.map("/".__add__) | _TEXT | st.integers(1020, 1026).map(lambda size: "/" + "p" * size)
)
_DOMAINS = (
    st.sampled_from([line.partition("Domain=")[2] for line in written.DOMAINS])
    | st.lists(
        st.sampled_from(
            ["www", "example", "co", "uk", "", "é", "city", "kawasaki", "jp", "localhost"]
        ),
        max_size=5,
    ).map(".".join)
    | _TEXT
)
_NUMBERS = st.sampled_from([0, -1, 100, 34_560_000, 34_560_001, 2**31, 2**63 - 2, 2**63 - 1]) | (
    st.integers(100, 10**8) | st.integers(-(10**21), 10**21).filter(lambda n: not 0 < n < 100)
)
_MAX_AGES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "", "+", "-", "0", "00", " ", '"', "x"]),
        _NUMBERS.map(str),
        st.sampled_from(["", "", "", " ", "x", ".5", '"', "-", "0" * 1000, "\u00e9", "\u0661"]),
    ),
)


# Not within a minute of the present, which goes on while lines are tried.
_MOMENTS = (
    st.integers(60, 450 * 86_400) | st.integers(-(10**8), -60) | st.integers(3 * 10**7, 10**9)
).map(written.near)
_FORMS = st.sampled_from(written.FORMATS) | st.permutations(["{d}", "{b}", "{Y}", "{T}"]).flatmap(
    lambda parts: st.sampled_from([" ", "-", ",", "/", "\t", "+", "=", "", "é"]).map(
        lambda joint: joint.join(parts)
    )
)
_TOKENS = st.lists(
    st.sampled_from(
        [
            "1", "31", "32", "0", "00", "001", "99", "69", "70", "2099", "1969", "10000", "99999",
            "1600",
            "100000", "jan", "Feb", "APRIL", "mayx", "xmay", "Ma", "1:2:3", "0:0:0", "23:59:59",
            "24:0:0",
            "1:60:0", "1:2", "001:002:003", "1:2:3x", "1:2:60", ":", "GMT", "Mon", "1x", "x1", "é",
            "",
        ]
    ),
    min_size=3,
    max_size=7,
)  # fmt: skip
_DATES = (
    st.builds(written.written, _FORMS, _MOMENTS)
    | st.builds(lambda joint, tokens: joint.join(tokens), st.sampled_from(" -,/\t"), _TOKENS)
    | st.sampled_from(written.DATES)
    | _TEXT
)
_SAME_SITES = _cased(["Lax", "Strict", "None", "No", ""]) | _TEXT
_VALUED = st.one_of(
    st.tuples(_cased(["Path"]), _PATHS),
    st.tuples(_cased(["Domain"]), _DOMAINS),
    st.tuples(_cased(["Max-Age"]), _MAX_AGES),
    st.tuples(_cased(["Expires"]), _DATES),
    st.tuples(_cased(["SameSite"]), _SAME_SITES),
    st.tuples(_cased(["Secure", "HttpOnly", "Partitioned", "Priority", "x"]) | _TEXT, _TEXT),
)
_FLAGS = _cased(["Secure", "HttpOnly", "Partitioned", "SameSite", "Path", "Domain", "Max-Age", ""])
_EQUALS = st.builds("{}={}".format, _BLANKS, _BLANKS)
_ATTRIBUTES = (
    st.builds(lambda pair, equals: equals.join(pair), _VALUED, _EQUALS)
    | _FLAGS
    | st.sampled_from(["Secure", "Path=/", "Secure; Path=/", "Secure; HttpOnly"])
    | _TEXT
)
_HEADS = st.builds("{}{}{}".format, _NAMES, _EQUALS, _VALUES) | _VALUES
_SEMICOLONS = st.builds("{};{}".format, _BLANKS, _BLANKS)

#: Whole lines.
LINES = st.builds(
    lambda blank, head, semicolon, attributes, end: (
        blank + semicolon.join([head, *attributes]) + end
    ),
    _BLANKS,
    _HEADS,
    _SEMICOLONS,
    st.lists(_ATTRIBUTES, max_size=6),
    st.sampled_from(["", "", "", ";", " ", "; "]),
)


def _spoiled(line: str, bytes_: bytes, at: float) -> bytes:
    raw = line.encode("utf-8", "surrogatepass")
    place = int(at * len(raw))
    return raw[:place] + bytes_ + raw[place:]


#: The same as bytes, with some that are no UTF-8, or no text at all, in any place.
RAW_LINES = LINES.map(lambda line: line.encode("utf-8", "surrogatepass")) | st.builds(
    _spoiled, LINES, st.binary(max_size=4), st.floats(0, 1)
)
