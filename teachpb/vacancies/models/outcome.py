"""What came of an advert, why it was listed again, and whom we have asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.db import LabelledEnum, Model
from teachpb.vacancies.models.vacancy import Vacancy


class OutcomePrompt(Model):
    """We have asked, once, by mail, what came of this advert.

    ``user_id`` is whom we asked when they have an account; otherwise the advert's contact was asked. ``secret`` goes
    into the signature of the link (``links.py``) and opens nothing without the site's own key. ``email_hash`` is the
    address without being readable as one, for opting out.
    """

    __tablename__ = "outcome_prompts"

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    email_hash: Mapped[str] = mapped_column(String(64))
    secret: Mapped[str] = mapped_column(String(43))
    sent_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    vacancy: Mapped[Vacancy] = relationship(Vacancy)
    user: Mapped[User | None] = relationship(User)


class PromptOptOut(Model):
    """Somebody does not want to be asked by mail. Only the hash of the address is kept."""

    __tablename__ = "outcome_prompt_opt_outs"

    email_hash: Mapped[str] = mapped_column(String(64), unique=True)
    opted_out_at: Mapped[datetime]


class PromptState(LabelledEnum):
    """What a mailed link still is good for."""

    open = "open", "Waiting for an answer"
    answered = "answered", "Answered"
    run_out = "run_out", "Run out"
    gone = "gone", "The vacancy is gone"
