"""Planning interview days, inviting, moving and cancelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time, timedelta

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications import operations as applications
from teachpb.applications.models import Application, ApplicationState
from teachpb.audit.operations import record
from teachpb.db import DomainError, db
from teachpb.hiring import emails, slots
from teachpb.hiring.locking import lock_days
from teachpb.hiring.models import EventKind, InterviewDay, InterviewInvitation, InterviewSlot
from teachpb.hiring.operations.noting import note_day
from teachpb.hiring.operations.telling import tell_cancelled, tell_time
from teachpb.hiring.slots import Plan
from teachpb.messages import operations as messages
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies.models import Vacancy

MOST_SLOTS = 60
#: Whoever has not chosen is reminded when so much time is left.
REMIND_BEFORE = timedelta(days=2)
ON_THE_PAGE = (
    "Choose a time for your interview: sign in, open this application and go to “Interview”. There you also find where"
    " it is, whom you meet and what to bring."
)


def plan_day(
    *, actor: User, vacancy: Vacancy, plan: Plan, slot_minutes: int, pause_minutes: int, count: int, rooms: int
) -> InterviewDay:
    """A day with ``count`` times in each of ``rooms``. Raises DomainError when it would last too long."""
    _check(plan)
    if count * rooms > MOST_SLOTS:
        raise DomainError(f"A day can have {MOST_SLOTS} times at most", "count")
    try:
        found = slots.times(plan.starts, minutes=slot_minutes, pause=pause_minutes, count=count)
    except ValueError:
        raise DomainError(
            "The last interview would end after 9pm. Begin earlier, or have fewer times", "count"
        ) from None
    day = InterviewDay(
        vacancy=vacancy, slot_minutes=slot_minutes, pause_minutes=pause_minutes, rooms=rooms, **_words(plan)
    )
    day.slots = [
        InterviewSlot(room=room, starts=starts, ends=ends) for starts, ends in found for room in range(1, rooms + 1)
    ]
    db.session.add(day)
    _note(actor, "interview_day_planned", day)
    return day


def change_day(*, actor: User, day: InterviewDay, plan: Plan) -> None:
    """Move the day or its times, or change what candidates are told. Whoever is invited hears of what matters to them:
    calendars are updated where a time is chosen. Raises DomainError when the day is cancelled or would be too long."""
    day = lock_days([day.id])[day.id]
    _require_on(day)
    _check(plan, was=day)
    matters = _matters(day)
    _shift(day, slots.minute_of(plan.starts) - slots.minute_of(day.starts))
    for name, value in _words(plan).items():
        setattr(day, name, value)
    db.session.flush()
    if _matters(day) == matters:
        return
    _note(actor, "interview_day_changed", day)
    now, chosen = clock.now(), _chosen(day)
    for slot in chosen:
        if slot.application is not None:
            tell_time(slot.application, slot, now=now, is_changed=True)
    told = {slot.application_id for slot in chosen}
    for invitation in day.invitations:
        if invitation.application_id not in told:
            invitation.none_suits_at = None  # it may suit now
            note_day(invitation.application_id, EventKind.day_changed, day)
            queue_mail(emails.day_changed(invitation.application, day))


def cancel_day(*, actor: User, day: InterviewDay, reason: str) -> None:
    """Everybody who is invited is told, and what is in calendars is taken out. Twice is once."""
    day = lock_days([day.id])[day.id]
    if day.cancelled_at is not None:
        return
    now, chosen = clock.now(), _chosen(day)
    told = {slot.application_id for slot in chosen}
    day.cancelled_at, day.cancel_reason = now, reason
    for slot in chosen:
        if slot.application is not None:
            tell_cancelled(slot.application, [slot], now=now, reason=reason)
        slot.application_id = None
    for invitation in day.invitations:
        if invitation.application_id not in told:
            note_day(invitation.application_id, EventKind.day_cancelled, day)
            queue_mail(emails.day_cancelled(invitation.application, day, reason=reason))
    _note(actor, "interview_day_cancelled", day)


def invite(*, actor: User, day: InterviewDay, candidates: Sequence[Application], message: str = "") -> int:
    """Let these candidates choose a time. Whoever is on the shortlist moves on to the interviews. Returns how many were
    invited who were not before. Raises DomainError when the day is over, cancelled or closed for choosing."""
    day = lock_days([day.id])[day.id]
    _require_on(day)
    if not day.takes_choices(clock.now()):
        raise DomainError("The last day to choose a time is over. Change it first")
    known = {each.application_id for each in day.invitations}
    new = [each for each in candidates if each.id not in known]
    for application in new:
        day.invitations.append(InterviewInvitation(application_id=application.id, invited_by_id=actor.id))
        db.session.flush()
        if application.state is ApplicationState.shortlisted:
            words = f"{message}\n\n{ON_THE_PAGE}".strip()
            applications.move(actor=actor, application=application, state=ApplicationState.interviewing, message=words)
        else:
            queue_mail(emails.invited(application, day, message=message))
            if message:
                messages.keep_said(
                    actor=actor, application=application, body=message, token=f"invitation-{day.id}-{application.id}"
                )
        note_day(application.id, EventKind.invited, day)
    if new:
        _note(actor, "interview_candidates_invited", day, len(new))
    return len(new)


def add_slot(*, actor: User, day: InterviewDay, starts: time, room: int) -> InterviewSlot:
    """One more time, for somebody whom none suited. Saying it twice adds it once."""
    day = lock_days([day.id])[day.id]
    _require_on(day)
    twin = next((each for each in day.slots if (each.starts, each.room) == (starts, room)), None)
    if twin is not None:
        return twin
    try:
        ((begins, ends),) = slots.times(starts, minutes=day.slot_minutes, pause=0, count=1)
    except ValueError:
        raise DomainError("Enter a time that ends before 9pm", "starts") from None
    if any(each.room == room and begins < each.ends and each.starts < ends for each in day.slots):
        raise DomainError("There is another interview in this room at this time", "starts")
    slot = InterviewSlot(room=room, starts=begins, ends=ends)
    day.slots.append(slot)
    for invitation in day.invitations:
        invitation.none_suits_at = None
    _note(actor, "interview_time_added", day)
    return slot


def _chosen(day: InterviewDay) -> list[InterviewSlot]:
    return [slot for slot in day.slots if slot.application_id is not None]


def _words(plan: Plan) -> dict[str, object]:
    return {
        "day": plan.day,
        "choose_until": plan.choose_until,
        "place": plan.place,
        "video_link": plan.video_link,
        "people": plan.people,
        "programme": plan.programme,
        "bring": plan.bring,
    }


def _matters(day: InterviewDay) -> tuple[object, ...]:
    """What candidates have to know when it changes."""
    return (day.day, day.starts, day.place, day.video_link, day.people, day.programme, day.bring)


def _check(plan: Plan, *, was: InterviewDay | None = None) -> None:
    if (was is None or was.day != plan.day) and plan.day <= clock.today():
        raise DomainError("Enter a day after today", "day")
    if not plan.place and not plan.video_link:
        raise DomainError("Say where the interviews are, or give the link", "place")
    if plan.choose_until > clock.at_london(plan.day):
        raise DomainError("Enter a day before the interviews", "choose_until")


def _require_on(day: InterviewDay) -> None:
    if day.cancelled_at is not None:
        raise DomainError("This day has been cancelled. Plan another")


def _shift(day: InterviewDay, by: int) -> None:
    """Move all times together; the last first when they move later, so that none lands on another."""
    if not by:
        return
    try:
        ends = max(slots.moved(slot.ends, by=by) for slot in day.slots)
    except ValueError:
        ends = time.max
    if ends > slots.LATEST:
        raise DomainError("The last interview would end after 9pm. Begin earlier", "starts")
    for slot in sorted(day.slots, key=lambda each: each.starts, reverse=by > 0):
        slot.starts, slot.ends = slots.moved(slot.starts, by=by), slots.moved(slot.ends, by=by)
        db.session.flush()


def _note(actor: User, verb: str, day: InterviewDay, count: int | None = None) -> None:
    db.session.flush()
    changes: dict[str, tuple[object, object]] = {"interview_day": (None, day.day)}
    if count is not None:
        changes["candidates"] = (None, count)
    record(
        actor=actor,
        verb=verb,
        subject=day.vacancy,
        changes=changes,
        organisation_id=day.vacancy.organisation_id,
    )
    db.session.flush()


def remind(*, invitations: Iterable[InterviewInvitation]) -> int:
    """Those who have not chosen are told once that time runs out. Returns how many."""
    count = 0
    for invitation in invitations:
        invitation.reminded_at = clock.now()
        queue_mail(emails.choose_soon(invitation.application, invitation.day))
        count += 1
    return count
