"""Lines that nobody has thought of: parts that have ever made a difference, put together anyhow."""

from typing import TypeVar

from hypothesis import strategies as st

from tests.reading import lines as written

T = TypeVar("T")

_BLANKS = st.sampled_from(["", "", "", " ", " ", "\t", "  ", " \t "])
_CASES = st.sampled_from([str, str, str.lower, str.upper, str.swapcase, str.title])
# What nobody expects stands in few lines, and in one place: it spoils most of them.
_NOISE = (
    st.sampled_from(
        ["\x01", "\x7f", "\x0b", "\t", "\u00a0", "\u0085", ";", "=", ",", '"', "\u212a"]
    )
    | st.characters(exclude_characters="\n\r\0", exclude_categories=())
    | st.text(st.characters(exclude_characters="\n\r\0"), max_size=8)
)
_PRINTABLE = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=";")
_TEXT = st.text(_PRINTABLE, max_size=8) | st.text("ab=, \"'\\/.:-_%@\u00e9\u212a", max_size=8)


def _weighted(*choices: tuple[int, st.SearchStrategy[T]]) -> st.SearchStrategy[T]:
    """Each so many times as likely as one of weight 1; ``one_of`` counts equal ones once."""
    all_of_them = [choice for weight, choice in choices for _ in range(weight)]
    return st.integers(0, len(all_of_them) - 1).flatmap(all_of_them.__getitem__)


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
_OWN = [
    "example.co.uk", "www.example.co.uk", "localhost", "app.localhost", "127.0.0.1", "[::1]",
    "203.0.113.5", "intranet", "blogspot.com", "city.kawasaki.jp", "example.org.", "bücher.example",
    "www.xn--bcher-kva.example", "faß.example",
]  # fmt: skip
_LABELS = ["www", "example", "co", "uk", "", "é", "city", "kawasaki", "jp", "localhost"]
_DOMAINS = st.one_of(
    st.just("example.co.uk"),
    st.just(""),
    _cased(_OWN),
    _cased(_OWN).map(".".__add__),
    st.sampled_from([line.partition("Domain=")[2] for line in written.DOMAINS]),
    st.lists(st.sampled_from(_LABELS), max_size=5).map(".".join),
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
    lambda parts: st.sampled_from([" ", "-", ",", "/", "+", "=", "", "é"]).map(
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
    | st.builds(lambda joint, tokens: joint.join(tokens), st.sampled_from(" -,/"), _TOKENS)
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
_ORDINARY = st.sampled_from(
    [
        "Secure", "Path=/", "Secure; Path=/", "Secure; HttpOnly", "Max-Age=1000",
        "Domain=example.co.uk", "SameSite=Lax", "SameSite=None; Secure", "Partitioned; Secure",
    ]
)  # fmt: skip
_ATTRIBUTES = _weighted(
    (6, st.builds(lambda pair, equals: equals.join(pair), _VALUED, _EQUALS)),
    (2, _FLAGS),
    (3, _ORDINARY),
    (1, _TEXT),
)
_HEADS = st.builds("{}{}{}".format, _NAMES, _EQUALS, _VALUES)
_SEMICOLONS = st.builds("{};{}".format, _BLANKS, _BLANKS)


def _line(blank: str, heads: str, semicolon: str, attributes: list[str], end: str) -> str:
    return blank + semicolon.join([heads, *attributes]) + end


def _spoiled(line: str, noise: str, place: float) -> str:
    at = int(place * len(line))
    return line[:at] + noise + line[at:]


def _spoiled_bytes(line: str, noise: bytes, place: float) -> bytes:
    raw = line.encode("utf-8", "surrogatepass")
    at = int(place * len(raw))
    return raw[:at] + noise + raw[at:]


_CLEAN = st.builds(
    _line,
    _BLANKS,
    _weighted((5, _HEADS), (1, _VALUES), (2, st.just("a=b"))),
    _SEMICOLONS,
    st.lists(_ATTRIBUTES, max_size=1) | st.lists(_ATTRIBUTES, min_size=2, max_size=7),
    st.sampled_from(["", "", "", ";", " ", "; "]),
)

# The end of a cookie has a syntax of its own, twice.
_END = _DATES.map("Expires={}".format) | _MAX_AGES.map("Max-Age={}".format)
_ENDING = st.lists(_END, min_size=1, max_size=3).map(lambda ends: "; ".join(["a=b", *ends]))

#: Whole lines.
LINES = _weighted(
    (6, _CLEAN),
    (3, _ENDING),
    (2, st.builds(_spoiled, _CLEAN, _NOISE, st.floats(0, 1))),
    (1, _NOISE),
)

#: The same as bytes, with some that are no UTF-8, or no text at all, in any place.
RAW_LINES = _weighted(
    (4, LINES.map(lambda line: line.encode("utf-8", "surrogatepass"))),
    (1, st.builds(_spoiled_bytes, _CLEAN, st.binary(max_size=4), st.floats(0, 1))),
)
