"""Steps by which a site's own consent banner is operated, for each choice."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from crawler.cookies import Journey
from crawler.declared.model import OR_TEXT, Model
from crawler.declared.planned import CATEGORIES_IN_JSON, PartialAcceptance, partial_acceptance
from crawler.declared.selectors import FrameName, Key, Selector
from crawler.declared.values import FilledText, Text, Truth, filled, once_each, site_path
from crawler.declared.wording import quoted
from crawler.lifetimes import parse_duration

Choice = Literal["accept", "reject", "withdraw"]
CHOICES: tuple[Choice, ...] = ("accept", "reject", "withdraw")
DEFAULT_LIMIT_S = 5.0
# A page is given as long as an audit gives one.
PAGE_LIMIT_S = 30.0
MOST_S = 60.0


def _limit(value: Any) -> float:
    if isinstance(value, list | dict):
        raise ValueError("must be text such as '5s', not a list or mapping")
    seconds = value if isinstance(value, float) else parse_duration(str(value))
    if seconds > MOST_S:
        raise ValueError(f"{quoted(value)} is too long to wait for one step: 1 minute at most")
    if seconds <= 0:
        raise ValueError(f"{quoted(value)} leaves a step no time: write more, such as 5s")
    return seconds


Limit = Annotated[float, BeforeValidator(_limit), WithJsonSchema({"type": "string"})]
"""Seconds, written with a unit ("5s")."""


class State(StrEnum):
    """What an element is waited for to be, as Playwright names it."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    ATTACHED = "attached"
    DETACHED = "detached"


class Fill(Model):
    """A field and the text that is written into it."""

    selector: Selector
    text: Text

    @property
    def said(self) -> str:
        """What is written, as a sentence names it."""
        return quoted(self.text)


class Press(Model):
    """A key; without ``selector`` what has the focus gets it."""

    selector: Selector | None = None
    key: Key


class WaitFor(Model):
    """An element and what it is waited for to be."""

    selector: Selector
    state: State = State.VISIBLE
    timeout: Limit | None = None


def short_for(key: str, sentence: str) -> BeforeValidator:
    """A text alone stands for a mapping with this one key, if any; ``sentence`` for what else."""

    def spelled_out(value: Any) -> Any:
        if key and isinstance(value, str):
            return {key: value}
        if not isinstance(value, Mapping | Model):
            raise ValueError(sentence)
        return value

    return BeforeValidator(spelled_out)


def _frames(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def a_step(value: Any) -> Any:
    """The value; raises ValueError where it is no mapping."""
    if not isinstance(value, Mapping | Model):
        raise ValueError(f"{quoted(value)} is no step: write one like 'click: \"#reject\"'")
    return value


class Step(Model):
    """One act or one wait. Exactly one of ``ACTIONS`` is given; ``timeout`` is in seconds.

    ``frame`` leads to the frame from the outside inwards, and is empty for the page itself.
    """

    FROM_FILE: ClassVar[tuple[str, ...]] = ("line",)
    ACTIONS: ClassVar[tuple[str, ...]] = (
        *("click", "fill", "check", "uncheck", "press", "wait_for", "evaluate", "goto"),
    )
    click: Selector | None = None
    fill: Annotated[Fill | None, short_for("", "must be a mapping with selector and text")] = None
    check: Selector | None = None
    uncheck: Selector | None = None
    press: Annotated[
        Press | None,
        short_for("key", "must be a key, or a mapping with selector and key"),
        OR_TEXT,
    ] = None
    wait_for: Annotated[
        WaitFor | None,
        short_for("selector", "must be a selector, or a mapping with selector and state"),
        OR_TEXT,
    ] = None
    evaluate: FilledText | None = None
    goto: Annotated[FilledText, AfterValidator(site_path)] | None = None
    frame: Annotated[
        tuple[FrameName, ...], BeforeValidator(_frames), AfterValidator(filled), OR_TEXT
    ] = ()
    timeout: Limit | None = None
    optional: Truth = False
    expect: Truth = False
    line: int = 0

    @model_validator(mode="after")
    def _one_action(self) -> "Step":
        given = [name for name in self.ACTIONS if name in self.model_fields_set]
        if not given:
            raise ValueError(f"a step here does nothing: write one of {', '.join(self.ACTIONS)}")
        if len(given) > 1:
            raise ValueError(
                f"{' and '.join(given)} stand in one step: write each as a step of its own"
            )
        if wrong := self._useless(given[0]):
            raise ValueError(wrong)
        return self

    def _useless(self, action: str) -> str:
        """What stands beside an action and would change nothing, or say two things."""
        looks = bool(self.selector or self.frame)
        if self.expect and action != "evaluate":
            return f"expect is for evaluate alone, not for {action}: leave it out"
        if self.frame and action == "goto":
            return "goto leads the page itself elsewhere, not a frame: leave frame out"
        if self.frame and action == "press" and not self.selector:
            return "a key goes to what has the focus, in whatever frame: leave frame out"
        if self.optional and not looks:
            return f"optional is for what may be missing, which {action} does not look for"
        if self.timeout and self.wait_for and self.wait_for.timeout:
            return "timeout stands twice in one step: keep one of them"
        return ""

    @property
    def action(self) -> str:
        """The name of what it does."""
        return next(name for name in self.ACTIONS if getattr(self, name) is not None)

    @property
    def selector(self) -> str:
        """The selector of the element that it needs; empty where it needs none."""
        aimed = self.fill or self.press or self.wait_for
        named = aimed.selector if aimed else self.click or self.check or self.uncheck
        return named or ""

    @property
    def acts(self) -> bool:
        """Whether it does what a visitor's choice may consist of."""
        return self.wait_for is None and self.goto is None

    @property
    def limit_s(self) -> float:
        """How long it may take, in seconds."""
        own = self.timeout or (self.wait_for.timeout if self.wait_for else None)
        return own or (PAGE_LIMIT_S if self.goto else DEFAULT_LIMIT_S)

    def __str__(self) -> str:
        """As a sentence names it: the action, its selector or text, and its frame."""
        said = [f"{self.action} {quoted(self.selector or self._said)}"]
        if self.fill:
            said.append(f"with {self.fill.said}")
        if self.press and self.press.selector:
            said.append(f"with the key {quoted(self.press.key)}")
        if self.frame:
            said.append(f"in the frame {' > '.join(map(quoted, self.frame))}")
        return " ".join(said)

    @property
    def _said(self) -> str:
        return (self.press.key if self.press else self.evaluate or self.goto) or ""


def _ending_in_a_choice(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    if not any(step.acts for step in steps):
        raise ValueError(
            "nothing is done in these steps: one at least must click, fill, check, uncheck, press "
            "or evaluate"
        )
    return steps


Steps = Annotated[
    tuple[Annotated[Step, BeforeValidator(a_step)], ...],
    AfterValidator(filled),
    AfterValidator(_ending_in_a_choice),
]


def _granted(value: Any) -> PartialAcceptance:
    return partial_acceptance({Journey.ACCEPT: value})


class PartialSteps(Model):
    """Steps that accept some categories alone, for the journey that grants just these."""

    accept: Annotated[
        PartialAcceptance, BeforeValidator(_granted), WithJsonSchema(CATEGORIES_IN_JSON)
    ]
    steps: Steps


class ConsentSteps(Model):
    """Steps that operate a banner, for each choice; one without steps is made automatically."""

    accept: Steps = ()
    reject: Steps = ()
    withdraw: Steps = ()
    partial: tuple[PartialSteps, ...] = ()

    def of(self, choice: Choice, granted: tuple[str, ...] = ()) -> tuple[Step, ...]:
        """The steps of a choice; none where it is to be operated automatically.

        ``granted`` are the categories of an acceptance of these alone.
        """
        if granted:
            found = (one.steps for one in self.partial if one.accept.granted == granted)
            return next(found, ())
        steps: Mapping[Choice, tuple[Step, ...]] = {
            "accept": self.accept,
            "reject": self.reject,
            "withdraw": self.withdraw,
        }
        return steps[choice]

    @model_validator(mode="after")
    def _not_empty(self) -> "ConsentSteps":
        if not self.model_fields_set:
            raise ValueError("holds no steps: write accept, reject, withdraw or partial, or auto")
        return self

    @field_validator("partial")
    @classmethod
    def _once_each(cls, partial: tuple[PartialSteps, ...]) -> tuple[PartialSteps, ...]:
        once_each(tuple(str(one.accept) for one in partial))
        return partial
