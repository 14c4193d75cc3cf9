"""A platform's buttons, pressed by its own scripts as soon as they are there."""

from playwright.async_api import Page

LIMIT_MS = 10_000


async def press(page: Page, script: str) -> None:
    """Run a platform's ``accept`` or ``reject`` until it does not fail.

    Raises:
        TimeoutError: of Playwright, where the button never came.
    """
    pressing = f"() => {{ try {{ {script}; return true }} catch {{ return false }} }}"
    await page.wait_for_function(pressing, timeout=LIMIT_MS)
