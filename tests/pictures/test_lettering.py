"""No word runs out of a picture, over another, or into boxes of letters we do not have."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from teachpb.config import PROJECT_ROOT
from teachpb.pictures.drawing import background, draw
from teachpb.pictures.layout import (
    ACCENTS,
    FACT_FACE,
    FACTS_ROOM,
    FLOOR,
    HEIGHT,
    LEFT,
    STRIP_RIGHT,
    TITLE_ROOM,
    WIDTH,
    Card,
    fitted_title,
    lay_out,
)
from teachpb.pictures.lettering import DISPLAY, FONTS, TEXT, legible, part_of, runs, shortened, width, wrapped

pytestmark = pytest.mark.pure
FACE = (DISPLAY, 760, 60)
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
LONG_FACT = "What to ask, when to ask it, and what to do with the answers that come back to you"
words = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize("family", [DISPLAY, TEXT])
@pytest.mark.parametrize("part", ["latin", "latin-ext"])
def test_the_typefaces_and_their_licences_are_ours_to_use(family: str, part: str) -> None:
    assert (FONTS / f"{family}-{part}.woff2").exists()
    assert "SIL Open Font License" in (FONTS / f"{family}-LICENSE.txt").read_text(encoding="utf-8").replace(
        "SIL OPEN FONT LICENSE", "SIL Open Font License"
    )


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("Teacher of\n  maths ", "Teacher of maths"),
        ("Łukasz Žižka, São João", "Łukasz Žižka, São João"),
        ("e\u0301cole", "école"),
        ("ﬁne “quotes” – and …", "fine “quotes” – and …"),
        ("Teacher 🎉 of 数学", "Teacher of"),
        ("\x00\x07", ""),
        ("½ price", "½ price"),
    ],
)
def test_letters_we_lack_become_plain_or_nothing(text: str, readable: str) -> None:
    assert legible(text) == readable


@given(words)
def test_what_is_legible_is_in_our_files(text: str) -> None:
    assert all(part_of(letter) for letter in legible(text))
    assert "".join(letters for _, letters in runs(legible(text))) == legible(text)


def test_a_name_is_written_from_both_files() -> None:
    assert runs("Łukasz") == [("latin-ext", "Ł"), ("latin", "ukasz")]


@settings(max_examples=40)
@given(words, st.integers(60, 900))
def test_lines_keep_to_their_room(text: str, room: int) -> None:
    text = legible(text)
    assert width(shortened(text, FACE, room), FACE) <= room
    for line in wrapped(text, FACE, room):
        assert width(line, FACE) <= room or len(line) == 1  # one letter cannot be broken
    assert "".join(wrapped(text, FACE, room)).replace(" ", "") == text.replace(" ", "")  # nothing is lost


@pytest.mark.parametrize(
    ("text", "room", "wanted"),
    [("Short", 900, "Short"), ("Teacher of everything there is to teach", 300, "Teacher…"), ("W", 5, "")],
)
def test_what_is_cut_says_so(text: str, room: int, wanted: str) -> None:
    assert shortened(text, FACE, room) == wanted


CARDS = {
    "usual": Card(
        "Ortonbridge Primary", "Year 4 teacher", "£32,916 to £45,352 a year", ("Full time", "Orton"), "Closes 8 May"
    ),
    "bare": Card("", "T"),
    "empty": Card("", ""),
    "long": Card("School " * 30, "Teacher of mathematics " * 6, "£1 " * 80, ("Full time " * 30,) * 4, "Closes " * 30),
    "unbroken": Card(LONG_WORD * 3, LONG_WORD * 3, LONG_WORD * 2, (LONG_WORD * 2,), LONG_WORD * 2, theme="govern"),
    "foreign": Card("数学", "🎉🎉", "Łódź", ("ąćęłńóśźż",), "Žž", theme="grow"),
}


def check(card: Card) -> None:
    lines = lay_out(card)
    body = [line for line in lines if line.x == LEFT and line.y < FLOOR]
    for line in lines:
        assert line.x >= LEFT
        assert line.x + line.width <= max(LEFT + TITLE_ROOM, STRIP_RIGHT) <= WIDTH
        assert line.y >= 0 and line.y + line.height <= HEIGHT
    for line in body:
        room = TITLE_ROOM if line.face[0] == DISPLAY or line.colour in ACCENTS.values() else FACTS_ROOM
        assert line.width <= room + 0.5
        assert line.y + line.height <= FLOOR + 24, "over the strip at the foot"
    for upper, lower in pairwise(body):
        assert upper.y + upper.height <= lower.y + 0.5, "one line over another"


@pytest.mark.parametrize("name", CARDS)
def test_nothing_runs_out_or_over(name: str) -> None:
    check(CARDS[name])


@settings(max_examples=60)
@given(words, st.text(max_size=160), words, st.lists(words, max_size=4), words)
def test_whatever_they_are_called(kicker: str, title: str, strong: str, facts: list[str], badge: str) -> None:
    check(Card(kicker, title, strong, tuple(facts), badge))


def test_a_short_title_is_large_and_a_long_one_still_whole() -> None:
    def title(words: str) -> list[tuple[int, str]]:
        return [(line.face[2], line.text) for line in lay_out(Card("", words)) if line.face[0] == DISPLAY]

    assert title("Head") == [(84, "Head")]
    sizes = {size for size, _ in title("Assistant headteacher for inclusion and the sixth form at both of our sites")}
    assert len(sizes) == 1 and sizes.pop() < 84
    cut = title("word " * 60)
    assert len(cut) == 3 and cut[-1][1].endswith("…")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Early years teacher, part time", ["Early years", "teacher, part time"]),
        ("Head", ["Head"]),
        (LONG_WORD, None),
    ],
)
def test_no_word_is_left_alone(title: str, lines: list[str] | None) -> None:
    face, found = fitted_title(title)
    assert lines is None or found == lines
    assert "".join(found).replace(" ", "") == title.replace(" ", "")
    assert len(found) == len(wrapped(title, face, TITLE_ROOM))


@pytest.mark.parametrize(("facts", "lines"), [((LONG_FACT,), 2), ((LONG_FACT, "Orton"), 2), ((), 0), (("One",), 1)])
def test_a_fact_alone_may_take_two_lines(facts: tuple[str, ...], lines: int) -> None:
    found = [line.text for line in lay_out(Card("", "T", facts=facts)) if line.face == FACT_FACE]
    assert len(found) == lines
    assert all(width(text, FACT_FACE) <= FACTS_ROOM for text in found)


@pytest.mark.parametrize("name", ["usual", "empty", "unbroken", "foreign"])
def test_it_is_a_png_of_the_promised_size(name: str) -> None:
    content = draw(CARDS[name])
    with Image.open(BytesIO(content)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) < 200_000


def test_the_words_are_on_it_and_stay_inside() -> None:
    """Pixels that differ from the background lie within the room for words."""
    from PIL import ImageChops

    with Image.open(BytesIO(draw(CARDS["long"]))) as image:
        box = ImageChops.difference(image.convert("RGB"), background("teach")).getbbox()
    assert box is not None
    assert box[0] >= LEFT - 6 and box[1] > 30 and box[2] <= STRIP_RIGHT + 6 and box[3] <= HEIGHT - 8


@pytest.mark.parametrize("theme", ACCENTS)
def test_every_theme_has_its_background(theme: str) -> None:
    assert background(theme).size == (WIDTH, HEIGHT)
    assert (PROJECT_ROOT / "static" / "img" / f"share-{theme}.png").stat().st_size < 80_000
