"""Word lists that tell people from offices, places, organisations and the start of a sentence."""

from __future__ import annotations

from typing import Final

from retrieval.english.word_sets import word_set

#: Titles that stand before a name; most are followed by a person and nothing else.
TITLES: Final = word_set(
    """
    President Mr Mrs Ms Miss Dr Sir Dame Lord Lady Prince Princess Queen King Pope Rev Reverend Father Sister Rabbi
    Imam Sen Senator Rep Representative Congressman Congresswoman Gov Governor Lt Gen General Col Colonel Capt Captain
    Sgt Sergeant Maj Major Adm Admiral Cmdr Judge Justice Secretary Chairman Chairwoman Chair Minister Chancellor
    Premier Mayor Speaker Ambassador Attorney Professor Prof Detective Officer Sheriff Chief Director Councilman
    Councilwoman Alderman Commissioner Coach CEO CFO COO Founder Spokesman Spokeswoman Spokesperson Detective Inspector
    Justice Deputy Vice Former Ex Late Majority Minority Whip Leader Prime Press Executive Managing Editor Democrat
    Republican Delegate Staff Lieutenant First Saint Señor Monsieur Archbishop Bishop Cardinal Emperor Sheikh Ayatollah
    Comedian Actor Actress Singer Rapper Reporter Host Anchor Strategist Pollster Analyst Author Rabbi
    """
)

#: Titles that make a following bare surname a person beyond doubt.
PERSONAL_TITLES: Final = word_set(
    """
    Mr Mrs Ms Miss Dr Sir Dame Sen Senator Rep Representative Congressman Congresswoman Gov Governor President Judge
    Justice Mayor Professor Prof Detective Officer Sheriff Rev Reverend Speaker Secretary Ambassador Prince Princess
    Pope Coach Lord Lady Chancellor Spokesman Spokeswoman
    """
)

PRONOUN_TITLES: Final[dict[str, str]] = {
    "Mr": "he",
    "Sir": "he",
    "Congressman": "he",
    "Prince": "he",
    "Pope": "he",
    "Lord": "he",
    "Councilman": "he",
    "Chairman": "he",
    "Mrs": "she",
    "Ms": "she",
    "Miss": "she",
    "Dame": "she",
    "Lady": "she",
    "Princess": "she",
    "Queen": "she",
    "Congresswoman": "she",
    "Councilwoman": "she",
    "Chairwoman": "she",
}

#: A run that holds one of these names something other than a person.
ORGANISATION_WORDS: Final = word_set(
    """
    University College School Institute Academy Committee Commission Council Congress Senate House Party Court
    Department Agency Bureau Administration Office Ministry Service Services Force Forces Army Navy Corps Police Guard
    Times Post Journal News Herald Tribune Gazette Globe Chronicle Magazine Daily Weekly Review Press Media Network
    Radio TV Television Channel Broadcasting Show Today Tonight Morning Morn Inc Corp Corporation Company Co Ltd LLC
    Group Bank Trust Foundation Association Society Union League Alliance Federation Fund Center Centre Project Program
    Campaign Coalition Hospital Church Museum Library Theater Theatre Hotel Tower Towers Plaza Airport Station Street
    Avenue Road Park Beach River Lake Mountain Island Islands County City State States Kingdom Republic Nations North
    South East Central America American Americans Democrat Democrats Republicans Democratic Conservative Conservatives
    Liberal Liberals Act Bill Law Amendment Constitution Treaty Day War Week Month Year Day Debate Convention Election
    Poll Polls Survey Caucus Primary Award Awards Prize Cup Games Olympics Series Season Film Movie Book Album Song
    Facebook Twitter Google YouTube Instagram Reddit Netflix Amazon Apple Microsoft Uber Wikipedia CNN MSNBC Fox NBC
    ABC CBS NPR PBS BBC AP Reuters Bloomberg Breitbart Politico Salon Slate Vox BuzzFeed WikiLeaks Wikileaks Gallup
    Organization Organisation International National Federal Global World Board Team Building Square Wall Research
    Investments Partners Capital Industries Holdings Technologies Systems Cathedral Stadium Arena Hall Garden
    """
)

PLACES: Final = word_set(
    """
    Afghanistan Africa Alabama Alaska Alabama Albany America Arizona Arkansas Asia Atlanta Austin Australia Baghdad
    Baltimore Beijing Belgium Benghazi Berlin Boston Brazil Britain Brooklyn Brussels California Canada Charlotte
    Chicago China Cleveland Colorado Connecticut Cuba Dallas Damascus Delaware Denver Detroit Egypt England Europe
    Florida France Germany Greece Haiti Hawaii Hollywood Houston Idaho Illinois India Indiana Iowa Iran Iraq Ireland
    Israel Italy Japan Jerusalem Kansas Kentucky Korea Libya London Louisiana Maine Manhattan Maryland Massachusetts
    Mexico Miami Michigan Milwaukee Minneapolis Minnesota Mississippi Missouri Montana Moscow Nebraska Nevada
    Nigeria Norway Ohio Oklahoma Oregon Orlando Pakistan Palestine Paris Pennsylvania Philadelphia Phoenix Pittsburgh
    Poland Portland Queens Rome Russia Scotland Seattle Spain Sweden Switzerland Syria Taiwan Tehran Tennessee Texas
    Tokyo Toronto Turkey Ukraine Utah Vegas Vermont Vietnam Virginia Wales Washington Wisconsin Wyoming Yemen York
    Jersey Hampshire Dakota Carolina Mexico Antarctica Arabia Zealand Bronx Harlem Capitol Angeles Diego Francisco
    Aliceville Iraqi Aleppo Mosul Charlottesville Kremlin Pentagon Philippines Manila Venezuela Argentina Chile
    """
)

#: Capitalised words that begin no name: calendar, nationalities, faiths, and words that open sentences.
NOT_NAMES: Final = word_set(
    """
    January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug
    Sept Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun Christmas
    Easter Thanksgiving Ramadan Halloween American Americans British English French German Russian Russians Chinese
    Mexican Mexicans Muslim Muslims Islam Islamic Christian Christians Jewish Jews Catholic Catholics Hispanic Hispanics
    Latino Latinos Black White African Asian European Iranian Israeli Syrian Iraqi Canadian Obamacare Internet Web God
    I I'm I've I'll I'd A An The This That These Those There Here It Its He His Him She Her Hers We Our Us You Your They
    Their Them My Me Who Whom Whose What When Where Why How Which While Whether If Then Than And But Or Nor So Yet For
    As At By In Into On Onto Of Off Out Over To Toward Towards Up Upon With Within Without From Before After Since Until
    Till During Between Among Amid Against About Above Across Along Around Behind Below Beneath Beside Besides Beyond
    Despite Down Except Inside Near Outside Past Per Through Throughout Under Unlike Via Not No None Never Nothing
    Nobody Neither Either Both All Any Some Many Much More Most Few Fewer Less Least Several Each Every Everyone
    Everybody Everything Someone Somebody Something Anyone Anybody Anything One Two Three Four Five Six Seven Eight
    Nine Ten Eleven Twelve Dozens Hundreds Thousands Millions Half First Second Third Last Next Another Other Others
    Same Such Also Too Even Ever Just Only Still Again Already Always Often Once Twice Perhaps Maybe Indeed Instead
    Meanwhile However Moreover Furthermore Nevertheless Nonetheless Otherwise Therefore Thus Hence Now Later Today
    Tonight Tomorrow Yesterday Soon Recently Finally Eventually Ultimately Initially Originally Previously Currently
    Clearly Obviously
    Apparently Certainly Of course Is Are Was Were Be Been Being Am Has Have Had Do Does Did Done Can Could Will Would
    Shall Should May Might Must Let Lets Say Says Said Saying Ask Asked Asking Tell Told According Because Although
    Though Unless Whereas Yes No Oh Well Okay OK Look Listen Please Thanks Thank Sorry Hello Hey Hi Good Great Bad New
    Old Big Small Long Short High Low Right Left Early Late Young Former Ex Speaking Asked Citing Noting Adding
    Following Given Including Regarding Concerning Considering Sources Source Read Watch Click Check Follow Share Sign
    Subscribe Getty Images Photo Video Image Credit Advertisement Related Updated Update Breaking Exclusive Opinion
    Editorial Editor Editors Note Story Continues Below Latest Trending Popular Email Newsletter Comments Reuters
    Republican Democrat Republicans Democrats Democratic GOP DNC RNC FBI CIA NSA NATO EU UN US USA UK POTUS FLOTUS NYPD
    Left Right Wing Supreme White House Congress Senate Capitol Americans Like Believe Think Know Going Get Got Make
    Made Take Keep Go Come See Want Need Vote Voters Voter Women Men People Nation Country Government Critics Supporters
    """
)

#: Names that are everyday words too: in lower case they are read as the word after "a" or "the".
EVERYDAY_NAMES: Final = word_set(
    """
    van ye will may mark bill grace hope rose art chase drew frank jack pat rob rich sue faith joy young long white
    black brown green king price west bush rice gold case bond stone wood page cook baker church day fox gray grant
    guy dick rush june april august amber brooke dean earl gene guy hank jean lance max ray rusty star summer violet
    wade warren wolf christian dale don ed al jan jo penny robin ruby sandy weld nation banks cash cruz fields ford
    hill hunt knight lake law little love marsh mason miller moon north park parks pope power reed rivers rock short
    singer small smart snow south speaker swift taylor walker wall waters weaver weeks wise wright
    """
)

#: Words that are never a person in lower case, whoever bears them.
FUNCTION_WORDS: Final = word_set("will may mark can do so an in on it he she we us me my no")
