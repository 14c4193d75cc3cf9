"""A page cannot tell that it is watched: it finds what it finds in a browser without a recorder."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from crawler.browser import open_browser
from tests.browsing import SHOP, Lab, launch_for, serving_plainly
from tests.sites import Page, Site, serving

pytestmark = pytest.mark.browser

# What a suspicious page looks at; each is an expression whose value is text or a list of texts.
QUESTIONS = {
    "properties of the window": "Object.getOwnPropertyNames(window).sort()",
    "symbols of the window": "Object.getOwnPropertySymbols(window).map(String)",
    "properties of the document": "Object.getOwnPropertyNames(document).sort()",
    "properties of its prototype": "Reflect.ownKeys(Document.prototype).map(String).sort()",
    "properties of the console": "Reflect.ownKeys(console).map(String)",
    "properties of the cookie store": "Reflect.ownKeys(CookieStore.prototype).map(String)",
    "shape of the setter": "Object.entries(setter()).map(String)",
    "text of the setter": "String(setter().set) + setter().get + Function.prototype.toString.call("
    "setter().set)",
    "name and length of the setter": "setter().set.name + setter().set.length",
    "own keys of the setter": "Reflect.ownKeys(setter().set).map(String)",
    "prototype of the setter": "String(Object.getPrototypeOf(setter().set) === Function.prototype)",
    "identity of the setter": "String(setter().set === setter().set)",
    "text of the stores' calls": "String(cookieStore.set) + cookieStore.delete + console.debug",
    "stack of a throwing setter": "thrown(() => setter().set.call({}, 'a=1'))",
    "stack of a throwing store": "thrown(() => cookieStore.set.call({}, 'a', '1'))",
    "stack inside the setter": "inside(o => { document.cookie = o })",
    "stack inside the store": "inside(o => { cookieStore.set(o, '1') })",
    "structured stack inside the setter": "structured(o => { document.cookie = o })",
    "structured stack inside the store": "structured(o => { cookieStore.set(o, '1') })",
    "how often an object is asked": "asked({toString() { times++; return 'd=1' }},"
    " o => { document.cookie = o })",
    "how often a given name is asked": "asked({toString() { times++; return 'e' }},"
    " o => { cookieStore.set(o, '1') })",
    "how often a getter is asked": "asked({get name() { times++; return 'f' }, value: '1'},"
    " o => { cookieStore.set(o) })",
    "how often a given value is asked": "asked({name: 'g', value: {toString() { times++;"
    " return '1' }}}, o => { cookieStore.set(o) })",
    "how often a deletion's getter is asked": "asked({get name() { times++; return 'f' }},"
    " o => { cookieStore.delete(o) })",
    "how often what was replaced is called": "replaced()",
    "what an error of the page's own says": "thrown(() => { document.cookie = Symbol() })",
    "what a throwing object says": "thrown(() => { document.cookie ="
    " {toString() { throw new Error('mine') }} })",
    "what the setter returns": "String(setter().set.call(document, 'b=1'))",
    "what is kept": "document.cookie.split('; ').filter(one => 'ab'.includes(one[0])).sort()",
    "names in the global scope": "names.filter(name => { try { return eval('typeof ' + name) !=="
    " 'undefined' } catch { return true } })",
    "messages of the console": "String(console.debug('x'))",
}
PAGE = """<!doctype html><body><script>
const names = ['NAME', 'TOKEN', 'debug', 'undebug', 'monitor', 'inspect', 'watch', 'hook'];
const setter = () => Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
function thrown(call) {
  try { const r = call(); if (r && r.catch) r.catch(() => 0); return 'nothing thrown' }
  catch (e) { return e.stack }
}
function inside(call) {
  let stack = '';
  call({toString() { stack = new Error('here').stack; return 'c=1' }});
  return stack;
}
let times = 0;
function asked(given, call) {
  times = 0;
  call(given);
  return String(times);
}
function structured(call) {
  let frames = '';
  const usual = Error.prepareStackTrace;
  Error.prepareStackTrace = (error, sites) => sites.map(one => `${one.getFunctionName()}`
    + `${one.getFileName()} ${one.isNative()} ${one.isEval()} ${one.getLineNumber()}`);
  call({toString() { frames = new Error('here').stack; return 'h' }});
  Error.prepareStackTrace = usual;
  return frames;
}
function replaced() {
  times = 0;
  const counting = (owner, name) => {
    const usual = owner[name];
    owner[name] = function (...a) { times++; return Reflect.construct === usual ? 0 :
      usual.apply(this, a) };
    return () => { owner[name] = usual };
  };
  const undo = [[console, 'debug'], [Date, 'now'], [Object, 'getOwnPropertyDescriptor'],
    [Object, 'getPrototypeOf'], [String.prototype, 'toString'], [Date.prototype, 'getTime'],
    [Math, 'hypot']].map(one => counting(...one));
  document.cookie = 'i=1';
  document.cookie = new String('j=1');
  cookieStore.set('k', '1');
  cookieStore.set({name: 'l', value: '1', expires: new Date(Date.UTC(2033, 1, 1))});
  const seen = times;
  undo.forEach(one => one());
  return String(seen);
}
document.cookie = 'a=1';
const answers = {};
QUESTIONS
document.title = 'done';
document.body.dataset.answers = JSON.stringify(answers);
</script>"""


def asking() -> str:
    lines = (
        f"try {{ answers[{json.dumps(name)}] = {question} }}"
        f" catch (e) {{ answers[{json.dumps(name)}] = 'threw ' + e }}"
        for name, question in QUESTIONS.items()
    )
    return PAGE.replace("QUESTIONS", "\n".join(lines))


@dataclass(frozen=True, slots=True)
class Answers:
    watched: dict[str, Any]
    alone: dict[str, Any]


@pytest.fixture(scope="module")
async def answers(lab: Lab) -> Answers:
    site = Site(SHOP, {"/": Page(asking())})
    lab.serve(site)
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        seen = await watched.tab.page.evaluate("document.body.dataset.answers")
        writes, _, _ = await watched.recording.take()
    assert {write.identity.name for write in writes} >= {"a", "b"}, "nothing was watched"
    async with (
        serving(site) as sites,
        serving_plainly() as plain,
        open_browser(launch_for(sites, plain)) as browser,
        browser.profile() as profile,
    ):
        page = await profile.context.new_page()
        await page.goto(f"https://{SHOP}/")
        unseen = await page.evaluate("document.body.dataset.answers")
    return Answers(json.loads(seen), json.loads(unseen))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_page_finds_the_same_as_without_a_recorder(answers: Answers, question: str) -> None:
    assert answers.watched[question] == answers.alone[question]


async def test_the_setter_costs_a_page_no_suspicious_time(lab: Lab) -> None:
    page = (
        "<script>const start = performance.now();"
        "for (let i = 0; i < 200; i++) document.cookie = 'a=' + i;"
        "document.title = String(performance.now() - start)</script>"
    )
    lab.serve(Site(SHOP, {"/": Page(page)}))
    async with lab.tab() as watched:
        await watched.tab.go(f"https://{SHOP}/")
        assert float(await watched.tab.page.title()) / 200 < 20
