"""A site that is audited at another address: what follows it, and what stays."""

from pathlib import Path

import pytest
import trustme

from crawler.declared import BrowserSettings, Site, load_declaration
from crawler.errors import BadInput
from crawler.flags import Flags
from crawler.passes import Pass, identities, passes, proxy_of

DECLARED = """\
version: 1
sites:
  shop:
    url: https://www.shop.example/en
    audited_at: https://staging.test:8443
    pages: ["/a", "https://www.shop.example/b?c=d"]
    roles:
      ann: {login: {url: "https://www.shop.example/enter"}, password: {env: P}}
      bob: {login: {url: "https://id.example/enter"}, password: {env: P}}
    http_auth: {username: ann, password: {env: WEB}}
    headers: {X-Preview: "1", X-Token: {env: TOKEN}}
cookies: []
browser:
  proxy: {server: "http://proxy.test:3128", username: ann, password: {env: WEB}}
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WEB", "pass")
    monkeypatch.setenv("TOKEN", "abc")
    file = tmp_path / "my.yaml"
    file.write_text(DECLARED)
    return file


def test_the_pages_and_the_login_follow_and_other_hosts_stay(file: Path) -> None:
    site = load_declaration(file).sites["shop"]
    assert site.page_urls == ("https://staging.test:8443/a", "https://staging.test:8443/b?c=d")
    assert site.login_page(site.roles["ann"]) == "https://staging.test:8443/enter"
    assert site.login_page(site.roles["bob"]) == "https://id.example/enter"


@pytest.mark.parametrize(
    ("host", "stands_for"),
    [
        ("staging.test", "www.shop.example"),
        ("cdn.staging.test", "cdn.www.shop.example"),
        ("ads.example", "ads.example"),
        ("notstaging.test", "notstaging.test"),
    ],
)
def test_the_hosts_of_the_copy_stand_for_the_declared_ones(
    file: Path, host: str, stands_for: str
) -> None:
    assert load_declaration(file).sites["shop"].as_declared(host) == stands_for


def test_without_a_copy_every_host_stands_for_itself() -> None:
    site = Site(name="shop", url="https://shop.example/en")
    assert (site.as_declared("shop.example"), site.page_urls) == (
        "shop.example",
        ("https://shop.example/en",),
    )


def test_the_flag_wins_over_the_declaration(file: Path) -> None:
    moved = Flags(urls=("shop=http://localhost:9/fr",)).sites_of(load_declaration(file))
    assert moved.sites["shop"].origin == "http://localhost:9"


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("shp=https://a.b", "there is no site 'shp': did you mean 'shop'?"),
        ("shop", "'' is no web address"),
        ("shop=https://a.b/?x", "a site's url has no '?'"),
    ],
)
def test_a_flag_that_cannot_be_followed_is_told(file: Path, entry: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=r"--url: .*it should read SITE=URL") as error:
        Flags(urls=(entry,)).sites_of(load_declaration(file))
    assert sentence in str(error.value)


def test_headers_and_the_login_by_http_are_for_the_audited_origin(file: Path) -> None:
    (own,) = passes(load_declaration(file))
    headers = {"X-Preview": "1", "X-Token": "abc", "Authorization": "Basic YW5uOnBhc3M="}
    assert (own.origin, own.headers) == ("https://staging.test:8443", headers)
    assert own.secrets == ("abc", "pass", "YW5uOnBhc3M=")
    assert "abc" not in repr(own)


@pytest.mark.parametrize(
    "url", ["https://staging.test:8443.evil.example/", "http://staging.test:8443/", "data:x"]
)
def test_another_origin_gets_nothing(url: str) -> None:
    assert not Pass("https://staging.test:8443", {}).covers(url)


def test_a_secret_that_is_not_there_is_told_with_its_line(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOKEN")
    with pytest.raises(BadInput) as error:
        passes(load_declaration(file))
    assert str(error.value) == (
        f"{file}:11: shop: X-Token: the environment variable TOKEN is not set: set it"
    )


def test_two_sites_of_one_origin_need_the_same_headers(file: Path) -> None:
    more = "  other: {url: 'https://staging.test:8443'}\ncookies:"
    file.write_text(DECLARED.replace("cookies:", more))
    with pytest.raises(BadInput, match="has other headers or http_auth"):
        passes(load_declaration(file))
    assert passes(load_declaration(file), ("other",)) == ()


def test_client_certificates_are_read_and_must_differ_in_their_names(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trustme, "random_text", lambda: "the same")
    authority = trustme.CA()
    for name in ("ann", "again"):
        made = authority.issue_cert("ann@shop.test", common_name="ann")
        made.private_key_and_cert_chain_pem.write_to_path(tmp_path / f"{name}.pem")
    certificate = "client_certificate: {certificate: %s.pem}"
    more = f"    {certificate % 'ann'}\n"
    file.write_text(DECLARED.replace("cookies:", f"{more}cookies:"))
    (own,) = identities(load_declaration(file))
    assert (own.origin, own.known_by["SUBJECT"]["CN"]) == ("https://staging.test:8443", "ann")
    other = f"  other: {{url: 'https://other.test', {certificate % 'ann'}}}\ncookies:"
    file.write_text(DECLARED.replace("cookies:", more + other))
    assert len(identities(load_declaration(file))) == 2
    # Chromium is told by names which to take.
    file.write_text(DECLARED.replace("cookies:", more + other.replace("ann.pem", "again.pem")))
    with pytest.raises(BadInput, match="cannot tell them apart"):
        identities(load_declaration(file))


def test_the_proxy_is_read_with_its_credentials(file: Path) -> None:
    proxy = proxy_of(load_declaration(file).browser.proxy)
    assert proxy
    assert (proxy.server, proxy.username, proxy.password) == (
        "http://proxy.test:3128",
        "ann",
        "pass",
    )
    assert "pass'" not in repr(proxy)


def test_an_authority_that_is_none_is_refused(tmp_path: Path) -> None:
    leaf = tmp_path / "leaf.pem"
    leaf.write_bytes(trustme.CA().issue_cert("a.test").cert_chain_pems[0].bytes())
    cases = [(leaf, "none of an authority"), (tmp_path / "no.pem", "cannot be read")]
    for file, why in cases:
        settings = BrowserSettings(certificate_authority=file)
        with pytest.raises(BadInput, match=why):
            Flags().launch(settings)


def test_a_password_of_a_proxy_that_is_not_there_is_told_with_its_line(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = load_declaration(file)
    monkeypatch.delenv("WEB")
    with pytest.raises(BadInput) as error:
        Flags().launch(read.browser, read.path)
    assert str(error.value) == (
        f"{file}:14: browser: password: the environment variable WEB is not set: set it"
    )
