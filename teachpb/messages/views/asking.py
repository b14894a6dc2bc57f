"""A question about a job, before applying."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import DomainError, transaction
from teachpb.messages import operations, queries, turns
from teachpb.messages.forms import QuestionForm
from teachpb.messages.views.blueprint import bp
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import get_public_vacancy
from teachpb.web.access import signed_in, signed_in_user


def load_asked(_user: User, slug: str) -> Vacancy | None:
    """An advert about which the school answers questions here, or did while it was open."""
    vacancy = get_public_vacancy(slug)
    return vacancy if vacancy is not None and not vacancy.is_imported else None


@bp.route("/jobs/<slug:slug>/question", methods=["GET", "POST"])
@signed_in(loader=load_asked)
def ask_question(vacancy: Vacancy) -> ResponseReturnValue:
    """Whoever has written already goes on in the thread they have."""
    user = signed_in_user()
    form = QuestionForm()
    if form.validate_on_submit():
        try:
            with transaction():
                said = operations.ask(actor=user, vacancy=vacancy, **form.said())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Your question is sent to the school. We email you when there is an answer.", "success")
            return redirect(url_for(".show_my_question", thread_id=said.thread_id))
    if not form.has_errors:
        elsewhere = _thread_address(user, vacancy)
        if elsewhere:
            return redirect(elsewhere)
    return render_template("messages/ask_question.html", vacancy=vacancy, form=form)


def _thread_address(user: User, vacancy: Vacancy) -> str:
    application = queries.application_for(user, vacancy)
    if application is not None:
        return url_for(".show_mine", application_id=application.id)
    thread = queries.question_of(user, vacancy)
    if thread is not None:
        return url_for(".show_my_question", thread_id=thread.id)
    return "" if turns.may_ask(vacancy, clock.now()) else url_for("vacancies.show_vacancy", slug=vacancy.slug)
