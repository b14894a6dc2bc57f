"""One advert, the chain of adverts it belongs to, and the addresses it has had."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Date, Float, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.db import EnumList, EnumText, Model, Timestamps
from teachpb.schools.models import Organisation, Phase, School, TypeGroup
from teachpb.vacancies.models.document import DocumentPurpose, VacancyDocument
from teachpb.vacancies.models.pay import Allowance, PayPeriod, PayScale
from teachpb.vacancies.models.states import (
    ExtensionReason,
    ListedElsewhere,
    RelistReason,
    VacancyOutcome,
    VacancyState,
    state_at,
)
from teachpb.vacancies.models.template import VacancyTemplate
from teachpb.vacancies.models.vocabulary import (
    ApplicationMethod,
    ContractType,
    EctStatus,
    JobRole,
    KeyStage,
    ReligiousForm,
    StartType,
    Subject,
    WorkingPattern,
)

vacancy_schools = Table(
    "vacancy_schools",
    Model.metadata,
    Column("vacancy_id", ForeignKey("vacancies.id", ondelete="CASCADE"), primary_key=True),
    Column("school_id", ForeignKey("schools.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class VacancyCampaign(Timestamps, Model):
    """One attempt to fill a post: an advert and all that were relisted from it. Counted once in the ratio."""

    __tablename__ = "vacancy_campaigns"

    vacancies: Mapped[list[Vacancy]] = relationship("Vacancy", back_populates="campaign")


class Vacancy(Timestamps, Model):
    """One advert.

    It belongs to an organisation (a school, or a trust) and is for one or several ``schools``, or for the trust's head
    office. Yes/no questions that nobody has answered yet are None. ``closes_at`` is a London wall-clock time turned
    into a moment. ``published_at`` is when the public could first read it: for a scheduled advert, when it will.
    """

    __tablename__ = "vacancies"
    __table_args__ = (
        CheckConstraint("pay_min_pence IS NULL OR pay_min_pence > 0", name="pay_min_positive"),
        CheckConstraint("pay_max_pence IS NULL OR pay_max_pence >= pay_min_pence", name="pay_max_not_below_min"),
        CheckConstraint("fte_basis_points IS NULL OR fte_basis_points BETWEEN 1 AND 10000", name="fte_fraction"),
        CheckConstraint("state = 'draft' OR closes_at IS NOT NULL OR published_at IS NULL", name="published_closes"),
        Index("ix_vacancies_state_closes_at", "state", "closes_at"),
        Index("ix_vacancies_organisation_state", "organisation_id", "state"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    at_head_office: Mapped[bool] = mapped_column(default=False)
    office_address: Mapped[str] = mapped_column(String(300), default="")
    office_postcode: Mapped[str] = mapped_column(String(8), default="")
    office_latitude: Mapped[float | None] = mapped_column(Float)
    office_longitude: Mapped[float | None] = mapped_column(Float)
    #: Where in a college it is, if not at the college's own address.
    campus_address: Mapped[str] = mapped_column(String(300), default="")
    campus_postcode: Mapped[str] = mapped_column(String(8), default="")
    campus_latitude: Mapped[float | None] = mapped_column(Float)
    campus_longitude: Mapped[float | None] = mapped_column(Float)

    title: Mapped[str] = mapped_column(String(100), default="")
    slug: Mapped[str] = mapped_column(String(220), unique=True)
    job_roles: Mapped[list[JobRole]] = mapped_column(EnumList(JobRole), default=list)
    phases: Mapped[list[Phase]] = mapped_column(EnumList(Phase), default=list)
    key_stages: Mapped[list[KeyStage]] = mapped_column(EnumList(KeyStage), default=list)
    #: None until the question was put; an empty list says “no particular subject”.
    subjects: Mapped[list[Subject] | None] = mapped_column(EnumList(Subject))
    contract_type: Mapped[ContractType | None] = mapped_column(EnumText(ContractType))
    contract_duration: Mapped[str] = mapped_column(String(100), default="")
    is_parental_leave_cover: Mapped[bool | None]
    working_patterns: Mapped[list[WorkingPattern]] = mapped_column(EnumList(WorkingPattern), default=list)
    is_job_share: Mapped[bool | None]
    working_patterns_details: Mapped[str] = mapped_column(Text, default="")

    start_type: Mapped[StartType | None] = mapped_column(EnumText(StartType))
    starts_on: Mapped[date | None] = mapped_column(Date)
    starts_earliest_on: Mapped[date | None] = mapped_column(Date)
    starts_latest_on: Mapped[date | None] = mapped_column(Date)
    start_words: Mapped[str] = mapped_column(String(200), default="")

    pay_scale: Mapped[PayScale | None] = mapped_column(EnumText(PayScale))
    pay_point_from: Mapped[str] = mapped_column(String(20), default="")
    pay_point_to: Mapped[str] = mapped_column(String(20), default="")
    pay_min_pence: Mapped[int | None]
    pay_max_pence: Mapped[int | None]
    pay_period: Mapped[PayPeriod | None] = mapped_column(EnumText(PayPeriod))
    #: True: the amounts are for full-time work; False: they are what this post pays.
    pay_is_full_time_equivalent: Mapped[bool | None]
    #: The share of full time this post is, in hundredths of a per cent (0.6 is 6000).
    fte_basis_points: Mapped[int | None]
    pay_words: Mapped[str] = mapped_column(String(256), default="")
    allowances: Mapped[list[Allowance]] = mapped_column(EnumList(Allowance), default=list)
    allowances_details: Mapped[str] = mapped_column(String(256), default="")

    ect_status: Mapped[EctStatus | None] = mapped_column(EnumText(EctStatus))
    #: Colleges may appoint teachers without qualified teacher status, so they say; None for everybody else.
    qts_required: Mapped[bool | None]
    skills_and_experience: Mapped[str] = mapped_column(Text, default="")
    school_offer: Mapped[str] = mapped_column(Text, default="")
    flexible_working: Mapped[str] = mapped_column(Text, default="")
    further_details: Mapped[str] = mapped_column(Text, default="")
    school_visits: Mapped[bool | None]
    visa_sponsorship: Mapped[bool | None]

    publish_on: Mapped[date | None] = mapped_column(Date)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]

    application_method: Mapped[ApplicationMethod | None] = mapped_column(EnumText(ApplicationMethod))
    application_link: Mapped[str] = mapped_column(String(500), default="")
    religious_form: Mapped[ReligiousForm] = mapped_column(EnumText(ReligiousForm), default=ReligiousForm.no_religion)
    is_anonymised: Mapped[bool | None]
    #: Are there documents to go with it? No, unless somebody says so; None while the wizard has yet to ask.
    has_documents: Mapped[bool | None]
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    #: The address belonged to somebody here when it was given.
    contact_is_known: Mapped[bool] = mapped_column(default=True)
    #: It does not, and whoever gave it has said that it is right.
    contact_is_confirmed: Mapped[bool] = mapped_column(default=False)
    contact_phone: Mapped[str] = mapped_column(String(30), default="")

    state: Mapped[VacancyState] = mapped_column(EnumText(VacancyState), default=VacancyState.draft)
    state_entered_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    first_applied_at: Mapped[datetime | None]
    publication_mailed_at: Mapped[datetime | None]
    extension_reason: Mapped[ExtensionReason | None] = mapped_column(EnumText(ExtensionReason))
    extension_words: Mapped[str] = mapped_column(String(256), default="")
    outcome: Mapped[VacancyOutcome | None] = mapped_column(EnumText(VacancyOutcome))
    listed_elsewhere: Mapped[ListedElsewhere | None] = mapped_column(EnumText(ListedElsewhere))
    outcome_at: Mapped[datetime | None]
    #: Who said so; None when it was said by the link in our mail (``OutcomePrompt``).
    outcome_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    #: Why it was listed again, on the later of the two adverts.
    relist_reason: Mapped[RelistReason | None] = mapped_column(EnumText(RelistReason))
    relist_words: Mapped[str] = mapped_column(String(256), default="")

    #: The recruitment system that sent it and looks after it; empty for an advert written here.
    provider: Mapped[str] = mapped_column(String(100), default="", server_default="")

    parent_id: Mapped[int | None] = mapped_column(ForeignKey("vacancies.id", ondelete="SET NULL"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("vacancy_campaigns.id"), index=True)
    template_id: Mapped[int | None] = mapped_column(ForeignKey("vacancy_templates.id", ondelete="SET NULL"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    organisation: Mapped[Organisation] = relationship(Organisation)
    schools: Mapped[list[School]] = relationship(School, secondary=vacancy_schools, order_by=[School.name, School.id])
    campaign: Mapped[VacancyCampaign] = relationship(VacancyCampaign, back_populates="vacancies")
    parent: Mapped[Vacancy | None] = relationship("Vacancy", remote_side="Vacancy.id", back_populates="relistings")
    relistings: Mapped[list[Vacancy]] = relationship("Vacancy", back_populates="parent")
    created_by: Mapped[User | None] = relationship(User, foreign_keys=[created_by_id])
    published_by: Mapped[User | None] = relationship(User, foreign_keys=[published_by_id])
    outcome_by: Mapped[User | None] = relationship(User, foreign_keys=[outcome_by_id])
    template: Mapped[VacancyTemplate | None] = relationship(VacancyTemplate)
    documents: Mapped[list[VacancyDocument]] = relationship(
        VacancyDocument,
        back_populates="vacancy",
        cascade="all, delete-orphan",
        order_by=[VacancyDocument.position, VacancyDocument.id],
    )
    former_slugs: Mapped[list[VacancySlug]] = relationship(
        "VacancySlug", back_populates="vacancy", cascade="all, delete-orphan"
    )

    def __init__(self, **fields: Any) -> None:
        """A new vacancy begins a campaign of its own, and holds its defaults at once: rules read it before it is
        stored."""
        if not {"campaign", "campaign_id"} & fields.keys():
            fields["campaign"] = VacancyCampaign()
        super().__init__(**{"has_documents": False, **_defaults(), **fields})

    def state_at(self, moment: datetime) -> VacancyState:
        """What this vacancy is at ``moment``, by the clock and not by what was last stored."""
        return state_at(self.state, self.opens_at, self.closes_at, moment)

    def is_open(self, moment: datetime) -> bool:
        """May the public read it and apply at ``moment``?"""
        return self.state_at(moment) is VacancyState.live

    @property
    def is_imported(self) -> bool:
        """Was it sent by a recruitment system? Then that is where it is changed, and nobody changes it here."""
        return self.provider != ""

    @property
    def takes_applications_here(self) -> bool:
        """Do people apply on this site (“quick apply”)?"""
        return self.application_method is ApplicationMethod.native

    @property
    def is_applied_for_here(self) -> bool:
        """Do applications come through this site, written on our form or on the school’s own?"""
        return self.application_method is not ApplicationMethod.website

    @property
    def supporting_documents(self) -> list[VacancyDocument]:
        """In the order the school has given them."""
        return [document for document in self.documents if document.purpose is DocumentPurpose.supporting]

    @property
    def application_forms(self) -> list[VacancyDocument]:
        """The school’s own form; while a new one is being checked, the old one before it."""
        forms = [document for document in self.documents if document.purpose is DocumentPurpose.application_form]
        return sorted(forms, key=lambda document: document.id or 0)

    @property
    def application_form(self) -> VacancyDocument | None:
        """The newest one, whatever the scanner says of it."""
        forms = self.application_forms
        return forms[-1] if forms else None

    @property
    def served_form(self) -> VacancyDocument | None:
        """The one candidates get: the newest that is clean."""
        return next((form for form in reversed(self.application_forms) if form.is_ready), None)

    def position_at(self, school: School) -> tuple[float | None, float | None]:
        """(latitude, longitude) of the job at ``school``: a college may have said that it is at another site."""
        if self.campus_latitude is not None and school.type_group is TypeGroup.college:
            return self.campus_latitude, self.campus_longitude
        return school.latitude, school.longitude

    @property
    def place_name(self) -> str:
        """Where the job is, in a few words: the school, “3 schools in …”, or the trust."""
        if len(self.schools) == 1 and not self.at_head_office:
            return self.schools[0].name
        if self.schools:
            return f"{self.organisation.name}, {len(self.schools)} schools"
        return self.organisation.name


def _defaults() -> dict[str, Any]:
    """The columns' defaults, save the moments of writing."""
    defaults = ((column.name, column.default) for column in Vacancy.__table__.columns)
    given = {name: default for name, default in defaults if default is not None and not name.endswith("_at")}
    return {name: default.arg(None) if default.is_callable else default.arg for name, default in given.items()}


class VacancySlug(Model):
    """An address this vacancy once had. Asking for it leads to the present one, for ever."""

    __tablename__ = "vacancy_slugs"

    slug: Mapped[str] = mapped_column(String(220), unique=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)

    vacancy: Mapped[Vacancy] = relationship(Vacancy, back_populates="former_slugs")
