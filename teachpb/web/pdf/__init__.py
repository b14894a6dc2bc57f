"""PDF documents: tagged (PDF/UA-1), with a title and a language, so that screen readers read them too.

A document is plain data; ``form.typ`` lays out forms to fill in, ``paper.typ`` papers to read, ``bill.typ`` bills.
Nothing is fetched: the fonts are those the compiler carries.
"""

from teachpb.web.pdf.bills import Bill, BillBlock, render_bill
from teachpb.web.pdf.forms import BlankForm, FormSection, Question, QuestionKind, render_form
from teachpb.web.pdf.papers import Answer, Paper, PaperSection, render_paper

__all__ = [
    "Answer",
    "Bill",
    "BillBlock",
    "BlankForm",
    "FormSection",
    "Paper",
    "PaperSection",
    "Question",
    "QuestionKind",
    "render_bill",
    "render_form",
    "render_paper",
]
