"""The same words to several candidates."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from teachpb.applications.models import Application
from teachpb.applications.queries import received_of
from teachpb.db import db, transaction
from teachpb.messages import operations, queries
from teachpb.messages.forms import MessageForm
from teachpb.messages.policies import can_write_to_several
from teachpb.messages.turns import SCHOOL_WRITES
from teachpb.messages.views.blueprint import bp, load_vacancy
from teachpb.messages.wording import chosen_words
from teachpb.vacancies.models import Vacancy
from teachpb.web.access import allow, signed_in_user

NOBODY = "Tick at least one application to write to."


@bp.post("/hiring/vacancies/<int:vacancy_id>/message")
@allow(can_write_to_several, loader=load_vacancy)
def choose_recipients(vacancy: Vacancy) -> ResponseReturnValue:
    """From the ticked rows of the pipeline to the page where the message is written."""
    chosen = _chosen(vacancy, request.form)
    if not chosen:
        flash(NOBODY, "error")
        return redirect(url_for("applications.list_applicants", vacancy_id=vacancy.id))
    return redirect(url_for(".write_several", vacancy_id=vacancy.id, application=[each.id for each in chosen]))


@bp.route("/hiring/vacancies/<int:vacancy_id>/message/write", methods=["GET", "POST"])
@allow(can_write_to_several, loader=load_vacancy)
def write_several(vacancy: Vacancy) -> ResponseReturnValue:
    chosen = _chosen(vacancy, request.args)
    if not chosen:
        flash(NOBODY, "error")
        return redirect(url_for("applications.list_applicants", vacancy_id=vacancy.id))
    form = MessageForm(data={"body": chosen_words(vacancy, request.args.get("words", ""))})
    if form.validate_on_submit():
        with transaction():
            written, left = operations.write_to_several(actor=signed_in_user(), applications=chosen, **form.said())
        flash(f"{written} {'candidate has' if written == 1 else 'candidates have'} been written to.", "success")
        if left:
            flash(f"{left} could not be written to: they have withdrawn in the meantime.", "error")
        return redirect(url_for("applications.list_applicants", vacancy_id=vacancy.id))
    return render_template(
        "messages/write_several.html",
        vacancy=vacancy,
        chosen=chosen,
        ids=[each.id for each in chosen],
        form=form,
        templates=queries.templates_for(vacancy),
    )


def _chosen(vacancy: Vacancy, given: MultiDict[str, str]) -> list[Application]:
    """Of the applications named, those of this vacancy that the person may write about."""
    ids = [int(value) for value in given.getlist("application") if value.isdecimal() and len(value) < 10]
    question = received_of(signed_in_user(), vacancy, tuple(SCHOOL_WRITES)).where(Application.id.in_(ids))
    return list(db.session.scalars(question)) if ids else []
