"""Who may do what with messages. Pure. Panel members read applications and take no part in the talk."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.applications.policies import can_handle, can_move, is_own
from teachpb.messages.models import MessageTemplate, Thread
from teachpb.schools.policies import is_hiring_staff
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.policies import can_post


def can_see_inbox(user: User | None) -> bool:
    return is_hiring_staff(user)


def can_talk_about(user: User | None, application: Application) -> bool:
    """For the school: read and write the thread of an application."""
    return can_move(user, application)


def can_answer(user: User | None, thread: Thread) -> bool:
    """For the school: read and write a thread, whatever it is about."""
    return can_handle(user, thread.vacancy)


def can_write_to_several(user: User | None, vacancy: Vacancy) -> bool:
    return can_handle(user, vacancy)


def is_own_application(user: User | None, application: Application) -> bool:
    return is_own(user, application) and not application.is_draft


def is_own_thread(user: User | None, thread: Thread) -> bool:
    return user is not None and user.is_active and thread.candidate_id == user.id


def can_change_template(user: User | None, template: MessageTemplate) -> bool:
    return can_post(user, template.organisation)
