"""The kit itself: packages that are pinned, with their hashes.

``tests/consent/test_state.py`` has that each platform holds its two scripts back until it is told.
"""

import json
import re

from tests.platforms.packages import FOLDER


def test_the_platforms_are_pinned_exactly() -> None:
    package = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    versions = [*package["dependencies"].values(), *package["overrides"].values()]
    assert [one for one in versions if not re.fullmatch(r"(npm:.+@)?\d+\.\d+\.\d+", one)] == []


def test_the_lock_holds_a_hash_of_each_package_and_nobody_s_mirror() -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    entries = [entry for name, entry in lock["packages"].items() if name]
    assert all(entry["integrity"].startswith("sha512-") for entry in entries)
    assert not any("resolved" in entry for entry in entries)
