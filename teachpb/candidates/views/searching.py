"""Schools look for candidates, keep searches, and invite people to apply."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb.candidates import operations, presenting, queries
from teachpb.candidates.forms import InviteForm, NameForm
from teachpb.candidates.models import CandidateProfile, CandidateSearch
from teachpb.candidates.policies import can_search, can_see, is_own_search
from teachpb.candidates.views.blueprint import bp, load_search, load_seen
from teachpb.db import DomainError, transaction
from teachpb.schools.acting import acting_organisation
from teachpb.schools.models import Organisation, OrganisationKind
from teachpb.web.access import allow, signed_in_user
from teachpb.web.pagination import paginate

HERE = "/hiring/candidates"


def _ours() -> Organisation:
    return acting_organisation(OrganisationKind.school, OrganisationKind.trust) or abort(404)


@bp.get(HERE)
@allow(can_search)
def list_candidates() -> ResponseReturnValue:
    asked = presenting.read_search(_ours())
    page = paginate(queries.find(signed_in_user(), asked.wanted))
    return _list(asked, page, NameForm(formdata=None))


@bp.post(f"{HERE}/searches")
@allow(can_search)
def save_search() -> ResponseReturnValue:
    """Keep the search in the address under a name."""
    asked = presenting.read_search(_ours())
    form = NameForm()
    if form.validate():
        try:
            with transaction():
                operations.save_search(actor=signed_in_user(), name=form.name.data, query=asked.query[:500])
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The search is saved.", "success")
            return redirect(url_for(".list_candidates", **asked.arguments))
    return _list(asked, paginate(queries.find(signed_in_user(), asked.wanted)), form)


def _list(asked: presenting.Asked, page: object, form: NameForm) -> ResponseReturnValue:
    return render_template(
        "candidates/list_candidates.html",
        asked=asked,
        page=page,
        form=form,
        searches=queries.searches_of(signed_in_user()),
        presenting=presenting,
    )


@bp.post(f"{HERE}/searches/<int:search_id>/delete")
@allow(is_own_search, loader=load_search)
def delete_search(search: CandidateSearch) -> ResponseReturnValue:
    with transaction():
        operations.delete_search(actor=signed_in_user(), search=search)
    flash("The search is deleted.", "success")
    return redirect(url_for(".list_candidates"))


@bp.route(f"{HERE}/<int:profile_id>", methods=["GET", "POST"])
@allow(can_see, loader=load_seen)
def show_candidate(profile: CandidateProfile) -> ResponseReturnValue:
    """One profile, and the invitation below it."""
    vacancies = queries.invitable(signed_in_user())
    known = queries.invited_to(profile.user_id, vacancies)
    form = InviteForm.offering([each for each in vacancies if each.id not in known or request.method == "POST"])
    if form.validate_on_submit():
        try:
            with transaction():
                new = operations.invite(actor=signed_in_user(), profile=profile, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("Your invitation is on its way." if new else "You had invited them to this job already.", "success")
            return redirect(url_for(".show_candidate", profile_id=profile.id))
    return render_template(
        "candidates/show_candidate.html",
        profile=profile,
        form=form,
        invited=[each for each in vacancies if each.id in known],
        has_jobs=bool(vacancies),
    )
