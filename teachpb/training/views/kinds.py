"""The kinds of training that run out: the officers' list."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.db import DomainError, transaction
from teachpb.training import operations, policies, queries
from teachpb.training.forms import KindForm
from teachpb.training.models import TrainingKind
from teachpb.web.access import allow, signed_in_user

bp = Blueprint("kinds", __name__, url_prefix="/office/training-kinds")


def load_kind(user: Any, kind_id: int) -> TrainingKind | None:
    return queries.get_kind(kind_id) if policies.looks_after_kinds(user) else None


def can_edit_kind(user: Any, _kind: TrainingKind) -> bool:
    return policies.looks_after_kinds(user)


@bp.get("")
@allow(policies.looks_after_kinds)
def list_kinds() -> ResponseReturnValue:
    return render_template("training/list_kinds.html", kinds=queries.all_kinds(), today=clock.today())


@bp.post("/usual")
@allow(policies.looks_after_kinds)
def add_usual() -> ResponseReturnValue:
    with transaction():
        count = operations.add_usual_kinds(actor=signed_in_user())
    flash(f"Added: {count}. Check each before schools rely on it.", "success")
    return redirect(url_for(".list_kinds"))


@bp.route("/new", methods=["GET", "POST"])
@allow(policies.looks_after_kinds)
def add_kind() -> ResponseReturnValue:
    return _edit(None, KindForm(data={"is_active": True}))


@bp.route("/<int:kind_id>", methods=["GET", "POST"])
@allow(can_edit_kind, loader=load_kind)
def edit_kind(kind: TrainingKind) -> ResponseReturnValue:
    return _edit(kind, KindForm.for_kind(kind))


def _edit(kind: TrainingKind | None, form: KindForm) -> ResponseReturnValue:
    courses = queries.offered_courses()
    form.offer(courses)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.save_kind(actor=signed_in_user(), kind=kind, details=form.details(courses))
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Saved.", "success")
            return redirect(url_for(".list_kinds"))
    return render_template("training/edit_kind.html", form=form, kind=kind)
