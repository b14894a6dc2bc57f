"""The closed sets an advert is written with (``vocabulary.md``, Vacancies)."""

from __future__ import annotations

from teachpb.db import LabelledEnum
from teachpb.schools.models import Phase

#: The phases an advert can be for; ``not_applicable`` describes establishments only.
VACANCY_PHASES = (Phase.nursery, Phase.primary, Phase.secondary, Phase.sixth_form_or_college, Phase.through)


class JobRole(LabelledEnum):
    """Teaching and leadership first, then support."""

    teacher = "teacher", "Teacher"
    head_of_year_or_phase = "head_of_year_or_phase", "Head of year or phase"
    head_of_department_or_curriculum = "head_of_department_or_curriculum", "Head of department or curriculum"
    assistant_headteacher = "assistant_headteacher", "Assistant headteacher"
    deputy_headteacher = "deputy_headteacher", "Deputy headteacher"
    headteacher = "headteacher", "Headteacher"
    sendco = "sendco", "SENDCo (special educational needs and disabilities coordinator)"
    other_leadership = "other_leadership", "Other leadership role"
    teaching_assistant = "teaching_assistant", "Teaching assistant"
    higher_level_teaching_assistant = "higher_level_teaching_assistant", "Higher level teaching assistant (HLTA)"
    education_support = "education_support", "Learning support or cover supervisor"
    administration_hr_data_and_finance = "administration_hr_data_and_finance", "Administration, HR, data and finance"
    catering_cleaning_and_site_management = (
        "catering_cleaning_and_site_management",
        "Catering, cleaning and site management",
    )
    it_support = "it_support", "IT support"
    pastoral_health_and_welfare = "pastoral_health_and_welfare", "Pastoral, health and welfare"
    other_support = "other_support", "Other support role"


TEACHING_ROLES = (
    JobRole.teacher,
    JobRole.head_of_year_or_phase,
    JobRole.head_of_department_or_curriculum,
    JobRole.assistant_headteacher,
    JobRole.deputy_headteacher,
    JobRole.headteacher,
    JobRole.sendco,
    JobRole.other_leadership,
)
SUPPORT_ROLES = tuple(role for role in JobRole if role not in TEACHING_ROLES)


class KeyStage(LabelledEnum):
    early_years = "early_years", "Early years"
    ks1 = "ks1", "Key stage 1"
    ks2 = "ks2", "Key stage 2"
    ks3 = "ks3", "Key stage 3"
    ks4 = "ks4", "Key stage 4"
    ks5 = "ks5", "Key stage 5"


class Subject(LabelledEnum):
    """The forty school subjects."""

    accounting = "accounting"
    art_and_design = "art_and_design"
    biology = "biology"
    business_studies = "business_studies"
    chemistry = "chemistry"
    citizenship = "citizenship"
    classics = "classics"
    computing = "computing"
    dance = "dance"
    design_and_technology = "design_and_technology"
    drama = "drama"
    economics = "economics"
    engineering = "engineering"
    english = "english"
    food_technology = "food_technology"
    french = "french"
    geography = "geography"
    german = "german"
    health_and_social_care = "health_and_social_care"
    history = "history"
    humanities = "humanities"
    ict = "ict", "ICT"
    languages = "languages"
    law = "law"
    mandarin = "mandarin"
    mathematics = "mathematics"
    media_studies = "media_studies"
    music = "music"
    philosophy = "philosophy"
    physical_education = "physical_education"
    physics = "physics"
    politics = "politics"
    pshe = "pshe", "PSHE"
    psychology = "psychology"
    religious_education = "religious_education"
    science = "science"
    social_sciences = "social_sciences"
    sociology = "sociology"
    spanish = "spanish"
    statistics = "statistics"

    @property
    def is_shortage(self) -> bool:
        return self in SHORTAGE_SUBJECTS


#: Hard to recruit for anywhere in England.
SHORTAGE_SUBJECTS = frozenset(
    {Subject.physics, Subject.computing, Subject.mathematics, Subject.chemistry, Subject.languages}
)


class ContractType(LabelledEnum):
    permanent = "permanent", "Permanent"
    fixed_term = "fixed_term", "Fixed term"
    casual = "casual", "Casual"


class WorkingPattern(LabelledEnum):
    full_time = "full_time", "Full time"
    part_time = "part_time", "Part time"


class EctStatus(LabelledEnum):
    """Whether an early career teacher can do the job."""

    ect_suitable = "ect_suitable", "Suitable for early career teachers"
    ect_unsuitable = "ect_unsuitable", "Not suitable for early career teachers"


class StartType(LabelledEnum):
    asap = "asap", "As soon as possible"
    specific_date = "specific_date", "On a date"
    date_range = "date_range", "Between two dates"
    other = "other", "Something else"


class ApplicationMethod(LabelledEnum):
    """How people apply: our form, the school's own form, or on another website."""

    native = "native", "On this site"
    uploaded_form = "uploaded_form", "With the school’s own form"
    website = "website", "On another website"


class ReligiousForm(LabelledEnum):
    """Which questions of faith the form asks; schools with a religious character may choose."""

    no_religion = "no_religion", "No questions about religion"
    other_religion = "other_religion", "Questions for a faith school"
    catholic = "catholic", "Questions for a Catholic school"
