"""How a message leaves: by SMTP, into a folder as ``.eml`` files, or not at all.

A transport either delivers, or raises ``Refused`` (for good: trying again is pointless), ``Deferred`` (try this message
again later) or ``Unreachable`` (try everything again later). None of the three names an address.
"""

from __future__ import annotations

import os
import re
import smtplib
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from teachpb.config import Settings
from teachpb.notifications.addresses import split_mailbox
from teachpb.notifications.models import MessageRow

#: Seconds one step of the conversation with a mail server may take: all steps together stay under the lease.
TIMEOUT = 20
_NO_MAILBOX = re.compile(rb"5\.(1\.(1|2|3|6|10)|2\.1)(?!\d)")


class DeliveryError(Exception):
    """Why a message did not go out; the text is kept with it and holds nothing personal."""


class Refused(DeliveryError): ...


class NoSuchMailbox(Refused):
    """The server says that this address does not exist, or no longer (RFC 3463: 5.1.1 to 5.1.3, 5.1.6, 5.1.10, 5.2.1).

    Any other refusal, of a whole blocked sender for one, says nothing about the address.
    """


class Deferred(DeliveryError): ...


class Unreachable(DeliveryError): ...


class Transport(Protocol):
    def deliver(self, row: MessageRow, mail: EmailMessage) -> None: ...


class NullTransport:
    """Takes every message and keeps none."""

    def deliver(self, row: MessageRow, mail: EmailMessage) -> None:
        return None


class FolderTransport:
    """Writes each message into a folder, whole or not at all, as a file any mail program opens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def deliver(self, row: MessageRow, mail: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=self.folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(mail.as_bytes())
            Path(partial).replace(self.folder / f"{row.created_at:%Y%m%d-%H%M%S}-{row.id:07}.eml")
        except OSError as error:
            Path(partial).unlink(missing_ok=True)
            raise Unreachable(type(error).__name__) from error


class SmtpTransport:
    """Hands messages to a mail server, over one connection for as long as it holds."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.server: smtplib.SMTP | None = None

    def deliver(self, row: MessageRow, mail: EmailMessage) -> None:
        server = self._connected()
        try:
            server.send_message(mail, from_addr=split_mailbox(row.sender)[1], to_addrs=[row.to])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            self._reset()
            raise _recipient_error(code, words)(f"recipient refused, {code}") from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused("the server cannot take this address") from error
        except smtplib.SMTPSenderRefused as error:  # our own settings, not this message
            self.close()
            raise Deferred(f"sender refused, {error.smtp_code}") from error
        except smtplib.SMTPResponseException as error:
            self.close()
            raise (Refused if error.smtp_code >= 500 else Deferred)(
                f"{type(error).__name__} {error.smtp_code}"
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Unreachable(type(error).__name__) from error

    def close(self) -> None:
        server, self.server = self.server, None
        if server is not None:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()

    def _reset(self) -> None:
        try:
            if self.server is not None:
                self.server.rset()
        except (smtplib.SMTPException, OSError):
            self.close()

    def _connected(self) -> smtplib.SMTP:
        if self.server is None:
            try:
                self.server = self._connect()
            except (smtplib.SMTPException, OSError) as error:
                raise Unreachable(type(error).__name__) from error
        return self.server

    def _connect(self) -> smtplib.SMTP:
        wanted = self.settings
        context = ssl.create_default_context()
        if wanted.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                wanted.smtp_host, wanted.smtp_port, timeout=TIMEOUT, context=context
            )
        else:
            server = smtplib.SMTP(wanted.smtp_host, wanted.smtp_port, timeout=TIMEOUT)
        try:
            if wanted.smtp_security == "starttls":
                server.starttls(context=context)
            if wanted.smtp_username:
                server.login(wanted.smtp_username, wanted.smtp_password)
        except BaseException:
            server.close()
            raise
        return server


def _recipient_error(code: int, words: bytes) -> type[DeliveryError]:
    if code < 500:
        return Deferred
    return NoSuchMailbox if _NO_MAILBOX.match(words) else Refused


@contextmanager
def open_transport(settings: Settings) -> Iterator[Transport]:
    """The transport the settings ask for, closed afterwards."""
    if settings.mail_transport == "smtp":
        transport = SmtpTransport(settings)
        try:
            yield transport
        finally:
            transport.close()
    elif settings.mail_transport == "files":
        yield FolderTransport(settings.data_dir / "mail")
    else:
        yield NullTransport()
