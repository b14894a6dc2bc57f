"""Criteria schools often use, to begin from. (text, weight, need, stage); every one can be changed or taken out."""

from __future__ import annotations

from dataclasses import dataclass

from teachpb.hiring.models import Need, Stage

_E, _D = Need.essential, Need.desirable
_S, _I = Stage.shortlisting, Stage.interview
Line = tuple[str, int, Need, Stage]


@dataclass(frozen=True)
class CommonSet:
    name: str
    title: str
    lines: tuple[Line, ...]


_SAFE: tuple[Line, ...] = (
    ("Puts children’s safety first, and knows what to do with a worry about a child", 5, _E, _I),
    ("Works well with colleagues and families", 3, _E, _I),
)
SETS = (
    CommonSet(
        "teacher",
        "Class and subject teachers",
        (
            ("Qualified teacher status, or on track for it", 5, _E, _S),
            ("Experience of teaching this age or subject", 4, _E, _S),
            ("Shows how their teaching helped children to learn more", 4, _E, _S),
            ("Experience with pupils who have special educational needs", 3, _D, _S),
            ("Something to offer beyond lessons", 1, _D, _S),
            ("Plans and teaches a lesson in which every pupil makes progress", 5, _E, _I),
            ("Keeps a calm, fair and friendly classroom", 4, _E, _I),
            *_SAFE,
        ),
    ),
    CommonSet(
        "leadership",
        "Leaders",
        (
            ("Has led others to a result that lasted", 5, _E, _S),
            ("Knows what good teaching and a good curriculum are", 4, _E, _S),
            ("Has managed staff or a budget", 3, _D, _S),
            ("Has a clear picture of what our school needs next", 4, _E, _I),
            ("Can lead a hard conversation", 4, _E, _I),
            *_SAFE,
        ),
    ),
    CommonSet(
        "support",
        "Support staff",
        (
            ("Has the skills that the advert asks for", 5, _E, _S),
            ("Experience of work with children, or in a school", 3, _D, _S),
            ("Writes clearly and with care", 2, _E, _S),
            ("Talks with children, families and colleagues with respect", 4, _E, _I),
            ("Is reliable and keeps what is private to themselves", 3, _E, _I),
            _SAFE[0],
        ),
    ),
)
BY_NAME = {each.name: each for each in SETS}
