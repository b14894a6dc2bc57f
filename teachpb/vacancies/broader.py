"""The wider words an advert is found by: a teacher of French by “MFL”, of physics by “science”, a job at a school for
all ages by “primary”. One way only: who asks for French does not want every language. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from teachpb.vacancies import keystages
from teachpb.vacancies.models import JobRole, KeyStage, Subject, Vacancy

_S = Subject
#: Words, and the subjects they cover.
SUBJECT_FAMILIES: tuple[tuple[str, frozenset[Subject]], ...] = (
    ("modern foreign languages", frozenset({_S.french, _S.german, _S.spanish, _S.mandarin, _S.languages})),
    ("science", frozenset({_S.biology, _S.chemistry, _S.physics})),
    (
        "humanities",
        frozenset(
            {_S.geography, _S.history, _S.religious_education, _S.philosophy, _S.politics, _S.citizenship}
            | {_S.economics, _S.sociology, _S.psychology, _S.classics, _S.social_sciences}
        ),
    ),
    ("performing arts", frozenset({_S.dance, _S.drama, _S.music})),
    ("design and technology", frozenset({_S.food_technology, _S.engineering})),
    ("computing", frozenset({_S.ict})),
    ("ICT", frozenset({_S.computing})),
    ("mathematics", frozenset({_S.statistics})),
)
SENIOR = frozenset({JobRole.headteacher, JobRole.deputy_headteacher, JobRole.assistant_headteacher})


def broader_words(vacancy: Vacancy) -> list[str]:
    """Words that are true of the advert without standing in it."""
    subjects = set(vacancy.subjects or [])
    words = [word for word, members in SUBJECT_FAMILIES if subjects & members]
    words += [phase.label for phase in keystages.findable_phases(vacancy.phases)]
    words += list(_if(KeyStage.ks2 in vacancy.key_stages, "SATs"))
    words += list(_if(KeyStage.ks4 in vacancy.key_stages, "GCSE"))
    words += list(_if(KeyStage.ks5 in vacancy.key_stages, "A-level"))
    words += list(_if(SENIOR & set(vacancy.job_roles), "senior leadership team"))
    words += list(_if(JobRole.sendco in vacancy.job_roles, "inclusion"))
    words += list(_if(vacancy.flexible_working or vacancy.is_job_share, "flexible working"))
    return words


def _if(condition: object, word: str) -> Iterable[str]:
    return [word] if condition else []
