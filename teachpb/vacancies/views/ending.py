"""Later, earlier, or away: what ends an advert is asked on a page of its own, and done by POST."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import DomainError, transaction
from teachpb.vacancies import operations
from teachpb.vacancies.actions import Action
from teachpb.vacancies.errors import Incomplete
from teachpb.vacancies.forms import EndForm, ExtendForm, OutcomeForm
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.policies import can_manage
from teachpb.vacancies.views.blueprint import BASE, bp, done, load_managed, not_now
from teachpb.web.access import allow, signed_in_user
from teachpb.web.templating import format_datetime


@bp.route(f"{BASE}/extend", methods=["GET", "POST"])
@allow(can_manage, loader=load_managed)
def extend(vacancy: Vacancy) -> ResponseReturnValue:
    too_late = not_now(Action.extend, vacancy)
    if too_late is not None:
        return too_late
    form = ExtendForm.for_vacancy(vacancy)
    if form.validate_on_submit() and _extend(form, vacancy):
        return done(vacancy, f"The vacancy now closes at {format_datetime(form.moment)}.")
    return render_template("vacancies/extend.html", vacancy=vacancy, form=form)


def _extend(form: ExtendForm, vacancy: Vacancy) -> bool:
    reason, words = form.reason.data, form.words.data
    try:
        with transaction():
            operations.extend(
                actor=signed_in_user(),
                vacancy=vacancy,
                closes_at=form.moment,
                reason=reason,
                words=words,
                start=form.start,
            )
    except Incomplete as error:
        for problem in error.problems:
            form.add_error(problem.field, problem.message)
    except DomainError as error:
        form.add_error(error)
    return not form.has_errors


@bp.route(f"{BASE}/end", methods=["GET", "POST"])
@allow(can_manage, loader=load_managed)
def end_early(vacancy: Vacancy) -> ResponseReturnValue:
    too_late = not_now(Action.end_early, vacancy)
    if too_late is not None:
        return too_late
    form = EndForm()
    if form.validate_on_submit():
        with transaction():
            operations.end_early(actor=signed_in_user(), vacancy=vacancy, **form.answers())
        return done(vacancy, "The vacancy has closed. Nobody can apply any more.")
    return render_template("vacancies/end.html", vacancy=vacancy, form=form)


@bp.route(f"{BASE}/outcome", methods=["GET", "POST"])
@allow(can_manage, loader=load_managed)
def record_outcome(vacancy: Vacancy) -> ResponseReturnValue:
    too_early = not_now(Action.record_outcome, vacancy)
    if too_early is not None:
        return too_early
    form = OutcomeForm.for_vacancy(vacancy)
    if form.validate_on_submit():
        with transaction():
            operations.record_outcome(actor=signed_in_user(), vacancy=vacancy, **form.answers())
        return done(vacancy, "Thank you. That helps the city to see what works.")
    return render_template("vacancies/outcome.html", vacancy=vacancy, form=form)


@bp.route(f"{BASE}/remove", methods=["GET"])
@allow(can_manage, loader=load_managed)
def confirm_removal(vacancy: Vacancy) -> ResponseReturnValue:
    return render_template("vacancies/remove.html", vacancy=vacancy, state=vacancy.state_at(clock.now()))


@bp.post(f"{BASE}/remove")
@allow(can_manage, loader=load_managed)
def remove(vacancy: Vacancy) -> ResponseReturnValue:
    with transaction():
        operations.remove(actor=signed_in_user(), vacancy=vacancy)
    flash("The vacancy has been removed.", "success")
    return redirect(url_for(".list_posted"))
