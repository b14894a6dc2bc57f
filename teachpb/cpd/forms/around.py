"""Series, facilitators, what a course leads on to, and what a provider says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb.accounts.models import User
from teachpb.cpd.models import Course, CourseStatus, FacilitatorProfile, Series
from teachpb.cpd.operations import SeriesDetails
from teachpb.cpd.registry import CareerStep
from teachpb.schools.models import Provider
from teachpb.web.forms import (
    IMAGES,
    MEGABYTE,
    BaseForm,
    BooleanField,
    CheckboxesField,
    EmailField,
    FileField,
    Required,
    SelectField,
    StringField,
    TextArea,
    UrlField,
    YesNoField,
)


class AroundForm(BaseForm):
    """What a course leads on to, the careers it belongs to, who teaches it."""

    leads_to = CheckboxesField("Courses people can take afterwards", choices=[], coerce=int, small=True)
    career_steps = CheckboxesField("Steps of a career it belongs to", choices=[], small=True)
    taught_by = CheckboxesField("Who teaches it?", choices=[], coerce=int, small=True)

    def offer(
        self, others: Sequence[Course], steps: Sequence[CareerStep], profiles: Sequence[FacilitatorProfile]
    ) -> None:
        self.leads_to.choices = [(other.id, f"{other.title} ({other.provider.name})") for other in others]
        self.career_steps.choices = [(step.key, step.text) for step in steps]
        self.taught_by.choices = [(profile.id, profile.name) for profile in profiles]
        for name in ("leads_to", "career_steps", "taught_by"):
            if not self[name].choices:
                del self[name]

    @classmethod
    def for_course(cls, course: Course) -> AroundForm:
        return cls(
            data={
                "leads_to": [other.id for other in course.leads_to],
                "career_steps": list(course.career_steps),
                "taught_by": [profile.id for profile in course.taught_by],
            }
        )


class SeriesForm(BaseForm):
    """One series."""

    title = StringField("Title", [Required("Enter a title")], max_chars=120)
    summary = StringField("Summary", [Required("Enter a summary")], max_chars=250)
    description = TextArea("Description", rows=5, optional=True)
    modules = CheckboxesField(
        "Courses in it",
        [Required("Select the courses of the series")],
        choices=[],
        coerce=int,
        small=True,
        hint="They stand in the order of their titles.",
    )
    is_mixable = YesNoField(
        "Can people take the courses one by one?", [Required("Select whether the courses can be taken one by one")]
    )
    is_shown = BooleanField("Show it in the catalogue")

    def offer(self, courses: Sequence[Course]) -> None:
        self.modules.choices = [(course.id, course.title) for course in courses]

    def details(self, courses: Sequence[Course]) -> SeriesDetails:
        answers = self.answers()
        chosen = set(answers.pop("modules"))
        return SeriesDetails(**answers, modules=[course for course in courses if course.id in chosen])

    @classmethod
    def for_series(cls, series: Series) -> SeriesForm:
        stored = {name: getattr(series, name) for name in ("title", "summary", "description", "is_mixable")}
        return cls(
            data={
                **stored,
                "modules": [module.course_id for module in series.modules],
                "is_shown": series.status is CourseStatus.published,
            }
        )


class FacilitatorForm(BaseForm):
    """Somebody who teaches, as the public sees them."""

    name = StringField("Name", [Required("Enter their name")], max_chars=120)
    bio = TextArea("About them", rows=5, optional=True, max_chars=600, hint="Who they are, what they teach and where.")
    user_id = SelectField(
        "Their account here",
        coerce=int,
        prompt="None",
        optional=True,
        hint="Then their name also stands at the dates they lead.",
    )
    photo = FileField(
        "Upload a photograph", hint="JPG, PNG or WebP, up to 10 MB.", accept=IMAGES, max_bytes=10 * MEGABYTE
    )
    photo_alt = StringField(
        "Describe the photograph", max_chars=200, optional=True, hint="“Priya Shah, smiling, in front of a whiteboard”"
    )
    remove_photo = BooleanField("Remove the photograph")

    def offer(self, people: Sequence[User]) -> None:
        self.user_id.choices = [(user.id, user.full_name) for user in people]

    @classmethod
    def for_profile(cls, profile: FacilitatorProfile | None) -> FacilitatorForm:
        names = ("name", "bio", "user_id", "photo_alt")
        return cls(data={name: getattr(profile, name) for name in names} if profile else {})


class ProviderForm(BaseForm):
    """What a provider says of itself."""

    description = TextArea(
        "About you", rows=8, optional=True, hint="Who you are, what you are known for, how you work with schools."
    )
    website = UrlField("Website", optional=True)
    email = EmailField("Email address for questions", optional=True)

    @classmethod
    def for_provider(cls, provider: Provider) -> ProviderForm:
        return cls(data={name: getattr(provider, name) for name in ("description", "website", "email")})
