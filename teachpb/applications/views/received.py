"""The school's side: what has come in, the pipeline of a vacancy, one application and its next step."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts.models import User
from teachpb.applications import operations, presenting, queries, rows, wording
from teachpb.applications.desk import staff_desk
from teachpb.applications.forms import BulkForm, MoveForm
from teachpb.applications.forms.deciding import BULK_STATES
from teachpb.applications.models import Application, Mover, is_back_step, possible_moves
from teachpb.applications.policies import can_handle, can_move, can_read, can_read_of, can_see_received
from teachpb.applications.presenting import TAB_STATES, Tab
from teachpb.applications.registry import bulk_actions_for, saved_words_for, step_pages, tools_for
from teachpb.applications.rules import asks_status, is_teaching
from teachpb.applications.views.blueprint import bp, load_known_vacancy, load_received
from teachpb.db import DomainError, db, transaction
from teachpb.schools.acting import acting_organisation
from teachpb.schools.models import OrganisationKind
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import reach_of
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import paginate

ONE = "/hiring/applications/<int:application_id>"
PIPELINE = "/hiring/vacancies/<int:vacancy_id>/applications"


@bp.get("/hiring/applications")
@allow(can_see_received)
def list_received() -> ResponseReturnValue:
    """Everything sent to the organisation the person acts for, newest first."""
    organisation = acting_organisation(OrganisationKind.school, OrganisationKind.trust) or abort(404)
    only_new = request.args.get("only") == "new"
    page = paginate(queries.received(signed_in_user(), reach_of(organisation), only_new=only_new))
    return render_template(
        "applications/list_received.html", organisation=organisation, page=page, only_new=only_new, wording=wording
    )


@bp.get(PIPELINE)
@allow(can_read_of, loader=load_known_vacancy)
def list_applicants(vacancy: Vacancy) -> ResponseReturnValue:
    return _pipeline(vacancy, _asked_tab(), None)


@bp.post(PIPELINE)
@allow(can_handle, loader=load_known_vacancy)
def move_several(vacancy: Vacancy) -> ResponseReturnValue:
    """One step with all that were ticked; those that cannot take it any more are left, and it says so."""
    tab = _asked_tab() or abort(400)
    form = _bulk_form(vacancy, tab) or abort(400)
    ticked = [int(value) for value in request.form.getlist("application") if value.isdecimal() and len(value) < 10]
    question = queries.received_of(signed_in_user(), vacancy, TAB_STATES[tab])
    chosen = list(db.session.scalars(question.where(Application.id.in_(ticked)))) if ticked else []
    if not chosen:
        form.add_error(None, "Tick at least one application")
    if not form.validate() or not chosen:
        return _pipeline(vacancy, tab, form, ticked)
    with transaction():
        moved, left = operations.move_several(actor=signed_in_user(), applications=chosen, **form.answers())
    people = "candidate has" if moved == 1 else "candidates have"
    stands = wording.staff_label(form.state.data).lower()
    flash(f"{moved} {people} been moved to “{stands}” and told by email.", "success")
    if left:
        flash(f"{left} could not be moved: they have changed in the meantime.", "error")
    return redirect(url_for(".list_applicants", vacancy_id=vacancy.id, tab=tab.value))


def _pipeline(
    vacancy: Vacancy, tab: Tab | None, form: BulkForm | None, ticked: list[int] | None = None
) -> ResponseReturnValue:
    user: User = signed_in_user()
    counts = queries.state_counts(user, vacancy)
    sums = {each: sum(counts[state] for state in states) for each, states in TAB_STATES.items()}
    tab = tab or next((each for each in Tab if sums[each]), Tab.new)
    page = paginate(queries.pipeline_of(user, vacancy, TAB_STATES[tab]), per_page=50)
    handles = can_handle(user, vacancy)
    return render_template(
        "applications/list_applicants.html",
        vacancy=vacancy,
        tab=tab,
        tabs=list(Tab),
        counts=sums,
        page=page,
        form=form or (_bulk_form(vacancy, tab) if handles and page.total else None),
        handles=handles,
        tools=tools_for(user, vacancy),
        bulk_actions=bulk_actions_for(user, vacancy, TAB_STATES[tab]) if page.total else [],
        ticked=ticked or [],
        shows_state=len(TAB_STATES[tab]) > 1,
        has_status=is_teaching(vacancy),
        qts_words=wording.QTS_WORDS,
        wording=wording,
    )


def _asked_tab() -> Tab | None:
    asked = request.args.get("tab", "")
    return Tab(asked) if asked in list(Tab) else None


def _bulk_form(vacancy: Vacancy, tab: Tab) -> BulkForm | None:
    """The steps all of a tab may take together; None when there are none."""
    if len(TAB_STATES[tab]) > 1:
        return None
    before = TAB_STATES[tab][0]
    moves = possible_moves(before, Mover.staff)
    states = [state for state in moves if state in BULK_STATES and not is_back_step(before, state)]
    if not states:
        return None
    form = BulkForm.offering(states, before)
    form.offer(saved_words_for(signed_in_user(), vacancy))
    return form


@bp.get(ONE)
@allow(can_read, loader=load_received)
def show_received(application: Application) -> ResponseReturnValue:
    return _application_page(application, _move_form(application))


@bp.post(ONE)
@allow(can_move, loader=load_received)
def move_received(application: Application) -> ResponseReturnValue:
    form = _move_form(application)
    if form.validate():
        try:
            with transaction():
                operations.move(actor=signed_in_user(), application=application, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            stands = wording.staff_label(application.state).lower()
            flash(f"{application.name_for_staff}: {stands}. We have emailed the candidate.", "success")
            return redirect(url_for(".show_received", application_id=application.id))
    return _application_page(application, form)


def _move_form(application: Application) -> MoveForm:
    form = MoveForm(application=application)
    form.offer(saved_words_for(signed_in_user(), application.vacancy))
    return form


def _application_page(application: Application, form: MoveForm) -> ResponseReturnValue:
    moves = can_move(signed_in_user(), application)
    pages = step_pages()
    return render_template(
        "applications/show_received.html",
        **staff_desk(application),
        own_pages=[pages[state] for state in possible_moves(application.state, Mover.staff) if state in pages],
        form=form if moves and form.state.choices else None,
        moves=moves,
        has_status=asks_status(application),
        presenting=presenting,
        rows=rows,
        back=presenting.back_moves(application),
        wording=wording,
    )
