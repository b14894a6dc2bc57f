"""Saving a job, and the list of those saved."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import DomainError, transaction
from teachpb.extensions import csrf
from teachpb.saved import operations, presenting, queries
from teachpb.saved.forms import ButtonForm, NoteForm
from teachpb.saved.models import ReminderChoice, SavedVacancy
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.presenting import pay_words
from teachpb.vacancies.queries import get_public_vacancy
from teachpb.web.access import is_safe_target, public, signed_in, signed_in_user
from teachpb.web.csvfile import csv_response
from teachpb.web.templating import absolute_url

bp = Blueprint("saved", __name__)


def load_vacancy(_user: Any, slug: str) -> Vacancy | None:
    """An advert the public can read. What was removed is gone."""
    vacancy = get_public_vacancy(slug)
    if vacancy is not None and vacancy.state is VacancyState.removed:
        abort(410)
    return vacancy


def load_saved(user: Any, saved_id: int) -> SavedVacancy | None:
    return queries.get_saved(user, saved_id)


def load_choice(_user: Any, token: str) -> ReminderChoice | None:
    return queries.by_token(token)


@bp.after_request
def keep_private(response: Response) -> Response:
    """None of this is for search engines; a link in mail is kept from other sites too."""
    response.headers["X-Robots-Tag"] = "noindex"
    if "token" in (request.view_args or {}):
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.get("/jobs/<slug:slug>/save")
@signed_in(loader=load_vacancy)
def confirm_saving(vacancy: Vacancy) -> ResponseReturnValue:
    """Where the button leads who had to sign in first. By then it is saved; who comes here otherwise is asked."""
    if queries.saved_vacancy(signed_in_user(), vacancy.id):
        flash(f"“{vacancy.title}” is on your list of saved jobs.", "success")
        return redirect(url_for("vacancies.show_vacancy", slug=vacancy.slug))
    if not vacancy.is_open(clock.now()):
        flash("This job has closed, so it cannot be saved any more.", "error")
        return redirect(url_for("vacancies.show_vacancy", slug=vacancy.slug))
    return render_template("saved/confirm_saving.html", vacancy=vacancy, form=ButtonForm())


@bp.post("/jobs/<slug:slug>/save")
@signed_in(loader=load_vacancy)
def save_vacancy(vacancy: Vacancy) -> ResponseReturnValue:
    try:
        with transaction():
            operations.save_vacancy(actor=signed_in_user(), vacancy=vacancy, source=request.form.get("source", "")[:40])
    except DomainError as error:
        return _answer(vacancy, False, error.message, "error")
    return _answer(vacancy, True, f"“{vacancy.title}” is on your list of saved jobs.", "success")


@bp.post("/jobs/<slug:slug>/unsave")
@signed_in(loader=load_vacancy)
def unsave_vacancy(vacancy: Vacancy) -> ResponseReturnValue:
    with transaction():
        operations.unsave_vacancy(actor=signed_in_user(), vacancy=vacancy)
    return _answer(vacancy, False, f"“{vacancy.title}” is off your list.", "success")


def _answer(vacancy: Vacancy, is_saved: bool, words: str, category: str) -> ResponseReturnValue:
    """Back to the page the button stands on; to a script that asked for it, the button in its new state alone."""
    asked = request.form.get("back", "")
    back = asked if is_safe_target(asked) else url_for("vacancies.show_vacancy", slug=vacancy.slug)
    if request.headers.get("HX-Request") and category != "error":
        action = presenting.button(is_saved, is_known=True, back=back)
        page = render_template(action.template, job=vacancy, action=action)
        return page, 200, {"Vary": "HX-Request", "Cache-Control": "no-store"}
    flash(words, category)
    response = redirect(back)
    if request.headers.get("HX-Request"):
        response = make_response("", 200)
        response.headers["HX-Redirect"] = back
    return response


@bp.get("/account/saved-jobs")
@signed_in
def list_saved() -> ResponseReturnValue:
    user = signed_in_user()
    sort = request.args.get("sort", "")
    sort = sort if sort in queries.SORTS else next(iter(queries.SORTS))
    return render_template(
        "saved/list_saved.html",
        rows=presenting.rows(user, sort),
        sort=sort,
        sorts=queries.SORTS,
        wants_reminders=queries.wants_reminders(user),
    )


@bp.get("/account/saved-jobs.csv")
@signed_in
def download_saved() -> ResponseReturnValue:
    """The list as a table, for the person’s own use."""
    found = presenting.rows(signed_in_user(), "newest")
    header = ("Job", "School", "Pay", "Closes", "State", "Saved", "Your note", "Address")
    lines = [
        (
            row.card.title,
            row.card.school,
            pay_words(row.saved.vacancy),
            row.saved.vacancy.closes_at,
            {"open": "Open", "soon": "Closes soon"}.get(row.state, row.state.capitalize()),
            row.saved.saved_at,
            row.saved.note,
            absolute_url("vacancies.show_vacancy", slug=row.card.slug),
        )
        for row in found
    ]
    return csv_response("saved-jobs.csv", header, lines)


@bp.route("/account/saved-jobs/<int:saved_id>/note", methods=["GET", "POST"])
@signed_in(loader=load_saved)
def edit_note(saved: SavedVacancy) -> ResponseReturnValue:
    form = NoteForm(data={"note": saved.note})
    if form.validate_on_submit():
        with transaction():
            operations.write_note(actor=signed_in_user(), saved=saved, note=form.note.data)
        flash("Your note is saved.", "success")
        return redirect(url_for(".list_saved"))
    return render_template("saved/edit_note.html", form=form, saved=saved)


@bp.post("/account/saved-jobs/<int:saved_id>/remove")
@signed_in(loader=load_saved)
def remove_saved(saved: SavedVacancy) -> ResponseReturnValue:
    title = saved.vacancy.title
    with transaction():
        operations.remove_saved(actor=signed_in_user(), saved=saved)
    flash(f"“{title}” is off your list.", "success")
    return redirect(url_for(".list_saved"))


@bp.post("/account/saved-jobs/reminders")
@signed_in
def change_reminders() -> ResponseReturnValue:
    is_on = request.form.get("reminders") == "on"
    with transaction():
        operations.set_reminders(actor=signed_in_user(), is_on=is_on)
    flash("We will remind you before saved jobs close." if is_on else "We will not remind you any more.", "success")
    return redirect(url_for(".list_saved"))


@bp.route("/account/saved-jobs/stop-reminders/<token:token>", methods=["GET", "POST"])
@public(loader=load_choice)
def stop_reminders(choice: ReminderChoice) -> ResponseReturnValue:
    """One click (RFC 8058): mail programs POST here without a session, and are not redirected. People get a page with a
    button first, because looking changes nothing. The signed link is the permission."""
    if request.method == "POST":
        with transaction():
            operations.stop_reminders(choice=choice)
        if request.form.get("List-Unsubscribe") == "One-Click":
            return make_response("Stopped. We will not remind you any more.\n", 200, {"Content-Type": "text/plain"})
        return redirect(url_for(".stop_reminders", **(request.view_args or {})), 303)
    return render_template("saved/stop_reminders.html", form=ButtonForm(), is_on=choice.is_on)


csrf.exempt(stop_reminders)
