"""Where a school's staff write its profile: overview, one page for each part, preview, and “still true”."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts.models import User
from teachpb.db import DomainError, transaction
from teachpb.schools import operations, queries
from teachpb.schools.acting import acting_organisation
from teachpb.schools.completeness import completeness
from teachpb.schools.forms.profile import FORMS, PictureForm, TrustForm
from teachpb.schools.models import Organisation, School, Trust
from teachpb.schools.policies import can_edit_profile, is_hiring_staff
from teachpb.schools.presenting import picture_of, profile_page
from teachpb.schools.sections import DEFAULT_SAFEGUARDING, Section
from teachpb.schools.views.blueprint import bp
from teachpb.web.access import allow, signed_in_user
from teachpb.web.converters import use_enum
from teachpb.web.forms import BaseForm

use_enum(bp, "profile_section", Section)


def load_known_school(_user: User, slug: str) -> School | None:
    """Any open school: everybody may know of those."""
    school = queries.get_school(slug)
    return school if school is not None and school.is_open else None


def load_known_trust(_user: User, slug: str) -> Trust | None:
    return queries.get_trust(slug)


@bp.get("/hiring/profile")
@allow(is_hiring_staff)
def list_profiles() -> ResponseReturnValue:
    """Everything the person may edit for whom they act: straight to the school when it is one."""
    organisation = acting_organisation()
    schools = _editable_schools(organisation)
    if isinstance(organisation, School) and schools:
        return redirect(url_for(".edit_profile", slug=organisation.slug))
    trust = (
        organisation if isinstance(organisation, Trust) and can_edit_profile(signed_in_user(), organisation) else None
    )
    rows = [(school, completeness(school.profile)) for school in schools]
    rows.sort(key=lambda row: (row[1].percent, row[0].name))
    return render_template("schools/list_profiles.html", trust=trust, rows=rows)


@bp.get("/hiring/profile/<slug:slug>")
@allow(can_edit_profile, loader=load_known_school)
def edit_profile(school: School) -> ResponseReturnValue:
    state = completeness(school.profile)
    return render_template(
        "schools/edit_profile.html", school=school, profile=school.profile, state=state, sections=list(Section)
    )


@bp.route("/hiring/profile/<slug:slug>/<profile_section:section>", methods=["GET", "POST"])
@allow(can_edit_profile, loader=load_known_school)
def edit_section(school: School, section: Section) -> ResponseReturnValue:
    form = FORMS[section](obj=school.profile)
    if section is Section.safeguarding and not form.safeguarding.data and not form.is_submitted():
        form.safeguarding.data = DEFAULT_SAFEGUARDING
    if form.validate_on_submit() and _save(school, section, form):
        flash(f"“{section.label}” is saved and can be seen by everybody.", "success")
        return redirect(url_for(".edit_profile", slug=school.slug))
    return render_template(
        "schools/edit_section.html",
        school=school,
        section=section,
        form=form,
        picture=picture_of(school),
        todo=completeness(school.profile).missing_in(section),
    )


@bp.get("/hiring/profile/<slug:slug>/preview")
@allow(can_edit_profile, loader=load_known_school)
def preview_profile(school: School) -> ResponseReturnValue:
    return render_template("schools/show_school.html", preview=True, **profile_page(school))


@bp.post("/hiring/profile/<slug:slug>/reviewed")
@allow(can_edit_profile, loader=load_known_school)
def review_profile(school: School) -> ResponseReturnValue:
    with transaction():
        operations.mark_reviewed(actor=signed_in_user(), school=school)
    flash("Thank you. The profile is marked as true today.", "success")
    return redirect(url_for(".edit_profile", slug=school.slug))


@bp.route("/hiring/profile/trusts/<slug:slug>", methods=["GET", "POST"])
@allow(can_edit_profile, loader=load_known_trust)
def edit_trust(trust: Trust) -> ResponseReturnValue:
    form = TrustForm(obj=trust)
    if form.validate_on_submit():
        with transaction():
            operations.edit_trust(actor=signed_in_user(), trust=trust, **form.answers())
        flash("The words about the trust are saved and can be seen by everybody.", "success")
        return redirect(url_for(".list_profiles"))
    return render_template("schools/edit_trust.html", trust=trust, form=form)


def _editable_schools(organisation: Organisation | None) -> list[School]:
    user = signed_in_user()
    if isinstance(organisation, School):
        return [organisation] if can_edit_profile(user, organisation) else []
    if isinstance(organisation, Trust) and can_edit_profile(user, organisation):
        return queries.schools_of_trust(organisation)
    return [school for school in queries.schools_for(user) if school.is_open and can_edit_profile(user, school)]


def _save(school: School, section: Section, form: BaseForm) -> bool:
    """Whether it worked; if not, the form says why."""
    answers: dict[str, Any] = form.answers()
    try:
        with transaction():
            if isinstance(form, PictureForm):
                operations.edit_picture(
                    actor=signed_in_user(),
                    school=school,
                    upload=answers["photo"],
                    photo_alt=answers["photo_alt"],
                    scene=answers["scene"] or "",
                    remove=answers["remove_photo"],
                )
            else:
                operations.edit_profile(actor=signed_in_user(), school=school, section=section, values=answers)
    except DomainError as error:
        if error.field is None and isinstance(form, PictureForm):
            error.field = "photo"
        form.add_error(error)
        return False
    return True
