"""Later, earlier, or away: what ends an advert is asked on a page of its own, and done by POST."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import DomainError, transaction
from teachpb.vacancies import operations
from teachpb.vacancies.forms import EndForm, ExtendForm, OutcomeForm
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.policies import can_manage
from teachpb.vacancies.views.blueprint import bp, load_managed
from teachpb.vacancies.views.posting import BASE
from teachpb.web.access import allow, signed_in_user
from teachpb.web.templating import format_datetime

CLOSED = frozenset({VacancyState.expired, VacancyState.ended_early})


@bp.route(f"{BASE}/extend", methods=["GET", "POST"])
@allow(can_manage, loader=load_managed)
def extend(vacancy: Vacancy) -> ResponseReturnValue:
    if vacancy.state_at(clock.now()) is not VacancyState.live:
        return _not_now(vacancy, "Only a vacancy that is live can be extended.")
    form = ExtendForm.for_vacancy(vacancy)
    if form.validate_on_submit():
        reason, words = form.reason.data, form.words.data
        try:
            with transaction():
                operations.extend(
                    actor=signed_in_user(), vacancy=vacancy, closes_at=form.moment, reason=reason, words=words
                )
        except DomainError as error:
            form.add_error(error)
        else:
            return _done(vacancy, f"The vacancy now closes at {format_datetime(form.moment)}.")
    return render_template("vacancies/extend.html", vacancy=vacancy, form=form)


@bp.route(f"{BASE}/end", methods=["GET", "POST"])
@allow(can_manage, loader=load_managed)
def end_early(vacancy: Vacancy) -> ResponseReturnValue:
    if vacancy.state_at(clock.now()) is not VacancyState.live:
        return _not_now(vacancy, "Only a vacancy that is live can be ended.")
    form = EndForm()
    if form.validate_on_submit():
        with transaction():
            operations.end_early(actor=signed_in_user(), vacancy=vacancy, outcome=form.outcome.data)
        return _done(vacancy, "The vacancy has closed. Nobody can apply any more.")
    return render_template("vacancies/end.html", vacancy=vacancy, form=form)


@bp.route(f"{BASE}/outcome", methods=["GET", "POST"])
@allow(can_manage, loader=load_managed)
def record_outcome(vacancy: Vacancy) -> ResponseReturnValue:
    if vacancy.state_at(clock.now()) not in CLOSED:
        return _not_now(vacancy, "Say what came of a vacancy once it has closed.")
    form = OutcomeForm(data={"outcome": vacancy.outcome})
    if form.validate_on_submit():
        with transaction():
            operations.record_outcome(actor=signed_in_user(), vacancy=vacancy, outcome=form.outcome.data)
        return _done(vacancy, "Thank you. That helps the city to see what works.")
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


def _done(vacancy: Vacancy, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for(".show_posted", vacancy_id=vacancy.id))


def _not_now(vacancy: Vacancy, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for(".show_posted", vacancy_id=vacancy.id))
