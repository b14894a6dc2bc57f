"""The questions of a profile, and those of a search for candidates."""

from __future__ import annotations

from typing import Any, Self

from wtforms.validators import ValidationError

from teachpb import clock
from teachpb.candidates.models import ProfileQts
from teachpb.candidates.rules import MOST_KEY_STAGES, MOST_PLACES, MOST_ROLES, RADII
from teachpb.places.queries import locate
from teachpb.schools.models import Phase
from teachpb.vacancies.models import (
    JobRole,
    KeyStage,
    Subject,
    Vacancy,
    WorkingPattern,
)
from teachpb.vacancies.models.vocabulary import SUPPORT_ROLES, TEACHING_ROLES, VACANCY_PHASES
from teachpb.web.forms import (
    BaseForm,
    CheckboxesField,
    EnumCheckboxesField,
    EnumRadioField,
    IntegerField,
    RadioField,
    Required,
    SearchForm,
    SelectField,
    StringField,
    TelField,
    TextArea,
    YesNoField,
)

EARLIEST_YEAR = 1950
DIGITS = 7


class DetailsForm(BaseForm):
    first_name = StringField(
        "First name", [Required("Enter your first name")], max_chars=100, autocomplete="given-name", width=20
    )
    last_name = StringField(
        "Last name", [Required("Enter your last name")], max_chars=100, autocomplete="family-name", width=20
    )
    phone = TelField(
        "Phone number", optional=True, hint="For your applications. Schools do not see it here.", max_chars=30, width=20
    )
    has_right_to_work = YesNoField(
        "Do you have the right to work in the UK?",
        [Required("Say whether you have the right to work in the UK")],
        hint="Answer no if you need a visa, or a school to sponsor one.",
        summary_label="Right to work in the UK",
    )


class JobsForm(BaseForm):
    job_roles = EnumCheckboxesField(
        "Which roles are you looking for?",
        [Required("Select the roles you are looking for")],
        enum=JobRole,
        hint=f"Up to {MOST_ROLES}.",
    )
    phases = EnumCheckboxesField(
        "Which phases would you work in?",
        [Required("Select the phases you would work in")],
        enum=Phase,
        only=VACANCY_PHASES,
    )
    key_stages = EnumCheckboxesField(
        "Which key stages?", optional=True, enum=KeyStage, hint=f"Up to {MOST_KEY_STAGES}."
    )
    subjects = EnumCheckboxesField(
        "Which subjects?", optional=True, enum=Subject, hint="If you would teach older pupils."
    )
    working_patterns = EnumCheckboxesField(
        "Full time or part time?", [Required("Select full time, part time or both")], enum=WorkingPattern
    )
    patterns_details = TextArea(
        "Is there anything to add about your hours?",
        optional=True,
        hint="Such as “not on Fridays”",
        rows=2,
        max_words=50,
    )

    def validate_job_roles(self, field: Any) -> None:
        if len(field.data) > MOST_ROLES:
            raise ValidationError(f"Select up to {MOST_ROLES} roles")

    def validate_key_stages(self, field: Any) -> None:
        if len(field.data) > MOST_KEY_STAGES:
            raise ValidationError(f"Select up to {MOST_KEY_STAGES} key stages")


def _place(number: int) -> StringField:
    if number == 1:
        wanted = [Required("Enter where you would work")]
        return StringField("Place", wanted, hint="A postcode, a town or a village", max_chars=100, width=20)
    return StringField(f"Place {number}", optional=True, max_chars=100, width=20)


def _radius(number: int) -> SelectField:
    choices = [(miles, f"{miles} mile{'s' if miles > 1 else ''}") for miles in RADII]
    return SelectField(f"How far from place {number}?", choices=choices, coerce=int, prompt=None, default=10)


class PlacesForm(BaseForm):
    place_1, radius_1 = _place(1), _radius(1)
    place_2, radius_2 = _place(2), _radius(2)
    place_3, radius_3 = _place(3), _radius(3)

    @classmethod
    def from_record(cls, record: Any, **kwargs: Any) -> Self:
        data: dict[str, Any] = {}
        for number, place in enumerate(record.places[:MOST_PLACES], 1):
            data |= {f"place_{number}": place.name, f"radius_{number}": place.radius_miles}
        return cls(data=data, **kwargs)

    def validate_place_1(self, field: Any) -> None:
        if field.data and locate(str(field.data)) is None:
            raise ValidationError(f"We do not know where “{field.data}” is. Enter a postcode, a town or a village")

    validate_place_2 = validate_place_1
    validate_place_3 = validate_place_1

    @staticmethod
    def pairs(answers: dict[str, Any]) -> list[tuple[str, int]]:
        """(words, miles) of each place that was given."""
        numbers = range(1, MOST_PLACES + 1)
        return [(answers[f"place_{n}"], answers[f"radius_{n}"] or 10) for n in numbers if answers[f"place_{n}"]]


class StatusForm(BaseForm):
    qts_status = EnumRadioField(
        "Do you have qualified teacher status (QTS)?",
        [Required("Say whether you have qualified teacher status")],
        enum=ProfileQts,
        reveals={ProfileQts.yes: ("qts_year", "trn")},
        summary_label="Qualified teacher status",
    )
    qts_year = IntegerField(
        "Year you were awarded QTS", [Required("Enter the year you were awarded QTS")], min=EARLIEST_YEAR, width=4
    )
    trn = StringField(
        "Teacher reference number (TRN)",
        optional=True,
        hint="7 digits. For your applications: schools do not see it here.",
        width=10,
        inputmode="numeric",
        spellcheck=False,
        max_chars=20,
    )

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        if isinstance(self.trn.data, str):
            self.trn.data = self.trn.data.replace(" ", "").replace("/", "")

    def validate_trn(self, field: Any) -> None:
        text = str(field.data or "")
        if text and not (text.isascii() and text.isdecimal() and len(text) == DIGITS):
            raise ValidationError("A teacher reference number has 7 digits, such as 1234567")

    def validate_qts_year(self, field: Any) -> None:
        if field.data and field.data > clock.today().year:
            raise ValidationError("The year you were awarded QTS must not be in the future")


class QualificationsForm(BaseForm):
    qualifications = TextArea(
        "What are your qualifications?",
        [Required("Tell schools about your qualifications")],
        hint="In short, the most important first. The application form asks for all of them.",
        rows=6,
        max_words=200,
        summary_label="Qualifications",
    )


class StatementForm(BaseForm):
    statement = TextArea(
        "About you",
        optional=True,
        hint="What you bring and what you are looking for. It is where your next application’s statement begins.",
        rows=14,
        max_words=1500,
    )


def _where_and_when(vacancy: Vacancy) -> str:
    """A school may have two adverts of one title."""
    if vacancy.closes_at is None:
        return vacancy.place_name
    return f"{vacancy.place_name}, closes on {clock.london_day(vacancy.closes_at):%-d %B}"


class InviteForm(BaseForm):
    vacancy_id = RadioField("Which job would you invite them to?", [Required("Select a job")], coerce=int)

    @classmethod
    def offering(cls, vacancies: list[Vacancy]) -> Self:
        form = cls()
        form.vacancy_id.choices = [(each.id, each.title, _where_and_when(each)) for each in vacancies]
        return form


class NameForm(BaseForm):
    name = StringField("Name of this search", [Required("Enter a name for this search")], max_chars=80, width=20)


class CandidateSearchForm(SearchForm):
    """What a school is looking for, in the address."""

    school = SelectField("School", coerce=int, prompt=None)
    within = SelectField(
        "Where they would work",
        choices=[("area", "Their area includes us"), ("5", "5 miles"), ("10", "10 miles"), ("20", "20 miles")],
        prompt="Anywhere",
    )
    role = CheckboxesField(
        "Role",
        choices=[(each.value, each.label) for each in (*TEACHING_ROLES, *SUPPORT_ROLES)],
    )
    phase = EnumCheckboxesField("Phase", enum=Phase, only=VACANCY_PHASES)
    pattern = EnumCheckboxesField("Hours", enum=WorkingPattern)
    qts = EnumCheckboxesField("Qualified teacher status", enum=ProfileQts)
    subject = EnumCheckboxesField("Subject", enum=Subject)
