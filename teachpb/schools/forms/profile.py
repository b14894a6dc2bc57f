"""The pages on which a school writes its profile."""

from __future__ import annotations

from teachpb.schools.scenes import SCENES
from teachpb.schools.sections import Section
from teachpb.web.forms import (
    IMAGES,
    MEGABYTE,
    BaseForm,
    BooleanField,
    EmailField,
    FileField,
    RadioField,
    StringField,
    TelField,
    TextArea,
    UrlField,
)

LISTS = "Leave an empty line between paragraphs. Put ** around words to make them **bold**."


class StoryForm(BaseForm):
    """Welcome and story."""

    welcome = TextArea(
        "Welcome from the head",
        hint="Speak to somebody who is thinking of joining you. Two or three short paragraphs are best.",
        rows=8,
        max_words=300,
    )
    description = TextArea(
        "Who you are",
        hint=f"Your children and families, where you are, what you are proud of, what comes next. {LISTS}",
        rows=10,
        max_words=600,
    )


class WorkingForm(BaseForm):
    """Working here."""

    work_for_us = TextArea(
        "What it is like to work here",
        hint="What would somebody new notice in their first week? How do people help each other?",
        rows=8,
        max_words=500,
    )
    benefits = TextArea(
        "Benefits for staff",
        hint="One on each line: planning time, training, a nursery place, parking, cycle to work, flexible hours.",
        rows=6,
        max_words=250,
    )
    staff_quote = TextArea(
        "What a colleague says",
        hint="Two sentences in their own words, without quotation marks. Ask them first.",
        rows=3,
        max_words=80,
    )
    staff_quote_by = StringField(
        "Who says so", hint="Their name and what they do, such as “Amina, Year 3 teacher”", max_chars=120
    )


class PictureForm(BaseForm):
    """Picture."""

    photo = FileField(
        "Upload a photograph",
        hint="The building, a classroom, people at work. JPG, PNG or WebP, at least 1,200 pixels wide, up to 10 MB. "
        "Everybody in it must have agreed.",
        accept=IMAGES,
        max_bytes=10 * MEGABYTE,
    )
    photo_alt = StringField(
        "Describe the photograph",
        hint="For people who cannot see it: “Year 2 children planting beans in the school garden”",
        max_chars=200,
    )
    remove_photo = BooleanField("Remove the photograph")
    scene = RadioField(
        "Drawing",
        hint="Shown when there is no photograph.",
        choices=[("", "Choose one for us"), *SCENES.items()],
        small=True,
    )


class ContactForm(BaseForm):
    """Contact and links."""

    contact_name = StringField("Who can people ask about working here?", hint="A name, or a role", max_chars=120)
    contact_email = EmailField("Their email address")
    contact_phone = TelField("Their telephone number", max_chars=30)
    website = UrlField("Your website", hint="Shown instead of the address in the national register", max_chars=300)
    facebook_url = UrlField("Facebook page", max_chars=300)
    x_url = UrlField("X page", max_chars=300)
    instagram_url = UrlField("Instagram page", max_chars=300)
    linkedin_url = UrlField("LinkedIn page", max_chars=300)
    youtube_url = UrlField("YouTube channel", max_chars=300)


class SafeguardingForm(BaseForm):
    """Safeguarding."""

    safeguarding = TextArea(
        "Your safeguarding statement",
        hint="How you keep children safe, and which checks somebody who joins you can expect.",
        rows=8,
        max_words=150,
    )


class TrustForm(BaseForm):
    """A trust's own words."""

    description = TextArea(
        "About the trust",
        hint=f"What your schools share, and what it is like to work in more than one of them. {LISTS}",
        rows=10,
        max_words=600,
    )


FORMS: dict[Section, type[BaseForm]] = {
    Section.story: StoryForm,
    Section.working: WorkingForm,
    Section.picture: PictureForm,
    Section.contact: ContactForm,
    Section.safeguarding: SafeguardingForm,
}
