"""What an application must hold before it can be sent: section by section, read from what is stored.

The form's pages ask with these sentences, and sending asks all of them again, whoever has filled the columns. Previous
convictions are not among the questions: they are asked after shortlisting only.
"""

from teachpb.applications.rules.about_you import (
    EARLIEST_QTS_YEAR,
    NI_SENTENCE,
    PATTERN_WORDS,
    TRN_SENTENCE,
    is_ni_number,
    is_trn,
    lives_in_uk,
)
from teachpb.applications.rules.base import Problem, Section, asks_status, is_blank, is_teaching, missing
from teachpb.applications.rules.entries import EntryKind, EntryList, ListName
from teachpb.applications.rules.files import FILE_PAGES, LARGEST_FILE, REFUSED, WAITING
from teachpb.applications.rules.form import BY_NAME, LISTS, SECTIONS, WANTED, problems_in, problems_of
from teachpb.applications.rules.history import (
    DUTIES_WORDS,
    REASON_WORDS,
    asks_education_end,
    asks_first_job,
    gap_sentence,
)
from teachpb.applications.rules.why_you import NO_EMPLOYER, STATEMENT_WORDS, asks_only_referee

__all__ = [
    "BY_NAME",
    "DUTIES_WORDS",
    "EARLIEST_QTS_YEAR",
    "FILE_PAGES",
    "LARGEST_FILE",
    "LISTS",
    "NI_SENTENCE",
    "NO_EMPLOYER",
    "PATTERN_WORDS",
    "REASON_WORDS",
    "REFUSED",
    "SECTIONS",
    "STATEMENT_WORDS",
    "TRN_SENTENCE",
    "WAITING",
    "WANTED",
    "EntryKind",
    "EntryList",
    "ListName",
    "Problem",
    "Section",
    "asks_education_end",
    "asks_first_job",
    "asks_only_referee",
    "asks_status",
    "gap_sentence",
    "is_blank",
    "is_ni_number",
    "is_teaching",
    "is_trn",
    "lives_in_uk",
    "missing",
    "problems_in",
    "problems_of",
]
