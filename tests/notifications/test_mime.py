"""What travels: read back with the standard library and with icalendar."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.notifications.calendars import calendar_bytes, check_calendar, method_of, organizers_of, properties
from teachpb.notifications.errors import BadMessage
from teachpb.notifications.message import Attachment
from teachpb.notifications.mime import build
from tests.notifications.support import INVITATION, PLAIN, queued
from tests.support.mail import parse
from tests.support.time import FrozenClock


def travelled(**changes: object) -> EmailMessage:
    """A message as it arrives."""
    return parse(build(queued(replace(PLAIN, **changes))).as_bytes())  # type: ignore[arg-type]


def types_of(message: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def test_the_headers(session: Session, frozen: FrozenClock) -> None:
    message = travelled(to_name="Zofia Żółć", reply_to="office@school.org.uk", headers={"X-Kind": "booking"})
    assert message["From"].addresses[0].addr_spec == "no-reply@localhost"
    assert message["To"].addresses[0].display_name == "Zofia Żółć"
    assert message["To"].addresses[0].addr_spec == "reader@mail.example.org"
    assert message["Reply-To"] == "office@school.org.uk"
    assert parsedate_to_datetime(message["Date"]) == clock.now()
    assert message["Message-ID"].startswith("<") and message["Message-ID"].endswith("@localhost>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Kind"] == "booking"
    assert message["MIME-Version"] == "1.0"


def test_text_and_html_are_alternatives(session: Session) -> None:
    message = travelled()
    assert types_of(message) == ["multipart/alternative", "text/plain", "text/html"]
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None and html is not None
    assert "There it is." in text.get_content()
    assert "There it is." in html.get_content()


def test_one_click_unsubscribing_travels(session: Session) -> None:
    message = travelled(unsubscribe_url="https://teach.example/stop/" + "t" * 120)
    assert message["List-Unsubscribe"] == "<https://teach.example/stop/" + "t" * 120 + ">"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_an_invitation_is_the_last_alternative_and_an_attachment(session: Session) -> None:
    message = travelled(calendar=INVITATION)
    assert types_of(message) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    inline, attached = list(message.walk())[-2:]
    assert inline.get_param("method") == "REQUEST"
    assert inline.get_param("charset") == "utf-8"
    assert not inline.is_attachment()
    assert attached.get_filename() == "invite.ics"
    assert attached.is_attachment()
    assert inline.get_payload(decode=True) == attached.get_payload(decode=True) == INVITATION.encode()


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_the_part_says_the_method_of_the_calendar(session: Session, method: str) -> None:
    message = travelled(calendar=INVITATION.replace("METHOD:REQUEST", f"METHOD:{method}"))
    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert part.get_param("method") == method == str(icalendar.Calendar.from_ical(payload)["METHOD"])


def test_line_ends_become_what_the_standard_wants(session: Session) -> None:
    message = travelled(calendar=INVITATION.replace("\r\n", "\n"))
    payload = list(message.walk())[-1].get_payload(decode=True)
    assert payload == INVITATION.encode()


def test_attachments_travel_whole(session: Session) -> None:
    content = bytes(range(256)) * 40
    message = travelled(
        attachments=[Attachment(filename="Zażółć gęślą.pdf", media_type="application/pdf", content=content)],
        calendar=INVITATION,
    )
    attachments = list(message.iter_attachments())
    assert [part.get_filename() for part in attachments] == ["Zażółć gęślą.pdf", "invite.ics"]
    assert attachments[0].get_payload(decode=True) == content


def test_the_bytes_are_the_same_every_time_but_for_the_boundary(session: Session, frozen: FrozenClock) -> None:
    row = queued(calendar=INVITATION)
    first, second = parse(build(row).as_bytes()), parse(build(row).as_bytes())
    assert dict(first.items()).keys() == dict(second.items()).keys()
    assert [part.get_payload(decode=True) for part in first.walk()] == [
        part.get_payload(decode=True) for part in second.walk()
    ]
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


words = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=120)


def invitation(summary: str, description: str) -> bytes:
    """An invitation as a library writes it: folded at 75 octets, escaped."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//TeachPeterborough//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "REQUEST")
    event = icalendar.Event()
    event.add("uid", "session-17@localhost")
    event.add("summary", summary)
    event.add("description", description)
    event.add("organizer", "mailto:no-reply@localhost")
    calendar.add_component(event)
    return calendar.to_ical()


@pytest.mark.pure
@given(summary=words, description=words)
def test_any_words_come_back_from_the_mail_as_they_were(summary: str, description: str) -> None:
    raw = check_calendar(invitation(summary, description), sender="no-reply@localhost")
    row = SimpleNamespace(
        sender="T <no-reply@localhost>",
        to="reader@mail.example.org",
        to_name="",
        reply_to="",
        subject="Your place",
        created_at=clock.now(),
        message_id="<a@localhost>",
        headers={},
        text="See you there.\n",
        html="",
        calendar=raw,
        attachments=[],
    )
    message = parse(build(row).as_bytes())  # type: ignore[arg-type]
    for part in list(message.walk())[-2:]:
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        assert payload == raw
        event = icalendar.Calendar.from_ical(payload).walk("VEVENT")[0]
        assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (summary, description)
        assert all(len(line) <= 75 for line in payload.split(b"\r\n"))


@pytest.mark.pure
def test_properties_are_read_unfolded_and_whatever_their_case() -> None:
    raw = calendar_bytes('BEGIN:VCALENDAR\nmethod:req\n uest\nORGANIZER;CN="A: B";X=1:MAILTO:No-Reply@Localhost\nEND')
    assert properties(raw, "METHOD") == ["request"]
    assert method_of(raw) == "REQUEST"
    assert organizers_of(raw) == {"no-reply@localhost"}
    assert properties(raw, "ATTENDEE") == []


@pytest.mark.pure
def test_a_feed_needs_no_organiser() -> None:
    feed = "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
    assert check_calendar(feed, sender="no-reply@localhost") == feed.encode()
    with pytest.raises(BadMessage, match="ORGANIZER"):
        check_calendar(feed.replace("PUBLISH", "REQUEST"), sender="no-reply@localhost")
