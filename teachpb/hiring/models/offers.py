"""Offers in writing, the checks before somebody starts, and the online search of those on the shortlist."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.db import EnumList, EnumText, LabelledEnum, Model, Timestamps
from teachpb.hiring.checklist import CheckKind
from teachpb.sealing import SealedText
from teachpb.vacancies.models import PayPeriod


class Offer(Timestamps, Model):
    """What is offered, in writing. Whether it stands is the state of the application; ``conditions`` are the checks it
    depends on. ``answer_reason`` is the candidate's own, and they need not give one."""

    __tablename__ = "offers"
    __table_args__ = (CheckConstraint("pay_pence IS NULL OR pay_pence > 0", name="pay_positive"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), unique=True)
    pay_pence: Mapped[int | None]
    pay_period: Mapped[PayPeriod] = mapped_column(EnumText(PayPeriod), default=PayPeriod.year)
    pay_point: Mapped[str] = mapped_column(String(100), default="")
    hours: Mapped[str] = mapped_column(String(200), default="")
    start_on: Mapped[date]
    answer_by: Mapped[date]
    conditions: Mapped[list[CheckKind]] = mapped_column(EnumList(CheckKind), default=list)
    more_conditions: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    answered_at: Mapped[datetime | None]
    answer_reason: Mapped[str] = mapped_column(SealedText, default="")
    reminded_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship(Application)


class CheckState(LabelledEnum):
    open = "open", "Not begun"
    requested = "requested", "Under way"
    done = "done", "Done"
    waived = "waived", "Not needed"


#: In these nobody has to do anything more.
SETTLED = frozenset({CheckState.done, CheckState.waived})


class PreEmploymentCheck(Timestamps, Model):
    """One check of one person. No number of any document is kept, and no copy. A check without a row is not begun."""

    __tablename__ = "pre_employment_checks"
    __table_args__ = (UniqueConstraint("application_id", "kind"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    kind: Mapped[CheckKind] = mapped_column(EnumText(CheckKind))
    state: Mapped[CheckState] = mapped_column(EnumText(CheckState), default=CheckState.open)
    done_on: Mapped[date | None]
    seen_by: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(SealedText, default="")
    note: Mapped[str] = mapped_column(SealedText, default="")
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    changed_by: Mapped[User | None] = relationship(User)


class SearchOutcome(LabelledEnum):
    done = "done", "Done, nothing to talk about"
    concern = "concern", "Done, something to talk about"
    not_doing = "not_doing", "We do not search online"


class OnlineSearch(Timestamps, Model):
    """What was found online about somebody on the shortlist (Keeping children safe in education, paragraph on online
    searches): whether, when, by whom; what gives concern is sealed."""

    __tablename__ = "online_searches"

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), unique=True)
    outcome: Mapped[SearchOutcome] = mapped_column(EnumText(SearchOutcome))
    done_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(SealedText, default="")
    concern: Mapped[str] = mapped_column(SealedText, default="")
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    changed_by: Mapped[User | None] = relationship(User)
