"""Do what a declared step says, once what it needs is there."""

import asyncio
import re

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Locator, Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

from crawler.consent.decision import quoted
from crawler.consent.places import DIAGNOSIS_LIMIT_S, Ready, StepFailed, refused, truth_of
from crawler.declared import Step

# A page that is busy for ever answers nothing; beyond the limit of the step itself, wall seconds.
GRACE_S = 1.0


async def act(ready: Ready, step: Step, page: Page) -> None:
    """Do what the step says. Raises StepFailed."""
    try:
        async with asyncio.timeout(step.limit_s + GRACE_S):
            if isinstance(ready, Locator):
                await _operate(ready, step)
            elif step.press:
                await page.keyboard.press(step.press.key)
            else:
                await _evaluate(ready, step)
    except PlaywrightTimeout as error:
        raise await _hindered(ready, step, error) from None
    except PlaywrightError as error:
        raise refused(error) from None
    except TimeoutError:
        raise StepFailed(f"waited {step.limit_s:g} s, and the page did not answer") from None


async def _operate(element: Locator, step: Step) -> None:
    limit_ms = step.limit_s * 1000
    match step.action:
        case "click":
            await element.click(timeout=limit_ms)
        case "check":
            await element.check(timeout=limit_ms)
        case "uncheck":
            await element.uncheck(timeout=limit_ms)
        case "fill" if step.fill:
            await element.fill(step.fill.text, timeout=limit_ms)
        case "press" if step.press:
            await element.press(step.press.key, timeout=limit_ms)


async def _evaluate(scope: Ready, step: Step) -> None:
    """Run the script; a page that it sends elsewhere has taken it."""
    frame = scope.main_frame if isinstance(scope, Page) else scope
    if not isinstance(frame, Frame) or not step.evaluate:
        return
    try:
        result = await frame.evaluate_handle(step.evaluate)
        # What it gave may be huge, and a page can replace Boolean: only its truth is asked for.
        true = await result.evaluate("value => !!value") if step.expect else True
    except PlaywrightError as error:
        if "context was destroyed" in error.message and not step.expect:
            return
        raise
    if true is not True:
        raise StepFailed("it was expected to give something true, and did not")


async def _hindered(ready: Ready, step: Step, error: PlaywrightError) -> StepFailed:
    """Why an element that was there and visible could not be operated in time."""
    waited = f"waited {step.limit_s:g} s for it to take the {step.action}"
    over = re.findall(r"- (.{1,2000}?) intercepts pointer events", error.message)
    if over:
        return StepFailed(f"{waited}, and something lies over it: {quoted(over[-1])}")
    truth = "it never kept still"
    try:
        async with asyncio.timeout(DIAGNOSIS_LIMIT_S):
            if isinstance(ready, Locator):
                truth = await truth_of(ready)
                if truth.endswith("visible") and not await ready.is_enabled():
                    truth = "it is there but disabled"
    except (TimeoutError, PlaywrightError):
        truth = "the page does not answer"
    return StepFailed(f"{waited}, and {truth}")
