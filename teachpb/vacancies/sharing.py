"""The advert as a picture for shared links."""

from __future__ import annotations

from teachpb import clock
from teachpb.pictures.layout import Card
from teachpb.vacancies import presenting
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.web.templating import format_date


def share_card(vacancy: Vacancy) -> Card:
    """What is sold: title, school, pay, and until when. It changes when the advert does, not from day to day."""
    is_over = vacancy.state_at(clock.now()) in {VacancyState.expired, VacancyState.ended_early}
    closes = f"Closes {format_date(vacancy.closes_at)}" if vacancy.closes_at else ""
    return Card(
        kicker=vacancy.place_name,
        title=vacancy.title,
        strong=presenting.pay_words(vacancy),
        facts=(presenting.contract_words(vacancy), presenting.place_words(vacancy)),
        badge="This job has closed" if is_over else closes,
    )
