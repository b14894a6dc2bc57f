"""Pages by phase, by working pattern, and for those who begin."""

from __future__ import annotations

from teachpb.landing.facts import CHECKS, EXTRA_PAY, MAIN_PAY, QTS
from teachpb.landing.page import CITY, Kind, LandingPage
from teachpb.schools.models import Phase
from teachpb.vacancies.models import WorkingPattern
from teachpb.vacancies.search import JOB_SHARE, YES

P = Phase


def _phase(slug: str, phase: Phase, name: str, lead: str, text: str, scene: str) -> LandingPage:
    return LandingPage(
        slug=slug,
        kind=Kind.phase,
        name=name,
        title=f"{name} jobs in {CITY}",
        lead=lead,
        text=(text,),
        facts=(MAIN_PAY, EXTRA_PAY, QTS, CHECKS),
        filters={"phase": [phase.value]},
        scene=scene,
    )


PHASES = (
    _phase(
        "nursery-jobs",
        P.nursery,
        "Nursery",
        "Children of two to five, where learning is play and every word counts.",
        "In nursery schools and in the nursery classes of primary schools. Teachers work beside early years practitioners; many "
        "children hear English here for the first time.",
        "nursery",
    ),
    _phase(
        "primary-school-jobs",
        P.primary,
        "Primary school",
        "One class, most subjects, and a year in which you see thirty children grow.",
        "Reception to year 6. Primary schools stand in every part of the city and in most villages round it, from one class a year "
        "to four.",
        "playground",
    ),
    _phase(
        "secondary-school-jobs",
        P.secondary,
        "Secondary school",
        "Your subject, with young people from 11 to 16 and often to 18.",
        "Most secondary schools here belong to a trust and have a sixth form. Ask how many specialists the department has and "
        "what it does together.",
        "street",
    ),
    _phase(
        "sixth-form-or-college-jobs",
        P.sixth_form_or_college,
        "Sixth form and college",
        "Students who have chosen your subject, on their way to university, an apprenticeship or work.",
        "In school sixth forms, and in colleges, where experience in a trade or profession may count for as much as QTS.",
        "library",
    ),
    _phase(
        "through-school-jobs",
        P.through,
        "All-through school",
        "From reception to 16 or 18 under one roof: children do not change school at 11.",
        "You may teach in one phase or across them. Jobs here are found under primary and secondary as well.",
        "arches",
    ),
)

PATTERNS = (
    LandingPage(
        slug="full-time-school-jobs",
        kind=Kind.pattern,
        name="Full time",
        title=f"Full-time school jobs in {CITY}",
        lead="A whole week in one school: the usual contract for teachers, and for many leaders and site staff.",
        text=(
            "A full-time teacher may be directed for 1,265 hours over 195 days of the school year; what planning and marking "
            "take comes on top. Ask a school what it has done to bring that down.",
        ),
        facts=(MAIN_PAY, CHECKS),
        filters={"pattern": [WorkingPattern.full_time.value]},
        scene="classroom",
    ),
    LandingPage(
        slug="part-time-school-jobs",
        kind=Kind.pattern,
        name="Part time",
        title=f"Part-time school jobs in {CITY}",
        lead="Fewer days or shorter ones. Every advert here says what the post really pays, where the school has told us its share.",
        text=(
            "Part-time teachers are paid their share of the full-time salary and of any allowance that is for time. Your planning "
            "time is a share as well: ask on which days it falls.",
        ),
        facts=(("How it is paid", "Full-time pay times your share: 0.6 of £40,000 is £24,000 a year"), CHECKS),
        filters={"pattern": [WorkingPattern.part_time.value]},
        scene="river",
    ),
    LandingPage(
        slug="school-job-shares",
        kind=Kind.pattern,
        name="Job share",
        title=f"School job shares in {CITY}",
        lead="One post, two people, each with their days. These schools have said that they are open to it.",
        text=(
            "You may apply alone or with a partner. Two who apply together should say how they would hand over and who is "
            "responsible for what.",
        ),
        facts=(MAIN_PAY, CHECKS),
        filters={"pattern": [JOB_SHARE]},
        scene="music",
    ),
    LandingPage(
        slug="flexible-working-jobs-in-schools",
        kind=Kind.pattern,
        name="Flexible working",
        title=f"Flexible working jobs in {CITY}’s schools",
        lead="Jobs that can be done part time or shared. Other schools may agree to it as well: ask before you apply.",
        text=(
            "From their first day, employees may ask in writing to work flexibly, twice a year; the school has two months to "
            "answer and has to talk with them before it says no.",
        ),
        facts=(CHECKS,),
        filters={"pattern": [WorkingPattern.part_time.value, JOB_SHARE]},
        scene="fens",
    ),
    LandingPage(
        slug="ect-suitable-jobs",
        kind=Kind.pattern,
        name="Early career teachers",
        title=f"Jobs for early career teachers in {CITY}",
        lead="Schools that are ready for a teacher’s first two years, with a mentor, time and a programme.",
        text=(
            "Statutory induction takes two years. You teach a tenth less than others in the first and a twentieth less in the "
            "second, on top of planning time, and have a mentor who was trained for it.",
            "If you heard of NQTs: that was the one-year induction before 2021.",
        ),
        facts=(MAIN_PAY, QTS, CHECKS),
        filters={"ect": [YES]},
        scene="classroom",
    ),
    LandingPage(
        slug="visa-sponsorship-school-jobs",
        kind=Kind.pattern,
        name="Visa sponsorship",
        title=f"School jobs with visa sponsorship in {CITY}",
        lead="Schools that hold a sponsor licence and would use it for this post.",
        text=(
            "A Skilled Worker visa needs an offer from a licensed sponsor and pay above a threshold that changes; look it up on "
            "GOV.UK. Teachers from many countries can apply for QTS from abroad.",
        ),
        facts=(MAIN_PAY, QTS, CHECKS),
        filters={"visa": [YES]},
        scene="river",
    ),
    LandingPage(
        slug="quick-apply-school-jobs",
        kind=Kind.pattern,
        name="Quick apply",
        title=f"School jobs you can apply for here, in {CITY}",
        lead="One form, saved as you go, and used again for your next application. No CV.",
        text=("You follow your application here, from the first draft to the answer.",),
        filters={"quick_apply": [YES]},
        scene="library",
    ),
)
