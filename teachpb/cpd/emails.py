"""What delegates and bookers are told. The joining link goes to confirmed delegates only; subjects name nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from teachpb.accounts.models import User
from teachpb.cpd.models import CourseDate, CourseSession, CourseWatch, InSchoolRequest, Place
from teachpb.cpd.tickets import ticket_picture
from teachpb.notifications.message import Attachment, Message
from teachpb.web.templating import absolute_url


def place_confirmed(place: Place, *, calendar: bytes | None) -> Message:
    """To the delegate, with the invitation and, where there is one, the link for joining."""
    return for_delegate(
        place,
        f"Your place is confirmed: {title_of(place)}",
        "cpd/place_confirmed",
        calendar=calendar,
        tell_link=True,
        attachments=[_ticket(place)],
    )


def booking_copy(place: Place) -> Message:
    """To the booker, when somebody else attends."""
    return for_booker(place, f"Booked: {title_of(place)}", "cpd/booking_copy")


def booking_summary(places: Sequence[Place]) -> Message:
    """To the booker: everything that was booked in one go."""
    return for_booker(places[0], f"Booked: {title_of(places[0])}", "cpd/booking_summary", places=list(places))


def names_missing(places: Sequence[Place]) -> Message:
    """To the booker: some places have nobody’s name yet."""
    return for_booker(places[0], f"Who is coming? {title_of(places[0])}", "cpd/names_missing", places=list(places))


def place_cancelled(place: Place, *, calendar: bytes | None) -> Message:
    return for_delegate(place, f"Your place is cancelled: {title_of(place)}", "cpd/place_cancelled", calendar=calendar)


def cancellation_copy(place: Place) -> Message:
    return for_booker(place, f"Cancelled: {title_of(place)}", "cpd/cancellation_copy")


def place_given_on(place: Place, *, calendar: bytes | None) -> Message:
    """To whoever does not come any more: somebody else has the place now."""
    return for_delegate(
        place, f"Your place has gone to a colleague: {title_of(place)}", "cpd/place_given_on", calendar=calendar
    )


def substitution_copy(place: Place, instead: Place) -> Message:
    return for_booker(place, f"Substitute booked: {title_of(place)}", "cpd/substitution_copy", instead=instead)


def place_moved_away(place: Place, instead: Place, *, calendar: bytes | None) -> Message:
    """About the date that is left; the new one is confirmed in a message of its own, as a calendar needs it."""
    subject = f"Moved to another date: {title_of(place)}"
    return for_delegate(place, subject, "cpd/place_moved_away", calendar=calendar, instead=instead)


def transfer_copy(place: Place, instead: Place) -> Message:
    return for_booker(place, f"Moved to another date: {title_of(place)}", "cpd/transfer_copy", instead=instead)


def place_restored(place: Place, *, calendar: bytes | None) -> Message:
    subject = f"Your place is yours again: {title_of(place)}"
    return for_delegate(place, subject, "cpd/place_confirmed", calendar=calendar, tell_link=True)


def date_cancelled(place: Place, *, calendar: bytes | None, to_booker: bool = False) -> Message:
    """The provider has called the date off."""
    subject = f"Cancelled by the provider: {title_of(place)}"
    if to_booker:
        return for_booker(place, subject, "cpd/date_cancelled")
    return for_delegate(place, subject, "cpd/date_cancelled", calendar=calendar)


def date_postponed(place: Place, *, calendar: bytes | None, to_booker: bool = False) -> Message:
    """The provider has put the date off: to another day, or until one is found."""
    subject = f"Postponed: {title_of(place)}"
    if to_booker:
        return for_booker(place, subject, "cpd/date_postponed")
    return for_delegate(place, subject, "cpd/date_postponed", calendar=calendar)


def too_few(run: CourseDate, person: User, *, booked: int) -> Message:
    """To the provider: decide whether it runs."""
    return Message(
        to=person.email,
        to_name=person.full_name,
        subject=f"Too few have booked: {run.course.title}",
        template="cpd/too_few",
        context={"run": run, "course": run.course, "booked": booked, "to_name": person.full_name},
        kind="cpd",
        user_id=person.id,
        organisation_id=run.course.provider_id,
    )


def from_provider(place: Place, *, subject: str, body: str, key: str) -> Message:
    """What the provider has to say to the people on a date. ``key`` lets one message go to one place once."""
    message = for_delegate(place, f"{subject}: {title_of(place)}"[:200], "cpd/from_provider", calendar=None, body=body)
    return replace(message, dedupe_key=key)


def joining_instructions(place: Place) -> Message:
    subject = f"How to join: {title_of(place)}"
    return for_delegate(place, subject, "cpd/joining_instructions", calendar=None, tell_link=True)


def reminder(place: Place) -> Message:
    return for_delegate(place, f"Coming up: {title_of(place)}", "cpd/reminder", calendar=None, tell_link=True)


def date_changed(place: Place, *, calendar: bytes | None) -> Message:
    return for_delegate(place, f"Changed: {title_of(place)}", "cpd/date_changed", calendar=calendar, tell_link=True)


def session_dropped(place: Place, sessions: Sequence[CourseSession], *, calendar: bytes | None) -> Message:
    """Some sessions of a course that goes on were dropped."""
    return for_delegate(
        place,
        f"Session dropped: {title_of(place)}",
        "cpd/session_dropped",
        calendar=calendar,
        dropped=list(sessions),
    )


def line_joined(place: Place, *, position: int) -> Message:
    return for_booker(place, f"You are on the waiting list: {title_of(place)}", "cpd/line_joined", position=position)


def place_offered(places: Sequence[Place]) -> Message:
    """To the booker, about everybody who waits together."""
    subject = f"A place has come free: {title_of(places[0])}"
    return for_booker(places[0], subject, "cpd/place_offered", names=_names(places), again=False)


def offer_reminder(places: Sequence[Place]) -> Message:
    """Half of the time is over."""
    subject = f"Your offer is still open: {title_of(places[0])}"
    return for_booker(places[0], subject, "cpd/place_offered", names=_names(places), again=True)


def offer_ended(places: Sequence[Place]) -> Message:
    return for_booker(
        places[0], f"Your offer has ended: {title_of(places[0])}", "cpd/offer_ended", names=_names(places)
    )


def _names(places: Sequence[Place]) -> str:
    *most, last = [place.who for place in places]
    return f"{', '.join(most)} and {last}" if most else last


def _ticket(place: Place) -> Attachment:
    """The ticket as a picture, which needs no connection at the door."""
    address = absolute_url("tickets.show_ticket", token=place.ticket_token)
    return Attachment(filename="ticket.png", media_type="image/png", content=ticket_picture(address))


def new_dates(watch: CourseWatch, dates: Sequence[CourseDate]) -> Message:
    """To somebody who watches a course. One click stops these letters."""
    course = watch.course
    return Message(
        to=watch.user.email,
        to_name=watch.user.full_name,
        subject=f"New date: {course.title}" if len(dates) == 1 else f"New dates: {course.title}",
        template="cpd/new_dates",
        context={"course": course, "dates": list(dates), "to_name": watch.user.full_name},
        kind="cpd.new_dates",
        user_id=watch.user_id,
        unsubscribe_url=absolute_url("watching.stop_watching", token=watch.secret),
    )


def in_school_to_provider(asked: InSchoolRequest, user: User) -> Message:
    """A school asks, agrees or withdraws."""
    return _in_school(asked, user, "cpd/in_school_to_provider")


def in_school_to_school(asked: InSchoolRequest, user: User) -> Message:
    """The provider has answered."""
    return _in_school(asked, user, "cpd/in_school_to_school")


def _in_school(asked: InSchoolRequest, user: User, template: str) -> Message:
    return Message(
        to=user.email,
        to_name=user.full_name,
        subject=f"Course in school: {asked.state.label.lower()}",
        template=template,
        context={"asked": asked, "provider": asked.provider, "to_name": user.full_name},
        kind="cpd.in_school",
        user_id=user.id,
        organisation_id=asked.organisation_id,
    )


def title_of(place: Place) -> str:
    return place.course_date.course.title


def _provider(place: Place) -> str:
    return place.course_date.course.provider.name


def context_of(place: Place, *, tell_link: bool = False) -> dict[str, Any]:
    run = place.course_date
    return {
        "place": place,
        "booking": place.booking,
        "run": run,
        "course": run.course,
        "provider": run.course.provider,
        "sessions": run.live_sessions,
        "venue": run.venue,
        "online_link": run.online_link if tell_link else "",
        "joining_instructions": run.joining_instructions if tell_link else "",
    }


def for_delegate(
    place: Place,
    subject: str,
    template: str,
    *,
    calendar: bytes | None,
    tell_link: bool = False,
    attachments: Sequence[Attachment] = (),
    **more: Any,
) -> Message:
    """To the delegate; while nobody is named, to the booker, without the link."""
    if not place.is_named:
        return for_booker(place, subject, template, **more)
    run = place.course_date
    return Message(
        to=place.delegate_email or "",
        to_name=place.delegate_name,
        from_name=run.course.provider.name,
        reply_to=run.contact_email or None,
        subject=subject,
        template=template,
        context={**context_of(place, tell_link=tell_link), "to_name": place.delegate_name, **more},
        calendar=calendar,
        attachments=attachments,
        kind="cpd",
        user_id=place.delegate_id,
        organisation_id=place.booking.payer_id,
    )


def for_booker(place: Place, subject: str, template: str, **more: Any) -> Message:
    run, booker = place.course_date, place.booking.booker
    return Message(
        to=booker.email,
        to_name=booker.full_name,
        from_name=run.course.provider.name,
        reply_to=run.contact_email or None,
        subject=subject,
        template=template,
        context={**context_of(place), "to_name": booker.full_name, **more},
        kind="cpd",
        user_id=booker.id,
        organisation_id=place.booking.payer_id,
    )
