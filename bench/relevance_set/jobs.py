"""The kinds of job in front of a class or beside it: what they are called, what is ticked, how often they come."""

from __future__ import annotations

from dataclasses import dataclass

from bench.relevance_set import facts as f
from teachpb.schools.models import Phase
from teachpb.vacancies.models import JobRole as R
from teachpb.vacancies.models import Subject as S

P, SEC, N, C, T, X = (
    Phase.primary,
    Phase.secondary,
    Phase.nursery,
    Phase.sixth_form_or_college,
    Phase.through,
    Phase.not_applicable,
)
OLDER = (SEC, SEC, SEC, T)

#: subject -> (how adverts call it, what else is ticked, how often it comes)
SUBJECTS: dict[S, tuple[tuple[str, ...], tuple[S, ...], int]] = {
    S.mathematics: (("Mathematics", "Maths", "Maths", "Mathematics"), (), 7),
    S.english: (("English", "English", "English and Media"), (), 7),
    S.science: (("Science", "Science", "Combined Science"), (), 6),
    S.physics: (("Physics", "Physics", "Science (Physics)"), (S.science,), 4),
    S.chemistry: (("Chemistry", "Science with Chemistry"), (S.science,), 3),
    S.biology: (("Biology", "Science (Biology)"), (S.science,), 3),
    S.history: (("History", "History"), (S.humanities,), 4),
    S.geography: (("Geography", "Geography", "Humanities (Geography)"), (S.humanities,), 4),
    S.religious_education: (("Religious Education", "RE", "Religious Studies"), (S.humanities,), 4),
    S.french: (("French", "French with Spanish", "MFL (French)"), (S.languages,), 3),
    S.spanish: (("Spanish", "Modern Foreign Languages (Spanish)"), (S.languages,), 3),
    S.german: (("German", "MFL (German)"), (S.languages,), 1),
    S.computing: (("Computing", "Computer Science", "ICT and Computing"), (S.ict,), 4),
    S.physical_education: (("PE", "Physical Education", "Girls’ PE"), (), 4),
    S.design_and_technology: (("Design and Technology", "DT", "D&T (Product Design)"), (), 3),
    S.food_technology: (("Food and Nutrition", "Food Technology"), (S.design_and_technology,), 2),
    S.art_and_design: (("Art", "Art and Design", "Art and Photography"), (), 3),
    S.music: (("Music", "Music"), (), 3),
    S.drama: (("Drama", "Drama and Theatre Studies", "Performing Arts (Drama)"), (), 3),
    S.business_studies: (("Business", "Business Studies and Economics"), (S.economics,), 2),
    S.psychology: (("Psychology", "Psychology and Sociology"), (S.social_sciences,), 2),
    S.sociology: (("Sociology",), (S.social_sciences,), 1),
    S.health_and_social_care: (("Health and Social Care",), (), 2),
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """``titles`` may hold {s} (the subject as this advert calls it) and {y} (a year)."""

    job: str
    roles: tuple[R, ...]
    titles: tuple[str, ...]
    phases: tuple[Phase, ...]
    weight: int
    topics: tuple[str, ...] = ()
    has_subject: bool = False
    side_subjects: tuple[str, ...] = ()
    #: A class of one year ("year"), of the reception year, of the nursery, or of none.
    age: str = ""
    #: Of ten such jobs so many are part time only, and so many may be either.
    part_time: tuple[int, int] = (1, 2)


TEACHING = (
    # in front of a class of one's own
    Kind(
        job=f.TEACHER,
        roles=(R.teacher,),
        titles=("Year {y} Teacher", "Year {y} Class Teacher", "Class Teacher (Year {y})"),
        phases=(P,),
        weight=34,
        age="year",
    ),
    Kind(
        job=f.TEACHER,
        roles=(R.teacher,),
        titles=("KS1 Class Teacher", "Key Stage 1 Teacher", "Teacher (Key Stage One)"),
        phases=(P,),
        weight=9,
        age="ks1",
    ),
    Kind(
        job=f.TEACHER,
        roles=(R.teacher,),
        titles=("KS2 Teacher", "Upper Key Stage 2 Teacher", "Key Stage Two Class Teacher"),
        phases=(P,),
        weight=11,
        age="ks2",
    ),
    Kind(
        job=f.TEACHER,
        roles=(R.teacher,),
        titles=(
            "Reception Teacher",
            "EYFS Class Teacher (Reception)",
            "Reception Class Teacher",
            "Early Years Teacher",
        ),
        phases=(P,),
        weight=16,
        age="reception",
    ),
    Kind(
        job=f.TEACHER,
        roles=(R.teacher,),
        titles=("Nursery Teacher", "Early Years Teacher", "EYFS Teacher"),
        phases=(N, N, P),
        weight=9,
        age="nursery",
    ),
    Kind(
        job=f.TEACHER,
        roles=(R.teacher,),
        titles=("Class Teacher", "Primary Teacher", "Primary School Teacher"),
        phases=(P, P, T),
        weight=16,
    ),
    Kind(
        job=f.TEACHER,
        roles=(R.teacher,),
        titles=("Year {y} Teacher and English Lead", "Class Teacher with Maths Leadership", "Teacher and Phonics Lead"),
        phases=(P,),
        weight=9,
        topics=("leads a subject",),
        age="year",
    ),
    Kind(
        job=f.TEACHER,
        roles=(R.teacher,),
        titles=("SEN Teacher", "Class Teacher, Complex Needs", "Teacher of Pupils with Autism"),
        phases=(X,),
        weight=14,
        topics=("sen",),
    ),
    Kind(
        job=f.TEACHER,
        roles=(R.teacher,),
        titles=("Teacher of {s} at a Pupil Referral Unit", "{s} Teacher", "Alternative Provision Teacher: {s}"),
        phases=(X,),
        weight=9,
        topics=("pru",),
        has_subject=True,
    ),
    # in front of many
    Kind(
        job=f.TEACHER,
        roles=(R.teacher,),
        titles=(
            "Teacher of {s}",
            "{s} Teacher",
            "{s} Teacher",
            "Main Scale Teacher of {s}",
            "Teacher of {s} (KS3 and KS4)",
            "{s} Teacher, September start",
        ),
        phases=(SEC, SEC, SEC, SEC, T, C),
        weight=118,
        has_subject=True,
    ),
    Kind(
        job=f.SECOND,
        roles=(R.teacher,),
        titles=("Second in {s}", "Deputy Curriculum Leader, {s}"),
        phases=OLDER,
        weight=8,
        has_subject=True,
    ),
    Kind(
        job=f.LEAD_PRACTITIONER,
        roles=(R.teacher, R.other_leadership),
        titles=("Lead Practitioner, {s}", "Lead Practitioner for {s}"),
        phases=OLDER,
        weight=8,
        has_subject=True,
    ),
    Kind(
        job=f.TRAINEE,
        roles=(R.teacher,),
        titles=("Trainee Teacher", "Teacher Training Place (SCITT)", "Train to Teach with Us"),
        phases=(P, SEC),
        weight=5,
    ),
    Kind(
        job=f.INSTRUMENTS,
        roles=(R.other_support,),
        titles=("Peripatetic Violin Teacher", "Piano Tutor", "Guitar and Drum Tutor"),
        phases=(P, SEC),
        weight=4,
        topics=("music",),
        part_time=(10, 0),
    ),
    # leading
    Kind(
        job=f.HEAD_OF_DEPARTMENT,
        roles=(R.head_of_department_or_curriculum,),
        titles=("Head of {s}", "Head of {s}", "Curriculum Leader of {s}", "Subject Leader: {s}", "Director of {s}"),
        phases=(SEC, SEC, SEC, T, C),
        weight=38,
        has_subject=True,
    ),
    Kind(
        job=f.HEAD_OF_YEAR,
        roles=(R.head_of_year_or_phase,),
        titles=("Head of Year {o}", "Head of Year", "Year {o} Leader"),
        phases=(SEC, SEC, T),
        weight=9,
    ),
    Kind(
        job=f.HEAD_OF_YEAR,
        roles=(R.head_of_year_or_phase,),
        titles=("Key Stage 2 Leader", "Head of Key Stage 1", "EYFS Lead"),
        phases=(P,),
        weight=6,
        topics=("phase leader",),
    ),
    Kind(
        job=f.HEAD_OF_SIXTH_FORM,
        roles=(R.head_of_year_or_phase,),
        titles=("Head of Sixth Form", "Director of Sixth Form"),
        phases=(SEC, T, C),
        weight=4,
    ),
    Kind(
        job=f.HEADTEACHER,
        roles=(R.headteacher,),
        titles=("Headteacher", "Headteacher", "Principal", "Head Teacher"),
        phases=(P, P, SEC, X, N),
        weight=9,
        part_time=(0, 1),
    ),
    Kind(
        job=f.HEAD_OF_SCHOOL,
        roles=(R.headteacher,),
        titles=("Head of School",),
        phases=(P, SEC),
        weight=3,
        part_time=(0, 1),
    ),
    Kind(
        job=f.EXECUTIVE_HEAD,
        roles=(R.headteacher,),
        titles=("Executive Headteacher", "Executive Principal"),
        phases=(P, SEC),
        weight=2,
        part_time=(0, 1),
    ),
    Kind(
        job=f.DEPUTY,
        roles=(R.deputy_headteacher,),
        titles=("Deputy Headteacher", "Deputy Head", "Vice Principal"),
        phases=(P, SEC, T, X),
        weight=9,
        part_time=(0, 2),
    ),
    Kind(
        job=f.ASSISTANT_HEAD,
        roles=(R.assistant_headteacher,),
        titles=("Assistant Headteacher", "Assistant Head (Behaviour)", "Assistant Principal"),
        phases=(P, SEC, SEC, X),
        weight=9,
        part_time=(0, 2),
    ),
    Kind(
        job=f.SENDCO,
        roles=(R.sendco,),
        titles=("SENCO", "SENDCo", "Special Educational Needs Co-ordinator", "SENDCo and Inclusion Lead"),
        phases=(P, P, SEC, T),
        weight=10,
        topics=("sen",),
    ),
    # beside a teacher
    Kind(
        job=f.TA,
        roles=(R.teaching_assistant,),
        titles=("Teaching Assistant", "Teaching Assistant", "TA in Key Stage 2", "Classroom Assistant", "General TA"),
        phases=(P, P, P, SEC),
        weight=30,
        part_time=(6, 2),
    ),
    Kind(
        job=f.TA,
        roles=(R.teaching_assistant,),
        titles=(
            "SEN Teaching Assistant",
            "SEND Teaching Assistant (Autism Base)",
            "Learning Support Assistant",
            "LSA, Speech and Language",
        ),
        phases=(P, SEC, X, X),
        weight=17,
        topics=("sen",),
        part_time=(5, 2),
    ),
    Kind(
        job=f.TA,
        roles=(R.teaching_assistant,),
        titles=("1:1 Teaching Assistant", "One to One Teaching Assistant", "1:1 Learning Support Assistant"),
        phases=(P, P, SEC),
        weight=9,
        topics=("sen", "one to one"),
        part_time=(6, 2),
    ),
    Kind(
        job=f.HLTA,
        roles=(R.higher_level_teaching_assistant,),
        titles=("HLTA", "Higher Level Teaching Assistant", "HLTA (Maths Intervention)"),
        phases=(P, P, SEC),
        weight=9,
        part_time=(4, 2),
    ),
    Kind(
        job=f.NURSERY_NURSE,
        roles=(R.education_support, R.teaching_assistant),
        titles=("Nursery Nurse", "Nursery Practitioner", "Early Years Practitioner"),
        phases=(N, N, P),
        weight=9,
        age="nursery",
        part_time=(4, 2),
    ),
)
