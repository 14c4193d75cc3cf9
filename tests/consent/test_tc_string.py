"""TC strings, decoded; the IAB's own library, run in the browser, makes them."""

import json

import pytest

from crawler.consent.states.held import Answer
from crawler.consent.states.iab import gpp, tc_string, tcf_api, us_privacy
from crawler.consent.states.tc_string import UnreadableError, decoded
from tests.browsing import SHOP, Lab
from tests.platforms import TCF

# Models with bits drawn by a fixed seed; vendors few or many, so that both encodings come.
MAKE = """async () => {
  const { GVL, TCModel, TCString } = await import('@iabtechlabtcf/core');
  let seed = 7;
  const draw = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const first = (most) => [...Array(most).keys()].map((n) => n + 1);
  const ids = (most, share) => first(most).filter(() => draw() < share);
  const named = (list, more) =>
    Object.fromEntries(list.map((id) => [id, { id, name: '', description: '', ...more }]));
  const vendor = {
    purposes: [1, 2], legIntPurposes: [7], flexiblePurposes: [], specialPurposes: [],
    features: [], specialFeatures: [], policyUrl: '',
  };
  const list = new GVL({
    gvlSpecificationVersion: 3, vendorListVersion: 9, tcfPolicyVersion: 5,
    lastUpdated: '2025-01-01T00:00:00Z', purposes: named(first(11), { illustrations: [] }),
    specialPurposes: {}, features: {}, specialFeatures: named([1, 2], { illustrations: [] }),
    dataCategories: {}, stacks: {}, vendors: named(first(900), vendor),
  });
  const kept = (vector) => [...vector].filter(([, has]) => has).map(([id]) => id);
  const made = [];
  for (let round = 0; round < 40; round++) {
    const model = new TCModel(list);
    Object.assign(model, { cmpId: 10, cmpVersion: 1, isServiceSpecific: true });
    const share = [0, 0.02, 0.5, 0.98, 1][round % 5];
    const drawn = { purposes: ids(11, draw()), features: ids(2, draw()), own: ids(11, draw()) };
    model.purposeConsents.set(drawn.purposes);
    model.purposeLegitimateInterests.set(ids(11, draw()));
    model.specialFeatureOptins.set(drawn.features);
    model.vendorConsents.set(ids(900, share));
    model.vendorsDisclosed.set(ids(900, share));
    model.publisherConsents.set(drawn.own);
    const text = TCString.encode(model);
    // Encoding leaves out what the vendor list does not allow.
    const read = TCString.decode(text);
    const { vendorConsents, vendorsDisclosed, purposeLegitimateInterests } = read;
    made.push({
      text, ...drawn, vendors: kept(vendorConsents), disclosed: kept(vendorsDisclosed),
      interests: kept(purposeLegitimateInterests),
    });
  }
  return JSON.stringify(made);
}"""


@pytest.mark.browser
async def test_what_the_iab_s_library_encodes_is_decoded_to_the_same(lab: Lab) -> None:
    lab.serve(TCF.site())
    async with lab.tab() as watched:
        await watched.tab.page.goto(f"https://{SHOP}/")
        made = json.loads(await watched.tab.page.evaluate(MAKE))
    assert len(made) == 40
    for one in made:
        string = decoded(one["text"])
        assert string.purposes == set(one["purposes"])
        assert string.legitimate_interests == set(one["interests"])
        assert string.special_features == set(one["features"])
        assert string.vendors == set(one["vendors"])
        assert string.disclosed == frozenset(one["disclosed"])
        assert string.publisher_purposes == set(one["own"])
    # Both ways to write vendors came.
    assert len({len(one["text"]) // 100 for one in made}) > 1


@pytest.mark.parametrize(
    "text",
    ["", ".", "x", "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA", "CP", "ü" * 40, "C" * 30_000, "C+/="],
)
def test_what_is_no_tc_string_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableError):
        decoded(text)
    assert tc_string("IAB TCF", text).answer is Answer.UNKNOWN


def test_ranges_made_to_keep_us_busy_are_refused() -> None:
    head = f"{2:06b}" + "0" * (36 + 36 + 12 + 12 + 6 + 12 + 12 + 6 + 2 + 12 + 24 + 24 + 13)
    ranges = f"{1:01b}{1:016b}{65_535:016b}" * 4000
    bits = f"{head}{65_535:016b}1{4000:012b}{ranges}"
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    text = "".join(
        letters[int(bits[at : at + 6].ljust(6, "0"), 2)] for at in range(0, len(bits), 6)
    )
    with pytest.raises(UnreadableError):
        decoded(text[:19_000])


def test_an_api_that_does_not_apply_says_nothing() -> None:
    assert tcf_api({"applies": False, "string": "CP"}) is None


@pytest.mark.parametrize(
    ("string", "answer"),
    [("1YYN", Answer.REJECT), ("1YNN", Answer.UNKNOWN), ("1---", Answer.UNKNOWN)],
)
def test_an_opt_out_of_sale_is_a_refusal_and_its_absence_no_consent(
    string: str, answer: Answer
) -> None:
    held = us_privacy({"string": string})
    assert held is not None
    assert held.answer is answer


@pytest.mark.parametrize("string", ["", "1", "2YYN", "1YYNN", 7, None])
def test_no_us_privacy_string_says_nothing(string: object) -> None:
    assert us_privacy({"string": string}) is None


@pytest.mark.parametrize("string", ["", "DBAA", "DBABMA~", "DBABLA~BVQqAAAAAgA", 3])
def test_a_gpp_string_without_the_eu_s_section_says_nothing(string: object) -> None:
    assert gpp({"string": string}) is None
