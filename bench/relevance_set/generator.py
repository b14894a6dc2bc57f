"""Five hundred adverts, the same every time: facts first, then the advert somebody in a hurry wrote."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from bench.relevance_set import facts as f
from bench.relevance_set import wording as w
from bench.relevance_set.facts import Facts
from bench.relevance_set.jobs import SUBJECTS, Kind
from bench.relevance_set.places import make_schools
from bench.relevance_set.support import KINDS
from teachpb.schools.models import Phase, School
from teachpb.search.registry import Document
from teachpb.vacancies.models import (
    ContractType,
    EctStatus,
    JobRole,
    KeyStage,
    Subject,
    Vacancy,
    VacancyState,
    WorkingPattern,
)
from teachpb.vacancies.search import document

COUNT = 500
#: The first of many with which every search has something to find; chosen before anything was measured.
SEED = 2029
#: One in so many adverts leaves its subjects, or its key stages, unticked.
FORGOTTEN = 7
STAGES = {
    "reception": ("early_years",),
    "nursery": ("early_years",),
    "ks1": ("ks1",),
    "ks2": ("ks2",),
    **dict.fromkeys("12", ("ks1",)),
    **dict.fromkeys("3456", ("ks2",)),
}
BY_PHASE = {
    Phase.primary: ("early_years", "ks1", "ks2"),
    Phase.secondary: ("ks3", "ks4"),
    Phase.sixth_form_or_college: ("ks5",),
    Phase.nursery: ("early_years",),
}


def make(now: datetime, first_id: int = 100_001, seed: int = SEED) -> list[tuple[Document, Facts]]:
    """The adverts as the site would index them, each with what it really is."""
    dice = random.Random(seed)
    schools = make_schools()
    made = []
    for number in range(COUNT):
        kind = dice.choices(KINDS, [kind.weight for kind in KINDS])[0]
        school, school_kind, faith = _school(dice, kind, schools)
        advert = Writer(dice, kind, school, school_kind, faith)
        made.append((document(advert.vacancy(first_id + number, now)), advert.facts))
    return made


def _school(dice: random.Random, kind: Kind, schools: list[tuple[School, str, str]]) -> tuple[School, str, str]:
    phase = dice.choice(kind.phases)
    fitting = [entry for entry in schools if entry[0].phase is phase]
    if "pru" in kind.topics:
        fitting = [entry for entry in fitting if entry[1] == f.PRU]
    elif kind.job == f.TEACHER and phase is Phase.not_applicable:
        fitting = [entry for entry in fitting if entry[1] == f.SPECIAL]
    return dice.choice(fitting)


class Writer:
    """One advert."""

    def __init__(self, dice: random.Random, kind: Kind, school: School, school_kind: str, faith: str) -> None:
        self.dice, self.kind, self.school = dice, kind, school
        self.subject, self.subject_name, self.year = self._subject(), "", ""
        if self.subject:
            self.subject_name = dice.choice(SUBJECTS[self.subject][0])
        self.phase = school.phase
        if self.phase is Phase.not_applicable:
            self.phase = Phase.secondary if self.subject else dice.choice([Phase.primary, Phase.secondary])
        self.age = dice.choice("123456") if kind.age == "year" else kind.age
        self.title = dice.choice(kind.titles).format(s=self.subject_name, y=self.age, o=dice.choice("789"))
        self.facts = self._facts(school_kind, faith)

    def _subject(self) -> Subject | None:
        if not self.kind.has_subject:
            return None
        known = list(SUBJECTS)
        if self.school.phase is Phase.sixth_form_or_college:
            known = [each for each in known if each is not Subject.physical_education]
        return self.dice.choices(known, [SUBJECTS[each][2] for each in known])[0]

    def _facts(self, school_kind: str, faith: str) -> Facts:
        roll = self.dice.randrange(10)
        part, either = self.kind.part_time
        part_only, both = roll < part, part <= roll < part + either
        teaching = self.kind.job in f.CLASSROOM
        return Facts(
            job=self.kind.job,
            phases=frozenset({"primary", "secondary"} if self.phase is Phase.through else {self.phase.value}),
            stages=frozenset(STAGES.get(self.age) or BY_PHASE.get(self.phase, ("ks2", "ks3", "ks4"))),
            subjects=frozenset({self.subject.value, *(each.value for each in SUBJECTS[self.subject][1])})
            if self.subject
            else frozenset(),
            side_subjects=frozenset(self.kind.side_subjects),
            years=frozenset({self.age} if self.kind.age in ("year", "reception", "nursery") else ()),
            topics=frozenset(self.kind.topics),
            full_time=not part_only,
            part_time=part_only or both,
            job_share=both and self.dice.random() < 0.5,
            maternity=self.dice.random() < (0.14 if teaching else 0.06),
            early_career=teaching and self.kind.job == f.TEACHER and self.dice.random() < 0.6,
            visa=teaching and self.dice.random() < 0.2,
            faith=faith,
            school_kind=school_kind,
            locality=self.school.locality,
            town=self.school.town,
        )

    def vacancy(self, number: int, now: datetime) -> Vacancy:
        """As the form would have stored it. Never put into a database."""
        known, dice = self.facts, self.dice
        opened = now - timedelta(days=dice.randrange(0, 30), minutes=dice.randrange(600))
        return Vacancy(
            id=number,
            organisation=self.school,
            schools=[self.school],
            title=self.title,
            slug=f"advert-{number}",
            job_roles=list(self.kind.roles),
            phases=[self.phase],
            key_stages=self._key_stages(),
            subjects=self._ticked_subjects(),
            contract_type=ContractType.fixed_term if known.maternity else ContractType.permanent,
            is_parental_leave_cover=known.maternity or None,
            working_patterns=[
                *([WorkingPattern.full_time] * known.full_time),
                *([WorkingPattern.part_time] * known.part_time),
            ],
            working_patterns_details=self._pattern_words(),
            is_job_share=known.job_share,
            ect_status=self._ect(),
            visa_sponsorship=known.visa,
            skills_and_experience=self._skills(),
            school_offer=self._offer(),
            further_details=dice.choice(w.COVER) if known.maternity else "",
            state=VacancyState.live,
            opens_at=opened,
            published_at=opened,
            closes_at=now + timedelta(days=dice.randrange(2, 40)),
        )

    def _ticked_subjects(self) -> list[Subject]:
        ticked = [*([self.subject] if self.subject else []), *(Subject(each) for each in self.facts.side_subjects)]
        if self.subject:
            ticked += SUBJECTS[self.subject][1]
        return [] if self.dice.randrange(FORGOTTEN) == 0 else ticked

    def _key_stages(self) -> list[KeyStage]:
        teaches = any(role in (JobRole.teacher, JobRole.teaching_assistant) for role in self.kind.roles)
        if not teaches or self.dice.randrange(FORGOTTEN) == 0:
            return []
        return [stage for stage in KeyStage if stage.value in self.facts.stages]

    def _ect(self) -> EctStatus | None:
        if JobRole.teacher not in self.kind.roles:
            return None
        return EctStatus.ect_suitable if self.facts.early_career else EctStatus.ect_unsuitable

    def _pattern_words(self) -> str:
        known = self.facts
        which = "share" if known.job_share else "either" if known.full_time and known.part_time else "part"
        return self.dice.choice(w.FLEXIBLE[which]) if known.part_time and self.dice.random() < 0.7 else ""

    def _skills(self) -> str:
        dice, subject = self.dice, self.subject_name
        duties = dice.sample(w.DUTIES[self.kind.job], min(2, len(w.DUTIES[self.kind.job])))
        if subject and self.kind.job == f.TEACHER:
            lines = (f"You will teach {subject} across the school.", f"You love {subject} and it shows.")
            duties.append(dice.choice(lines))
        unsaid = self.age.isdecimal() and self.age not in self.title
        if unsaid or (self.age in w.AGES and dice.random() < 0.8):
            duties.append(dice.choice(w.AGES.get(self.age, w.CLASSES)).replace("{y}", self.age))
        for topic in self.kind.topics:
            duties += w.TOPICS.get(topic, ())
        is_teaching = JobRole.teacher in self.kind.roles or self.kind.job in (f.DEPUTY, f.ASSISTANT_HEAD, *f.HEADS)
        duties.append(dice.choice(w.REQUIREMENTS["teaching" if is_teaching else "support"]))
        if self.facts.early_career and dice.random() < 0.6:
            duties.append(dice.choice(w.EARLY_CAREER))
        return " ".join(line.format(s=subject) for line in duties)

    def _offer(self) -> str:
        dice = self.dice
        passing = dice.sample(w.IN_PASSING, dice.randrange(2, 6))
        if self.facts.visa:
            passing = [line for line in passing if "sponsor" not in line] + list(w.VISA)
        if self.facts.maternity:
            passing = [line for line in passing if "maternity" not in line]
        lines = [dice.choice(w.SCHOOL).format(school=self.school.name), *passing, dice.choice(w.OFFERS)]
        if self.facts.faith == f.CATHOLIC:
            lines += w.CATHOLIC
        elif self.facts.faith == f.CHURCH_OF_ENGLAND:
            lines += w.CHURCH
        return " ".join(lines)
