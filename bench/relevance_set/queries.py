"""Sixty searches: forty for tuning, twenty held out, each with the wish behind the words."""

from __future__ import annotations

from dataclasses import dataclass

from bench.relevance_set import facts as f
from bench.relevance_set import wishes as w
from bench.relevance_set.wishes import Wish, where


@dataclass(frozen=True)
class Search:
    """What is typed, what it is typed for, and what makes it hard."""

    words: str
    wish: Wish
    kind: str


SCIENCES = ("science", "physics", "chemistry", "biology")
LANGUAGES = ("languages", "french", "spanish", "german")
ART, MATHS, PE, RE = "art_and_design", "mathematics", "physical_education", "religious_education"
DT = "design_and_technology"

primary_class = w.either(
    w.class_teacher({"early_years", "ks1", "ks2"}),
    where(w.job(f.TEACHER, far=(f.TRAINEE,)), w.in_phase("primary"), lambda advert: not advert.subjects),
)
any_teacher = w.job(f.TEACHER, near=(f.SECOND, f.LEAD_PRACTITIONER), far=(f.TRAINEE, f.INSTRUMENTS))
teaching_assistant = w.job(f.TA, near=(f.HLTA,))
headship = w.job(*f.HEADS, far=(f.DEPUTY,))
sen_assistant = w.either(where(w.job(f.TA), w.about("sen")), lambda advert: int(advert.job in (f.TA, f.HLTA)))
one_to_one = w.either(
    where(w.job(f.TA), w.about("one to one")), lambda advert: int(advert.job == f.TA and "sen" in advert.topics)
)

TUNING = (
    Search("maths teacher", w.subject_teacher(MATHS), "role and subject"),
    Search("teacher of mathematics", w.subject_teacher(MATHS), "role and subject"),
    Search("part time maths teacher", where(w.subject_teacher(MATHS), w.part_time), "three concepts"),
    Search("head of science", w.department_head("science", also=SCIENCES[1:]), "role and subject"),
    Search("PRU", w.anything(w.at(f.PRU)), "abbreviation"),
    Search("reception teacher", w.class_teacher({"early_years"}, years=frozenset({"reception"})), "ambiguous word"),
    Search(
        "RE teacher catholic",
        where(w.subject_teacher(RE), w.of_faith(f.CATHOLIC), else_less=2),
        "three concepts",
    ),
    Search("teaching assistant", teaching_assistant, "role"),
    Search("TA", teaching_assistant, "abbreviation"),
    Search("teacher", any_teacher, "role"),
    Search("headteacher", headship, "role"),
    Search("head", w.either(headship, w.job(far=(f.HEAD_OF_DEPARTMENT, f.HEAD_OF_YEAR))), "ambiguous word"),
    Search("principal", headship, "synonym"),
    Search("deputy head", w.job(f.DEPUTY, near=(f.ASSISTANT_HEAD,)), "role"),
    Search("SENCO", w.job(f.SENDCO), "abbreviation"),
    Search("NQT primary", where(primary_class, w.early_career, else_less=2), "synonym"),
    Search("ECT science teacher", where(w.subject_teacher(*SCIENCES), w.early_career, else_less=2), "three concepts"),
    Search("english teacher", w.subject_teacher("english"), "mentioned in passing"),
    Search(
        "music teacher",
        w.either(w.subject_teacher("music"), w.job(near=(f.INSTRUMENTS,))),
        "school named after it",
    ),
    Search("PE teacher", w.subject_teacher(PE), "abbreviation"),
    Search("phisics teacher", w.subject_teacher("physics", also=("science",)), "misspelling"),
    Search("mathmatics", w.subject(MATHS), "misspelling"),
    Search("french teacher", w.subject_teacher("french", also=("languages",)), "school named after it"),
    Search("MFL", w.subject(*LANGUAGES), "abbreviation"),
    Search("cover supervisor", w.job("cover supervisor"), "role"),
    Search(
        "science technician",
        w.either(where(w.job("technician"), w.about("science technician")), w.job(far=("technician",))),
        "role and subject",
    ),
    Search('"head of year"', where(w.job(f.HEAD_OF_YEAR), w.not_about("phase leader")), "phrase"),
    Search(
        "science teacher -physics",
        where(w.subject_teacher(*SCIENCES), lambda advert: not advert.teaches("physics")),
        "exclusion",
    ),
    Search("nursery nurse", w.job(f.NURSERY_NURSE), "synonym"),
    Search("early years teacher", w.class_teacher({"early_years"}), "synonym"),
    Search("KS2 teacher", w.class_teacher({"ks2"}), "abbreviation"),
    Search("year 6 teacher", w.class_teacher({"ks2"}, years=frozenset({"6"})), "number"),
    Search("SEN teaching assistant", sen_assistant, "role and topic"),
    Search("1:1 teaching assistant", one_to_one, "number"),
    Search(
        "part time teaching assistant werrington",
        where(teaching_assistant, w.part_time, w.in_place("Werrington"), else_less=2),
        "place in words",
    ),
    Search("jobs in Stamford", w.anything(w.in_place("Stamford")), "place in words"),
    Search(
        "maternity cover primary teacher",
        where(primary_class, lambda advert: advert.maternity, else_less=2),
        "three concepts",
    ),
    Search("receptionist", w.job("receptionist"), "ambiguous word"),
    Search("school business manager", w.job("business manager", far=("finance officer",)), "role"),
    Search(
        "physics visa sponsorship",
        where(w.subject_teacher("physics"), lambda advert: advert.visa, else_less=2),
        "three concepts",
    ),
)

HELD_OUT = (
    Search("geography teacher", w.subject_teacher("geography"), "role and subject"),
    Search("head of maths", w.department_head(MATHS), "role and subject"),
    Search("HLTA", w.job(f.HLTA), "abbreviation"),
    Search("art teacher part time", where(w.subject_teacher(ART), w.part_time), "three concepts"),
    Search("computer science teacher", w.subject_teacher("computing"), "synonym"),
    Search("assistant headteacher", w.job(f.ASSISTANT_HEAD, near=(f.DEPUTY,)), "role"),
    Search(
        "special school teacher",
        w.either(
            where(w.job(f.TEACHER), w.at(f.SPECIAL)),
            lambda advert: int(advert.job == f.TEACHER and "sen" in advert.topics),
        ),
        "role and kind of school",
    ),
    Search("exam officer", w.job("exams officer", far=("exam invigilator",)), "role"),
    Search("drama teacher", w.subject_teacher("drama"), "mentioned in passing"),
    Search("DT teacher", w.subject_teacher(DT), "abbreviation"),
    Search("Year 1 class teacher", w.class_teacher({"ks1"}, years=frozenset({"1"})), "number"),
    Search("caretaker", w.job("site manager"), "synonym"),
    Search(
        "job share primary teacher",
        where(primary_class, lambda advert: advert.job_share, else_less=2),
        "three concepts",
    ),
    Search(
        "church of england primary teacher",
        where(primary_class, w.of_faith(f.CHURCH_OF_ENGLAND), else_less=2),
        "three concepts",
    ),
    Search("chemestry teacher", w.subject_teacher("chemistry", also=("science",)), "misspelling"),
    Search('"lead practitioner"', w.job(f.LEAD_PRACTITIONER), "phrase"),
    Search("history OR geography teacher", w.subject_teacher("history", "geography"), "either"),
    Search("lunchtime supervisor", w.job("midday supervisor"), "synonym"),
    Search("teaching assistant Yaxley", where(teaching_assistant, w.in_place("Yaxley")), "place in words"),
    Search(
        "psychology teacher sixth form",
        where(w.subject_teacher("psychology"), w.in_phase("sixth_form_or_college"), else_less=1),
        "three concepts",
    ),
)
