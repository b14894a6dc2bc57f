"""Threads and what is said in them. ``say(thread, Side.school)`` writes without telling anybody."""

from __future__ import annotations

from typing import Any

import factory

from teachpb import clock
from teachpb.db import db
from teachpb.messages.models import MessageTemplate, Side, TemplateKind, Thread, ThreadMessage
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.base import BaseFactory
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import VacancyFactory

_numbers = iter(range(1_000_000))


class QuestionFactory(BaseFactory):
    """Somebody has asked about a job without applying; nothing is said in it yet."""

    class Meta:
        model = Thread

    vacancy = factory.SubFactory(VacancyFactory)
    candidate = factory.SubFactory(UserFactory)
    last_at = factory.LazyFunction(clock.now)
    last_from_candidate = 0
    last_from_school = 0


class ThreadFactory(QuestionFactory):
    """The thread of an application that was sent."""

    application = factory.SubFactory(ApplicationFactory)
    vacancy = factory.SelfAttribute("application.vacancy")
    candidate = factory.SelfAttribute("application.candidate")


class MessageTemplateFactory(BaseFactory):
    class Meta:
        model = MessageTemplate

    organisation = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"A kind no {n}")
    kind = TemplateKind.rejection
    body = "Dear {first_name}, thank you for applying for {job} at {school}."


def say(thread: Thread, side: Side, body: str = "Is there parking?", author: Any = None) -> ThreadMessage:
    message = ThreadMessage(
        thread=thread,
        side=side,
        author=author or (thread.candidate if side is Side.candidate else None),
        body=body,
        sent_at=clock.now(),
        token=f"token-of-a-test-{next(_numbers)}",
    )
    db.session.add(message)
    db.session.flush()
    thread.last_at = message.sent_at
    if side is Side.candidate:
        thread.last_from_candidate = message.id
    else:
        thread.last_from_school = message.id
    db.session.commit()
    return message
