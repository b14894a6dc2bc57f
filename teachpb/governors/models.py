"""Roles on boards, expressions of interest in them, and the steps between."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.db import CONSTRAINT_MESSAGES, EnumList, EnumText, LabelledEnum, Model, Timestamps
from teachpb.schools.models import Organisation

CONSTRAINT_MESSAGES["ix_expressions_active"] = ("email", "You have already expressed interest in this role")


class GovernorType(LabelledEnum):
    """Where the post comes from. A clerk may be paid."""

    parent = "parent", "Parent governor"
    staff = "staff", "Staff governor"
    local_authority = "local_authority", "Local authority governor"
    co_opted = "co_opted", "Co-opted governor"
    foundation = "foundation", "Foundation governor"
    partnership = "partnership", "Partnership governor"
    associate_member = "associate_member", "Associate member"
    trustee = "trustee", "Trustee"
    member = "member", "Member of the trust"
    local_governor = "local_governor", "Local governor"
    chair = "chair", "Chair"
    clerk = "clerk", "Clerk or governance professional"


class AppointmentRoute(LabelledEnum):
    elected = "elected", "Elected"
    appointed = "appointed", "Appointed by the board"
    nominated = "nominated", "Nominated"
    ex_officio = "ex_officio", "By office held"


class Skill(LabelledEnum):
    """The five the council asks for first, then the others (``governors.md`` 2)."""

    finance = "finance", "Finance"
    hr = "hr", "Human resources"
    legal = "legal", "Law"
    property = "property", "Property and premises"
    education = "education", "Education"
    safeguarding = "safeguarding", "Safeguarding"
    send = "send", "Special educational needs and disabilities"
    early_years = "early_years", "Early years"
    data = "data", "Data"
    it = "it", "IT"
    marketing = "marketing", "Marketing and communications"
    project_management = "project_management", "Project management"
    procurement = "procurement", "Procurement"
    risk = "risk", "Risk"
    health_and_safety = "health_and_safety", "Health and safety"
    change_management = "change_management", "Managing change"
    community_links = "community_links", "Links with the community"
    languages = "languages", "Languages"
    chairing = "chairing", "Chairing meetings"


class MeetingMode(LabelledEnum):
    in_person = "in_person", "At the school"
    remote = "remote", "Online"
    mixed = "mixed", "Some at the school, some online"


class RoleState(LabelledEnum):
    draft = "draft", "Draft"
    live = "live", "Live"
    closed = "closed", "Closed"
    filled = "filled", "Filled"
    removed = "removed", "Removed"


ROLE_TRANSITIONS: dict[RoleState, frozenset[RoleState]] = {
    RoleState.draft: frozenset({RoleState.live, RoleState.removed}),
    RoleState.live: frozenset({RoleState.closed, RoleState.filled, RoleState.removed}),
    RoleState.closed: frozenset({RoleState.live, RoleState.filled, RoleState.removed}),
    RoleState.filled: frozenset({RoleState.removed}),
    RoleState.removed: frozenset(),
}


class InterestState(LabelledEnum):
    """The pipeline of ``vocabulary.md``: from a first word to a governor who knows the ropes."""

    new = "new", "New"
    matched = "matched", "Matched"
    introduced = "introduced", "Introduced to the chair"
    meeting = "meeting", "Meeting or visit"
    nominated = "nominated", "Nominated"
    checks = "checks", "Checks"
    appointed = "appointed", "Appointed"
    inducted = "inducted", "Inducted"
    on_hold = "on_hold", "On hold"
    declined = "declined", "Not taken further"
    withdrawn = "withdrawn", "Withdrawn"


_I = InterestState
_OUT = frozenset({_I.declined, _I.withdrawn, _I.on_hold})
#: A board may skip steps, never go back except out of “on hold”. Withdrawing is the volunteer's, the rest the board's.
INTEREST_TRANSITIONS: dict[InterestState, frozenset[InterestState]] = {
    _I.new: frozenset({_I.matched, _I.introduced, _I.meeting}) | _OUT,
    _I.matched: frozenset({_I.introduced, _I.meeting}) | _OUT,
    _I.introduced: frozenset({_I.meeting, _I.nominated}) | _OUT,
    _I.meeting: frozenset({_I.nominated, _I.checks}) | _OUT,
    _I.nominated: frozenset({_I.checks, _I.appointed}) | _OUT,
    _I.checks: frozenset({_I.appointed}) | _OUT,
    _I.appointed: frozenset({_I.inducted, _I.withdrawn}),
    _I.inducted: frozenset(),
    _I.on_hold: frozenset({_I.matched, _I.introduced, _I.meeting, _I.declined, _I.withdrawn}),
    _I.declined: frozenset(),
    _I.withdrawn: frozenset(),
}
#: States in which a volunteer is still in the running for the role.
OPEN_INTEREST = tuple(state for state in InterestState if state not in {_I.declined, _I.withdrawn, _I.inducted})


class GovernorRole(Timestamps, Model):
    """One advert for one or several places on a board. Without ``closes_at`` it is open until filled."""

    __tablename__ = "governor_roles"
    __table_args__ = (
        CheckConstraint("places BETWEEN 1 AND 20", name="places"),
        CheckConstraint("term_years BETWEEN 1 AND 4", name="term_years"),
        Index("ix_governor_roles_state_closes_at", "state", "closes_at"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    title: Mapped[str] = mapped_column(String(100))
    slug: Mapped[str] = mapped_column(String(220), unique=True)
    type: Mapped[GovernorType] = mapped_column(EnumText(GovernorType))
    route: Mapped[AppointmentRoute] = mapped_column(EnumText(AppointmentRoute))
    places: Mapped[int] = mapped_column(default=1)
    link_role: Mapped[str] = mapped_column(String(100), default="")
    skills_essential: Mapped[list[Skill]] = mapped_column(EnumList(Skill), default=list)
    skills_desirable: Mapped[list[Skill]] = mapped_column(EnumList(Skill), default=list)
    about: Mapped[str] = mapped_column(Text, default="")
    board_context: Mapped[str] = mapped_column(Text, default="")
    eligibility: Mapped[str] = mapped_column(Text, default="")
    hours_a_month: Mapped[int | None]
    meetings_a_year: Mapped[int | None]
    meeting_times: Mapped[str] = mapped_column(String(200), default="")
    meeting_mode: Mapped[MeetingMode] = mapped_column(EnumText(MeetingMode), default=MeetingMode.mixed)
    term_years: Mapped[int] = mapped_column(default=4)
    has_mentor: Mapped[bool] = mapped_column(default=True)
    training: Mapped[str] = mapped_column(Text, default="")
    pays_expenses: Mapped[bool] = mapped_column(default=True)
    is_paid: Mapped[bool] = mapped_column(default=False)
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    closes_on: Mapped[date | None] = mapped_column(Date)
    #: Midnight in London at the end of ``closes_on``; the clock closes the role, whatever the worker has done.
    closes_at: Mapped[datetime | None]
    state: Mapped[RoleState] = mapped_column(EnumText(RoleState), default=RoleState.draft)
    state_entered_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    organisation: Mapped[Organisation] = relationship(Organisation)
    created_by: Mapped[User | None] = relationship(User)
    interests: Mapped[list[ExpressionOfInterest]] = relationship("ExpressionOfInterest", back_populates="role")

    def state_at(self, moment: datetime) -> RoleState:
        """What this role is at ``moment``: a live one closes by the clock."""
        if self.state is RoleState.live and self.closes_at is not None and moment >= self.closes_at:
            return RoleState.closed
        return self.state

    def is_open(self, moment: datetime) -> bool:
        return self.state_at(moment) is RoleState.live


class ExpressionOfInterest(Timestamps, Model):
    """A volunteer's offer to serve. ``skill_ratings`` maps a skill's value to 1–4.

    Conviction details are never asked for here; ``is_eligible`` is a plain declaration that checks will follow.
    """

    __tablename__ = "expressions_of_interest"
    __table_args__ = (
        Index(
            "ix_expressions_active",
            "role_id",
            "email",
            unique=True,
            sqlite_where=text("state NOT IN ('declined', 'withdrawn')"),
            postgresql_where=text("state NOT IN ('declined', 'withdrawn')"),
        ),
    )

    role_id: Mapped[int] = mapped_column(ForeignKey("governor_roles.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(30), default="")
    postcode: Mapped[str] = mapped_column(String(8), default="")
    travel_miles: Mapped[int | None]
    occupation: Mapped[str] = mapped_column(String(120), default="")
    motivation: Mapped[str] = mapped_column(Text, default="")
    skill_ratings: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    experience: Mapped[str] = mapped_column(Text, default="")
    availability: Mapped[str] = mapped_column(String(300), default="")
    school_links: Mapped[str] = mapped_column(Text, default="")
    conflicts: Mapped[str] = mapped_column(Text, default="")
    is_adult: Mapped[bool] = mapped_column(default=False)
    is_eligible: Mapped[bool] = mapped_column(default=False)
    may_share: Mapped[bool] = mapped_column(default=False)
    state: Mapped[InterestState] = mapped_column(EnumText(InterestState), default=InterestState.new)
    state_entered_at: Mapped[datetime]

    role: Mapped[GovernorRole] = relationship(GovernorRole, back_populates="interests")
    user: Mapped[User | None] = relationship(User)
    steps: Mapped[list[InterestStep]] = relationship(
        "InterestStep",
        back_populates="interest",
        order_by="InterestStep.id",
        cascade="all, delete-orphan",
    )

    @property
    def rated_skills(self) -> list[tuple[Skill, int]]:
        """(skill, 1–4), strongest first, then in the vocabulary's order."""
        known = [(skill, self.skill_ratings[skill.value]) for skill in Skill if skill.value in self.skill_ratings]
        return sorted(known, key=lambda pair: -pair[1])

    def fit(self) -> tuple[int, int]:
        """(essential, desirable) skills of the role this person rates at 3 or more."""
        strong = {skill for skill, rating in self.rated_skills if rating >= 3}
        return len(strong & set(self.role.skills_essential)), len(strong & set(self.role.skills_desirable))


class InterestStep(Model):
    """One move along the pipeline. ``note`` is for the board; ``message`` was sent to the volunteer."""

    __tablename__ = "interest_steps"

    interest_id: Mapped[int] = mapped_column(ForeignKey("expressions_of_interest.id", ondelete="CASCADE"), index=True)
    state: Mapped[InterestState] = mapped_column(EnumText(InterestState))
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(Text, default="")
    message: Mapped[str] = mapped_column(Text, default="")

    interest: Mapped[ExpressionOfInterest] = relationship(ExpressionOfInterest, back_populates="steps")
    actor: Mapped[User | None] = relationship(User)
