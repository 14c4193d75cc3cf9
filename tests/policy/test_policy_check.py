"""`cookie-audit policy check`: the published policy against the declaration."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.errors import BadInput
from crawler.flags import Flags
from crawler.gate import ExitCode
from crawler.policy_commands import check_policy, import_policy
from crawler.policy_sources import Sources
from tests.policy.corpus import FOLDER

GARDEN = """\
version: 1
policy: {url: "https://garden.example/privacy", updated: 2026-06-02}
sites:
  public: {url: "https://garden.example"}
  app: {url: "https://app.garden.example"}
cookies:
  - {name: garden_lang, sites: [public], domain: seeds.example, category: necessary}
  - {name: "garden_admin_lang_{hash}", sites: [public], domain: seeds.example, category: necessary}
  - {name: _ga, sites: [public], domain: seeds.example, category: analytics, lifetime: 24 months}
  - name: _gat
    aliases: ["_dc_gtm_<id>"]
    sites: [public]
    domain: seeds.example
    category: analytics
    lifetime: 60 s
    purpose: In other words
  - {name: NID, sites: [public], domain: google.com, category: necessary}
  - {name: OGPC, sites: [public], domain: google.com, category: necessary}
  - {name: 1P_JAR, sites: [public], domain: google.com, category: necessary}
  - {name: GARDENSESSID, sites: [app], lifetime: 1 day}
  - {name: "grid_state_*", sites: [app]}
"""
Check = Callable[..., tuple[int, str]]


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """Hold a policy against a declaration; the code, and all that was printed."""

    def run(declaration: str, policy: str | Path) -> tuple[int, str]:
        file = tmp_path / "d.yaml"
        file.write_text(declaration, encoding="utf-8")
        if isinstance(policy, str):
            (tmp_path / "p.txt").write_text(policy, encoding="utf-8")
            policy = tmp_path / "p.txt"
        code = check_policy(file, [str(policy)], Flags())
        printed = capsys.readouterr()
        return code, (printed.out + printed.err).replace(f"{tmp_path}/", "")

    return run


def shop(*cookies: str, policy: str = "") -> str:
    head = f"version: 1\n{policy}sites:\n  shop: {{url: 'https://shop.example'}}\n"
    return f"{head}cookies:{'' if cookies else ' []'}\n" + "".join(
        f"  - {one}\n" for one in cookies
    )


def test_a_policy_and_the_list_taken_from_it_agree(check: Check) -> None:
    code, told = check(GARDEN, FOLDER / "two_sites.txt")
    assert told == "9 entries in the policy, 9 declared: they agree in all that the policy says.\n"
    assert code == ExitCode.CLEAN


CHANGES = [
    ("_ga, sites: [public]", "_gb, sites: [public]", "added    _ga: the policy lists it ("),
    ("_ga, sites: [public]", "_gb, sites: [public]", "gone     _gb: d.yaml:9 declares it; the pol"),
    ("24 months", "13 months", "changed  _ga, lifetime: 2 years in the policy (two_sites.txt, "),
    ("24 months", "13 months", "13 months in d.yaml:9"),
    (", lifetime: 24 months", "", "none in d.yaml:9"),
    ("24 months", "up to 2 years", "up to 2 years in d.yaml:9"),
    ("24 months", "session", "session in d.yaml:9"),
    ("category: analytics, l", "category: necessary, l", "_ga, category: analytics in the policy"),
    ("category: analytics, l", "category: necessary, l", "_ga, consent: required in the policy"),
    ("name: NID, sites: [public], domain: google.com", "name: NID, sites: [public]", "NID, domain"),
    ('aliases: ["_dc_gtm_<id>"]', "provider: x", "the policy calls it _dc_gtm_<property-id>"),
    ('["_dc_gtm_<id>"]', '["_dc_gtm_<id>", other_a]', "d.yaml:10 calls it other_a; the policy"),
    ("sites: [app], lifetime", "sites: [app, public], lifetime", "for the site public; the policy"),
    ("2026-06-02", "2026-01-02", "policy.updated: the policy's version is of 2026-06-02; d.yaml"),
    ("app.garden.example", "app.other.example", "is no site of d.yaml"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), CHANGES)
def test_each_difference_is_said_with_its_places(
    check: Check, old: str, new: str, sentence: str
) -> None:
    code, told = check(GARDEN.replace(old, new), FOLDER / "two_sites.txt")
    assert sentence in told
    assert code == ExitCode.FINDINGS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"grid_state_*"', '"grid_state_{user}"'),
        ("sites: [app]}", "sites: [app], category: necessary}"),
        ('"grid_state_*", sites: [app]', '"grid_state_*", type: local-storage, sites: [app]'),
        ("24 months", "730 days"),
        (", updated: 2026-06-02", ""),
    ],
)
def test_what_the_policy_does_not_say_is_no_difference(check: Check, old: str, new: str) -> None:
    assert check(GARDEN.replace(old, new), FOLDER / "two_sites.txt")[0] == ExitCode.CLEAN


def test_a_lifetime_that_is_declared_and_not_published_is_a_change(check: Check) -> None:
    code, told = check(shop("{name: a_b, lifetime: 1 day}"), "Cookies\n\n- a_b: keeps c\n")
    assert "changed  a_b, lifetime: none in the policy (p.txt, Cookies, line 3), 1 day in" in told
    assert code == ExitCode.FINDINGS


def test_a_name_of_two_cookies_is_told_apart_by_domain(check: Check) -> None:
    policy = (
        "Cookies\n\nCookies set by the domain google.com\n\n- a_b: keeps c (1 day)\n\n"
        "Cookies set by the domain shop.example\n\n- a_b: keeps d (2 days)\n"
    )
    own = "{name: a_b, lifetime: 2 days}"
    assert check(shop(own, "{name: a_b, domain: google.com, lifetime: 1 day}"), policy)[0] == 0
    code, told = check(shop(own), policy)
    assert "added    a_b: the policy lists it" in told
    assert code == ExitCode.FINDINGS


UNPROVEN = [
    ("- a_b: keeps c. It names 30 minutes.\n", "{name: a_b}", "a_b, lifetime: none in the policy"),
    ("- a_b: keeps c (1 day)\n\nMore\n\n- a_b: keeps c (2 days)\n", "", "declared again with life"),
    ("- a_b: keeps c (1 day)\n\nThe cookie d_e is never set.\n", "", "d_e: the policy may list it"),
    (
        "- a_b: keeps c (1 day)\n\nWe also use atuserid.\n",
        "{name: atuserid}",
        "names it at p.txt, l",
    ),
    (
        "Cookie\tPurpose\tExpiry\na_b\tkeeps c\t1 day\nSome long words here\tkeeps d\t1 day\n",
        "",
        "no name could be read in p.txt",
    ),
]


@pytest.mark.parametrize(("policy", "more", "sentence"), UNPROVEN)
def test_what_could_hide_a_difference_is_not_proven(
    check: Check, policy: str, more: str, sentence: str
) -> None:
    cookies = ["{name: a_b, lifetime: 1 day}"] if "a_b" not in more else []
    code, told = check(shop(*cookies, *filter(None, [more])), f"Cookies\n\n{policy}")
    assert sentence in told
    assert "is not proven" in told
    assert code == ExitCode.NOT_PROVEN


def test_a_doubt_that_the_declaration_settles_is_none(check: Check) -> None:
    policy = "Cookies\n\n- a_b: keeps c. It names 30 minutes.\n"
    assert check(shop("{name: a_b, lifetime: 30 min}"), policy)[0] == ExitCode.CLEAN


def test_a_date_that_the_policy_does_not_give_is_not_proven(check: Check) -> None:
    dated = "policy: {url: 'https://shop.example/p', updated: 2026-01-02}\n"
    code, told = check(shop("{name: a_b}", policy=dated), "Cookies\n\n- a_b: keeps c\n")
    assert "no date of its version can be read in the policy" in told
    assert code == ExitCode.NOT_PROVEN


def test_a_saved_draft_stands_for_the_policy(check: Check, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(shop("{name: a_b, lifetime: 1 day}"))
    assert check(shop("{name: a_b, lifetime: 24 hours}"), draft)[0] == ExitCode.CLEAN
    assert check(shop("{name: a_b, lifetime: 25 hours}"), draft)[0] == ExitCode.FINDINGS


def test_a_draft_that_nobody_looked_through_proves_nothing(check: Check, tmp_path: Path) -> None:
    policy = tmp_path / "p.html"
    policy.write_text(
        "<table><tr><th>Name<th>Lifetime<tr><td>a_b<td>1 day"
        "<tr><td>Various third parties of ours<td>2 days</table>"
        "<p>We also set the cookie _extra.</p>"
    )
    draft = tmp_path / "draft.yaml"
    import_policy(Sources((str(policy),)), draft, url="https://shop.example/p")
    approved = draft.read_text().split("# Not read")[0].replace("# Draft by", "# Was")
    code, told = check(approved, draft)
    assert "draft.yaml:19: marked REVIEW (mentioned in a sentence, in no list)" in told
    assert "draft.yaml:25: table 1, row 3" in told
    assert code == ExitCode.NOT_PROVEN


@pytest.mark.parametrize("page", ["<p>We sell tea.</p>", "<form><input type=password></form>"])
def test_a_policy_without_cookies_is_not_proven(check: Check, tmp_path: Path, page: str) -> None:
    (tmp_path / "p.html").write_text(page)
    assert check(shop("{name: a_b}"), tmp_path / "p.html")[0] == ExitCode.NOT_PROVEN


def test_a_declaration_without_a_policy_is_said(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(shop("{name: a_b}"))
    with pytest.raises(BadInput, match="names no policy"):
        check_policy(file, [], Flags())


@pytest.mark.parametrize(
    "words",
    [
        *("more than 2 years", "at least 2 years", "2 years or more", "2+ years"),
        *("plus de 2 ans", "mehr als 2 Jahre", "-2 years", "2 years or 3 years"),
        *("2 years, 3 years if logged in", "1e2 years", "2.000 years"),
    ],
)
@pytest.mark.parametrize("line", ["- a_b: keeps c ({})", "Name\tLifetime\na_b\t{}\nb_c\t1 day"])
def test_another_lifetime_in_the_policy_never_agrees(check: Check, words: str, line: str) -> None:
    policy = f"Cookies\n\n{line.format(words)}\n"
    other = ["{name: b_c, lifetime: 1 day}"] if "b_c" in line else []
    code, told = check(shop("{name: a_b, lifetime: 2 years}", *other), policy)
    assert "a_b, lifetime" in told
    assert code in {ExitCode.FINDINGS, ExitCode.NOT_PROVEN}


@pytest.mark.parametrize("words", ["no more than 2 years", "nicht mehr als 2 Jahre"])
def test_no_more_than_is_up_to(check: Check, words: str) -> None:
    policy = f"Cookies\n\n- a_b: keeps c ({words})\n"
    assert "a_b, lifetime" in check(shop("{name: a_b, lifetime: 2 years}"), policy)[1]


@pytest.mark.parametrize("category", ["necessary", "analytics"])
def test_needed_and_analytics_in_one_is_settled_by_neither(check: Check, category: str) -> None:
    policy = "# Cookies\n\n## Required Google Analytics cookies\n\n- a_b: counts (1 day)\n"
    code, told = check(shop(f"{{name: a_b, category: {category}, lifetime: 1 day}}"), policy)
    assert "unproven a_b, category" in told
    assert code == ExitCode.NOT_PROVEN


def test_needed_and_analytics_in_one_label_is_not_proven(check: Check) -> None:
    policy = "Our cookies\n\nShop\n\n- Requis, traceur Google Analytics\n- _ga - counts (2 years)\n"
    cookie = "{name: _ga, category: analytics, lifetime: 2 years}"
    code, said = check(shop(cookie), policy)
    assert "unproven _ga, category" in said
    assert code == ExitCode.NOT_PROVEN


def test_a_list_that_a_sentence_contradicts_is_not_proven(check: Check) -> None:
    policy = (
        "Cookies of our shop\n\n- _gid - counts (1 day)\n\nWe no longer use the cookie _gid here.\n"
    )
    code, said = check(shop("{name: _gid, lifetime: 1 day}"), policy)
    assert "unproven _gid: listed at" in said
    assert "We no longer use the cookie _gid here." in said
    assert code == ExitCode.NOT_PROVEN
