"""The statement, and who speaks for the candidate."""

from __future__ import annotations

from typing import ClassVar

from teachpb.applications.forms.asking import wanted
from teachpb.applications.forms.entries import EntryForm
from teachpb.applications.rules import LISTS, STATEMENT_WORDS, EntryKind, ListName
from teachpb.web.forms import BaseForm, EmailField, StringField, TelField, TextArea, WordLimit, YesNoField


class StatementForm(BaseForm):
    statement = TextArea(
        "Personal statement",
        [*wanted("statement"), WordLimit(STATEMENT_WORDS)],
        hint="Say what draws you to this job and this school, and show with examples how you meet what the advert asks"
        " for. Leave your name out of it: some schools read without knowing names.",
        rows=18,
        max_words=STATEMENT_WORDS,
    )


class RefereeForm(EntryForm):
    """One referee."""

    kind: ClassVar[EntryKind] = LISTS[ListName.referees].kinds[""]

    name = StringField("Full name", max_chars=120, width=20)
    job_title = StringField("Job title", max_chars=120, width=20)
    organisation = StringField("School or organisation")
    relationship_to_candidate = StringField("How do they know you?", hint="For example: my line manager since 2021")
    email = EmailField(
        "Email address", hint="A work address, so that the school knows who answers.", autocomplete="off"
    )
    phone = TelField("Phone number", optional=True, max_chars=30, width=20, autocomplete="off")
    is_latest_employer = YesNoField(
        "Is this referee from your present or last job?",
        hint="If this would be your first job, answer yes for somebody from your place of study.",
        summary_label="From your present or last job",
    )
    may_ask_early = YesNoField(
        "May the school ask this referee before the interview?",
        hint="Schools are expected to read references before they interview. Say no if, for example, your employer does"
        " not know that you are applying.",
        summary_label="May be asked before the interview",
    )


class NoticeForm(BaseForm):
    """What is asked of all referees together; of a single one, why there is no other."""

    only_referee_reason = TextArea(
        "If you can name only one referee, say why",
        hint="Schools ask for two. Leave this empty if you are going to add a second one. The school reads it.",
        optional=True,
        rows=2,
        max_chars=500,
        summary_label="Why only one referee",
    )

    wants_notice = YesNoField(
        "Do you want to be told before the school asks your referees?",
        wanted("wants_notice"),
        hint="You then have a day to tell them yourself.",
        summary_label="Tell me before referees are asked",
    )
