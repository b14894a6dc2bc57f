"""Interview days as staff plan them."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.policies import can_handle, can_read_of
from teachpb.db import DomainError, transaction
from teachpb.hiring import operations, presenting, queries
from teachpb.hiring.forms import AssignForm, CancelForm, DayForm, InviteForm, NewDayForm, SlotForm
from teachpb.hiring.models import InterviewDay
from teachpb.hiring.policies import can_plan_day, can_see_day
from teachpb.hiring.views.blueprint import VACANCY, bp, load_vacancy, of_vacancy
from teachpb.vacancies.models import Vacancy
from teachpb.web.access import allow, signed_in_user

DAYS = f"{VACANCY}/interviews"
DAY = "/hiring/interviews/<int:day_id>"


def load_day(user: User | None, day_id: int) -> InterviewDay | None:
    return queries.get_day(user, day_id)


@bp.get(DAYS)
@allow(can_read_of, loader=load_vacancy)
def list_days(vacancy: Vacancy) -> ResponseReturnValue:
    return render_template(
        "hiring/list_days.html",
        **of_vacancy(vacancy, "Interviews"),
        days=queries.days_of(vacancy),
        handles=can_handle(signed_in_user(), vacancy),
    )


@bp.route(f"{DAYS}/new", methods=["GET", "POST"])
@allow(can_handle, loader=load_vacancy)
def plan_day(vacancy: Vacancy) -> ResponseReturnValue:
    form = NewDayForm(data={"count": 5, "slot_minutes": 45, "pause_minutes": 15, "rooms": 1})
    if form.validate_on_submit():
        try:
            with transaction():
                day = operations.plan_day(actor=signed_in_user(), vacancy=vacancy, plan=form.plan(), **form.shape())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The day is planned. Now invite candidates to it.", "success")
            return redirect(url_for(".invite_candidates", day_id=day.id))
    return render_template("hiring/edit_day.html", **of_vacancy(vacancy, "Plan an interview day"), form=form, day=None)


@bp.get(DAY)
@allow(can_see_day, loader=load_day)
def show_day(day: InterviewDay) -> ResponseReturnValue:
    return _day_page(day, AssignForm.offering(day), SlotForm.offering(day))


@bp.route(f"{DAY}/change", methods=["GET", "POST"])
@allow(can_plan_day, loader=load_day)
def change_day(day: InterviewDay) -> ResponseReturnValue:
    form = DayForm.of_day(day)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.change_day(actor=signed_in_user(), day=day, plan=form.plan())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The day is changed. Whoever it concerns has been told.", "success")
            return redirect(url_for(".show_day", day_id=day.id))
    return render_template(
        "hiring/edit_day.html", **of_vacancy(day.vacancy, "Change the interview day"), form=form, day=day
    )


@bp.route(f"{DAY}/cancel", methods=["GET", "POST"])
@allow(can_plan_day, loader=load_day)
def cancel_day(day: InterviewDay) -> ResponseReturnValue:
    form = CancelForm()
    if form.validate_on_submit():
        with transaction():
            operations.cancel_day(actor=signed_in_user(), day=day, reason=form.reason.data)
        flash("The day is cancelled. Everybody who was invited has been told.", "success")
        return redirect(url_for(".list_days", vacancy_id=day.vacancy_id))
    return render_template(
        "hiring/cancel_day.html", **of_vacancy(day.vacancy, "Cancel the interview day"), form=form, day=day
    )


@bp.route(f"{DAY}/invite", methods=["GET", "POST"])
@allow(can_plan_day, loader=load_day)
def invite_candidates(day: InterviewDay) -> ResponseReturnValue:
    user = signed_in_user()
    people = queries.invitable(user, day)
    form = InviteForm.offering(people)
    if form.validate_on_submit():
        chosen = [each for each in people if each.id in form.candidates.data]
        try:
            with transaction():
                count = operations.invite(actor=user, day=day, candidates=chosen, message=form.message.data)
        except DomainError as error:
            form.add_error(error)
        else:
            flash(f"{count} {'candidate has' if count == 1 else 'candidates have'} been invited by email.", "success")
            return redirect(url_for(".show_day", day_id=day.id))
    return render_template(
        "hiring/invite.html", **of_vacancy(day.vacancy, "Invite candidates"), form=form, day=day, people=people
    )


@bp.post(f"{DAY}/assign")
@allow(can_plan_day, loader=load_day)
def assign_slot(day: InterviewDay) -> ResponseReturnValue:
    form = AssignForm.offering(day)
    if form.validate():
        try:
            with transaction():
                operations.assign_slot(actor=signed_in_user(), day=day, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The time is theirs. They have been told.", "success")
            return redirect(url_for(".show_day", day_id=day.id))
    return _day_page(day, form, SlotForm.offering(day))


@bp.post(f"{DAY}/slots")
@allow(can_plan_day, loader=load_day)
def add_slot(day: InterviewDay) -> ResponseReturnValue:
    form = SlotForm.offering(day)
    if form.validate():
        try:
            with transaction():
                operations.add_slot(actor=signed_in_user(), day=day, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The time is added.", "success")
            return redirect(url_for(".show_day", day_id=day.id))
    return _day_page(day, AssignForm.offering(day), form)


@bp.get(f"{DAY}/calendar.ics")
@allow(can_see_day, loader=load_day)
def download_calendar(day: InterviewDay) -> ResponseReturnValue:
    """The day for the calendars of the panel."""
    response = Response(presenting.staff_calendar(day, clock.now()), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="interviews-{day.day.isoformat()}.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _day_page(day: InterviewDay, assign: AssignForm, slot: SlotForm) -> ResponseReturnValue:
    handles = can_plan_day(signed_in_user(), day) and day.cancelled_at is None
    return render_template(
        "hiring/show_day.html",
        **of_vacancy(day.vacancy, "Interview day"),
        day=day,
        handles=handles,
        without=presenting.without_time(day),
        assign=assign,
        slot_form=slot,
        form=assign if assign.has_errors else slot,
    )
