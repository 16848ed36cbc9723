"""What a text's sentences are made of: words, parts of speech, dependencies, names.

``load_language()`` gives the shipped analysis of English, ``analyse(text)`` its sentences;
``find_people(sentences)`` says which names and pronouns of a text are one person.
"""

from winnow.language.analyser import Language, load_language, read_language
from winnow.language.annotations import Entity, Sentence, Token
from winnow.language.people import Mention, Person, find_people

__all__ = [
    "Entity",
    "Language",
    "Mention",
    "Person",
    "Sentence",
    "Token",
    "find_people",
    "load_language",
    "read_language",
]
