"""A platform's buttons, pressed by its own scripts until they do something."""

from playwright.async_api import Frame, Page

LIMIT_MS = 10_000
# Platforms listen a moment after they show their buttons.
BETWEEN_MS = 100


async def press(page: Page | Frame, button: str) -> None:
    """Press a platform's ``accept`` or ``reject`` until something else is stored than before.

    Raises:
        TimeoutError: of Playwright, where the button never came or nothing came of it.
    """
    pressing = f"""() => {{
      const stored = () => document.cookie + JSON.stringify(localStorage);
      if (window.before !== undefined && window.before !== stored()) return true;
      const button = (() => {{ try {{ return {button} }} catch {{ return null }} }})();
      if (button) {{ window.before = stored(); button.click() }}
      return window.before !== undefined && window.before !== stored();
    }}"""
    await page.wait_for_function(pressing, timeout=LIMIT_MS, polling=BETWEEN_MS)
