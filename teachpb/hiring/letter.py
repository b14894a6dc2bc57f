"""The offer as a letter: PDF/UA-1, the same words as on the page."""

from __future__ import annotations

from teachpb.applications.models import Application
from teachpb.hiring.models import Offer
from teachpb.vacancies.models import PayPeriod
from teachpb.web.pdf import Answer, Paper, PaperSection, render_paper
from teachpb.web.templating import format_date, format_pounds

DEPENDS = "The offer depends on these checks, which every school has to make before somebody starts."


def pay_words(offer: Offer) -> str:
    """“£36,413 a year, M4”."""
    pay = f"{format_pounds(offer.pay_pence)} {PayPeriod(offer.pay_period).label}" if offer.pay_pence else ""
    return ", ".join(part for part in (pay, offer.pay_point) if part)


def terms_of(offer: Offer) -> list[tuple[str, str]]:
    """(what, how much or when), for page and letter alike; without what was left out."""
    terms = [
        ("Pay", pay_words(offer)),
        ("Hours and pattern", offer.hours),
        ("Start date", format_date(offer.start_on)),
        ("Answer by", format_date(offer.answer_by)),
    ]
    return [(name, words) for name, words in terms if words]


def letter_of(application: Application, offer: Offer) -> Paper:
    vacancy = application.vacancy
    conditions = [Answer("Checks", ", ".join(kind.label for kind in offer.conditions))] if offer.conditions else []
    if offer.more_conditions:
        conditions.append(Answer("Other conditions", offer.more_conditions, is_long=True))
    sections = [PaperSection("What we offer", tuple(Answer(name, words) for name, words in terms_of(offer)))]
    if conditions:
        sections.append(PaperSection("What it depends on", tuple(conditions), note=DEPENDS))
    return Paper(
        title="Offer of employment",
        facts=(
            f"To {application.full_name}",
            f"{vacancy.title}, {vacancy.place_name}",
            f"Made on {format_date(offer.made_at)}",
        ),
        sections=tuple(sections),
    )


def letter_pdf(application: Application, offer: Offer) -> bytes:
    return render_paper(letter_of(application, offer))
