"""Back to draft, and once more: each asked on a page of its own, and done by POST."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.db import DomainError, transaction
from teachpb.vacancies import operations, queries
from teachpb.vacancies.actions import Action
from teachpb.vacancies.forms import RelistForm
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.policies import can_manage
from teachpb.vacancies.views.blueprint import BASE, bp, load_managed, not_now
from teachpb.web.access import allow, signed_in_user


@bp.get(f"{BASE}/unschedule")
@allow(can_manage, loader=load_managed)
def confirm_unscheduling(vacancy: Vacancy) -> ResponseReturnValue:
    refused = not_now(Action.unschedule, vacancy)
    if refused is not None:
        return refused
    return render_template("vacancies/unschedule.html", vacancy=vacancy)


@bp.post(f"{BASE}/unschedule")
@allow(can_manage, loader=load_managed)
def unschedule(vacancy: Vacancy) -> ResponseReturnValue:
    refused = not_now(Action.unschedule, vacancy)
    if refused is not None:
        return refused
    with transaction():
        operations.unschedule(actor=signed_in_user(), vacancy=vacancy)
    flash("The vacancy is a draft again. Choose the day it appears and publish it when you are ready.", "success")
    return redirect(url_for(".show_tasks", vacancy_id=vacancy.id))


@bp.route(f"{BASE}/relist", methods=["GET", "POST"])
@allow(can_manage, loader=load_managed)
def relist(vacancy: Vacancy) -> ResponseReturnValue:
    refused = not_now(Action.relist, vacancy) or _waiting_draft(vacancy)
    if refused is not None:
        return refused
    form = RelistForm()
    if form.validate_on_submit():
        try:
            with transaction():
                twin = operations.relist(actor=signed_in_user(), vacancy=vacancy, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("This is a new draft with everything but the dates. Give it new dates and publish it.", "success")
            return redirect(url_for(".show_tasks", vacancy_id=twin.id))
    return render_template(
        "vacancies/relist.html", vacancy=vacancy, form=form, campaign=queries.campaign_of(vacancy), back=None
    )


def _waiting_draft(vacancy: Vacancy) -> ResponseReturnValue | None:
    """The draft somebody has made of it already, in another tab or on another day."""
    waiting = queries.waiting_relisting(vacancy)
    if waiting is None:
        return None
    flash("This vacancy is being listed again already. Here is the draft.")
    return redirect(url_for(".show_tasks", vacancy_id=waiting.id))
