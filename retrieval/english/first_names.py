"""Common first names of English-language news, with the pronoun each suggests: a hint, never a proof."""

from __future__ import annotations

from typing import Final

FEMALE: Final = frozenset(
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
    """.split()
)

MALE: Final = frozenset(
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
    """.split()
)


def pronoun_of_first_name(name: str) -> str | None:
    """Return "she" or "he" where the first name is nearly always one or the other, else None."""
    female, male = name in FEMALE, name in MALE
    if female == male:
        return None
    return "she" if female else "he"


def is_first_name(name: str) -> bool:
    """Tell whether the word is a common first name (it may be a surname, a place or a month as well)."""
    return name in FEMALE or name in MALE
