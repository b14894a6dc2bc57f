"""The provider's desk: finding bookings, and writing to delegates."""

from __future__ import annotations

from teachpb.cpd.queries import Group, Wanted
from teachpb.web.forms import (
    MEGABYTE,
    BaseForm,
    BooleanField,
    CheckboxesField,
    DateField,
    FileField,
    FutureDate,
    HiddenField,
    Required,
    SearchField,
    SearchForm,
    SelectField,
    StringField,
    TextArea,
    button,
)

GROUP_WORDS = (
    (Group.coming.value, "Confirmed"),
    (Group.approval.value, "Awaiting approval"),
    (Group.waiting.value, "On the waiting list"),
    (Group.been.value, "After the course"),
    (Group.gone.value, "Cancelled and replaced"),
)
PAST, AHEAD = "past", "ahead"


class BookingSearchForm(SearchForm):
    """Narrowing the list of bookings."""

    q = SearchField("Name, email, reference or school", max_chars=100)
    course = SelectField("Course", coerce=int, prompt="All courses", choices=None)
    date = SelectField("Date", coerce=int, prompt="All dates", choices=None)
    state = SelectField("State", choices=GROUP_WORDS, prompt="All states")
    when = SelectField("When", choices=[(AHEAD, "Still to come"), (PAST, "Over")], prompt="Any time")

    def offer(self, courses: list[tuple[int, str]], dates: list[tuple[int, str]]) -> None:
        self.course.choices = courses
        self.date.choices = dates
        self.settle()

    def wanted(self) -> Wanted:
        return Wanted(
            text=self.q.data or "",
            course_id=self.course.data,
            course_date_id=self.date.data,
            group=Group(self.state.data) if self.state.data else None,
            past={PAST: True, AHEAD: False}.get(self.when.data or ""),
        )


class DelegateMailForm(BaseForm):
    """A message to the people on a date. Shown before it is sent: ``preview`` shows, ``send`` sends what was shown."""

    groups = CheckboxesField(
        "Who gets it?",
        [Required("Select who gets the message")],
        choices=[row for row in GROUP_WORDS if row[0] != Group.gone.value],
    )
    subject = StringField(
        "Subject",
        [Required("Enter a subject")],
        max_chars=100,
        hint="Name nobody here: subjects can be read by others, on a screen or a telephone.",
    )
    body = TextArea("Message", [Required("Enter a message")], rows=10, max_chars=5000)
    key = HiddenField()
    preview = button("See it first", style="secondary")
    send = button("Send it")

    @property
    def chosen(self) -> frozenset[Group]:
        return frozenset(Group(value) for value in self.groups.data or [])


class CopyCourseForm(BaseForm):
    """A course as a draft for another year."""

    title = StringField("Title of the copy", [Required("Enter a title")], max_chars=120)
    with_dates = BooleanField("Copy the dates of the last year too, 52 weeks on, on the same day of the week")


class CopyDateForm(BaseForm):
    """A date as a draft for another day."""

    first_day = DateField("Day of the first session", [Required("Enter the day of the first session"), FutureDate()])


class ImportForm(BaseForm):
    """A spreadsheet of dates. ``rows`` carries what was looked at to the press of ``make``."""

    sheet = FileField(
        "Spreadsheet with the dates",
        [Required("Choose the spreadsheet")],
        accept=(".csv", ".xlsx"),
        max_bytes=2 * MEGABYTE,
        hint="Excel (.xlsx) or CSV, up to 300 dates.",
    )
    rows = HiddenField()
    make = button("Make the drafts")

    def validate_csrf_only(self) -> bool:
        """The second step sends no file: only that it comes from our page matters."""
        del self.sheet
        return bool(self.validate_on_submit())
