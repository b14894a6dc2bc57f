"""A job that asks about faith, with somebody who answered; and numbers of who applied, some too small to be told."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from teachpb.applications.models import Application, ApplicationState, EqualityCount, EqualityQuestion, FaithProof
from teachpb.applications.operations.equality import year_of
from teachpb.applications.suppression import LEAST
from teachpb.db import db
from teachpb.demo.build.hiring import UNTOLD
from teachpb.demo.build.world import World
from teachpb.vacancies.models import ApplicationMethod, ReligiousForm, Vacancy, VacancyState
from teachpb.vacancies.rules.dependents import asks_about_faith

_Q = EqualityQuestion
#: question -> what five of the candidates for the closed job said, and what the others did
OF_ONE_JOB: dict[EqualityQuestion, tuple[str, str]] = {
    _Q.age: ("twenty_five_to_twenty_nine", "forty_to_forty_nine"),
    _Q.disability: ("no", "prefer_not_to_say"),
    _Q.gender: ("woman", "man"),
    _Q.orientation: ("heterosexual", "prefer_not_to_say"),
    _Q.ethnicity: ("white", "asian"),
    _Q.religion: ("none", "christian"),
}
#: question -> how many of the candidates for the other jobs of the year gave each answer, twenty-six in all
OF_OTHERS: dict[EqualityQuestion, dict[str, int]] = {
    _Q.age: {
        "under_twenty_five": 5,
        "twenty_five_to_twenty_nine": 8,
        "thirty_to_thirty_nine": 7,
        "forty_to_forty_nine": 3,
        "fifty_to_fifty_nine": 2,
        "prefer_not_to_say": 1,
    },
    _Q.disability: {"yes": 5, "no": 15, "prefer_not_to_say": 6},
    _Q.gender: {"man": 7, "woman": 16, "other": 1, "prefer_not_to_say": 2},
    _Q.orientation: {"bisexual": 2, "gay_or_lesbian": 3, "heterosexual": 15, "prefer_not_to_say": 6},
    _Q.ethnicity: {"asian": 6, "black": 3, "mixed": 2, "white": 14, "prefer_not_to_say": 1},
    _Q.religion: {"christian": 9, "hindu": 1, "muslim": 5, "sikh": 1, "none": 8, "prefer_not_to_say": 2},
}


def build_fairness(world: World) -> None:
    _ask_about_faith(world)
    closed = next(each for each in map(world.vacancies.__getitem__, UNTOLD) if each.organisation is world.schools[0])
    others = db.session.query(Application).filter_by(vacancy_id=closed.id).count() - LEAST
    if others >= 0:
        _count(closed, closed.id, {key: {most: LEAST, few: others} for key, (most, few) in OF_ONE_JOB.items()})
    _count(closed, None, OF_OTHERS)
    db.session.flush()


def _ask_about_faith(world: World) -> None:
    """The first open job at a faith school asks; whoever is furthest has answered."""
    vacancy = next(
        each
        for each in world.vacancies
        if each.state is VacancyState.live
        and each.application_method is ApplicationMethod.native
        and asks_about_faith(each)
    )
    vacancy.religious_form = ReligiousForm.catholic if _is_catholic(vacancy) else ReligiousForm.other_religion
    sent = select(Application).where(Application.vacancy_id == vacancy.id, Application.state != ApplicationState.draft)
    for application in db.session.scalars(sent):
        application.practises_faith, application.faith = "yes", "Christian"
        application.place_of_worship = "St Oswald’s, Peterborough"
        application.faith_ethos = "I would lead the prayer corner, and sing at the school’s Mass."
        application.faith_proof = FaithProof.baptism_date if _is_catholic(vacancy) else FaithProof.nobody
        if _is_catholic(vacancy):
            application.baptism_place, application.baptism_date = "St Oswald’s, Peterborough", date(1991, 6, 2)


def _is_catholic(vacancy: Vacancy) -> bool:
    return any("Catholic" in school.religious_character for school in vacancy.schools)


def _count(vacancy: Vacancy, vacancy_id: int | None, numbers: dict[EqualityQuestion, dict[str, int]]) -> None:
    for question, answers in numbers.items():
        for answer, number in answers.items():
            if not number:
                continue
            db.session.add(
                EqualityCount(
                    organisation_id=vacancy.organisation_id,
                    vacancy_id=vacancy_id,
                    year=year_of(vacancy.closes_at),
                    question=question,
                    answer=answer,
                    number=number,
                )
            )
