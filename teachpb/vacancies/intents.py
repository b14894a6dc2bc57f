"""What people who look for a job type, and which boxes of an advert their words speak of.

The engine lifts adverts that agree (``search/intents.py``); it hides none, as adverts are not always ticked with care.
Synonyms ("TA", "NQT", "principal") need not be named: the search knows them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from teachpb.schools.models import Phase
from teachpb.search.intents import Intents
from teachpb.vacancies.models import JobRole, KeyStage, Subject, WorkingPattern

_R, _S, _K = JobRole, Subject, KeyStage

#: A word that only names a role when nothing longer does: "head" alone, "head of …", "head of year".
ROLES: dict[str, tuple[JobRole, ...]] = {
    "teacher": (_R.teacher,),
    "teaching assistant": (_R.teaching_assistant,),
    "learning support assistant": (_R.teaching_assistant,),
    "classroom assistant": (_R.teaching_assistant,),
    "HLTA": (_R.higher_level_teaching_assistant,),
    "headteacher": (_R.headteacher,),
    "head of school": (_R.headteacher,),
    "executive headteacher": (_R.headteacher,),
    "deputy headteacher": (_R.deputy_headteacher,),
    "vice principal": (_R.deputy_headteacher,),
    "assistant headteacher": (_R.assistant_headteacher,),
    "senior leader": (_R.headteacher, _R.deputy_headteacher, _R.assistant_headteacher),
    "SLT": (_R.headteacher, _R.deputy_headteacher, _R.assistant_headteacher),
    "head of": (_R.head_of_department_or_curriculum,),
    "head of department": (_R.head_of_department_or_curriculum,),
    "subject leader": (_R.head_of_department_or_curriculum,),
    "curriculum lead": (_R.head_of_department_or_curriculum,),
    "director of": (_R.head_of_department_or_curriculum,),
    "head of year": (_R.head_of_year_or_phase,),
    "head of key stage": (_R.head_of_year_or_phase,),
    "head of sixth form": (_R.head_of_year_or_phase,),
    "head of early years": (_R.head_of_year_or_phase,),
    "phase leader": (_R.head_of_year_or_phase,),
    "SENCO": (_R.sendco,),
    "cover supervisor": (_R.education_support,),
    "learning mentor": (_R.education_support,),
    "exam invigilator": (_R.education_support,),
    "nursery nurse": (_R.education_support, _R.teaching_assistant),
    "receptionist": (_R.administration_hr_data_and_finance,),
    "administrator": (_R.administration_hr_data_and_finance,),
    "business manager": (_R.administration_hr_data_and_finance,),
    "exams officer": (_R.administration_hr_data_and_finance,),
    "finance": (_R.administration_hr_data_and_finance,),
    "caretaker": (_R.catering_cleaning_and_site_management,),
    "site manager": (_R.catering_cleaning_and_site_management,),
    "midday supervisor": (_R.catering_cleaning_and_site_management,),
    "cleaner": (_R.catering_cleaning_and_site_management,),
    "cook": (_R.catering_cleaning_and_site_management,),
    "IT technician": (_R.it_support,),
    "network manager": (_R.it_support,),
    "technician": (_R.other_support,),
    "librarian": (_R.other_support,),
    "pastoral": (_R.pastoral_health_and_welfare,),
    "counsellor": (_R.pastoral_health_and_welfare,),
    "DSL": (_R.pastoral_health_and_welfare,),
}

#: Beside each subject's own name.
SUBJECT_NAMES: dict[str, tuple[Subject, ...]] = {
    "maths": (_S.mathematics,),
    "PE": (_S.physical_education,),
    "RE": (_S.religious_education,),
    "DT": (_S.design_and_technology,),
    "MFL": (_S.languages, _S.french, _S.spanish, _S.german, _S.mandarin),
    "science": (_S.science, _S.biology, _S.chemistry, _S.physics),
    "humanities": (_S.humanities, _S.history, _S.geography, _S.religious_education),
    "ICT": (_S.ict, _S.computing),
    "computer science": (_S.computing,),
    "art": (_S.art_and_design,),
    "business": (_S.business_studies,),
    "food": (_S.food_technology,),
    "health care": (_S.health_and_social_care,),
}
PHASES: dict[str, tuple[Phase, ...]] = {
    "nursery": (Phase.nursery,),
    "primary": (Phase.primary,),
    "secondary": (Phase.secondary,),
    "sixth form": (Phase.sixth_form_or_college,),
    "college": (Phase.sixth_form_or_college,),
    "all-through": (Phase.through,),
}
KEY_STAGES: dict[str, tuple[KeyStage, ...]] = {
    "EYFS": (_K.early_years,),
    **{f"KS{number}": (stage,) for number, stage in enumerate(list(_K)[1:], 1)},
    "A level": (_K.ks5,),
    "GCSE": (_K.ks4,),
}
OTHER: Intents = {
    "part time": {"pattern": (WorkingPattern.part_time.value,)},
    "full time": {"pattern": (WorkingPattern.full_time.value,)},
    "job share": {"pattern": ("job_share",)},
    "flexible": {"pattern": (WorkingPattern.part_time.value, "job_share")},
    "ECT": {"ect": ("yes",)},
    "visa": {"visa": ("yes",)},
    "sponsorship": {"visa": ("yes",)},
    "permanent": {"contract": ("permanent",)},
    "fixed term": {"contract": ("fixed_term",)},
    "maternity cover": {"contract": ("fixed_term",)},
    "special school": {"school_type": ("special",)},
    "catholic": {"faith": ("yes",)},
    "church of england": {"faith": ("yes",)},
    "faith": {"faith": ("yes",)},
}


def _all() -> Iterator[tuple[str, Mapping[str, Collection[str]]]]:
    yield from ((subject.label, {"subject": (subject.value,)}) for subject in Subject)
    for facet, table in (("role", ROLES), ("subject", SUBJECT_NAMES), ("phase", PHASES), ("key_stage", KEY_STAGES)):
        for phrase, values in table.items():
            yield phrase, {facet: tuple(value.value for value in values)}
    yield from OTHER.items()


INTENTS: Intents = dict(_all())
