"""The two invented providers, their rooms, and how a course is sketched."""

from __future__ import annotations

from dataclasses import dataclass

from teachpb.cpd.models import Audience, Level, Mode, Subject, Theme
from teachpb.schools.models import Phase

PROVIDERS = (
    (
        "Nene Valley Teaching School Hub",
        "Training for every stage of a life in schools, run by teachers of the city for teachers of the city.",
        "courses@nene-hub.example",
    ),
    (
        "City Education Services",
        "The council’s own training: safeguarding, governance, special needs and early years.",
        "training@city-services.example",
    ),
)
VENUES = (
    (
        "The Old Engine Shed",
        "Station Approach\nPeterborough",
        "PE1 1CK",
        52.5747,
        -0.2506,
        "Step-free throughout; hearing loop in the hall; quiet room on request.",
    ),
    (
        "Ferry Meadow Lodge",
        "Ham Lane\nPeterborough",
        "PE2 5VC",
        52.5605,
        -0.3105,
        "Step-free; two accessible parking spaces; the bus stops 400 metres away.",
    ),
    (
        "Town Bridge House, Room 4",
        "Bridge Street\nPeterborough",
        "PE1 1MV",
        52.5706,
        -0.2417,
        "Lift to all floors; hearing loop; accessible toilets on each floor.",
    ),
)


@dataclass(frozen=True)
class CourseSketch:
    """One course. ``price`` in pounds for a maintained school of the city; ``runs`` how many dates it has to come,
    ``twilights`` how many weeks in a row it is held."""

    title: str
    provider: int
    summary: str
    outcomes: tuple[str, ...]
    audiences: tuple[Audience, ...]
    themes: tuple[Theme, ...]
    mode: Mode = Mode.in_person
    level: Level = Level.developing
    hours: float = 6.0
    price: int = 90
    runs: int = 1
    phases: tuple[Phase, ...] = (Phase.primary, Phase.secondary)
    evening: bool = False
    weekend: bool = False
    twilights: int = 0
    subjects: tuple[Subject, ...] = ()
    external: str = ""
