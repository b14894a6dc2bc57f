"""What a faith school may ask besides. None of it has to be answered, and who practises no faith may apply.

Voluntary aided schools may consider it (School Standards and Framework Act 1998, sections 58 and 60); the questions are
kept apart from the rest of the application.
"""

from __future__ import annotations

from teachpb.vacancies.models import ReligiousForm
from teachpb.web.pdf import FormSection, Question, QuestionKind

_TEXT, _CHOICE = QuestionKind.text, QuestionKind.choice
NOTE = (
    "These questions are for jobs at a school with a religious character. You can leave any of them empty. People of "
    "no faith, or of another one, may apply."
)
ANY = (
    Question("Do you practise a faith?", _CHOICE, choices=("Yes", "No", "I prefer not to say")),
    Question("Which one?", hint="Only if you would like to say."),
    Question("Your place of worship", hint="Its name and town."),
    Question("How would you support the character and values of the school?", _TEXT, rows=7),
    Question("Somebody from your place of worship who can speak for you", hint="Name and how they know you."),
    Question("Their email address"),
)
CATHOLIC = (
    Question("Are you a baptised Catholic?", _CHOICE, choices=("Yes", "No", "I prefer not to say")),
    Question("Your diocese and parish"),
    Question("Where and when you were baptised, or received into the Church", hint="If you would like to say."),
    Question("Do you hold, or work towards, a Catholic teaching certificate?", _CHOICE, choices=("Yes", "No")),
    Question("How would you support the Catholic life of the school?", _TEXT, rows=7),
    Question("A priest or parish who can speak for you", hint="Name and parish."),
    Question("Their email address"),
)
SECTIONS: dict[ReligiousForm, tuple[FormSection, ...]] = {
    ReligiousForm.no_religion: (),
    ReligiousForm.other_religion: (FormSection("Faith", ANY, NOTE),),
    ReligiousForm.catholic: (FormSection("Faith", CATHOLIC, NOTE),),
}
