"""The school's side of one thread: of an application, or of a question asked before applying."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications.desk import staff_desk
from teachpb.applications.models import Application
from teachpb.db import DomainError, transaction
from teachpb.messages import operations, presenting, queries, turns
from teachpb.messages.forms import MessageForm
from teachpb.messages.models import Side, Thread
from teachpb.messages.policies import can_answer, can_talk_about
from teachpb.messages.views.blueprint import (
    bp,
    load_received_application,
    load_received_thread,
    read,
)
from teachpb.messages.wording import chosen_words
from teachpb.web.access import allow, signed_in_user

SENT = "Your message is sent. We have told the candidate by email."


@bp.route("/hiring/applications/<int:application_id>/messages", methods=["GET", "POST"])
@allow(can_talk_about, loader=load_received_application)
def show_received(application: Application) -> ResponseReturnValue:
    form = MessageForm(data={"body": chosen_words(application.vacancy, request.args.get("words", ""))})
    if form.validate_on_submit():
        try:
            with transaction():
                operations.write_to_candidate(actor=signed_in_user(), application=application, **form.said())
        except DomainError as error:
            form.add_error(error)
        else:
            flash(SENT, "success")
            return redirect(url_for(".show_received", application_id=application.id))
    thread = queries.thread_of(application)
    return render_template(
        "messages/show_received.html",
        **staff_desk(application, "Messages"),
        **_talk(thread),
        form=form,
        may_write=turns.school_may_write(application, clock.now()),
        can_be_answered=turns.can_be_answered(application),
        templates=queries.templates_for(application.vacancy),
    )


@bp.route("/hiring/messages/<int:thread_id>", methods=["GET", "POST"])
@allow(can_answer, loader=load_received_thread)
def show_question(thread: Thread) -> ResponseReturnValue:
    """A question of somebody who has not applied. Once they have, it stands with their application."""
    form = MessageForm()
    if form.validate_on_submit():
        try:
            with transaction():
                operations.answer_question(actor=signed_in_user(), thread=thread, **form.said())
        except DomainError as error:
            form.add_error(error)
        else:
            flash(SENT, "success")
            return redirect(url_for(".show_question", thread_id=thread.id))
    if thread.application_id is not None and not form.has_errors:
        return redirect(url_for(".show_received", application_id=thread.application_id))
    return render_template(
        "messages/show_question.html",
        vacancy=thread.vacancy,
        **_talk(thread),
        form=form,
        may_write=turns.school_may_answer(thread.vacancy, clock.now()),
        can_be_answered=turns.may_ask(thread.vacancy, clock.now()),
    )


@bp.post("/hiring/messages/<int:thread_id>/read")
@allow(can_answer, loader=load_received_thread)
def mark_read(thread: Thread) -> ResponseReturnValue:
    return read(thread, url_for(".show_question", thread_id=thread.id))


def _talk(thread: Thread | None) -> dict[str, object]:
    return {
        "thread": thread,
        "lines": presenting.lines(thread, Side.school),
        "is_unread": presenting.is_unread(signed_in_user(), thread, Side.school),
    }
