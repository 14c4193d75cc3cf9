"""What the finder asks of a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The words of one language, by what they mean on a button."""

    accept: str  # verbs of acceptance
    refuse: str  # verbs of refusal
    consent: str  # what is given or withheld: nouns that do neither by themselves
    negation: str  # turns an acceptance around: not, none
    without: str  # turns around the acceptance that follows it
    yes: str
    no: str
    courtesy: str  # changes no answer: thanks, please, continue, close
    understood: str  # agrees as a whole clause, without a verb of acceptance
    everything: str
    besides: str  # takes something out of everything
    only: str
    partly: str  # less than everything, and nothing tells what
    necessary: str
    functional: str  # necessary to some sites, optional to others
    optional: str  # whatever is not necessary, as a whole
    purposes: str  # some of it, by name
    manage: str  # opens the choices
    settings: str  # the choices themselves
    chosen: str  # those that were made
    save: str
    pay: str
    information: str  # leads to a text, or off the site
    remark: str  # promises a later choice, or that nothing is asked again
    undecided: str  # puts the choice off, or leaves none
    joint: str  # conjunctions
    privacy: str  # what a banner asks about, beside cookies
    analytics: str  # purposes, as panels call their categories
    marketing: str
    comfort: str
    close: str
