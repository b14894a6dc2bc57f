"""Made-up adverts for measuring: word frequencies, titles, facets and places as on a real job board."""

from __future__ import annotations

import random
from datetime import datetime

from teachpb.search.registry import Document

SUBJECTS = [
    "Mathematics",
    "English",
    "Physics",
    "Chemistry",
    "Biology",
    "History",
    "Geography",
    "French",
    "Spanish",
    "Music",
    "Drama",
    "Computing",
    "Art",
    "Science",
    "Psychology",
    "Sociology",
    "Economics",
]
TITLES = {
    "teacher": ["Teacher of {}", "{} Teacher", "Main Scale Teacher of {}", "Part-time {} Teacher"],
    "leader": ["Head of {}", "Lead Practitioner, {}", "Second in {}"],
    "headteacher": ["Headteacher", "Deputy Headteacher"],
    "assistant": ["Teaching Assistant", "Learning Mentor ({})", "Cover Supervisor"],
    "office": ["Receptionist", "Exams Officer", "Finance Assistant", "Site Manager"],
}
VOCABULARY = 6_000
SCHOOLS = 240


def make_adverts(count: int, now: datetime, seed: int = 1) -> list[Document]:
    dice = random.Random(seed)
    words = [_word(dice) for _ in range(VOCABULARY)]
    weights = [1 / (rank + 5) for rank in range(VOCABULARY)]
    schools = [
        (
            f"{_word(dice).title()} {dice.choice(['Academy', 'Primary School', 'College', 'School'])}",
            (52.2 + dice.random() * 0.8, -0.8 + dice.random()),
        )
        for _ in range(SCHOOLS)
    ]
    return [_advert(number, dice, words, weights, schools, int(now.timestamp())) for number in range(1, count + 1)]


def _word(dice: random.Random) -> str:
    return "".join(dice.choice("bcdfghlmnprstvw") + dice.choice("aeiou") for _ in range(dice.randint(2, 4)))


def _advert(
    number: int,
    dice: random.Random,
    words: list[str],
    weights: list[float],
    schools: list[tuple[str, tuple[float, float]]],
    now: int,
) -> Document:
    role = dice.choices(list(TITLES), [50, 15, 5, 20, 10])[0]
    subject = dice.choice(SUBJECTS)
    name, position = schools[dice.randrange(len(schools))]
    salary = dice.randint(20_000, 50_000) * 100
    return Document(
        id=number,
        title=dice.choice(TITLES[role]).format(subject),
        organisation=name,
        body=" ".join(dice.choices(words, weights, k=215)) + f" a {role} of {subject} joins our team of teachers",
        facets={
            "role": [role],
            "phase": dice.sample(["nursery", "primary", "secondary", "sixth_form"], dice.choice([1, 1, 1, 2])),
            "subject": [subject.lower()],
            "contract": [dice.choice(["permanent", "permanent", "fixed_term", "casual"])],
            "pattern": dice.choice([["full_time"], ["part_time"], ["full_time", "part_time"]]),
            "key_stage": dice.sample(["early_years", "ks1", "ks2", "ks3", "ks4", "ks5"], 2),
            "ect": [dice.choice(["ect_suitable", "ect_unsuitable"])],
            "school_type": [dice.choice(["academy", "maintained", "free", "special"])],
            "visa": [dice.choice(["yes", "no"])],
        },
        numbers={"salary_min": salary, "salary_max": salary + dice.randint(0, 20_000) * 100},
        newest=now // 86_400 - dice.randint(0, 60),
        closes_at=now + dice.randint(-5, 60) * 86_400 + dice.randint(0, 86_399),
        positions=[position] if dice.random() < 0.95 else [position, schools[dice.randrange(len(schools))][1]],
    )


def typing_mistake(word: str, dice: random.Random) -> str:
    """One letter left out, doubled, or swapped with the next."""
    at = dice.randrange(1, len(word) - 1)
    return dice.choice([word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], _swapped(word, at)])


def _swapped(word: str, at: int) -> str:
    return (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] if word[at] != word[at + 1] else word[:at] + word[at + 1 :]
    )
