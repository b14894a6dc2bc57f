"""What referees are asked (Keeping Children Safe in Education, part three: references)."""

from __future__ import annotations

from teachpb.web.pdf import BlankForm, FormSection, Question, QuestionKind

_TEXT, _CHOICE = QuestionKind.text, QuestionKind.choice
YES_NO = ("Yes", "No")
RATINGS = ("Outstanding", "Good", "Satisfactory", "Poor", "I cannot say")
RATED = (
    "Being on time and being there",
    "Relationships with children and young people",
    "Working with colleagues",
    "Working with parents and carers",
    "Planning and organising their work",
    "Adapting to change",
    "Solving problems",
    "Settling disagreements",
    "Speaking and writing clearly",
    "Knowledge of their field",
    "Leading others",
    "Attitude to the work",
)

FORM = BlankForm(
    title="Reference",
    intro=(
        (
            "Schools must ask for references, and look at them, before anybody starts to work with children. Please "
            "write about facts you know yourself. Keep the answers apart from what you have only heard."
        ),
        "The candidate may ask the school to see what you write, even if you would rather keep it confidential.",
    ),
    sections=(
        FormSection(
            "You and the candidate",
            (
                Question("Can you give a reference?", _CHOICE, choices=YES_NO),
                Question("May the candidate see it?", _CHOICE, choices=YES_NO),
                Question("How do you know the candidate, and since when?", _TEXT, rows=3),
            ),
        ),
        FormSection(
            "Their work with you",
            (
                Question("Job title"),
                Question("Started on"),
                Question("Ended on", hint="Leave empty if they still work with you."),
                Question("Reason for leaving", _TEXT, rows=2),
                Question("Would you employ them again in the same job?", _CHOICE, choices=YES_NO),
                Question("Would you employ them again in any job?", _CHOICE, choices=YES_NO),
                Question("If not, why not?", _TEXT, rows=3),
            ),
        ),
        FormSection(
            "Conduct and safeguarding",
            (
                Question("Are they under investigation, or do they have a live warning?", _CHOICE, choices=YES_NO),
                Question("If yes, what is it about?", _TEXT, rows=3),
                Question(
                    "Do you know of any concern or allegation about their behaviour towards children?",
                    _CHOICE,
                    hint="Leave out allegations that were found to be false, malicious, unfounded or unsubstantiated.",
                    choices=YES_NO,
                ),
                Question("If yes, what was it and how did it end?", _TEXT, rows=4),
                Question("Are they suitable to work with children?", _CHOICE, choices=YES_NO),
                Question("Are they able to do this job?", _CHOICE, choices=YES_NO),
                Question("If you have doubts, which?", _TEXT, rows=3),
            ),
        ),
        FormSection(
            "How they work",
            (*(Question(words, _CHOICE, choices=RATINGS) for words in RATED), Question("Anything else", _TEXT, rows=4)),
        ),
        FormSection(
            "About you",
            (
                Question("Your name"),
                Question("Your job title and organisation"),
                Question("Your work email address and phone number"),
                Question("What I have written is accurate, as far as I know", QuestionKind.tick),
                Question("Signed and dated"),
            ),
        ),
    ),
    stamp="Sample",
)
