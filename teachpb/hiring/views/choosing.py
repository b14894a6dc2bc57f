"""A candidate chooses a time for the interview."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications.desk import own_desk
from teachpb.applications.models import Application
from teachpb.applications.policies import is_own
from teachpb.db import DomainError, transaction
from teachpb.hiring import operations, queries
from teachpb.hiring.forms import ChooseForm, NoneSuitsForm
from teachpb.hiring.queries.interviews import INVITED_STATES
from teachpb.hiring.views.blueprint import OWN, bp, load_own
from teachpb.web.access import allow, signed_in_user


@bp.get(f"{OWN}/interview")
@allow(is_own, loader=load_own)
def show_interview(application: Application) -> ResponseReturnValue:
    return _page(application, None, NoneSuitsForm(prefix="none-"))


@bp.post(f"{OWN}/interview")
@allow(is_own, loader=load_own)
def choose_time(application: Application) -> ResponseReturnValue:
    form = _choose_form(application)
    if form.validate():
        try:
            with transaction():
                operations.choose_slot(actor=signed_in_user(), application=application, slot_id=form.slot_id.data)
        except DomainError as error:
            form = _choose_form(application)
            form.add_error(error)
        else:
            flash("The time is yours. We have emailed you an entry for your calendar.", "success")
            return redirect(url_for(".show_interview", application_id=application.id))
    return _page(application, form, NoneSuitsForm(None, prefix="none-"))


@bp.post(f"{OWN}/interview/none-suits")
@allow(is_own, loader=load_own)
def say_none_suits(application: Application) -> ResponseReturnValue:
    form = NoneSuitsForm(prefix="none-")
    if form.validate():
        try:
            with transaction():
                operations.say_none_suits(actor=signed_in_user(), application=application, note=form.note.data)
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The school has been told that none of the times suits you.", "success")
            return redirect(url_for(".show_interview", application_id=application.id))
    return _page(application, None, form)


def _choose_form(application: Application) -> ChooseForm:
    now = clock.now()
    open_days = [each for each in queries.invitations_of(application) if each.day.takes_choices(now)]
    return ChooseForm.offering(open_days if application.state in INVITED_STATES else [], application)


def _page(application: Application, chosen: ChooseForm | None, none: NoneSuitsForm) -> ResponseReturnValue:
    form = chosen or _choose_form(application)
    invitations = queries.invitations_of(application)
    mine = queries.slots_of(application)
    return render_template(
        "hiring/show_interview.html",
        **own_desk(application, "Interview"),
        invitations=[each for each in invitations if each.day.cancelled_at is None],
        mine=mine,
        choose=form if form.slot_id.choices else None,
        none_form=none,
        said_none=any(each.none_suits_at for each in invitations),
        form=none if none.has_errors else form,
    )
