"""Where the words of a picture stand. Plain numbers, so that a test can see that nothing runs out or over."""

from __future__ import annotations

from dataclasses import dataclass

from teachpb.pictures.lettering import DISPLAY, TEXT, Face, legible, shortened, width, wrapped

WIDTH, HEIGHT = 1200, 630
LEFT, TOP = 72, 60
#: The title has the sky to itself; below it the city begins on the right.
TITLE_ROOM, FACTS_ROOM = 1040, 660
#: Where the words end and the strip with our name begins.
FLOOR = 524
TITLE_SIZES = (84, 76, 68, 60, 54, 48)
MOST_LINES = 3

FACT_FACE: Face = (TEXT, 450, 32)
INK, SOFT = "#17252e", "#4a5963"
ACCENTS = {"teach": "#115c8a", "govern": "#17634a", "grow": "#a23c23"}
STRIP_MIDDLE, STRIP_RIGHT = 588, 1152


@dataclass(frozen=True)
class Card:
    """What a picture says. ``theme`` is “teach”, “govern” or “grow”; ``strong`` the first fact, drawn larger (the pay);
    ``badge`` stands in the strip at the foot (“Closes 8 May”)."""

    kicker: str
    title: str
    strong: str = ""
    facts: tuple[str, ...] = ()
    badge: str = ""
    theme: str = "teach"


@dataclass(frozen=True)
class Words:
    """One line: its top left corner, and how wide and high it is."""

    text: str
    face: Face
    colour: str
    x: float
    y: float
    width: float
    height: float


def lay_out(card: Card) -> list[Words]:
    """Every line of the picture, from the top."""
    accent = ACCENTS[card.theme]
    lines: list[Words] = []
    y = float(TOP)
    y = _line(lines, legible(card.kicker), (TEXT, 650, 34), accent, y, TITLE_ROOM, 54)
    face, title = fitted_title(legible(card.title))
    for text in title:
        y = _line(lines, text, face, INK, y, TITLE_ROOM, round(face[2] * 1.08))
    y += 20
    y = _line(lines, legible(card.strong), (TEXT, 700, 42), INK, y, FACTS_ROOM, 56)
    for fact in _fact_lines(card.facts):
        if y + 42 <= FLOOR:
            y = _line(lines, fact, FACT_FACE, SOFT, y, FACTS_ROOM, 42)
    if badge := legible(card.badge):
        lines.append(_badge(badge))
    return lines


def _fact_lines(facts: tuple[str, ...]) -> list[str]:
    """A line each; a fact that stands alone may take two."""
    if len(facts) != 1:
        return [legible(fact) for fact in facts]
    found = wrapped(legible(facts[0]), FACT_FACE, FACTS_ROOM)
    return [*found[:1], " ".join(found[1:])]


def fitted_title(title: str) -> tuple[Face, list[str]]:
    """The largest size in which the title takes three lines at most; else the smallest, cut."""
    for size in TITLE_SIZES:
        face = (DISPLAY, 760, size)
        lines = wrapped(title, face, TITLE_ROOM)
        if len(lines) <= (2 if size > 60 else MOST_LINES):
            return face, balanced(title, face, TITLE_ROOM)
    kept = lines[:MOST_LINES]
    kept[-1] = shortened(f"{kept[-1]} {lines[MOST_LINES]}", face, TITLE_ROOM)
    return face, kept


def balanced(title: str, face: Face, room: float) -> list[str]:
    """The same number of lines, as even as they come, so that no word is left alone on the last."""
    best = wrapped(title, face, room)
    while len(best) > 1 and (room := room - 40) > 0:
        narrower = wrapped(title, face, room)
        if len(narrower) > len(best):
            break
        best = narrower
    return best


def _line(lines: list[Words], text: str, face: Face, colour: str, y: float, room: float, height: float) -> float:
    """Add a line, cut to ``room``, and say where the next begins. No words, no line."""
    text = shortened(text, face, room)
    if not text:
        return y
    lines.append(Words(text, face, colour, LEFT, y, width(text, face), height))
    return y + height


def _badge(text: str) -> Words:
    """At the right of the strip at the foot."""
    face = (TEXT, 650, 34)
    text = shortened(text, face, 640)
    length = width(text, face)
    return Words(text, face, INK, STRIP_RIGHT - length, STRIP_MIDDLE - 24, length, 48)
