"""An advert in words, for cards, pages and mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from teachpb import clock
from teachpb.files.models import FileKind
from teachpb.schools import facts
from teachpb.schools.models import School
from teachpb.schools.presenting import picture_of
from teachpb.vacancies import salary
from teachpb.vacancies.models import ContractType, EctStatus, StartType, Vacancy, VacancyDocument
from teachpb.web.forms.files import spoken_size
from teachpb.web.templating import format_date, format_datetime, format_time

FILE_KINDS = {FileKind.pdf: "PDF", FileKind.docx: "Word", FileKind.doc: "Word", FileKind.image: "Picture"}
SOON = timedelta(days=3)


@dataclass(frozen=True)
class JobCard:
    """What a list of results shows of one vacancy."""

    id: int
    title: str
    slug: str
    school: str
    place: str
    pay: str
    points: str
    contract: str
    closing: str
    closes_soon: bool
    tags: tuple[str, ...]
    scene: str
    photo_url: str
    photo_alt: str
    miles: float | None
    is_new: bool
    kind: str
    teaches: str
    start: str
    actual_pay: str
    posted: str
    closing_at: str


def card(vacancy: Vacancy, moment: datetime, miles: float | None = None) -> JobCard:
    """``miles`` is the distance to the nearest of its places, when somebody asked for one."""
    shown = picture(vacancy)
    return JobCard(
        id=vacancy.id,
        title=vacancy.title,
        slug=vacancy.slug,
        school=vacancy.place_name,
        place=place_words(vacancy),
        pay=pay_words(vacancy),
        points=salary.points_words(vacancy),
        contract=contract_words(vacancy),
        closing=closing_words(vacancy, moment),
        closes_soon=closes_soon(vacancy, moment),
        tags=tuple(tags(vacancy)),
        scene=shown["scene"],
        photo_url=shown["url"],
        photo_alt=shown["alt"],
        miles=miles,
        is_new=vacancy.opens_at is not None and moment - vacancy.opens_at < timedelta(days=2),
        kind=kind_words(vacancy),
        teaches=teaches_words(vacancy),
        start=start_words(vacancy),
        actual_pay=actual_pay_words(vacancy),
        posted=posted_words(vacancy, moment),
        closing_at=closing_at_words(vacancy, moment),
    )


def kind_words(vacancy: Vacancy) -> str:
    """“Primary school, ages 4 to 11, Church of England”; of several schools their kinds, counted."""
    if len(vacancy.schools) > 1:
        kinds = Counter(facts.kind_of(school) for school in vacancy.schools)
        return join_words([f"{count} {kind}{'s' * (count > 1)}" for kind, count in kinds.items()])
    if not vacancy.schools:
        return "Head office of the trust" if vacancy.at_head_office else ""
    (school,) = vacancy.schools
    faith = school.religious_character if school.is_faith_school else ""
    return ", ".join(part for part in (facts.kind_of(school).capitalize(), facts.ages_of(school), faith) if part)


def teaches_words(vacancy: Vacancy) -> str:
    """“Physics and Science · key stages 3 and 4”; the phase where the advert names neither."""
    subjects = join_words([subject.label for subject in (vacancy.subjects or [])[:3]])
    more = len(vacancy.subjects or []) - 3
    subjects += f" and {more} more" if more > 0 else ""
    named = [str(stage.label) for stage in vacancy.key_stages]
    stages = join_words([named[0], *(name.removeprefix("Key stage ") for name in named[1:])]) if named else ""
    phases = join_words([str(phase.label) for phase in vacancy.phases])
    return " · ".join(part for part in (subjects, stages or phases) if part)


def actual_pay_words(vacancy: Vacancy) -> str:
    """What a part-time post really pays, where the figures are for full time."""
    pay = salary.pro_rata_range(vacancy)
    return pay.words if pay else ""


def closing_at_words(vacancy: Vacancy, moment: datetime) -> str:
    """What “Closes in 6 days” leaves open: “Thursday 30 April, 4pm”."""
    if vacancy.closes_at is None or days_left(vacancy.closes_at, moment) < 2:
        return ""
    day = clock.london_day(vacancy.closes_at)
    return f"{day:%A} {day.day} {day:%B}, {format_time(vacancy.closes_at)}"


def posted_words(vacancy: Vacancy, moment: datetime) -> str:
    """“Posted today”, “Posted yesterday”, “Posted 6 days ago”, “Posted 8 May”."""
    if vacancy.opens_at is None:
        return ""
    day = clock.london_day(vacancy.opens_at)
    nights = (clock.london_day(moment) - day).days
    if nights < 2:
        return "Posted yesterday" if nights == 1 else "Posted today"
    return f"Posted {nights} days ago" if nights <= 14 else f"Posted {day.day} {day:%B}"


def picture(vacancy: Vacancy, width: int = 800) -> dict[str, str]:
    """``url``, ``alt`` and ``scene`` of its first school; the arches for a head office."""
    return picture_of(vacancy.schools[0], width) if vacancy.schools else {"url": "", "alt": "", "scene": "arches"}


def place_words(vacancy: Vacancy) -> str:
    """“Orton, Peterborough PE2 5QP”, or for several schools their towns."""
    if len(vacancy.schools) > 1:
        return join_words(list(dict.fromkeys(_district(school) for school in vacancy.schools))[:3])
    if vacancy.campus_address:
        return f"{vacancy.campus_address} {vacancy.campus_postcode}"
    if vacancy.schools:
        school = vacancy.schools[0]
        return f"{_district(school)} {school.postcode}".strip()
    return f"{vacancy.office_address} {vacancy.office_postcode}".strip()


def _district(school: School) -> str:
    """The part of the city and the town, as far as the register knows them."""
    return ", ".join(dict.fromkeys(part for part in (school.locality, school.town) if part))


def join_words(words: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    *others, last = words or [""]
    return f"{', '.join(others)} and {last}" if others else last


def pay_words(vacancy: Vacancy) -> str:
    """The figures first; words only where there are none."""
    pay = salary.stated_range(vacancy)
    return pay.words if pay else vacancy.pay_words


def pay_basis(vacancy: Vacancy) -> str:
    """What the figures are for, when the job may be part time."""
    if vacancy.pay_is_full_time_equivalent is False:
        return "what this part-time job pays"
    return "full-time equivalent" if salary.pro_rata_range(vacancy) or vacancy.fte_basis_points else ""


def contract_words(vacancy: Vacancy) -> str:
    """“Full time or part time, permanent, job share”."""
    patterns = " or ".join(pattern.label.lower() for pattern in vacancy.working_patterns)
    contract = vacancy.contract_type.label.lower() if vacancy.contract_type else ""
    if vacancy.contract_type is ContractType.fixed_term and vacancy.contract_duration:
        contract = f"{contract} ({vacancy.contract_duration})"
    words = [patterns, contract, "job share possible" if vacancy.is_job_share else ""]
    sentence = ", ".join(word for word in words if word)
    return sentence[:1].upper() + sentence[1:]


def start_words(vacancy: Vacancy) -> str:
    """“Tuesday 1 September 2026”, “As soon as possible”, “Between … and …”."""
    if vacancy.start_type is StartType.specific_date and vacancy.starts_on:
        return format_date(vacancy.starts_on)
    if vacancy.start_type is StartType.date_range and vacancy.starts_earliest_on and vacancy.starts_latest_on:
        return f"Between {format_date(vacancy.starts_earliest_on)} and {format_date(vacancy.starts_latest_on)}"
    if vacancy.start_type is StartType.other:
        return vacancy.start_words
    return vacancy.start_type.label if vacancy.start_type else ""


def tags(vacancy: Vacancy) -> list[str]:
    words = []
    if vacancy.ect_status is EctStatus.ect_suitable:
        words.append("Suitable for ECTs")
    if vacancy.visa_sponsorship:
        words.append("Visa sponsorship")
    if vacancy.takes_applications_here:
        words.append("Quick apply")
    return words


def file_words(document: VacancyDocument) -> str:
    """“PDF, 240 KB”."""
    return f"{FILE_KINDS[document.file.kind]}, {spoken_size(document.file.size)}"


def files_in_words(documents: Sequence[VacancyDocument]) -> Markup:
    """The names of files, one a line; of those that cannot be had yet, why."""
    lines = [
        Markup("<span class='tp-wrap'>{}</span>").format(document.name)
        if document.is_ready
        else Markup("<span class='tp-wrap'>{}</span> ({})").format(document.name, document.file.state.label.lower())
        for document in documents
    ]
    return Markup("<br>").join(lines)


def days_left(closes_at: datetime, moment: datetime) -> int:
    """Nights until the day it closes, in London."""
    return (clock.london_day(closes_at) - clock.london_day(moment)).days


def closes_soon(vacancy: Vacancy, moment: datetime) -> bool:
    return vacancy.closes_at is not None and timedelta(0) < vacancy.closes_at - moment < SOON


def closing_words(vacancy: Vacancy, moment: datetime) -> str:
    """“Closes today at 4pm”, “Closes tomorrow at 9am”, “Closes in 6 days”, “Closes 8 May”, “Closed 8 May 2026”."""
    if vacancy.closes_at is None:
        return ""
    day: date = clock.london_day(vacancy.closes_at)
    if moment >= vacancy.closes_at:
        return f"Closed {day.day} {day:%B %Y}"
    nights = days_left(vacancy.closes_at, moment)
    if nights == 0:
        return f"Closes today at {format_time(vacancy.closes_at)}"
    if nights == 1:
        return f"Closes tomorrow at {format_time(vacancy.closes_at)}"
    return f"Closes in {nights} days" if nights <= 14 else f"Closes {day.day} {day:%B}"


def time_left(vacancy: Vacancy, moment: datetime) -> str:
    """“5 hours left”, “1 day left”, “12 days left”; empty once it has closed."""
    if vacancy.closes_at is None or moment >= vacancy.closes_at:
        return ""
    left = vacancy.closes_at - moment
    if left < timedelta(hours=1):
        return "less than an hour left"
    if left < timedelta(days=1):
        hours = int(left.total_seconds() // 3600)
        return f"{hours} hour{'s' * (hours != 1)} left"
    nights = days_left(vacancy.closes_at, moment)
    return f"{nights} day{'s' * (nights != 1)} left"


def description(vacancy: Vacancy) -> str:
    """One sentence for search engines and shared links."""
    closes = f" Closes at {format_datetime(vacancy.closes_at)}." if vacancy.closes_at else ""
    pay = pay_words(vacancy)
    return f"{vacancy.title} at {vacancy.place_name}. {pay + '. ' if pay else ''}{contract_words(vacancy)}.{closes}"


def job_facts(vacancy: Vacancy) -> list[tuple[str, str]]:
    """(term, words) of the advert’s details, those without an answer left out."""
    facts = [
        ("Role", join_words([role.label for role in vacancy.job_roles])),
        ("Phase", join_words([phase.label for phase in vacancy.phases])),
        ("Key stages", join_words([stage.label for stage in vacancy.key_stages])),
        ("Subjects", join_words([subject.label for subject in vacancy.subjects or []])),
        ("Contract", _contract(vacancy)),
        ("Working pattern", _patterns(vacancy)),
        ("Start date", start_words(vacancy)),
        ("Early career teachers", vacancy.ect_status.label if vacancy.ect_status else ""),
        ("Qualified teacher status", {True: "Needed", False: "Not needed", None: ""}[vacancy.qts_required]),
        ("Visa sponsorship", _yes_no(vacancy.visa_sponsorship, "Available", "Not available")),
    ]
    return [(term, words) for term, words in facts if words]


def _contract(vacancy: Vacancy) -> str:
    if vacancy.contract_type is None:
        return ""
    parts = [vacancy.contract_type.label, vacancy.contract_duration]
    parts += ["parental leave cover"] if vacancy.is_parental_leave_cover else []
    return ", ".join(part for part in parts if part)


def _patterns(vacancy: Vacancy) -> str:
    words = [pattern.label.lower() for pattern in vacancy.working_patterns]
    words += ["job share"] if vacancy.is_job_share else []
    sentence = " or ".join(words)
    return sentence[:1].upper() + sentence[1:]


def _yes_no(answer: bool | None, yes: str, no: str) -> str:
    return "" if answer is None else yes if answer else no
