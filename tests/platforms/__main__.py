"""``python -m tests.platforms``: fetch the platforms as their lock pins them."""

from tests.platforms.packages import fetch_packages

fetch_packages()
