"""The npm packages of the platforms, brought in as the lock pins them and read as published."""

from pathlib import Path

from hatch_build import bring_in

FOLDER = Path(__file__).parent
THIRD_PARTY = FOLDER / "third_party"
# What is taken of each package, as patterns under its folder.
WANTED = {
    "@iabtechlabtcf/cmpapi": ["LICENSE", "lib/mjs/**/*.js"],
    "@iabtechlabtcf/core": ["LICENSE", "lib/mjs/**/*.js"],
    "@porscheofficial/cookie-consent-banner": ["LICENSE.md", "dist/cookie-consent-banner/*.js"],
    "axe-core": ["LICENSE", "axe.min.js"],
    "cookie-consent-js": ["LICENSE", "src/cookie-consent.*", "cookie-consent-content/*.json"],
    "cookie-though": ["LICENSE", "dist/lib.js"],
    "cookiecraft": ["LICENSE", "dist/cookiecraft.min.js", "dist/cookiecraft.css"],
    "cookieconsent": ["licence", "build/*"],
    "cookies-eu-banner": ["LICENSE", "dist/cookies-eu-banner.global.js"],
    "klaro": ["LICENSE", "dist/klaro.js"],
    "orejime": ["LICENSE", "dist/orejime-standard*"],
    "vanilla-cookieconsent": ["LICENSE", "dist/cookieconsent.umd.js", "dist/cookieconsent.css"],
    "vanilla-cookieconsent-2": ["LICENSE", "dist/cookieconsent.js", "dist/cookieconsent.css"],
}


def fetch_packages() -> None:
    """Bring in what is missing or not as the lock pins it.

    Raises:
        ThirdPartyRefusedError: npm could not get a package, or its bytes are not those of the lock.
    """
    bring_in(FOLDER, WANTED, THIRD_PARTY.name)


def files_of(package: str) -> dict[str, str]:
    """The texts of a package's files by their paths.

    Raises:
        FileNotFoundError: the packages were not fetched.
    """
    folder = THIRD_PARTY / package
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is missing: run `make platforms`")
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".js", ".css", ".json"}
    }
