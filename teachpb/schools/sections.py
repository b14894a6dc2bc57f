"""The parts in which a school edits its profile. Pure."""

from __future__ import annotations

from teachpb.db import LabelledEnum


class Section(LabelledEnum):
    story = "story", "Welcome and story"
    working = "working", "Working here"
    picture = "picture", "Picture"
    contact = "contact", "Contact and links"
    safeguarding = "safeguarding", "Safeguarding"


#: The columns of ``SchoolProfile`` each part writes; the photograph itself comes as an upload.
FIELDS: dict[Section, tuple[str, ...]] = {
    Section.story: ("welcome", "description"),
    Section.working: ("work_for_us", "benefits", "staff_quote", "staff_quote_by"),
    Section.picture: ("photo_alt", "scene"),
    Section.contact: (
        "contact_name",
        "contact_email",
        "contact_phone",
        "website",
        "facebook_url",
        "x_url",
        "instagram_url",
        "linkedin_url",
        "youtube_url",
    ),
    Section.safeguarding: ("safeguarding",),
}

#: Shown until a school has its own.
DEFAULT_SAFEGUARDING = (
    "The safety of every child comes first here, and it is everybody’s job. Whoever works or volunteers with us is "
    "checked before they start: identity, right to work, references, an enhanced check with the Disclosure and Barring "
    "Service and, for shortlisted candidates, an online search. We train our staff every year, we listen to children, "
    "and we act on concerns."
)
