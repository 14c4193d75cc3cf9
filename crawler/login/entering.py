"""Log in once, by the declaration's own steps or by the form that the page shows."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.async_api import ElementHandle, Locator
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from crawler.consent.acting import GRACE_S, act
from crawler.consent.decision import quoted
from crawler.consent.places import Place, Ready, StepFailed
from crawler.declared import CredentialName, LoginForm, LoginStep
from crawler.login.keys import Keys
from crawler.login.proof import LOOK_AGAIN_S, Proof
from crawler.login.sight import Sight, look
from crawler.tab import Tab

# How long a page may take to show its form, and to answer what was sent; wall seconds.
FORM_LIMIT_S = 8.0
ANSWER_LIMIT_S = 15.0
# A refusal stays; what only passes by is none.
STAYS_S = 0.6
FIELD_LIMIT_MS = 5000
NO_FORM = "no form to log in was found on the page"
# A field for a name may be there before that for the password, or be another form's; wall seconds.
NAME_ALONE_S = 1.0
# A way to log in may stand behind another one, such as a menu.
MOST_OPENED = 2
STUCK = "the button that sends the form stayed disabled"
SECOND_FACTOR = "the site asks for a second factor, and the role has no totp"
CAPTCHA = "the page asks to prove that its visitor is human (a captcha), which is not done here"


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of an attempt: why it failed, empty where the role is proven to be logged in.

    ``sent`` tells whether credentials reached the site, which counts as an attempt there;
    ``was_in`` that none was needed.
    """

    failure: str = ""
    sent: bool = False
    was_in: bool = False


async def log_in(tab: Tab, keys: Keys, proof: Proof, origin: str) -> Entry:
    """One attempt on a page that has just come. No secret is in what is given back."""
    entering = _Entering(tab, keys, proof, origin)
    try:
        failure = await entering.go()
    except StepFailed as failed:
        failure = str(failed)
    except PlaywrightError as error:
        failure = quoted(error.message.strip().splitlines()[0])
    return Entry(keys.hidden(failure, *entering.codes), entering.sent)


@dataclass(slots=True)
class _Entering:
    """An attempt under way. ``written`` holds the credentials that were written so far.

    ``codes`` are those of the second factor that were given, ``opened`` counts what was pressed to
    have the form shown.
    """

    tab: Tab
    keys: Keys
    proof: Proof
    origin: str
    sent: bool = False
    written: set[CredentialName] = field(default_factory=set)
    codes: list[str] = field(default_factory=list)
    opened: int = 0
    document: float = 0.0
    wrong_before: str = ""

    async def go(self) -> str:
        """Why it failed; empty where the role is logged in. Raises StepFailed."""
        login = self.proof.role.login
        if isinstance(login, tuple):
            for number, step in enumerate(login, 1):
                await self._step(number, step)
            return await self._answer()
        await self._fill_form()
        return await self._answer()

    async def _step(self, number: int, step: LoginStep) -> None:
        try:
            if step.goto:
                return await self._go(step.goto)
            ready = await self._ready(step)
            await act(ready, await self._with_credential(step), self.tab.page)
        except StepFailed as failed:
            if not (step.optional and failed.missing):
                raise StepFailed(f"step {number} ({step}) failed: {failed}") from None
        else:
            if step.acts and self.written:
                self.sent = True
        return None

    async def _ready(self, step: LoginStep) -> Ready:
        try:
            async with asyncio.timeout(step.limit_s + GRACE_S):
                return await Place(self.tab.page, step).ready()
        except TimeoutError:
            raise StepFailed(f"the page did not answer within {step.limit_s:g} s") from None

    async def _with_credential(self, step: LoginStep) -> LoginStep:
        if not (step.fill and step.fill.credential):
            return step
        name = step.fill.credential
        self.written.add(name)
        text = await self.keys.value(name)
        return step.model_copy(update={"fill": step.fill.model_copy(update={"text": text})})

    async def _go(self, address: str) -> None:
        url = self.origin + address if address.startswith("/") else address
        if _same(self.tab.page.url, url):
            return
        arrival = await self.tab.go(url)
        if arrival.failure:
            raise StepFailed(f"the page did not load: {arrival.failure}")

    async def _fill_form(self) -> None:
        """Fill what is asked for, on one page or on two, and send it. Raises StepFailed."""
        begun = _now()
        end = begun + FORM_LIMIT_S
        while CredentialName.PASSWORD not in self.written:
            sight = await look(self.tab.page)
            fields = await self._fields(sight)
            if sight and sight.captcha:
                raise StepFailed(CAPTCHA)
            if sight and "password" in fields:
                await self._write(CredentialName.USERNAME, fields.get("user"))
                await self._write(CredentialName.PASSWORD, fields["password"])
                await self._send(sight, fields, "password")
            elif sight and _now() > begun + NAME_ALONE_S and await self._half_way(sight, fields):
                begun, end = _now(), _now() + ANSWER_LIMIT_S
            elif _now() > end:
                raise StepFailed(self._no_form(sight))
            else:
                await asyncio.sleep(LOOK_AGAIN_S)

    async def _half_way(self, sight: Sight, fields: Mapping[str, ElementHandle | Locator]) -> bool:
        """Have the form shown, or give the name that is asked for alone; whether that was done."""
        if self.written:
            return False
        if "offer" in fields and not sight.identity and self.opened < MOST_OPENED:
            self.opened += 1  # the form may be in a dialog, or on a page of its own
            await fields["offer"].click(timeout=FIELD_LIMIT_MS, no_wait_after=True)
            return True
        if "user" in fields and self.keys.username:
            await self._write(CredentialName.USERNAME, fields["user"])
            await self._send(sight, fields, "user")
            return True
        return False

    def _no_form(self, sight: Sight | None) -> str:
        said = self._said(sight) if sight and self.written else ""
        missing = "no field for the password came after the user's name" if self.written else ""
        return f"{missing or NO_FORM}{said}"

    async def _fields(self, sight: Sight | None) -> Mapping[str, ElementHandle | Locator]:
        """The fields, those that the declaration names in the place of what was found."""
        fields: dict[str, ElementHandle | Locator] = dict(sight.fields) if sight else {}
        form = self.proof.role.login
        if not isinstance(form, LoginForm):
            return fields
        named = {
            "user": form.username_field,
            "password": form.password_field,
            "code": form.totp_field,
            "submit": form.submit,
        }
        for name, selector in named.items():
            if selector:
                fields.pop(name, None)
                one = self.tab.page.locator(selector).first
                if await one.is_visible():
                    fields[name] = one
        return fields

    async def _write(self, name: CredentialName, into: ElementHandle | Locator | None) -> None:
        if name in self.written or into is None:
            return
        text = await self.keys.value(name)
        if text:
            await into.fill(text, timeout=FIELD_LIMIT_MS)
            self.written.add(name)

    async def _send(
        self, sight: Sight, fields: Mapping[str, ElementHandle | Locator], last: str
    ) -> None:
        self.sent = self.sent or CredentialName.PASSWORD in self.written
        self.document, self.wrong_before = sight.document, sight.wrong
        if "submit" in fields:
            try:
                await fields["submit"].click(timeout=FIELD_LIMIT_MS, no_wait_after=True)
                return
            except PlaywrightTimeout:
                if not await fields["submit"].is_enabled():
                    raise StepFailed(STUCK) from None
        # Also where a banner lies over the button: a keyboard still reaches the form.
        await fields[last].press("Enter", timeout=FIELD_LIMIT_MS, no_wait_after=True)

    async def _answer(self) -> str:
        """What the site makes of it, as the end of the attempt."""
        end, refused_since, reason, sight = _now() + ANSWER_LIMIT_S, 0.0, "", None
        while _now() < end:
            sight = await look(self.tab.page)
            reason = await self.proof.lack(self.tab.page, sight)
            if not reason:
                return ""
            if sight and "code" in sight.fields and CredentialName.TOTP not in self.written:
                if self.keys.codes is None:
                    return SECOND_FACTOR
                await self._give_code(sight)
                end, refused_since = _now() + ANSWER_LIMIT_S, 0.0
            elif sight and self._refuses(sight):
                refused_since = refused_since or _now()
                if _now() - refused_since > STAYS_S:
                    return f"the login was refused{self._said(sight)}{_captcha(sight)}"
            else:
                refused_since = 0.0
            await asyncio.sleep(LOOK_AGAIN_S)
        return f"{ANSWER_LIMIT_S:g} s after the login {reason}{self._said(sight) if sight else ''}"

    def _said(self, sight: Sight) -> str:
        """The page's own words, without what was written into it."""
        said = self.keys.hidden(sight.said, *self.codes)
        return f"; the page says {quoted(said)}" if said else ""

    def _refuses(self, sight: Sight) -> bool:
        """Whether the form came again, or stands there with a message that is new."""
        asks = sight.asks or "code" in sight.fields
        again = bool(self.document) and sight.document != self.document
        return asks and (again or bool(sight.wrong and sight.wrong != self.wrong_before))

    async def _give_code(self, sight: Sight) -> None:
        fields = await self._fields(sight)
        if "code" not in fields:
            return
        code = await self.keys.value(CredentialName.TOTP)
        self.written.add(CredentialName.TOTP)
        self.codes.append(code)
        if sight.split:
            await fields["code"].focus()
            await self.tab.page.keyboard.type(code)
        else:
            await fields["code"].fill(code, timeout=FIELD_LIMIT_MS)
        if not (sight.split and "submit" not in fields):
            await self._send(sight, fields, "code")


def _now() -> float:
    return asyncio.get_running_loop().time()


def _captcha(sight: Sight) -> str:
    return f"; {CAPTCHA}" if sight.captcha else ""


def _same(url: str, other: str) -> bool:
    return url.partition("#")[0] == other.partition("#")[0]
