"""From a row of the outbox to the bytes of an Internet message (RFC 5322, 2045–2049, 6047).

The bytes depend on the row alone, so a second delivery after a crash is the same message, with the same Message-ID.
"""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from teachpb.notifications.addresses import mailbox
from teachpb.notifications.calendars import method_of
from teachpb.notifications.models import MessageRow


def build(row: MessageRow) -> EmailMessage:
    """The message: text, HTML and calendar as alternatives (best last), then what is attached."""
    mail = EmailMessage(policy=SMTP)
    _set_headers(mail, row)
    mail.set_content(row.text, charset="utf-8", cte="quoted-printable")
    if row.html:
        mail.add_alternative(row.html, subtype="html", charset="utf-8", cte="quoted-printable")
    if row.calendar:
        mail.add_alternative(
            row.calendar,
            maintype="text",
            subtype="calendar",
            params={"charset": "utf-8", "method": method_of(row.calendar)},
        )
    for attachment in row.attachments:
        maintype, _, subtype = attachment.media_type.partition("/")
        mail.add_attachment(attachment.content, maintype=maintype, subtype=subtype, filename=attachment.filename)
    if row.calendar:
        mail.add_attachment(row.calendar, maintype="application", subtype="ics", filename="invite.ics")
    return mail


def _set_headers(mail: EmailMessage, row: MessageRow) -> None:
    mail["From"] = row.sender
    mail["To"] = mailbox(row.to, row.to_name)
    if row.reply_to:
        mail["Reply-To"] = row.reply_to
    mail["Subject"] = row.subject
    mail["Date"] = format_datetime(row.created_at)
    mail["Message-ID"] = row.message_id
    # RFC 3834: no out-of-office replies to us, please.
    mail["Auto-Submitted"] = "auto-generated"
    for name, value in row.headers.items():
        mail[name] = value
