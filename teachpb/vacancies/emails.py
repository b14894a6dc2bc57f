"""Mail about vacancies."""

from __future__ import annotations

from teachpb.notifications.message import Message
from teachpb.vacancies.links import Purpose, token_for
from teachpb.vacancies.models import OutcomePrompt, Vacancy, VacancyDocument
from teachpb.vacancies.models.reporting import ReportReason
from teachpb.web.templating import absolute_url


def published(vacancy: Vacancy) -> Message:
    """To the contact: the advert can be read by all."""
    return Message(
        to=vacancy.contact_email,
        subject=f"Your vacancy is live: {vacancy.title}",
        template="vacancies/published",
        context={"vacancy": vacancy},
        kind="vacancies.published",
        organisation_id=vacancy.organisation_id,
        dedupe_key=f"vacancy-published-{vacancy.id}",
    )


def vacancy_reported(
    vacancy: Vacancy, *, to: str, reason: ReportReason, words: str, answer_to: str, same: str
) -> Message:
    """To an officer: a reader says that something is wrong with an advert. ``same`` is the same for the same report."""
    return Message(
        to=to,
        subject="Somebody reported a job advert",
        template="vacancies/reported",
        context={
            "vacancy": vacancy,
            "reason": reason.label,
            "words": words,
            "answer_to": answer_to,
            "url": absolute_url("vacancies.show_vacancy", slug=vacancy.slug),
        },
        kind="vacancies.reported",
        organisation_id=vacancy.organisation_id,
        dedupe_key=f"vacancies.reported:{same}:{to}"[:200],
    )


def unsafe_document(document: VacancyDocument) -> Message:
    """To the contact: a file of the advert carried something harmful, and is gone."""
    vacancy = document.vacancy
    return Message(
        to=vacancy.contact_email,
        subject="A file of your vacancy was not safe",
        template="vacancies/unsafe_document",
        context={"vacancy": vacancy, "name": document.name},
        kind="vacancies.unsafe_document",
        organisation_id=vacancy.organisation_id,
        dedupe_key=f"vacancy-document-unsafe-{document.file_id}",
    )


def outcome_asked(prompt: OutcomePrompt, address: str) -> Message:
    """What came of it? With a link that answers without signing in, and one that stops the asking."""
    vacancy = prompt.vacancy
    return Message(
        to=address,
        to_name=prompt.user.full_name if prompt.user else "",
        subject="What came of your vacancy?",
        template="vacancies/outcome_asked",
        context={
            "vacancy": vacancy,
            "answer_url": absolute_url("vacancies.answer_outcome", token=token_for(prompt, Purpose.answer)),
        },
        kind="vacancies.outcome_asked",
        user_id=prompt.user_id,
        organisation_id=vacancy.organisation_id,
        unsubscribe_url=absolute_url("vacancies.stop_outcome_prompts", token=token_for(prompt, Purpose.stop)),
        dedupe_key=f"vacancy-outcome-asked-{vacancy.id}",
        secret=True,
    )
