"""What candidates disclose once they are shortlisted, and never before.

Posts in schools are exempt from the Rehabilitation of Offenders Act 1974 (Exceptions Order 1975, as amended in 2013 and
2020): convictions and cautions that are not protected may be asked for, protected ones may not.
"""

from __future__ import annotations

from teachpb.web.pdf import BlankForm, FormSection, Question, QuestionKind

_TEXT, _CHOICE, _TICK = QuestionKind.text, QuestionKind.choice, QuestionKind.tick
YES_NO = ("Yes", "No")
MORE = Question("If yes, tell us about it in your own words", _TEXT, hint="What happened, when, and since.", rows=4)


def _asked(label: str, hint: str = "") -> tuple[Question, Question]:
    """Every “yes” has room to be explained."""
    return Question(label, _CHOICE, hint=hint, choices=YES_NO), MORE


FORM = BlankForm(
    title="Self-disclosure",
    intro=(
        (
            "Schools ask this of everybody they have shortlisted, and of nobody before. A “yes” does not rule you out: "
            "the school looks at what it was, how long ago, and what has happened since, and talks with you about it."
        ),
        (
            "You need not disclose convictions and cautions that are protected. The Ministry of Justice publishes "
            "which they are. If you are not sure, ask for advice before you answer."
        ),
        "It is an offence to apply for work with children from which you are barred.",
    ),
    sections=(
        FormSection(
            "You",
            (
                Question("Full name"),
                Question("Previous names"),
                Question("Date of birth"),
                Question("Address", _TEXT, rows=3),
            ),
        ),
        FormSection(
            "Convictions and cautions",
            (
                *_asked("Do you have any unspent convictions or conditional cautions?"),
                *_asked("Do you have any spent convictions or adult cautions that are not protected?"),
            ),
        ),
        FormSection(
            "Safeguarding",
            (
                *_asked("Are you on the children’s barred list?"),
                *_asked("Have you been referred to the Disclosure and Barring Service, or are you being considered?"),
                *_asked("Have you been known to children’s services as a risk to children?"),
                *_asked("Have you been dismissed or disciplined for your behaviour towards children?"),
                *_asked(
                    "Has a regulator prohibited or restricted your work?",
                    "The Teaching Regulation Agency, for example, or one abroad.",
                ),
            ),
        ),
        FormSection(
            "You confirm",
            (
                Question("What I have written is true and complete", _TICK),
                Question("The school may use it to decide whether I am suitable to work with children", _TICK),
                Question("I will show my certificate when I am asked for it", _TICK),
                Question("I will tell the school within 24 hours if anything changes", _TICK),
                Question("I know with whom the school may share this", _TICK),
                Question("Signed and dated"),
            ),
        ),
    ),
    stamp="Sample",
)
