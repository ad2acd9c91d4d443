"""The words that mark speech: verbs that say so, verbs that may, and the words around them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from retrieval.english.numbers import UNITS
from retrieval.english.stop_words import ARTICLES, POSSESSIVES
from retrieval.english.word_sets import word_set

#: Verbs that nearly always introduce or follow speech.
SPEECH_VERBS: Final = word_set(
    """
    say says said saying tell tells told telling ask asks asked asking add adds added adding write writes wrote
    written writing tweet tweets tweeted tweeting explain explains explained explaining continue continues
    continued continuing reply replies replied replying respond responds responded responding answer answers
    answered note notes noted noting recall recalls recalled recalling admit admits admitted admitting argue
    argues argued arguing insist insists insisted insisting claim claims claimed claiming state states stated
    stating declare declares declared declaring announce announces announced announcing comment comments commented
    commenting remark remarks remarked joke jokes joked joking quip quips quipped warn warns warned warning shout
    shouts shouted shouting yell yells yelled yelling scream screams screamed exclaim exclaims exclaimed whisper
    whispers whispered chant chanted chanting sing sings sang conclude concludes concluded concluding observe
    observes observed complain complains complained complaining lament laments lamented predict predicts predicted
    predicting promise promises promised promising suggest suggests suggested suggesting boast boasts boasted
    boasting brag bragged bragging contend contends contended contending maintain maintains maintained assert
    asserts asserted asserting allege alleges alleged alleging counter counters countered countering retort
    retorts retorted acknowledge acknowledges acknowledged acknowledging concede concedes conceded confess
    confesses confessed confirm confirms confirmed reveal reveals revealed revealing report reports reported
    reporting agree agrees agreed demand demands demanded demanding vow vows vowed vowing urge urges urged urging
    plead pleaded proclaim proclaims proclaimed proclaiming testify testified testifies muse mused mock mocked
    mocking vent wonder wonders wondered wondering gush gushes gushed share shares shared sharing post posts
    posted posting read reads thought thinks believes believed emphasize emphasized emphasizes stress stressed
    stresses stressing reiterated repeated repeats repeating clarified elaborated cautioned opined interjected
    interrupted began begins chimed intoned deadpanned fumed thundered bemoaned bemoaning sighed laughed cried
    snapped cracked put dished dishes offered inquired queried summarized advised instructed praised hailed typed
    texted emailed blogged quoted cites pledged pledges accuse accuses accused accusing blast blasts blasted scold
    scolded scolds chide chided rate rated rates rules ruled denounce denounces denounced denouncing condemn
    condemns condemned condemning lauded criticized criticize criticizes
    """
)

#: Verbs that attribute a fragment ("called him a “con”") and no whole sentence.
NAMING_VERBS: Final = word_set(
    """
    call calls called calling describe describes described describing dub dubs dubbed dubbing label labels labeled
    labeling labelled brand brands branded branding characterize characterized characterizes characterizing refer
    refers referred referring cite cites cited citing liken likened likens compare compared compares comparing
    deem deems deemed dismiss dismisses dismissed dismissing slam slams slammed slamming attack attacked attacking
    attacks ridicule ridiculed decry decried decrying deride derided tout touted touting bemoan encourage
    encourages encouraged encouraging express expressed expressing expresses voice voiced talk talks talked
    talking speak speaks spoke speaking point points pointed pointing invoke invoked invoking mention mentioned
    mentions mentioning portray portrayed portraying paint painted painting defend defended defends defending
    propose proposed proposes favors favor favored support supported seek seeks seeking sought use uses used using
    oppose opposed question questioned questions questioning raise raised fault faulted taunt taunted tease teased
    nickname nicknamed list listed title introduce introduced prohibits prohibit prohibited require requires
    required find finds found finding feel feels felt deny denied denies denying threatened threaten threatens
    quote quotes quoting preach preached consider considers considered recommend recommended reject rejected
    rejecting apologize apologized worried worries hope hopes hoped fear feared want wants wanted need needs crow
    crowed go goes went unleashed tapped admire admires
    """
)

SPEECH_STEMS_FILE: Final = Path(__file__).parent / "data" / "compiled" / "speech.txt"
"""The stems of these verbs, compiled (see `knowledge.compile_english`): to stem them takes 0.02 s."""


@lru_cache(maxsize=1)
def speech_stems() -> frozenset[str]:
    """Return the stems of the verbs of speech."""
    return word_set(SPEECH_STEMS_FILE.read_text(encoding="utf-8"))


CUE_VERBS: Final = SPEECH_VERBS | NAMING_VERBS

#: Finite forms beside which a capitalised run is most likely a person: what companies and reports do is left out.
PERSONAL_SPEECH: Final = word_set(
    """
    said says told tells added asked wrote tweeted explained continued replied argued recalled insisted noted claimed
    admitted declared responded stated announced acknowledged complained warned thinks believes
    """
)

#: Verbs whose object is the person who is spoken to: "told Kotb".
TELLING_VERBS: Final = word_set("told tells telling tell asked asks asking reminded informed")

#: Forms that introduce a quotation inside a quotation, as people talk: "and she goes, …", "she was like, …".
SPOKEN_CUES: Final = word_set(
    """
    say said says saying ask asked asks like told tells tell thought think goes went wrote yelled called call
    """
)

#: Forms of speech verbs that are verbs wherever they stand: pasts that do not end in "-ed", and forms no noun has.
ALWAYS_VERBS: Final = word_set(
    """
    said told wrote sang began spoke sought went chimed cited found felt quoted thought put read
    says tells asks adds writes explains argues insists thinks believes say tell ask think argue insist write admit
    believe explain
    """
)

#: Participles that attribute speech after any word: "the senator saying …".
ATTRIBUTING_PARTICIPLES: Final = word_set("saying asking adding telling tweeting arguing writing shouting")

#: Words that stand before a participle that attributes speech: "and adding", "before telling".
BEFORE_PARTICIPLES: Final = word_set("and but by in for of from before after while not on without")

#: Words that stand before the bare form of a verb: "they claim", "would say", and so before no noun.
BEFORE_BARE_VERBS: Final = word_set(
    "to they i we you will would could may might must can did does do not and who people don't don’t didn’t"
)

#: Words beside "with" and "to" that tell with whom somebody talks.
TALKING: Final = word_set("speaking spoke talking interview conversation said explained")

#: Verbs after which a quoted fragment is the subject's own word for something: "called him a “con”".
WORDING_VERBS: Final = word_set("called calls calling call described describes dubbed labeled branded")

AUXILIARIES: Final = word_set(
    """
    is was were are be been being am has had have having will would could can may might must shall should did does
    do 'd 's ’s ’d ’re 're 'll ’ll 'm ’m ’ve 've isn't wasn't didn't doesn't hasn't hadn't won't wouldn't couldn't
    can't don’t didn’t doesn’t hasn’t hadn’t won’t wouldn’t couldn’t can’t isn’t wasn’t weren’t not never
    """
)

ADVERBS: Final = word_set(
    """
    also then later now once again first still even just already often always soon recently earlier previously
    reportedly famously repeatedly further himself herself themselves both all finally however moreover
    furthermore nevertheless additionally similarly likewise perhaps indeed yesterday today simply only sometimes
    instead meanwhile twice eventually
    """
)

#: Words after a name that tell how somebody speaks, and so end the name: "said Alice very politely".
MANNER: Final = word_set("very aloud again quite rather too so thus somewhat almost more most half much in after")

PREPOSITIONS: Final = word_set(
    """
    in on at by for with from to into onto about against after before during since until till through throughout
    over under between among amid despite without within outside inside near across along around behind beside
    besides beyond toward towards upon via per off out like unlike following including regarding concerning as
    than
    """
)

CONJUNCTIONS: Final = word_set(
    "and but or nor so yet that because if when while whereas where whether although though unless once what how why"
)

RELATIVES: Final = word_set("who which that whom whose")

PRONOUNS: Final = word_set("he she they it we i you he's she's he’s she’s they’ve he’d she’d who")

#: Forms of the verbs above that are as often nouns, and so end no noun phrase: "the IMF report stated".
NOUNS_TOO: Final = word_set(
    """
    report reports claim claims call calls comment comments remark remarks tweet tweets attack attacks question
    questions answer answers post posts state states note notes rule rules rate rates blast demand demands share
    shares praise point points list title voice hope hopes fear need needs use uses support offer promise promises
    pledge pledges vow warning urge mention mentions boast joke brand label counter quote quotes defends find talk
    talks
    """
)

#: Past forms that end in no "-ed" and are no verbs of saying: they end a name, as in "Ann Lee left early".
IRREGULAR_PASTS: Final = word_set(
    """
    left went took came made gave got met ran won lost kept held stood sat drew saw hit led knew grew flew fell rose
    built bought caught taught sold spent sent paid laid broke chose drove ate hid threw wore shook struck swore stole
    became fought heard brought cut set beat bet cast quit shot slept swept
    """
)

#: Third persons that a speaker can be.
SPEAKER_PRONOUNS: Final = word_set("he she they it we i")

DETERMINERS: Final = (
    ARTICLES
    | POSSESSIVES
    | frozenset(list(UNITS)[1:11])
    | word_set("this that these those another some many several both each every no any all most few dozens hundreds")
)

#: Words after a name that give the saying back to the name: "Trump’s claim", "her tweet".
WORDS_OF_SPEECH: Final = word_set(
    """
    statement claim claims tweet tweets comment comments remark remarks words speech letter message post posts
    email warning promise pledge vow assertion argument call account response answer question insistence
    suggestion description characterization praise reference references attack attacks declaration belief mantra
    slogan note essay contention criticism charge accusation allegation op-ed apology testimony interview song
    """
)
