"""Which passwords are refused: short ones, those everybody uses, and the person's own name or address.

Length is what counts; no rule asks for capitals or symbols (NIST SP 800-63B, 5.1.1.2; NCSC "Password policy"). Known
favourites are recognised however they are dressed up: ``P@ssw0rd2026!`` is ``password``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SHORTEST = 10

TOO_SHORT = f"Password must be {SHORTEST} characters or more. Three random words make a good one"
TOO_COMMON = "Choose a password that is harder to guess. Three random words make a good one"
TOO_PERSONAL = "Choose a password that is not made of your name or email address"

_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i"}
)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv")

#: What people reach for when asked for a password, bare of numbers and punctuation.
_FAVOURITE_WORDS = """
password passwords passwort passphrase pass passwd mypassword newpassword yourpassword secret topsecret changeme
letmein letmeinnow welcome welcomehome admin administrator root login signin logon master default guest user
test testing tester temp temporary iloveyou ilovehim iloveher lovely loveyou princess sunshine football baseball
basketball superman batman spiderman pokemon starwars dragon monkey shadow michael jennifer jessica charlie
thomas daniel ashley matthew jordan computer internet whatever freedom trustno trustnoone hello helloworld
goodbye flower flowers butterfly chocolate cookie cheese banana orange summer autumn winter spring january february
march april may june july august september october november december monday tuesday wednesday thursday friday
saturday sunday liverpool arsenal chelsea everton manchester unitedmanchester manchesterunited manchestercity
tottenham rangers celtic leeds newcastle england britain unitedkingdom london peterborough cambridge poland
peterboroughunited posh school schools teacher teachers teaching student students headteacher classroom
education teachpeterborough governor recruitment qwerty qwertz azerty samsung google facebook youtube microsoft
windows apple iphone android minecraft fortnite barcelona realmadrid juventus maggie buster bailey charliebrown
harrypotter hogwarts startrek babygirl babyboy mother mummy daddy father family familyfirst blessed jesus
jesuschrist christ angel angels heaven godisgood ninja killer hunter soccer hockey tigger ginger pepper
"""
_FAVOURITES = frozenset(_FAVOURITE_WORDS.split())


def complaint(password: str, personal: Iterable[str] = ()) -> str:
    """The sentence that says why ``password`` is refused; "" when it may stand. ``personal``: name and addresses."""
    if len(password) < SHORTEST:
        return TOO_SHORT
    if is_common(password):
        return TOO_COMMON
    if is_personal(password, personal):
        return TOO_PERSONAL
    return ""


def is_common(password: str) -> bool:
    """Would it be among the first thousands that a guesser tries?"""
    plain = _letters_and_digits(password)
    return _is_repetition(plain or password) or _is_run(plain) or _is_favourite(plain, password)


def is_personal(password: str, personal: Iterable[str]) -> bool:
    """Is little left of it once the person's own words are taken out?"""
    rest = _letters_and_digits(password)
    words = {word for text in personal for word in re.split(r"[^a-z0-9]+", _fold(text)) if len(word) >= 3}
    whole = {_letters_and_digits(text.partition("@")[0]) for text in personal}
    for word in sorted(words | {text for text in whole if len(text) >= 3}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != _letters_and_digits(password) and len(re.sub(r"[0-9]", "", rest)) < 5


def _is_repetition(plain: str) -> bool:
    """“aaaaaaaaaa”, “abcabcabcabc”: nothing but a short piece over and over."""
    return len(set(plain)) <= 3 or any(plain == (plain[:n] * len(plain))[: len(plain)] for n in range(1, 5))


def _is_run(plain: str) -> bool:
    """Neighbours on the keyboard, the alphabet or the numbers, to and fro, joined as you like."""
    return len(_pieces().sub("", plain)) <= 2


@lru_cache(maxsize=1)
def _pieces() -> re.Pattern[str]:
    """Every three to five neighbours of a row, longest first."""
    ways = [way for row in _ROWS for way in (row, row[::-1])]
    pieces = {way[i : i + n] for way in ways for n in (3, 4, 5) for i in range(len(way) - n + 1)}
    return re.compile("|".join(sorted(pieces, key=len, reverse=True)))


def _is_favourite(plain: str, password: str) -> bool:
    """A favourite, or two of them, with any numbers and signs around them and letters swapped for look-alikes."""
    undone = re.sub(r"[^a-z]", "", _fold(password.strip("!?.,*#0123456789")).translate(_LEET))
    bare = re.sub(r"[^a-z]", "", plain)
    return any(_is_made_of_favourites(text) for text in {undone, bare})


def _is_made_of_favourites(text: str) -> bool:
    if text in _FAVOURITES:
        return True
    return any(text[:cut] in _FAVOURITES and text[cut:] in _FAVOURITES for cut in range(3, len(text) - 2))


def _letters_and_digits(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", _fold(text))


def _fold(text: str) -> str:
    """Lower case, without accents."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in spread if not unicodedata.combining(char))
