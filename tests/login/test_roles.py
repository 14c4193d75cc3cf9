"""A role on every page: proven, lost and found again, lost for good, never let in."""

from pathlib import Path

import pytest

from crawler.choice_records import upon_consent
from crawler.cookies import Journey, Phase, Walk
from crawler.crawl.politeness import Pace
from crawler.login import Login, Proof, log_in
from crawler.login.proof import AT_LOGIN
from crawler.observe import Ground, observe
from crawler.walks import Outcome, VisitOutcome
from tests.browsing import SHOP, Kept, Lab, Seen
from tests.login.app import BANNER, PASSWORD, App, login_for, site_of, walk
from tests.login.app import FORM as APP_FORM

pytestmark = pytest.mark.browser

LESSONS = tuple(f"/lesson/{n}" for n in range(1, 7))
FORM = {"login": {"url": "/login"}}
LOGIN = f"https://{SHOP}/login"
PLAIN_FORM = APP_FORM.format(error="")


def outcomes(seen: Seen) -> list[tuple[str, VisitOutcome]]:
    """The visits but for those to the page of the login."""
    return [(one.page.partition(SHOP)[2], one.outcome) for one in seen.visits if one.page != LOGIN]


async def test_a_role_is_proven_on_every_page(lab: Lab) -> None:
    app = App()
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:2])), app)
    assert seen.outcome is Outcome.VALID
    assert outcomes(seen) == [(page, VisitOutcome.VISITED) for page in LESSONS[:2]]
    assert (app.posts, seen.observation.not_proven) == (1, ())
    assert seen.write("sid").page == LOGIN


async def test_who_is_logged_out_after_the_third_page_logs_in_again(lab: Lab) -> None:
    app = App(pages_per_login=4)  # the first is where the login leads
    seen = await walk(lab, login_for(site_of(FORM, LESSONS)), app)
    assert seen.outcome is Outcome.VALID
    assert seen.observation.not_proven == ()
    assert [page for page, outcome in outcomes(seen) if outcome is VisitOutcome.VISITED] == [
        *LESSONS
    ]
    assert app.posts == 2
    (again,) = (one for one in seen.visits if one.outcome is VisitOutcome.SKIPPED)
    assert again.page.endswith("/lesson/4")
    assert "once the role is in" in again.reason
    assert {one.page for one in seen.cookie("login_seen").writes} == {LOGIN}


async def test_who_is_logged_out_twice_has_the_rest_not_proven(lab: Lab) -> None:
    app = App(pages_per_login=3)
    seen = await walk(lab, login_for(site_of(FORM, LESSONS)), app)
    failed = [page for page, outcome in outcomes(seen) if outcome is VisitOutcome.FAILED]
    assert failed == [*LESSONS[4:]]
    assert {one.subject.rpartition("/")[2] for one in seen.observation.not_proven} == {"5", "6"}
    assert app.posts == 2
    assert "/lesson/5" not in app.shown


async def test_a_session_that_ends_while_the_page_has_its_time_is_told(lab: Lab) -> None:
    ends = """<script>setTimeout(async () => {
await fetch('/logout'); location.href = '/login'; }, 2000)</script>"""
    app = App(body=ends)
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:2], "30s")), app)
    assert [outcome for _, outcome in outcomes(seen)][-1] is VisitOutcome.FAILED
    assert len(seen.observation.not_proven) == 2
    assert "progress" not in {
        one.identity.name
        for one in seen.observation.cookies
        for w in one.writes
        if "lesson" in w.page
    }


async def test_a_wrong_password_is_tried_once_and_said_for_all_journeys(lab: Lab) -> None:
    app = App(error="Wrong password <b>hunter2hunter2</b>.")
    login = login_for(site_of(FORM, LESSONS[:2]), password="hunter2hunter2")
    first = await walk(lab, login, app)
    second = await walk(lab, login, app, Journey.REJECT)
    assert (first.outcome, second.outcome) == (Outcome.NOT_PROVEN, Outcome.NOT_PROVEN)
    assert "the login was refused; the page says 'Wrong password [hidden].'" in first.reason
    assert "not tried again" in second.reason
    assert app.posts == 1
    assert {outcome for _, outcome in outcomes(first)} == {VisitOutcome.SKIPPED}


async def test_a_second_factor_is_given_once_per_code(lab: Lab) -> None:
    app = App(second_factor=True, pages_per_login=3)
    login = login_for(site_of({**FORM, "totp": {"env": "TOTP"}}, LESSONS[:3]))
    seen = await walk(lab, login, app)
    assert (seen.outcome, seen.observation.not_proven) == (Outcome.VALID, ())
    assert len(set(app.codes)) == 2


async def test_a_second_factor_that_the_role_has_not_is_told(lab: Lab) -> None:
    app = App(second_factor=True)
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:1])), app)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert "second factor, and the role has no totp" in seen.reason


async def test_a_form_that_is_not_there_is_told(lab: Lab) -> None:
    app = App(form="<h1>Welcome</h1>{error}")
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:1])), app)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert seen.reason == "the login failed: no form to log in was found on the page"
    assert app.posts == 0


async def test_what_the_login_sets_comes_after_a_choice_that_was_made_before(lab: Lab) -> None:
    banner = App(banner=BANNER)
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:2])), banner, Journey.REJECT)
    assert seen.outcome is Outcome.PROVEN, seen.reason
    assert seen.cookie("sid").phase is Phase.AFTER
    assert seen.cookie("login_seen").phase is Phase.BEFORE


async def test_what_the_login_sets_comes_before_where_nothing_is_chosen(lab: Lab) -> None:
    app = App(banner=BANNER)
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:1])), app)
    assert seen.cookie("sid").phase is Phase.BEFORE


async def test_a_banner_that_only_the_application_shows_is_operated_there(lab: Lab) -> None:
    app = App(body=BANNER)
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:2])), app, Journey.ACCEPT)
    assert seen.outcome is Outcome.PROVEN, seen.reason
    assert seen.cookie("sid").phase is Phase.BEFORE


async def test_a_consent_that_the_application_took_is_known_when_it_is_taken_back(lab: Lab) -> None:
    app = App(body=BANNER)
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:2])), app, Journey.WITHDRAW)
    given = upon_consent(seen.observation)
    assert "consent" in {one.name for one in given}


@pytest.mark.parametrize("kind", ["two_pages", "framed"])
async def test_a_form_on_two_pages_or_in_a_frame_is_found(lab: Lab, kind: str) -> None:
    app = App(two_pages=kind == "two_pages", framed=kind == "framed")
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:1])), app)
    assert (seen.outcome, seen.observation.not_proven) == (Outcome.VALID, ()), seen.reason
    assert (app.posts, app.shown[-1]) == (1, "/lesson/1")


async def test_a_session_that_the_server_ends_after_a_time_is_begun_again_once(lab: Lab) -> None:
    app = App(lasts_s=2.0)
    login = login_for(site_of(FORM, LESSONS[:3]))
    lab.serve(app.site)
    ground = Ground(login.site, pace=Pace(2.5), login=login)
    kept = Kept(lab.folder)
    journey = Walk("shop", "ann", Journey.UNTOUCHED)
    seen = Seen(await observe(lab.browser, lab.recorder, ground, journey, kept))
    assert app.posts == 2
    failed = [page for page, outcome in outcomes(seen) if outcome is VisitOutcome.FAILED]
    assert failed
    assert len(seen.observation.not_proven) == len(failed)
    visited = [one for one in seen.visits if one.outcome is VisitOutcome.VISITED]
    assert all(one.final_url != LOGIN for one in visited if one.page != LOGIN)


async def test_steps_log_in_too(lab: Lab) -> None:
    steps = [
        {"go": "/login"},
        {"fill": {"selector": "[name=email]", "with": "username"}},
        {"fill": {"selector": "[name=secret]", "with": "password"}},
        {"press": "Enter"},
    ]
    role = {"login": steps, "logged_in": {"selector": "text=Log out", "cookie": "sid"}}
    seen = await walk(lab, login_for(site_of(role, LESSONS[:2])), App())
    assert (seen.outcome, seen.observation.not_proven) == (Outcome.VALID, ()), seen.reason


async def test_a_proof_that_the_page_of_the_login_has_is_none(lab: Lab) -> None:
    app = App()
    seen = await walk(lab, login_for(site_of({**FORM, "logged_in": "body"}, LESSONS[:2])), app)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert "holds on the page of the login" in seen.reason
    assert (app.posts, app.shown) == (0, [])


async def test_a_page_without_a_sign_of_the_role_is_not_proven(lab: Lab) -> None:
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:1])), App(way_out=""))
    assert seen.outcome is Outcome.NOT_PROVEN
    assert "say in logged_in" in seen.reason


async def test_no_secret_is_in_what_is_brought_home(lab: Lab) -> None:
    get = """<form action="/"><p>{error}</p><input name="email"><input type="password"
      name="key"><button>Sign in</button></form>"""
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:1])), App(form=get))
    told = repr(lab.recorder.redacted(seen.observation))
    assert seen.outcome is Outcome.NOT_PROVEN
    assert "correct-horse" not in told


async def test_a_saved_state_is_used_where_it_holds(lab: Lab, tmp_path: Path) -> None:
    app, site = App(), site_of(FORM, LESSONS[:2])
    state = await saved_state(lab, login_for(site), app, tmp_path)
    posts = app.posts
    seen = await walk(lab, login_for(site, state=state), app)
    assert (seen.outcome, seen.observation.not_proven) == (Outcome.VALID, ())
    assert app.posts == posts
    assert seen.cookie("sid").was_stored


async def test_a_saved_state_that_has_ended_is_followed_by_a_login(
    lab: Lab, tmp_path: Path
) -> None:
    app, site = App(), site_of(FORM, LESSONS[:2])
    state = await saved_state(lab, login_for(site), app, tmp_path)
    app.sessions.clear()
    login = login_for(site, state=state)
    seen = await walk(lab, login, app)
    assert (seen.outcome, seen.observation.not_proven) == (Outcome.VALID, ())
    assert (app.posts, login.state) == (2, None)


async def test_a_saved_state_without_a_banner_is_no_empty_profile(lab: Lab, tmp_path: Path) -> None:
    app, site = App(), site_of(FORM, LESSONS[:1])
    state = await saved_state(lab, login_for(site), app, tmp_path)
    seen = await walk(lab, login_for(site, state=state), app, Journey.REJECT)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert "the saved state may hold a choice" in seen.reason


async def saved_state(lab: Lab, login: Login, app: App, folder: Path) -> str:
    """What a person saves who has logged in by hand."""
    lab.serve(app.site)
    proof = Proof.of(login.role, LOGIN, login.site.page_urls)
    file = folder / "state.json"
    async with lab.tab() as watched:
        await watched.tab.go(LOGIN)
        entry = await log_in(watched.tab, login.keys, proof, login.site.origin)
        assert not entry.failure
        await watched.tab.page.context.storage_state(path=file)
    return str(file)


async def test_a_page_that_asks_for_the_password_again_is_the_roles(lab: Lab) -> None:
    again = '<form><input type="password" name="confirm"><button>Delete account</button></form>'
    app = App(body=again)
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:2])), app)
    assert (seen.outcome, seen.observation.not_proven) == (Outcome.VALID, ())


async def test_a_page_that_does_not_tell_is_not_proven_and_the_others_are(lab: Lab) -> None:
    app = App()
    seen = await walk(lab, login_for(site_of(FORM, ("/lesson/1", "/silent", "/lesson/2"))), app)
    failed = [page for page, outcome in outcomes(seen) if outcome is VisitOutcome.FAILED]
    assert failed == ["/silent"]
    assert app.posts == 1
    (gap,) = seen.observation.not_proven
    assert "say in logged_in" in gap.reason


async def test_a_form_that_shows_also_to_who_is_in_ends_nothing(lab: Lab) -> None:
    app = App(asks_anyway=True)
    seen = await walk(lab, login_for(site_of(FORM, ("/login", *LESSONS[:2]))), app)
    assert outcomes(seen) == [(page, VisitOutcome.VISITED) for page in LESSONS[:2]]
    assert (app.posts, seen.observation.not_proven) == (1, ())
    assert AT_LOGIN in [one.reason for one in seen.visits if one.page == LOGIN]


ODD_FORMS = {
    "after one to register": """<form method="post" action="/register"><input name="username">
<input name="email" placeholder="E-mail"><input type="password" name="secret"><button>Sign up
</button></form>{form}""",
    "with a button that is enabled late": """{form}<script>
const button = document.querySelector('button'); button.disabled = true;
addEventListener('input', () => setTimeout(() => {{ button.disabled = false; }}, 300));</script>""",
    "with a password that begins as text": """{form}<script>
const field = document.querySelector('[name=secret]'); field.type = 'text';
field.addEventListener('focus', () => {{ field.type = 'password'; }});</script>""",
    "in a dialog, beside one for letters": """<form action="/letters" method="post">
<input type="email" name="email" placeholder="Your e-mail"><button>OK</button></form>
<button onclick="document.querySelector('dialog').showModal()">Sign in</button>
<dialog>{form}</dialog>""",
    "under a banner": """{form}<div style="position:fixed;inset:0">Cookies</div>""",
    "without a button": """{form}<div style="cursor:pointer"
onclick="document.querySelector('form').submit()">Sign in</div><script>
document.querySelector('button').type = 'button'; document.querySelector('button').remove();
document.querySelector('form').append(document.createElement('input'));</script>""",
}


@pytest.mark.parametrize("form", ODD_FORMS.values(), ids=ODD_FORMS)
async def test_odd_forms_log_in(lab: Lab, form: str) -> None:
    app = App(form=form.replace("{form}", PLAIN_FORM))
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:1])), app)
    assert (seen.outcome, app.posts) == (Outcome.VALID, 1)


REFUSALS = {
    "a text": (
        "<h1>Shop</h1><p style=color:red>Your account <i>is locked</i>.</p>{form}",
        "is locked",
    ),
    "another page": ("<h1>Gesperrt</h1><p>Ihr Konto wurde gesperrt.", "Ihr Konto wurde gesperrt."),
    "the password, in capitals": (
        "<p style=text-transform:uppercase>Wrong: Correct-horse-battery-9</p>{form}",
        "WRONG: [hidden]",
    ),
}


@pytest.mark.parametrize(("page", "said"), REFUSALS.values(), ids=REFUSALS)
async def test_the_words_of_a_refusal_are_quoted(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, page: str, said: str
) -> None:
    monkeypatch.setattr("crawler.login.entering.ANSWER_LIMIT_S", 3.0)
    app = App(refusal=page.replace("{form}", PLAIN_FORM))
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:1])), app)
    assert seen.outcome is Outcome.NOT_PROVEN
    assert said in seen.reason
    assert PASSWORD.lower() not in seen.reason.lower()
    assert app.posts == 1


async def test_a_form_to_register_is_left_alone(lab: Lab) -> None:
    app = App(form=PLAIN_FORM.replace("Sign in", "Create account"))
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:1])), app)
    assert seen.reason == "the login failed: no form to log in was found on the page"
    assert app.posts == 0


LOGGED_OUT = {
    "the session is over": "<dialog open>Session expired</dialog><a href=/logout>Log out</a>",
    "a way out that does not show": "<a href=/login>Log in</a><a href=/logout hidden>Log out</a>",
    "help": '<a href="/help/how-to-log-out">How to log out</a>',
}


@pytest.mark.parametrize("way_out", LOGGED_OUT.values(), ids=LOGGED_OUT)
async def test_a_page_that_was_left_is_no_page_of_the_role(lab: Lab, way_out: str) -> None:
    end = f"<script>setTimeout(() => {{ document.body.innerHTML = `{way_out}`; }}, 9000)</script>"
    app = App(body=end)
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:1], "20s")), app)
    assert VisitOutcome.VISITED not in {outcome for _, outcome in outcomes(seen)}
    assert len(seen.observation.not_proven) == 1


async def test_the_page_that_a_login_leads_to_does_not_log_out(lab: Lab) -> None:
    app = App(body="<script>setTimeout(() => { location.href = '/logout'; }, 9000)</script>")
    seen = await walk(lab, login_for(site_of(FORM, LESSONS[:1], "20s")), app)
    assert app.posts == 1
    assert (LESSONS[0], VisitOutcome.VISITED) in outcomes(seen)
