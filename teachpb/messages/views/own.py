"""The candidate's side: their threads, that of an application, and what they asked before applying."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications.desk import own_desk
from teachpb.applications.models import Application
from teachpb.db import DomainError, transaction
from teachpb.messages import operations, presenting, queries, turns
from teachpb.messages.forms import MessageForm
from teachpb.messages.models import Side, Thread
from teachpb.messages.policies import is_own_application, is_own_thread
from teachpb.messages.views.blueprint import bp, load_own_application, load_own_thread, read
from teachpb.web.access import allow, signed_in, signed_in_user
from teachpb.web.pagination import paginate

SENT = "Your message is sent to the school."


@bp.get("/account/messages")
@signed_in
def list_mine() -> ResponseReturnValue:
    user = signed_in_user()
    page = paginate(queries.own_threads(user))
    return render_template("messages/list_mine.html", page=page, rows=presenting.rows(user, page.items, Side.candidate))


@bp.route("/account/applications/<int:application_id>/messages", methods=["GET", "POST"])
@allow(is_own_application, loader=load_own_application)
def show_mine(application: Application) -> ResponseReturnValue:
    form = MessageForm()
    if form.validate_on_submit():
        try:
            with transaction():
                operations.write_to_school(actor=signed_in_user(), application=application, **form.said())
        except DomainError as error:
            form.add_error(error)
        else:
            flash(SENT, "success")
            return redirect(url_for(".show_mine", application_id=application.id))
    thread = queries.thread_of(application)
    may_write = turns.candidate_may_write(application, clock.now(), has_thread=thread is not None)
    return render_template(
        "messages/show_mine.html", **own_desk(application, "Messages"), **_talk(thread), form=form, may_write=may_write
    )


@bp.route("/account/messages/<int:thread_id>", methods=["GET", "POST"])
@allow(is_own_thread, loader=load_own_thread)
def show_my_question(thread: Thread) -> ResponseReturnValue:
    form = MessageForm()
    if form.validate_on_submit():
        try:
            with transaction():
                operations.ask(actor=signed_in_user(), vacancy=thread.vacancy, **form.said())
        except DomainError as error:
            form.add_error(error)
        else:
            flash(SENT, "success")
            return redirect(url_for(".show_my_question", thread_id=thread.id))
    if thread.application_id is not None and not form.has_errors:
        return redirect(url_for(".show_mine", application_id=thread.application_id))
    return render_template(
        "messages/show_my_question.html",
        vacancy=thread.vacancy,
        **_talk(thread),
        form=form,
        may_write=turns.may_ask(thread.vacancy, clock.now()),
    )


@bp.post("/account/messages/<int:thread_id>/read")
@allow(is_own_thread, loader=load_own_thread)
def mark_mine_read(thread: Thread) -> ResponseReturnValue:
    return read(thread, url_for(".show_my_question", thread_id=thread.id))


def _talk(thread: Thread | None) -> dict[str, object]:
    return {
        "thread": thread,
        "lines": presenting.lines(thread, Side.candidate),
        "is_unread": presenting.is_unread(signed_in_user(), thread, Side.candidate),
    }
