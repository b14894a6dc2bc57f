"""Marking, each for themselves; opening the marks; and agreeing when the markers have talked."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.audit.operations import record
from teachpb.db import DomainError, db
from teachpb.hiring.errors import AlreadyOpen, Elsewhere, NotBlindAnyMore
from teachpb.hiring.models import (
    MARKED_STATES,
    AgreedScore,
    Criterion,
    Score,
    ScoreOpening,
    ScoreSheet,
    Stage,
)
from teachpb.hiring.queries import criteria_of, marking_of, own_sheet
from teachpb.vacancies.models import Vacancy

#: criterion -> (points, note)
Marks = Mapping[int, tuple[int | None, str]]


def save_sheet(
    *, actor: User, application: Application, stage: Stage, marks: Marks, submit: bool, seen: int
) -> ScoreSheet:
    """Keep one's own marks: as a draft, or (``submit``) as given, which can still be changed until the marks open.

    ``seen`` is the revision of the page they were written on. Raises AlreadyOpen; Elsewhere when another tab saved
    different marks in the meantime; DomainError when a submitted sheet lacks a mark.
    """
    _lock(application)
    _require_takes_marks(application, stage)
    criteria = criteria_of(application.vacancy, stage)
    sheet = own_sheet(actor, application, stage) or _new_sheet(actor, application, stage)
    if seen < sheet.revision and _differs(sheet, marks):
        raise Elsewhere("You saved other marks for this candidate in another tab. These are the marks on this page")
    missing = next((each for each in criteria if (marks.get(each.id) or (None, ""))[0] is None), None)
    if missing is not None and (submit or sheet.submitted_at is not None):
        raise DomainError("Give a mark for each criterion", f"points_{missing.id}")
    if _differs(sheet, marks):
        _write(sheet, marks, {each.id for each in criteria})
    if submit:
        sheet.submitted_at = clock.now()
        _note(actor, "scores_given", application, stage)
        db.session.flush()
        _open_if_all_are_in(application, stage)
    db.session.flush()
    return sheet


def open_scores(*, actor: User, application: Application, stage: Stage, reason: str) -> None:
    """End blind marking of one candidate before everybody has marked. Twice is once. Raises DomainError when there are
    no marks yet."""
    _lock(application)
    marking = marking_of(application, stage)
    if marking.opening is not None:
        return
    if not marking.submitted:
        raise DomainError("Nobody has given marks yet, so there is nothing to open")
    _open(application, stage, actor, reason)
    _note(actor, "scores_opened", application, stage, reason)


def agree(*, actor: User, application: Application, criterion: Criterion, points: int, reason: str) -> AgreedScore:
    """The mark that counts from now on. Raises NotBlindAnyMore while the marks are not open."""
    _lock(application)
    if not marking_of(application, criterion.stage).is_open:
        raise NotBlindAnyMore("Agree on a mark when everybody has given theirs")
    agreed = db.session.scalar(
        select(AgreedScore).where(
            AgreedScore.application_id == application.id, AgreedScore.criterion_id == criterion.id
        )
    ) or AgreedScore(application_id=application.id, criterion_id=criterion.id)
    agreed.points, agreed.reason, agreed.agreed_by_id = points, reason, actor.id
    db.session.add(agreed)
    _note(actor, "score_agreed", application, criterion.stage)
    db.session.flush()
    return agreed


def _lock(application: Application) -> None:
    """The vacancy first, so that criteria stand still; then the candidate, so that marks are opened once."""
    db.session.scalar(select(Vacancy.id).where(Vacancy.id == application.vacancy_id).with_for_update())
    db.session.refresh(application, with_for_update={"of": Application})


def _require_takes_marks(application: Application, stage: Stage) -> None:
    if marking_of(application, stage).is_open:
        raise AlreadyOpen("The marks of this candidate are open now, so nobody can mark any more")
    if application.state not in MARKED_STATES[stage]:
        raise AlreadyOpen("This candidate is not being marked at this stage any more")


def _new_sheet(actor: User, application: Application, stage: Stage) -> ScoreSheet:
    sheet = ScoreSheet(application_id=application.id, marker_id=actor.id, stage=stage, revision=0)
    db.session.add(sheet)
    db.session.flush()
    return sheet


def _differs(sheet: ScoreSheet, marks: Marks) -> bool:
    kept = {score.criterion_id: (score.points, score.note) for score in sheet.scores}
    return any(kept.get(key, (None, "")) != value for key, value in marks.items())


def _write(sheet: ScoreSheet, marks: Marks, known: set[int]) -> None:
    rows = {score.criterion_id: score for score in sheet.scores}
    for criterion_id, (points, note) in marks.items():
        if criterion_id not in known or ((points, note) == (None, "") and criterion_id not in rows):
            continue
        row = rows.get(criterion_id)
        if row is None:
            row = Score(criterion_id=criterion_id)
            sheet.scores.append(row)
        row.points, row.note = points, note
    sheet.revision += 1


def _open_if_all_are_in(application: Application, stage: Stage) -> None:
    marking = marking_of(application, stage)
    if marking.may_open and marking.opening is None:
        _open(application, stage, None, "")


def _open(application: Application, stage: Stage, actor: User | None, reason: str) -> None:
    db.session.add(
        ScoreOpening(
            application_id=application.id, stage=stage, at=clock.now(), opened_by_id=actor and actor.id, reason=reason
        )
    )
    db.session.flush()


def _note(actor: User, verb: str, application: Application, stage: Stage, reason: str = "") -> None:
    """Who did it and when; never the marks themselves."""
    record(
        actor=actor,
        verb=verb,
        subject=application,
        changes={"stage": (None, stage)},
        organisation_id=application.vacancy.organisation_id,
        note=reason,
    )
