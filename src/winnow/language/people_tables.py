"""Words that tell whether "he" or "she" can stand for somebody."""

from __future__ import annotations

from winnow.text.tables import word_set

#: Pronouns by gender; "her" is both object and possessive.
PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
REFLEXIVE = frozenset({"himself", "herself"})

#: Words before a name, and nouns for people, that say it.
MALE_WORDS = word_set(
    """
    mr sir lord king prince duke emperor sultan pope father brother congressman councilman alderman
    chairman spokesman businessman policeman fireman actor man boy husband son nephew uncle
    grandfather grandson dad gentleman salesman sportsman statesman fisherman gunman widower
    """
)
FEMALE_WORDS = word_set(
    """
    mrs ms miss lady queen princess duchess baroness dame mother sister congresswoman councilwoman
    chairwoman spokeswoman businesswoman policewoman actress woman girl wife daughter niece aunt
    grandmother granddaughter mum mom widow
    """
)

#: Given names that are women's nearly always; a given name that is known and not here is a man's
#: unless it is in ``EITHER``.
WOMEN = word_set(
    """
    abby abigail agnes aisha alana alexa alexandra alexandria alice alicia alina alison allison
    amanda amber amelia amina amy ana anastasia andrea angela anita anjali ann anna anne annie
    ariana asha audrey ava barbara beatrice beth betty beverly brenda brigitte camilla carla carol
    carolina caroline catherine cecilia charlotte cheryl chloe christina christine cindy claire clara
    claudia crystal cynthia daisy dana daniela danielle daria dawn deborah debra denise diana diane
    donna doris dorothy edith elaine elena elise elizabeth ella ellen emily emma erica erin esther
    eva farah fatima fiona florence frances francesca gabriela gayle ghislaine gina giorgia giulia
    gloria grace greta hannah harriet heather heidi helen helena hillary ines ingrid irene irina
    isabel isabella jane janet janice jasmine jean jen jenna jennifer jenny jessica jill joan joanna
    joy joyce judith judy julia julie kamala karen kate katherine kathleen kathryn kathy katie
    katrina kelly kim kimberly kirsten kristen kristi kristina lakshmi laura lauren leah leila lena
    lily linda lindsay lindsey lisa liz lois louise lucia lucy lydia lynn madeleine margaret
    margarita maria maría marie marina marion marjorie marlene marta martha martina mary maureen maya
    megan melania melanie melissa mercedes meredith mia michelle miranda miriam molly monica nadia
    nancy naomi natalia natalie natasha nicole nikki nina nirmala noelia nora olena olga olivia
    pamela patricia paula pauline penny pooja pramila priya priyanka rachel rebecca rita roberta rosa
    rose ruth samantha sandra sara sarah shannon sharon sheila shirley sigrid silvia smriti sofia
    sonia sophia sophie stacey stella stephanie sue susan suzanne svetlana sylvia tamara tanya tara
    tatiana teresa theresa tina tracy tulsi ursula usha valentina valerie vanessa vera veronica
    victoria virginia wendy yulia yvonne zoe
    """
)
EITHER = word_set(
    """
    alex ali alexis angel ariel ashley avi blake cameron casey chandra chen chris corey cory dale
    dominic evan jackie jamie jan jean jess jo jordan karim kai kerry kiran kumar lee leslie li liu
    lindsay logan lynn marion max morgan nicola noel noor pat quinn robin rosario sam shannon shashi
    simone stacey taylor terry tracy val wang yang zhang zhao
    """
)
