"""English."""

from crawler.consent.languages.language import Language

ENGLISH = Language(
    accept=r"accept(?!a)|agree(?!m)|allow(?!a)|approv(?!al)|authori[sz]e|enabl|activate|turn on"
    r"|opt.?in\b|^(i )?consent( to\b.*)?$|(give|grant)\b.*\bconsent|continue with (all )?cookies",
    refuse=r"reject|declin|deny\b|refus|disagree|disallow|disabl|deactivate|turn off"
    r"|opt.?(me )?out|object(ing)? to|i object|withdraw|revoke|block(s|ing)?\b"
    r"|(do not|don'?t) (sell|share)|forbid",
    consent=r"consent|permission|sell|shar(e|ing)|track|cookies?\b",
    negation=r"not\b|\w+n't\b|dont\b|wont\b|doesnt\b|neither\b|nor\b|never\b|none\b|nothing\b|no\b"
    r"|cannot\b|cant\b",
    without=r"without\b",
    yes=r"yes|yep|ok|okay|sure",
    no=r"no|nope|nah|not for me|no way|no to (all|everything)"
    r"|(i'?d |i would )?(rather|prefer) not( to)?",
    courtesy=r"thank|thx|please|continue|close|proceed|go on|to (the )?site",
    understood=r"(i )?(got it|understood|understand)|fine"
    r"|(i'?m|i am) (ok|okay|fine|happy|cool)\b.*"
    r"|(that'?s|that is|it'?s|this is|sounds) (ok|okay|fine|good|great|cool|alright)\b.*|all good"
    r"|no (problem|worries)|not a problem|(i )?(don'?t|do not) mind|why not|great|alright|cool"
    r"|(fine|ok|okay) (by|with) me",
    everything=r"all\b|everything\b",
    besides=r"except|excluding|but\b|(apart|aside) from|other than|besides|save for|unless|that\b"
    r"|which\b",
    only=r"only\b|solely\b|exclusively\b",
    partly=r"some\b|fewer|limited|restrict|partial|partly|reduced|certain\b",
    necessary=r"necessary|essentials?\b|required|mandatory|needed|minim(um|al)\b|strictly|basic"
    r"|technical|compulsory|obligatory|indispensable|(?<=(only|just) )what (i|you|we|it) needs?\b",
    functional=r"functional",
    optional=r"optional|additional|unnecessary|nonessential|unrequired|extra|other",
    purposes=r"analy|statisti|marketing|advert|targeting|targeted|ads?\b|third|performance"
    r"|personali[sz](ed|ation)|social",
    manage=r"manag|customi[sz]e(?!d)|personali[sz]e(?!d)|configur|choose|adjust|chang|edit\b"
    r"|modify|let me|review|more (choices|options)|select (which|cookies)|decide",
    settings=r"settings?\b|preferences?\b|choices?\b|options?\b|purposes?\b|controls\b",
    chosen=r"selected|chosen\b|selections?\b|current\b",
    save=r"sav(e|ing)\b|confirm|apply|submit",
    pay=r"subscri|pay\b|ad.?free|without (ads|advert)",
    information=r"learn|how\b|why\b|(?<!(only|just) )what"
    r"|(find out|read|know|tell me|see) (more|our|the|about|how)"
    r"|(more|further) (info|details)|^(info|details|about)|polic(y|ies)\b|notice|terms"
    r"|(show|view|see)\b|imprint|if (you|i)\b|(leave|exit) (the|this|site)|leave\b|help\b|contact"
    r"|(over|at least) (16|18|21)\b|i'?m 18|i am 18",
    remark=r"any ?time|later|at will|you (can|may|will|could)|we\b"
    r"|(do not|don'?t|never) (show|ask)|by (clicking|continuing)",
    undecided=r"maybe|perhaps|not now|not yet|ask (me )?later|remind|(in|on) ?/ ?(out|off)"
    r"|(accepted|allowed|enabled|rejected|declined|refused|disabled|denied)$"
    r"|always (on|active|enabled|required)",
    joint=r"and|or|then|as well as",
    privacy=r"privacy|data protection|personal (data|info)|gdpr\b",
    analytics=r"analy|statisti|performance|measur|audience|metrics|insights?\b|matomo|hotjar|piwik"
    r"|plausible",
    marketing=r"marketing|advert|ads?\b|targeting|targeted|retarget|remarketing|promotion|social"
    r"|sponsor|facebook|pixel\b|doubleclick",
    comfort=r"functional|preference|personali[sz]|comfort|convenien|languages?\b|enhance",
    close=r"close|done\b|dismiss|back\b|exit\b|hide\b",
)
