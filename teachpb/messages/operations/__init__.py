"""Everything that can be done with messages. All of it inside ``transaction()``; the trail says that, never what."""

from teachpb.messages.operations.choosing import choose_mail, send_digest
from teachpb.messages.operations.keeping import adopt_question, archive, forget_person, forget_questions, mark_read
from teachpb.messages.operations.talking import (
    answer_question,
    ask,
    keep_said,
    write_to_candidate,
    write_to_school,
    write_to_several,
)
from teachpb.messages.operations.templates import delete_template, save_template

__all__ = [
    "adopt_question",
    "answer_question",
    "archive",
    "ask",
    "choose_mail",
    "delete_template",
    "forget_person",
    "forget_questions",
    "keep_said",
    "mark_read",
    "save_template",
    "send_digest",
    "write_to_candidate",
    "write_to_school",
    "write_to_several",
]
