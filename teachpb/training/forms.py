"""What records, teams, kinds and feeds ask."""

from __future__ import annotations

from typing import Any

from teachpb.cpd.models import Audience, Course
from teachpb.training.models import Side, TrainingEntry, TrainingKind
from teachpb.training.operations import EntryDetails, KindDetails
from teachpb.web.forms import (
    DOCUMENTS,
    IMAGES,
    BaseForm,
    BooleanField,
    CheckboxesField,
    DateField,
    DecimalField,
    EmailField,
    FileField,
    IntegerField,
    PastDate,
    Required,
    SelectField,
    StringField,
    TextArea,
)

NO_KIND = "none"


class EntryForm(BaseForm):
    """Training attended elsewhere."""

    title = StringField("What was it?", [Required("Enter what the training was")], max_chars=150)
    provider = StringField("Who ran it?", max_chars=150, optional=True)
    completed_on = DateField(
        "When was it completed?", [Required("Enter the day it was completed"), PastDate("The day must not be ahead")]
    )
    hours = DecimalField(
        "Hours of learning", [Required("Enter the hours, 0 if you do not know")], min=0, max=500, width=5
    )
    kind_id = SelectField("Does it count as one of these?", choices=[], prompt=None)
    expires_on = DateField(
        "Valid until",
        optional=True,
        hint="Leave it empty to use the usual period of the kind: the same day, so many calendar months later.",
    )
    note = TextArea("What did you take from it?", rows=3, max_chars=1000, optional=True)
    evidence = FileField(
        "Certificate or other evidence",
        accept=DOCUMENTS + IMAGES,
        optional=True,
        hint="A PDF, a Word document or a picture. Nobody else gets it but whoever may see this entry.",
    )
    is_shared = BooleanField("The CPD lead of my school may see this")

    def offer(self, kinds: list[TrainingKind]) -> None:
        self.kind_id.choices = [(NO_KIND, "None of them"), *((str(kind.id), kind.name) for kind in kinds)]

    def details(self, kinds: list[TrainingKind]) -> EntryDetails:
        chosen = next((kind for kind in kinds if str(kind.id) == self.kind_id.data), None)
        return EntryDetails(
            title=self.title.data,
            provider=self.provider.data,
            completed_on=self.completed_on.data,
            hours=float(self.hours.data),
            kind=chosen,
            expires_on=self.expires_on.data,
            note=self.note.data,
            is_shared=bool(self.is_shared.data) if "is_shared" in self else True,
        )

    @classmethod
    def for_entry(cls, entry: TrainingEntry) -> EntryForm:
        names = ("title", "provider", "completed_on", "hours", "note", "is_shared")
        stored: dict[str, Any] = {name: getattr(entry, name) for name in names}
        kind = str(entry.kind_id) if entry.kind_id else NO_KIND
        return cls(data={**stored, "kind_id": kind, "expires_on": entry.expires_on})


class RemoveForm(BaseForm):
    """“Are you sure?”"""


class MemberForm(BaseForm):
    name = StringField("Full name", [Required("Enter their full name")], max_chars=120, autocomplete="off")
    email = EmailField(
        "Email address",
        [Required("Enter their email address")],
        autocomplete="off",
        hint="The one they book with: what they attend here is found by it.",
    )
    role = SelectField("Role", [Required("Select their role")], choices=[], prompt="Select their role")

    def offer(self, side: Side) -> None:
        self.role.choices = [(role.value, role.label) for role in side.roles]

    @property
    def chosen(self) -> Audience:
        return Audience(self.role.data)


class RequiredForm(BaseForm):
    """One question for each role: which kinds it needs. The fields are named ``needs-<role>`` on the page."""


class KindForm(BaseForm):
    name = StringField("Name", [Required("Enter the name of the kind")], max_chars=120)
    months = IntegerField(
        "Runs out after how many months?",
        [Required("Enter the months, 0 if it is needed once")],
        min=0,
        max=120,
        width=3,
        hint="0 if it is needed once and never runs out",
    )
    basis = StringField("Law or guidance", max_chars=200, optional=True)
    note = TextArea("What schools should know", rows=3, max_chars=600, optional=True)
    review_on = DateField("Look at it again on", optional=True, hint="The rules change: usually each September.")
    courses = CheckboxesField("Courses that give it", choices=[], optional=True)
    is_active = BooleanField("Schools can ask for it")

    def offer(self, courses: list[Course]) -> None:
        self.courses.choices = [(str(course.id), course.title) for course in courses]
        if not courses:
            del self.courses

    def details(self, courses: list[Course]) -> KindDetails:
        chosen = set(self.courses.data) if "courses" in self else set()
        return KindDetails(
            name=self.name.data,
            months=self.months.data,
            basis=self.basis.data,
            note=self.note.data,
            review_on=self.review_on.data,
            is_active=bool(self.is_active.data),
            courses=[course for course in courses if str(course.id) in chosen],
        )

    @classmethod
    def for_kind(cls, kind: TrainingKind) -> KindForm:
        names = ("name", "months", "basis", "note", "review_on", "is_active")
        stored: dict[str, Any] = {name: getattr(kind, name) for name in names}
        return cls(data={**stored, "courses": [str(course.id) for course in kind.courses]})
