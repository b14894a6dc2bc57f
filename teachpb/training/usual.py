"""The kinds of training schools usually keep track of in England, to begin with. Each is to be checked every September:
the periods are set by guidance that changes, by the employer or by the provider."""

from __future__ import annotations

#: name, months (0: once), basis, note
USUAL: tuple[tuple[str, int, str, str], ...] = (
    (
        "Designated safeguarding lead",
        24,
        "Keeping children safe in education",
        "Leads and deputies; with updates at least yearly in between.",
    ),
    (
        "Safeguarding for all staff",
        12,
        "Keeping children safe in education",
        "At induction and regularly; updates at least yearly. The school sets the period.",
    ),
    (
        "Safeguarding for governors and trustees",
        24,
        "Keeping children safe in education",
        "At induction and regularly; the period is not defined, two years is usual.",
    ),
    ("Early years safeguarding", 24, "Early years foundation stage framework", "From September 2025."),
    ("Paediatric first aid", 36, "Early years foundation stage framework", ""),
    ("First aid at work", 36, "Health and Safety Executive", ""),
    (
        "Safer recruitment",
        36,
        "Keeping children safe in education",
        "No period in law; at least one trained member on every panel.",
    ),
    ("Prevent lead", 24, "Prevent duty guidance", "Set locally."),
    ("Physical intervention", 12, "", "The provider sets the period, 12 to 24 months."),
    (
        "SENCO qualification",
        0,
        "SEND Regulations 2014",
        "Once, within three years of taking up the post: a deadline, not an expiry.",
    ),
)
