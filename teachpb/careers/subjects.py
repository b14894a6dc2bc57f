"""The route of those who lead a subject. Facts as in ``routes.py``."""

from __future__ import annotations

from teachpb.careers.steps import CareerRoute, CareerStep
from teachpb.cpd.models import Audience
from teachpb.vacancies.models import JobRole

SUBJECT_LEAD = CareerRoute(
    slug="subject-lead",
    title="Lead a subject",
    summary="Become the person others ask how to teach it, then lead the subject in a school and beyond.",
    scene="library",
    theme="teach",
    steps=(
        CareerStep(
            title="Know your subject, and how it is learned",
            text="Teach it well, read about it, and go to your subject association. Physics, mathematics, computing, "
            "chemistry and languages are short of teachers everywhere.",
            roles=(JobRole.teacher,),
            audience=Audience.classroom_teacher,
        ),
        CareerStep(
            title="Subject lead",
            text="You choose what is taught and in which order, watch lessons, and help colleagues to get better. In a "
            "primary school you do this beside your own class.",
            takes="After two to five years of teaching",
            qualification="NPQ for leading teaching, leading literacy, or leading primary mathematics",
            roles=(JobRole.head_of_department_or_curriculum,),
            audience=Audience.subject_lead,
        ),
        CareerStep(
            title="Lead teachers’ development",
            text="You mentor early career teachers, train mentors, and lead the professional development of a school.",
            qualification="NPQ for leading teacher development",
            roles=(JobRole.head_of_department_or_curriculum, JobRole.other_leadership),
            audience=Audience.ect_mentor,
        ),
        CareerStep(
            title="Lead the curriculum of a school",
            text="As an assistant headteacher you answer for what a whole school teaches.",
            qualification="NPQ for senior leadership",
            roles=(JobRole.assistant_headteacher,),
            audience=Audience.senior_leader,
            onwards=("lead-a-school",),
        ),
    ),
)
