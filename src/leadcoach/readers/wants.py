"""Lists of words by which a border is known: what begins there, and what asks for more."""

from leadcoach.readers.lexicon import listed

SUBJECTS = listed("i i'd i've i'll i'm we we'd we've we'll we're")
OTHER_SUBJECTS = listed(
    "he she they it you this these there who he's she's they're it's there's he'd she'd"
    " they'd you're that's nobody everyone everybody somebody people"
)
NEXT_CLAUSE = listed(
    "and but so because when while then or since although though unless until whenever"
    " whereas before after if instead rather even despite which where as plus yet once"
)
NEXT_PHRASE = listed(
    "in on at for with from by about over into during without through across around"
    " between among against within under towards toward upon throughout via every"
    " yesterday today last next along regarding concerning beyond behind near"
)
NEXT_RELATIVE = listed("who whom whose that what")
OPENS_CLAUSE = listed(
    "that what how why whether if where when who which because while whom"
)
HOLDS_OBJECT = listed("what how why where who which that whom")
"""of these, the ones whose clause may lack its object: "what they wanted" """
DETERMINERS = listed(
    "the a an my our your his her its their this that these those each every no some"
    " any all both another other such own whose"
)
NEVER_LAST = listed(
    "the a an my our your their its of and but or nor so because as than to i we he she"
    " they who which when while whether if i'd i've i'll i'm we'd we've we'll we're he'd"
    " she'd they'd they're it's that's there there's for with from at into upon via every"
    " is am are was were be been being isn't wasn't weren't aren't hasn't haven't hadn't very too really quite such whose both"
    " must should would could will can may might shall had have has until unless since"
    " although though not just only also even don't didn't doesn't couldn't wouldn't can't"
    " won't getting like hey not perhaps"
)
NEVER_OVER = listed("the a an my our your their and or but of very because ever")
NOT_WHEN_CUT = listed(
    "that this these those his what how why where in on by about over under between"
    " against during then did do does got get more most less some any all no each"
    " other another one two three four five six first next own same much many few"
    " without through around before after off around ever never always still"
    " i'm be let's let went came"
)
WANTS_OBJECT = listed(
    "say tell propose suggest explain think know feel realise realize believe mention"
    " insist claim mean wonder see find notice decide hope wish guess suppose assume"
    " recommend conclude admit recall figure ask remember understand want need have"
    " get make keep give put take let use bring send call hold set show see like love"
    " hate create build cause try become enjoy own spend consider describe offer leave"
    " receive provide add produce push turn expect require allow"
)
"""verbs after which something has to come"""
WANTS_MORE = {
    "tell": listed("that to what how about why where when who whether if not"),
    "ask": listed("to what how if whether about why where when who which for"),
    "remind": listed("that to what how about of why"),
    "persuade": listed("to that"),
    "convince": listed("to that of"),
    "urge": listed("to that"),
    "force": listed("to into"),
    "assure": listed("that of"),
    "inform": listed("that of about"),
    "let": listed(
        "go know have be do in out off down on up through finish choose decide"
    ),
    "put": listed(
        "in on into at to up out together off down forward aside away before back under through onto over"
    ),
    "spend": listed("on with in at trying doing thinking reading working talking"),
}
"""verbs whose object is not the end: "told them", "asked her", "put the boxes" """
TO_SELECTED = listed(
    "ask tell want try need get have has had begin began start decide agree refuse offer"
    " promise learn manage allow let help encourage force invite expect persuade convince"
    " urge order require able unable going used ought struggle hope plan choose fail tend"
    " seem ready willing afraid glad happy hard easy difficult important necessary time"
    " way chance chances opportunity opportunities ways efforts attempts right"
    " ability effort attempt decision desire enough failure"
    " refusal tendency willingness freedom power reluctant free sure how what where like"
    " attention listen speak talk want prefer continue hesitate intend wish forget"
    " remember responsibility permission obliged determined forced inclined according due"
    " close related similar addition contrary equal relative tempted proceed endeavor"
    " endeavour attempt learnt compelled supposed hold held"
)
WANTS_NEXT = listed("more less rather better other worse fewer either neither")
AS_BEFORE = listed(
    "as soon well much many long far such same known see regard use serve act work treat"
    " describe view describe think inasmuch just"
)
PAIRED = {"between": "and", "both": "and", "either": "or", "neither": "nor"}
LINKS = listed("be feel become seem look get remain")
BEING = listed(
    "am is are was were be been being i'm we're it's he's she's wasn't isn't"
)
SPELLS = listed(
    "day week month year hour minute night moment days weeks months years time"
)
ASKS_WHICH = listed(
    "way fact idea sense time reason one ones thing things those anyone everyone people"
    " place point kind someone somebody"
)
TOGETHER = {
    ("out", "in"),
    ("out", "of"),
    ("up", "with"),
    ("down", "with"),
    ("up", "to"),
}
PRONOUNS = listed("i we he she they it you who")

HELPS = listed(
    "just then also still often usually always sometimes simply actually really finally"
    " eventually even again basically quietly openly only first immediately both all"
    " personally never not ever try tried trying to tend used start started begin began"
    " decided chose wanted had have did do didn't don't can't couldn't was am were been"
    " being could would should will can may might must end ended up keep kept kind of"
    " sort myself find found catch caught be probably generally mostly now later once"
)
CONNECTS = listed(
    "and but so then or because yet well yeah also plus that as when while since if"
    " although though which maybe however okay ok like yes no now until after before"
)
LEADS_ON = listed("and but so then or because yet well yeah also plus maybe however")
MODALS = listed("should could would might must may ought")
SUPPOSES = listed("if unless whether")
OPINES = listed("think guess mean suppose")
UNDER = listed("when while since although though after once whenever until")
TIMES = listed(
    "there here now then today day days night morning week year time times ago"
)
HANGS_ON = listed(
    "that which who whom what where how why than as if way whose had unless whether before"
    " are am is was were do does did can could would have should"
)
FIRST_PERSON = SUBJECTS | listed("me my us our myself ourselves mine ours")
CONTRACTED = listed(
    "i'm we're i've i'd we've we'd i'll we'll it's that's wasn't isn't can't"
)
