"""Words that tell people from offices, places, organisations and the start of a sentence, and first names."""

from __future__ import annotations

from typing import Final

from retrieval.english.abbreviations import Abbreviation, listed
from retrieval.english.calendar import MONTHS, RELATIVE_DAYS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from retrieval.english.numbers import SCALES, TENS, UNITS, VAGUE
from retrieval.english.stop_words import SENTENCE_OPENERS
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
    Master Mother Aunt Uncle Madam Madame Mademoiselle Signor Signora Count Countess Duke Duchess Baron Baroness Squire
    """
) | frozenset(listed(Abbreviation.TITLE))

#: Titles that make a following bare surname a person beyond doubt.
PERSONAL_TITLES: Final = word_set(
    """
    Mr Mrs Ms Miss Dr Sir Dame Sen Senator Rep Representative Congressman Congresswoman Gov Governor President Judge
    Justice Mayor Professor Prof Detective Officer Sheriff Rev Reverend Speaker Secretary Ambassador Prince Princess
    Pope Coach Lord Lady Chancellor Spokesman Spokeswoman Master Aunt Uncle Madame Mademoiselle Signor Signora Countess
    Baroness Captain Colonel
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
    "Master": "he",
    "Uncle": "he",
    "Signor": "he",
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
    "Mother": "she",
    "Aunt": "she",
    "Madam": "she",
    "Madame": "she",
    "Mademoiselle": "she",
    "Signora": "she",
    "Countess": "she",
    "Duchess": "she",
    "Baroness": "she",
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
NOT_NAMES: Final = frozenset(
    word.capitalize()
    for word in (
        *(*MONTHS, *SHORT_MONTHS, *WEEKDAYS, *SHORT_WEEKDAYS, *RELATIVE_DAYS),
        *(*list(UNITS)[1:], *TENS, *SCALES, *VAGUE),
        *SENTENCE_OPENERS,
    )
) | word_set(
    """
    Christmas Easter Thanksgiving Ramadan Halloween American Americans British English French German Russian
    Russians Chinese Mexican Mexicans Muslim Muslims Islam Islamic Christian Christians Jewish Jews Catholic
    Catholics Hispanic Hispanics Latino Latinos Black White African Asian European Iranian Israeli Syrian Iraqi
    Canadian Obamacare Internet Web God I'm I've I'll I'd Us Whether Toward Towards Upon Within Without Till Between
    Amid Against Above Across Along Around Behind Below Beneath Beside Besides Beyond Except Inside Near Outside
    Past Per Through Throughout Unlike Via None Never Nothing Nobody Neither Either Much More Fewer Less Least Every
    Everyone Everybody Everything Someone Somebody Something Anyone Anybody Anything Millions First Second Third
    Last Next Others Even Ever Already Always Often Twice Perhaps Maybe Indeed Otherwise Hence Now Soon Recently
    Finally Eventually Ultimately Initially Originally Previously Currently Clearly Obviously Apparently Certainly
    course Can Will Let Say Says Said Saying Ask Asked Asking Tell Told Unless Whereas Yes Oh Well Okay OK Look
    Listen Please Thanks Thank Sorry Hello Hey Hi Good Great Bad New Old Big Small Long Short High Low Right Left
    Early Late Young Former Ex Speaking Citing Noting Adding Following Given Including Regarding Concerning
    Considering Sources Source Read Watch Click Check Follow Share Sign Subscribe Getty Images Photo Video Image
    Credit Advertisement Related Updated Update Breaking Exclusive Opinion Editorial Editor Editors Note Story
    Continues Latest Trending Popular Email Newsletter Comments Reuters Republican Democrat Republicans Democrats
    Democratic GOP DNC RNC FBI CIA NSA NATO EU UN US USA UK POTUS FLOTUS NYPD Wing Supreme House Congress Senate
    Capitol Like Believe Think Know Going Get Got Make Made Take Keep Go Come See Want Need Vote Voters Voter Women
    Men People Nation Country Government Critics Supporters
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

#: Common first names of English-language news, by the pronoun they suggest: a hint, never a proof.
FEMALE_NAMES: Final = word_set(
    """
    Abigail Aisha Alexandra Alexis Alice Alicia Alison Allison Alyssa Amanda Amber Amelia Amy Ana Andrea Angela
    Angelica Anita Ann Anna Anne Annie Anya April Ariana Ashley Audrey Ava Barbara Beatrice Becky Bella Bernice Beth
    Betsy Betty Beverly Beyoncé Bonnie Brenda Brianna Bridget Britney Brittany Brooke Camila Candace Carla Carly
    Carmen Carol Carole Caroline Carolyn Carrie Cassandra Catherine Cathy Cecilia Celeste Charlotte Chelsea Cheryl
    Chloe Christina Christine Cindy Claire Clara Claudia Colleen Condoleezza Connie Cristina Crystal Cynthia Daisy
    Dana Danielle Deborah Debra Debbie Denise Diana Diane Dianne Dolores Donna Doris Dorothy Edith Eileen Elaine
    Eleanor Elena Elise Elizabeth Ella Ellen Emily Emma Erica Erin Esther Eva Evelyn Faith Fatima Felicia Fiona
    Florence Frances Francesca Gabriela Gabrielle Gail Georgia Geraldine Gina Gisele Gladys Glenda Gloria Grace Greta
    Gretchen Gwen Gwyneth Hailey Hannah Harriet Heather Heidi Helen Helena Hillary Hilary Hoda Hope Huma Ida Ilana
    Ingrid Irene Iris Isabel Isabella Ivanka Ivana Jackie Jacqueline Jamie Jan Jane Janet Janice Jasmine Jean Jeanne
    Jen Jenna Jennifer Jenny Jessica Jill Jo Joan Joann Joanna Joanne Josephine Joy Joyce Juanita Judith Judy Julia
    Juliana Julie Juliet June Karen Karla Kate Katherine Kathleen Kathryn Kathy Katie Katrina Kayla Kayleigh Keisha
    Kellyanne Kendra Khloe Kim Kimberly Kourtney Kris Kristen Kristin Kristina Kylie Lara Laura Lauren Leah Leila
    Lena Leslie Lillian Linda Lindsay Lindsey Lisa Liz Loretta Lori Lorraine Louise Lucia Lucy Lydia Lynn Mabel
    Madeleine Madeline Madonna Maggie Malala Mandy Marcia Margaret Maria Mariah Marianne Marie Marilyn Marina Marion
    Marjorie Marlene Marsha Martha Mary Maureen Maxine Maya Megan Meghan Megyn Melanie Melania Melinda Melissa Mercedes
    Meredith Meryl Mia Michelle Mika Mildred Miranda Molly Monica Mona Nadia Nancy Naomi Natalie Natasha Nicole Nikki
    Nina Nora Norma Olga Olivia Oprah Paige Pam Pamela Patricia Patti Patty Paula Pauline Peggy Penny Phyllis Priscilla
    Priya Rachel Rebecca Regina Renee Rhonda Rita Roberta Robin Rosa Rosalind Rosalynn Rose Rosemary Roxanne Ruth
    Sabrina Sally Samantha Sandra Sara Sarah Savannah Scarlett Selena Serena Shannon Sharon Sheila Shelly Sherry
    Shirley Sienna Silvia Sofia Sonia Sonya Sophia Sophie Stacey Stacy Stella Stephanie Stormy Sue Susan Susana
    Susanna Suzanne Sylvia Tamara Tammy Tanya Tara Taylor Teresa Theresa Tiffany Tina Toni Tracy Tulsi Ursula Valerie
    Vanessa Vera Veronica Vicki Vicky Victoria Viola Violet Virginia Vivian Wanda Wendy Whitney Whoopi Yolanda Yvette
    Yvonne Zainab Zoe Deidre Fani Ketanji Letitia Kamala Nirmala Jacinda Aung Ronna Donna Trudy Tess Tonya Sasha Malia
    """
)

MALE_NAMES: Final = word_set(
    """
    Aaron Abdul Abraham Adam Adrian Ahmed Al Alan Albert Alec Alejandro Alex Alexander Alfred Ali Allan Allen Alvin
    Amir Anderson Andre Andreas Andrew Andy Anthony Antonio Antonin Arnold Art Arthur Asif Austin Barack Barney Barry
    Bart Ben Benedict Benjamin Bernard Bernie Bill Billy Bob Bobby Boris Brad Bradley Brandon Brendan Brent Bret Brett
    Brian Bruce Bryan Byron Caleb Calvin Carl Carlos Carlton Cedric Cesar Chad Charles Charlie Chester
    Chris Christian Christopher Chuck Clarence Clark Claude Clay Clayton Clifford Clint Clive Colin Conor Corey
    Cory Craig Curt Curtis Dale Damian Damon Dan Daniel Danny Darrell Darren Darryl Dave David Dean Denis Dennis Derek
    Devin Dick Diego Dmitry Dominic Don Donald Doug Douglas Drew Duane Duncan Dustin Dwight Dylan Earl Ed Eddie Edgar
    Eduardo Edward Edwin Eli Elijah Elliot Elon Emmanuel Enrique Eric Erik Ernest Ethan Eugene Evan Fareed Felix
    Fernando Fidel Floyd Francis Francisco Frank Franklin Fred Frederick Gabriel Garrett Gary Gavin Gene Geoffrey
    George Gerald Gerard Gilbert Glen Glenn Gordon Graham Grant Greg Gregory Guillermo Guy Hakeem Hank Harold Harry
    Harvey Hassan Hector Henry Herbert Herman Homer Horace Howard Hugh Hugo Humphrey Ian Ibrahim Igor Isaac Ivan Jack
    Jacob Jaime Jake James Jared Jason Javier Jay Jeb Jeff Jeffrey Jeremy Jerome Jerry Jesse Jesus
    Jim Jimmy Joaquin Joe Joel Joey John Johnny Jon Jonah Jonathan Jordan Jorge Jose José Joseph Josh Joshua Juan
    Julian Julio Julius Justin Kanye Karl Keith Ken Kenneth Kevin Khizr Kirk Kurt Kyle Lance Larry Laurence Lawrence
    Lee Leo Leon Leonard Leonardo Leroy Lester Lewis Liam Lloyd Logan Lou Louis Lucas Luis Luke Luther Malcolm Manuel
    Marc Marcel Marco Marcos Marcus Mario Mark Marlon Martin Marvin Matt Matthew Maurice Max Maxwell Mel Melvin Michael
    Miguel Mike Milo Mitch Mitchell Mitt Mohamed Mohammed Morgan Morris Muhammad Nate Nathan Nathaniel Ned Neil Nelson
    Newt Nicholas Nick Nicolas Nigel Noah Noam Norman Oliver Omar Orlando Oscar Otto Owen Pablo Pat Patrick Paul Pedro
    Pete Peter Phil Philip Phillip Preet Quentin Rafael Ralph Ramon Rand Randall Randy Ray Raymond Reince Reggie
    Rex Ricardo Richard Rick Ricky Rob Robby Robert Roberto Rod Rodney Roger Roland Rolando Roman Ron Ronald Ross Roy
    Ruben Rudolph Rudy Rush Russ Russell Rusty Ryan Salman Salvador Sam Samuel Santiago Saul Scott Sean Sebastian Sergei
    Sergio Seth Shane Shaun Shawn Sheldon Sherrod Sid Sidney Simon Spencer Stan Stanley Stephen Steve Steven Stewart
    Stuart Sundar Ted Terrence Terry Theodore Thomas Tim Timothy Toby Todd Tom Tomas Tommy Tony Travis Trent Trevor
    Trey Tucker Tyler Van Vernon Vicente Victor Vince Vincent Vladimir Wade Walter Warren Wayne Wesley Will
    William Willie Wolf Xavier Yusuf Zachary Beau Bashar Volodymyr Rishi Narendra Xi Emmanuel Olaf Joko Jair Recep
    """
)


def pronoun_of_first_name(name: str) -> str | None:
    """Return "she" or "he" where the first name is nearly always one or the other, else None."""
    female, male = name in FEMALE_NAMES, name in MALE_NAMES
    if female == male:
        return None
    return "she" if female else "he"


def is_first_name(name: str) -> bool:
    """Return whether the word is a common first name; it may be a surname, a place or a month as well."""
    return name in FEMALE_NAMES or name in MALE_NAMES
