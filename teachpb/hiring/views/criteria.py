"""The criteria of a vacancy."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.db import DomainError, transaction
from teachpb.hiring import operations, queries
from teachpb.hiring.common_criteria import BY_NAME, Line
from teachpb.hiring.forms import CopyForm, CriterionForm
from teachpb.hiring.models import Criterion, Stage
from teachpb.hiring.policies import can_set_criteria
from teachpb.hiring.views.blueprint import VACANCY, bp, load_vacancy, of_vacancy
from teachpb.vacancies.models import Vacancy
from teachpb.web.access import allow, signed_in_user

CRITERIA = f"{VACANCY}/criteria"


@bp.get(CRITERIA)
@allow(can_set_criteria, loader=load_vacancy)
def list_criteria(vacancy: Vacancy) -> ResponseReturnValue:
    return _list(vacancy, _copy_form(vacancy))


@bp.post(f"{CRITERIA}/copy")
@allow(can_set_criteria, loader=load_vacancy)
def copy_criteria(vacancy: Vacancy) -> ResponseReturnValue:
    form = _copy_form(vacancy)
    if form.validate():
        lines = _lines(vacancy, str(form.source.data))
        try:
            with transaction():
                count = operations.copy_criteria(actor=signed_in_user(), vacancy=vacancy, lines=lines)
        except DomainError as error:
            form.add_error(error)
        else:
            words = {0: "They are all there already.", 1: "One criterion is added."}
            flash(words.get(count, f"{count} criteria are added. Change them until they fit your job."), "success")
            return redirect(url_for(".list_criteria", vacancy_id=vacancy.id))
    return _list(vacancy, form)


@bp.route(f"{CRITERIA}/new", methods=["GET", "POST"])
@allow(can_set_criteria, loader=load_vacancy)
def add_criterion(vacancy: Vacancy) -> ResponseReturnValue:
    form = CriterionForm(data={"weight": 3, "stage": Stage.shortlisting})
    if form.validate_on_submit():
        try:
            with transaction():
                operations.add_criterion(actor=signed_in_user(), vacancy=vacancy, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The criterion is added.", "success")
            return redirect(url_for(".list_criteria", vacancy_id=vacancy.id))
    has_begun = queries.has_scores(vacancy)
    return render_template(
        "hiring/edit_criterion.html", **of_vacancy(vacancy, "Add a criterion"), form=form, asks_reason=has_begun
    )


@bp.route(f"{CRITERIA}/<int:criterion_id>", methods=["GET", "POST"])
@allow(can_set_criteria, loader=load_vacancy)
def edit_criterion(vacancy: Vacancy, criterion_id: int) -> ResponseReturnValue:
    criterion = _criterion(vacancy, criterion_id)
    form = CriterionForm.from_record(criterion)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.change_criterion(
                    actor=signed_in_user(), vacancy=vacancy, criterion=criterion, **form.answers()
                )
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The criterion is changed.", "success")
            return redirect(url_for(".list_criteria", vacancy_id=vacancy.id))
    return render_template(
        "hiring/edit_criterion.html", **of_vacancy(vacancy, "Change a criterion"), form=form, asks_reason=False
    )


@bp.post(f"{CRITERIA}/<int:criterion_id>/remove")
@allow(can_set_criteria, loader=load_vacancy)
def remove_criterion(vacancy: Vacancy, criterion_id: int) -> ResponseReturnValue:
    criterion = queries.get_criterion(vacancy, criterion_id)
    try:
        with transaction():
            if criterion is not None:
                operations.remove_criterion(actor=signed_in_user(), vacancy=vacancy, criterion=criterion)
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("The criterion is removed.", "success")
    return redirect(url_for(".list_criteria", vacancy_id=vacancy.id))


def _criterion(vacancy: Vacancy, criterion_id: int) -> Criterion:
    return queries.get_criterion(vacancy, criterion_id) or abort(404)


def _copy_form(vacancy: Vacancy) -> CopyForm:
    return CopyForm.offering(queries.earlier_vacancies(signed_in_user(), vacancy))


def _lines(vacancy: Vacancy, source: str) -> list[Line]:
    """What the form has offered: a common set, or the criteria of one of the person's own vacancies."""
    if source in BY_NAME:
        return list(BY_NAME[source].lines)
    earlier = load_vacancy(signed_in_user(), int(source)) or abort(404)
    return [(each.text, each.weight, each.need, each.stage) for each in queries.criteria_of(earlier)]


def _list(vacancy: Vacancy, form: CopyForm) -> ResponseReturnValue:
    criteria = queries.criteria_of(vacancy)
    begun = queries.stages_begun(vacancy)
    return render_template(
        "hiring/list_criteria.html",
        **of_vacancy(vacancy, "Criteria"),
        stages=[(stage, [each for each in criteria if each.stage is stage], stage in begun) for stage in Stage],
        form=form,
        may_copy=not begun,
    )
