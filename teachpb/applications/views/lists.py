"""The sections that are lists: one page for the rows, one for each row. The same views serve them all."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.applications import gaps, operations, queries
from teachpb.applications.errors import AlreadySent
from teachpb.applications.forms import ENTRY_FORMS, EntryForm, QualificationKindForm, form_of, list_questions
from teachpb.applications.models import Application
from teachpb.applications.policies import is_own
from teachpb.applications.rows import gap_row, row_of
from teachpb.applications.rules import BY_NAME, LISTS, NO_EMPLOYER, ListName, problems_of
from teachpb.applications.views import keeping
from teachpb.applications.views.blueprint import OWN, bp, load_own
from teachpb.applications.views.writing import already_sent, where_it_stands
from teachpb.applications.wizard import PARTS, WIZARD
from teachpb.db import DomainError, transaction
from teachpb.web.access import allow, signed_in_user
from teachpb.web.forms import BaseForm
from teachpb.web.wizard.pages import SAVED

ROWS = f"{OWN}/<list:name>"
REMOVED = (
    "This was removed in another tab or window while you were writing. What you typed is below: save it to add it as"
    " new, or leave the page to let it go."
)
#: The months an added row may come filled in with: a gap to account for.
MONTHS = {"from": "started_on", "to": "ended_on"}


@bp.get(ROWS)
@allow(is_own, loader=load_own)
def list_entries(application: Application, name: ListName) -> ResponseReturnValue:
    if shut := _shut(application, name):
        return shut
    form = list_questions(name, application)
    context = keeping.restore(application, keeping.page_asked(), form) if form is not None else {}
    return _list_page(application, name, form, **context)


@bp.post(ROWS)
@allow(is_own, loader=load_own)
def answer_list(application: Application, name: ListName) -> ResponseReturnValue:
    """What is asked beside the rows; then on, or back to the list when something is still missing."""
    if shut := _shut(application, name):
        return shut
    form, later = list_questions(name, application), "save_draft" in request.form
    if form is None:
        return keeping.saved() if keeping.is_by_itself() else _onward(application, name, later=later)
    if keeping.is_by_itself():
        return keeping.autosave_section(application, name.value, form)
    if not form.validate(partial=later):
        return _list_page(application, name, form)
    try:
        with transaction():
            overtaken = operations.save_section(
                actor=signed_in_user(),
                application=application,
                section=name.value,
                values=form.answers(),
                sent=keeping.where_from(),
            )
    except AlreadySent:
        return already_sent(application)
    if overtaken:
        flash(keeping.OVERTAKEN, "notice")
    if not later and _complains(application, name, form):
        return _list_page(application, name, form)
    return _onward(application, name, later=later)


def _complains(application: Application, name: ListName, form: BaseForm) -> bool:
    """Say beside the questions about referees what they lack, now that the rows are known too. (What is missing in
    somebody's history, its page says where the months are.)"""
    if name is not ListName.referees:
        return False
    found = [each for each in BY_NAME[name.value].complaints(application) if each[0] in form.question_fields]
    for field, sentence in found:
        form.add_error(field, sentence)
    return bool(found)


def _shut(application: Application, name: ListName) -> ResponseReturnValue | None:
    """Where to go instead, when this list may not be written or is no part of this application’s form."""
    if not application.is_draft:
        return already_sent(application)
    return None if BY_NAME[name.value].is_asked(application) else redirect(WIZARD.tasks_url(application))


def _onward(application: Application, name: ListName, *, later: bool) -> ResponseReturnValue:
    if later:
        flash(SAVED, "success")
        return redirect(WIZARD.tasks_url(application))
    if list(BY_NAME[name.value].complaints(application)):
        return redirect(url_for(".list_entries", application_id=application.id, name=name))
    return redirect(WIZARD.after_url(application, WIZARD.find(name.value) or abort(404)))


def _list_page(
    application: Application, name: ListName, form: BaseForm | None, *, marks: str = "", notice: str = ""
) -> ResponseReturnValue:
    entries, section = LISTS[name], BY_NAME[name.value]
    rows = entries.rows(application)
    complaints = list(section.complaints(application))
    return render_template(
        f"applications/lists/{name.value}.html",
        name=name,
        title=section.title,
        part=PARTS[name.value],
        items=_items(application, name),
        form=form,
        onward=WIZARD.after_url(application, WIZARD.find(name.value) or abort(404)),
        is_done=not complaints,
        asks_for=[sentence for field, sentence in complaints if field == name.value],
        needs_employer=("referees", NO_EMPLOYER) in complaints,
        is_full=len(rows) >= entries.most,
        marks=marks or request.form.get("marks", ""),
        notice=notice,
        **where_it_stands(application),
    )


def _items(application: Application, name: ListName) -> list[dict[str, Any]]:
    """The rows as cards; jobs and breaks by their beginning, the latest first, with the gaps to account for between."""
    cards = [
        {"id": entry.id, "row": row_of(entry), "missing": problems_of(entry), "at": getattr(entry, "started_on", None)}
        for entry in LISTS[name].rows(application)
    ]
    if name is not ListName.employment:
        return cards
    found = gaps.to_explain(application, clock.today())
    holes = [{"id": None, "row": gap_row(gap), "gap": gap, "at": gap.first} for gap in found]
    return sorted([*cards, *holes], key=lambda card: card["at"] or date.max, reverse=True)


@bp.route(f"{ROWS}/new", methods=["GET", "POST"])
@bp.route(f"{ROWS}/new/<slug:kind>", methods=["GET", "POST"])
@allow(is_own, loader=load_own)
def add_entry(application: Application, name: ListName, kind: str = "") -> ResponseReturnValue:
    """An empty row; of a list with several kinds, once it is known which."""
    if shut := _shut(application, name):
        return shut
    known, kind = ENTRY_FORMS[name], kind.replace("-", "_")
    if kind not in known:
        return abort(404) if kind else _choose_kind(application, name)
    form = known[kind](data={"key": secrets.token_hex(8), **_asked_months()})
    return _entry_page(application, name, form, kind=kind)


def _choose_kind(application: Application, name: ListName) -> ResponseReturnValue:
    if name is not ListName.qualifications:
        return redirect(url_for(".list_entries", application_id=application.id, name=name))
    form = QualificationKindForm(formdata=request.args if "kind" in request.args else None, meta={"csrf": False})
    if "kind" in request.args and form.validate():
        kind = form.kind.data.value.replace("_", "-")
        return redirect(url_for(".add_entry", application_id=application.id, name=name, kind=kind))
    return render_template("applications/lists/choose_kind.html", form=form, name=name, **where_it_stands(application))


def _asked_months() -> dict[str, date]:
    """The months of a gap in the address, as far as they are months."""
    found = {}
    for asked, field in MONTHS.items():
        try:
            found[field] = date.fromisoformat(f"{request.args.get(asked, '')[:7]}-01")
        except ValueError:
            continue
    return found


@bp.route(f"{ROWS}/<int:entry_id>", methods=["GET", "POST"])
@allow(is_own, loader=load_own)
def edit_entry(application: Application, name: ListName, entry_id: int) -> ResponseReturnValue:
    if shut := _shut(application, name):
        return shut
    entry = queries.own_entry(application, LISTS[name], entry_id)
    if entry is None:
        return _removed_page(application, name)
    return _entry_page(
        application,
        name,
        form_of(name, entry).from_record(entry),
        kind=str(getattr(entry, "kind", "")),
        entry_id=entry_id,
    )


def _removed_page(application: Application, name: ListName) -> ResponseReturnValue:
    """Somebody still writes on a row that was removed in another tab: what they typed can be added as a new one."""
    page = keeping.page_asked()
    typed = keeping.typed_here(application, page)
    kinds = typed.get("row_kind") or [""]
    if not typed or kinds[0] not in ENTRY_FORMS[name]:
        abort(404)
    if keeping.is_by_itself():
        return keeping.autosave_row(application, page, REMOVED)
    form = ENTRY_FORMS[name][kinds[0]](formdata=None)
    form.retype(typed)
    form.key.data = secrets.token_hex(8)
    where: dict[str, Any] = {"application_id": application.id, "name": name}
    where["kind"] = kinds[0].replace("_", "-") or None
    target = url_for(".add_entry", **where)
    return _drawn(application, name, form, kind=kinds[0], action=target, marks="", notice=REMOVED)


def _entry_page(
    application: Application, name: ListName, form: EntryForm, *, kind: str = "", entry_id: int | None = None
) -> ResponseReturnValue:
    if keeping.is_by_itself():
        return keeping.autosave_row(application, keeping.page_asked())
    context = {"marks": request.form.get("marks", ""), "notice": ""}
    if not form.is_submitted():
        context = keeping.restore(application, keeping.page_asked(), form)
    elif form.validate(partial=bool({"save_draft", "more"} & set(request.form))):
        try:
            return _save(application, name, form, kind=kind, entry_id=entry_id)
        except DomainError as error:
            form.add_error(error)
    return _drawn(application, name, form, kind=kind, is_new=entry_id is None, **context)


def _drawn(
    application: Application, name: ListName, form: EntryForm, *, kind: str, is_new: bool = True, **context: str
) -> ResponseReturnValue:
    return render_template(
        "applications/lists/edit.html",
        form=form,
        name=name,
        noun=form.kind.noun,
        row_kind=kind,
        is_new=is_new,
        title=BY_NAME[name.value].title,
        **where_it_stands(application),
        **context,
    )


def _save(application: Application, name: ListName, form: EntryForm, **which: Any) -> ResponseReturnValue:
    try:
        with transaction():
            entry = operations.save_entry(
                actor=signed_in_user(),
                application=application,
                name=name,
                values=form.answers(),
                key=(form.key.data or "")[:32],
                **which,
            )
            operations.forget_typed(application=application, page=keeping.page_asked(), sent=keeping.where_from())
    except AlreadySent:
        return already_sent(application)
    where: dict[str, Any] = {"application_id": application.id, "name": name}
    if "more" in request.form:
        return redirect(url_for(".edit_entry", entry_id=entry.id, **where))
    return redirect(url_for(".list_entries", **where))


@bp.post(f"{ROWS}/<int:entry_id>/remove")
@allow(is_own, loader=load_own)
def remove_entry(application: Application, name: ListName, entry_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            operations.remove_entry(actor=signed_in_user(), application=application, name=name, entry_id=entry_id)
            operations.forget_typed(application=application, page=f"{name.value}/{entry_id}")
    except AlreadySent:
        return already_sent(application)
    flash("It is removed.", "success")
    return redirect(url_for(".list_entries", application_id=application.id, name=name))
