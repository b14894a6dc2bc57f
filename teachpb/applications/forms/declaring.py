"""What is said last: support needed, declarations."""

from __future__ import annotations

from teachpb.applications.forms.asking import wanted
from teachpb.web.forms import BaseForm, BooleanField, TextArea, YesNoField


class SupportForm(BaseForm):
    needs_support = YesNoField(
        "Do you need any support to take part in an interview?",
        wanted("needs_support"),
        hint="For example step-free access, a sign-language interpreter or more time. The school sees your answer only"
        " once it has shortlisted you.",
        reveals={True: "support_needs"},
        summary_label="Support at interview",
    )
    support_needs = TextArea("What would help you?", wanted("support_needs"), rows=4, max_words=250)


class DeclarationsForm(BaseForm):
    has_close_relationships = YesNoField(
        "Do you have a close relationship with anybody at the school or its trust?",
        wanted("has_close_relationships"),
        hint="A relative, a partner or a close friend among the staff, governors or trustees. It does not count against"
        " you: the school only makes sure that they take no part in choosing.",
        reveals={True: "close_relationships"},
        summary_label="Close relationships",
    )
    close_relationships = TextArea(
        "Who is it, and how do you know them?", wanted("close_relationships"), rows=3, max_words=150
    )
    has_safeguarding_issue = YesNoField(
        "Has a concern about your behaviour towards children ever been upheld, or is one being looked into now?",
        wanted("has_safeguarding_issue"),
        hint="Leave out what was found to be false, malicious, unfounded or unsubstantiated. Do not write about"
        " convictions: they are asked about later, and only if you are shortlisted. The school sees your answer once it"
        " has shortlisted you, and talks with you about it.",
        reveals={True: "safeguarding_details"},
        summary_label="Safeguarding",
    )
    safeguarding_details = TextArea(
        "What was it, when, and how did it end?",
        wanted("safeguarding_details"),
        hint="A yes does not rule you out.",
        rows=5,
        max_words=400,
        summary_label="About safeguarding",
    )
    agrees_to_checks = BooleanField(
        "I understand that the school will check my identity, my right to work in the UK and my suitability to work"
        " with children before I start",
        wanted("agrees_to_checks"),
        summary_label="Agreed to the checks",
    )
    is_accurate = BooleanField(
        "What I have written is true and complete, as far as I know",
        wanted("is_accurate"),
        summary_label="Confirmed as true",
    )
