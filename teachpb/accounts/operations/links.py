"""Mailed links: asked for in a request, made out and mailed by a job, used once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import select, update

from teachpb import clock
from teachpb.accounts import emails, lasting
from teachpb.accounts.errors import LinkGone
from teachpb.accounts.keys import hash_key, new_key
from teachpb.accounts.models import LinkPurpose, MailedLink, User
from teachpb.accounts.queries import is_mailed_enough, normal_email, open_link, user_by_email
from teachpb.db import db
from teachpb.notifications.errors import BadAddress
from teachpb.notifications.operations import Message, queue_mail
from teachpb.work import wake

log = structlog.get_logger(__name__)

SEND_LINKS = "accounts.send_links"

_LENGTHS: dict[LinkPurpose, timedelta] = {
    LinkPurpose.register: lasting.REGISTRATION_LINK,
    LinkPurpose.sign_in: lasting.SIGN_IN_LINK,
    LinkPurpose.reset_password: lasting.PASSWORD_LINK,
    LinkPurpose.change_email: lasting.EMAIL_LINK,
    LinkPurpose.close_account: lasting.CLOSING_LINK,
}


def ask_for_link(
    *,
    purpose: LinkPurpose,
    email: str,
    user: User | None = None,
    payload: dict[str, Any] | None = None,
    target: str = "",
) -> MailedLink:
    """Note that somebody wants a link mailed to ``email``; a job sees whether there is reason to.

    The same rows are written for every address. ``user`` is only given for what a signed-in person asks.
    """
    asked = MailedLink(
        purpose=purpose, email=normal_email(email), user=user, payload=payload or {}, target=target[:2000]
    )
    db.session.add(asked)
    db.session.flush()
    wake(SEND_LINKS)
    return asked


def handle_link(*, link_id: int) -> None:
    """Mail the link that was asked for, or nothing when there is no reason to. Doing it twice mails once."""
    question = select(MailedLink).where(MailedLink.id == link_id, MailedLink.handled_at.is_(None))
    asked = db.session.scalar(question.with_for_update(skip_locked=True, of=MailedLink))
    if asked is None:
        return
    if not is_mailed_enough(asked.email) and (message := _answer(asked)):
        try:
            queue_mail(message)
        except BadAddress:
            log.info("link_not_mailable", link_id=link_id)
        else:
            asked.was_mailed = True
    asked.handled_at = clock.now()


def mint_link(*, user: User, purpose: LinkPurpose, target: str = "") -> str:
    """Make a link without mailing it, and return its token (for the command line)."""
    link = MailedLink(purpose=purpose, email=user.email, user=user, payload={}, target=target, handled_at=clock.now())
    db.session.add(link)
    return _issue(link)


def take_link(*, token: str, purpose: LinkPurpose) -> MailedLink:
    """Use up the link with this token; its fellows for the same purpose die with it. Raises LinkGone."""
    found = open_link(token, purpose)
    if found is None:
        raise LinkGone
    fellows = (MailedLink.email == found.email, MailedLink.purpose == purpose, MailedLink.used_at.is_(None))
    # all of them in one order, or two people at two links would each wait for the other
    db.session.execute(select(MailedLink.id).where(*fellows).order_by(MailedLink.id).with_for_update()).all()
    taken = (
        update(MailedLink)
        .where(MailedLink.id == found.id, MailedLink.used_at.is_(None))
        .values(used_at=clock.now())
        .returning(MailedLink.id)
    )
    if db.session.execute(taken).first() is None:  # somebody was quicker
        raise LinkGone
    _void(MailedLink.email == found.email, MailedLink.purpose == purpose)
    return found


def void_links_of(*, user: User) -> None:
    """Let no link that was mailed to this person work any more."""
    _void(MailedLink.user_id == user.id)


def _void(*which: Any) -> None:
    now = clock.now()
    db.session.execute(
        update(MailedLink).where(*which, MailedLink.used_at.is_(None)).values(used_at=now, handled_at=now)
    )


def _answer(asked: MailedLink) -> Message | None:
    """The message to send, if any. Somebody who only guesses addresses never sees which of these it was."""
    account = asked.user or user_by_email(asked.email)
    if asked.purpose is LinkPurpose.register:
        return _answer_registration(asked, account)
    if account is None or account.closed_at is not None:
        return None
    if asked.purpose is LinkPurpose.change_email and user_by_email(asked.email):
        return emails.address_in_use(asked.email)
    asked.user = account
    compose: dict[LinkPurpose, Callable[[MailedLink, str], Message]] = {
        LinkPurpose.sign_in: emails.sign_in_link,
        LinkPurpose.reset_password: emails.password_link,
        LinkPurpose.change_email: emails.confirm_new_address,
        LinkPurpose.close_account: emails.closing_link,
    }
    return compose[asked.purpose](asked, _issue(asked))


def _answer_registration(asked: MailedLink, account: User | None) -> Message:
    if account is not None and account.is_active:
        return emails.already_registered(account)
    return emails.confirm_registration(asked, _issue(asked))


def _issue(link: MailedLink) -> str:
    token = new_key()
    link.token_hash = hash_key(token)
    link.expires_at = clock.now() + _LENGTHS[link.purpose]
    db.session.flush()
    return token
