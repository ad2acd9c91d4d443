"""The words by which people ask, chat, and turn to somebody, folded and with chat spelling written out."""

from __future__ import annotations

from typing import Final

from retrieval.english.stop_words import ARTICLES, DEMONSTRATIVES, POSSESSIVES, PREPOSITIONS, QUESTION_WORDS, VERBS
from retrieval.english.word_sets import word_set

ASKING_WORDS: Final = QUESTION_WORDS - word_set("hows whats whens wheres whos whys")
AUXILIARIES: Final = (VERBS - word_set("be been being doing done having couldve shouldve wouldve")) | {"aint"}
FIRST_PERSON: Final = word_set("i im ive ill id me my mine myself we us our ours were weve")
SPEAKER: Final = word_set("i im ive ill id we weve")
"""The first person as a subject."""
SECOND_PERSON: Final = word_set("you your yours youre youve youll yall ya")
THIRD_PERSON: Final = word_set(
    """
    he she it they him her them his hers its their theirs hes shes theyre theyve himself herself themselves
    """
)
SUBJECTS: Final = THIRD_PERSON | word_set(
    """
    this that these those there the a an any some all both no none nobody anybody anyone somebody someone everybody
    everyone people each either neither another other even really
    """
)
"""What follows the auxiliary of a question that is turned round, besides names."""
DETERMINERS: Final = (ARTICLES | DEMONSTRATIVES | POSSESSIVES | word_set("any both each every no some")) - {
    "here",
    "there",
}

CONNECTIVES: Final = word_set("and or but so also then plus anyway anyways besides nor well though tho")
GROUNDS: Final = word_set("because since as like asking though although tho while whereas cause")
"""Words that open the reason why somebody asks."""
SUBORDINATORS: Final = word_set(
    """
    if given after before when while since because although though considering as with unless once whether until
    assuming supposing seeing despite besides apart regarding concerning
    """
)
REPLIES: Final = word_set(
    """
    now no yes yeah yep yup nah nope okay ok right sure well true alright correct wait hm hmm
    """
)

NOISE: Final = word_set(
    """
    lol lmao lmaoo lmaooo lmfao rofl haha hahaha hehe heh lolol omg omfg wow whoa bruh damn dang gosh ugh meh eek
    yikes smh tbh ngl fr frfr imo imho idk idek btw fyi jk rn lowkey highkey welp oof yay yuck hmm hm uh um uhm er
    erm ah oh ooh aww aw phew pfft huh eh wtf wth ffs dayum sheesh literally honestly frankly basically actually
    seriously obviously brb gtg afk xd xdd rip gg wp goodness grief heavens blimey crikey jeez
    """
)
"""What people put in between and mean nothing by."""
VOCATIVES: Final = word_set(
    """
    bot bots bro bruh dude dudes man guys guy mate mates fam everyone everybody all folks yall chat friend
    friends buddy pal dear sir madam maam miss ladies gentlemen team robot machine computer assistant verbatim
    bestie sis homie darling hon honey there again peeps community gang
    """
)
GREETINGS: Final = word_set(
    """
    hi hii hey heyy heya hello hallo hiya yo oi ayo howdy greetings morning evening afternoon sup namaste bonjour
    hola salut ciao salaam salam ahoy gm gn welcome goodnight night goodmorning ello hullo
    """
)
THANKS: Final = word_set(
    """
    thanks thank thx thankyou ty tysm tyvm cheers please kindly regards appreciate appreciated grateful bless
    blessings merci gracias danke sorry apologies excuse pardon bother bye goodbye cya ciao later goodnight
    sincerely wishes
    """
)
ANNOUNCERS: Final = word_set(
    """
    question questions query ask asking wondering wonder curious serious seriously q quick subject topic
    """
)
"""Words that say that a question comes."""
KNOWING: Final = word_set(
    """
    know knows knew tell tells told wonder wondering wondered ask asking curious remember remembers recall forgot
    forget explain explains say says clarify confirm check see learn understand figure find determine idea clue sure
    mention mentions mentioned state states show shows read hear heard interested unsure unclear settle said
    """
)
"""Words after which somebody's question is put into a longer sentence."""
ASKERS: Final = (
    FIRST_PERSON
    | SECOND_PERSON
    | word_set("any anyone anybody someone somebody everyone people question thing please who missing let lets need")
)
"""Who does that knowing or telling, where it asks."""
REQUESTS: Final = word_set(
    """
    tell explain give list describe show find summarize summarise clarify remind define provide state quote compare
    mention identify prove need want look search dig enlighten help find name outline specify
    """
)
"""Imperatives that ask."""
REPORTING: Final = word_set(
    """
    says say said saying claims claim claimed swears swear insists insist thinks think told heard hear read believe
    believes reckon reckons argues argue rumor rumour rumors apparently supposedly allegedly saw
    """
)
_OWN_PEOPLE: Final = word_set(
    """
    aunt bf boss boyfriend brother buddy classmate colleague cousin coworker dad daughter father friend friends gf
    girlfriend granddaughter grandma grandpa grandson husband mate mom mother mum neighbor neighbour professor
    roommate sister son teacher uncle wife
    """
)
"""Whom people know, and tell of: "my buddy says"."""
REPORTERS: Final = (
    FIRST_PERSON
    | _OWN_PEOPLE
    | word_set(
        """
        somebody someone people everyone everybody they it here article text paper internet twitter reddit tiktok guy
        dude
        """
    )
)
OWN_LIFE: Final = _OWN_PEOPLE | word_set(
    """
    bed birthday brain breakfast cat class coffee cousins day dinner dog english essay exam exams family finals
    grandkids granny head homework internet job kid kids knee laptop life lunch mama papa pastor phone pizza school
    shift sleep tea weekend wifi work
    """
)
"""Whom and what people tell of themselves."""
CHECKS: Final = word_set(
    """
    right correct true false fact facts cap yes no innit yeah legit accurate confirm real really or
    """
)
"""What may follow a claim that somebody wants to have looked up."""
OPINION: Final = word_set(
    """
    love loved hate hated deserve deserves deserved shame beautiful gorgeous pretty cute ugly amazing awesome
    incredible great good bad best worst sad happy glad wild crazy insane weird funny hilarious disgusting terrible
    awful horrible brave strong queen iconic slay boring stupid dumb admit agree disagree believe doubt hope wish
    imagine feel feels bet respect proud annoying overrated underrated honestly personally guess suppose prefer
    favorite favourite opinion
    """
)
EVIDENCE: Final = word_set(
    """
    apparently supposedly allegedly somewhere rumor rumour rumoured heard read says claims fact
    """
)
BOT: Final = word_set(
    """
    bot robot ai machine computer assistant program programme verbatim human person real alive sentient
    """
)
STATE_VERBS: Final = (VERBS - word_set("doing done having couldve shouldve wouldve")) | word_set(
    """
    got gets get went goes go going gonna said says say told knew knows know thinks thought think wants wanted want
    made makes make took takes take came comes come gave gives give found finds find kept keeps keep left met meets
    meet saw sees see ate eats bought buys looked looks lives lived works worked paid pays served spent cried called
    calls helped helps thats im youre shes hes theyre ive weve theyve its deserves
    """
)
"""Verbs that tell a sentence from a phrase."""
HELP_OBJECTS: Final = word_set(
    """
    article articles story stories source sources command commands quote quotes quotation quotations people
    characters persons names cast topics topic help instructions features options menu answers answer info
    information texts files documents chapters function functions faq
    """
)
DROPPED_SUBJECT: Final = word_set(
    """
    gonna going cant couldnt just got finally still never imagine imagining trying heading off back watching love
    loved miss missed told glad hope hoping working wish wishing thinking reading saw same bout about not dont didnt
    wanna need
    """
)
"""Openings of statements whose subject, the writer, is left out: "gonna grab food"."""
SOURCE_WORDS: Final = word_set(
    """
    wrote written write writes author authors writer published publish publication posted newspaper magazine website
    source sources site outlet
    """
)
POSTED: Final = word_set("posted tweeted uploaded")
"""What is done with a tweet or a video that an article tells of: after an answer, "it" may be that."""
THIS_TEXT: Final = word_set("this article articles story stories text these it")
ENUMERATORS: Final = word_set("all every everything list show which what available whole full complete give")

QUESTION_PREPOSITIONS: Final = PREPOSITIONS | word_set(
    """
    since through during until till between via towards against according
    """
)
