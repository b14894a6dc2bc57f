"""PDF documents: tagged (PDF/UA-1), with a title and a language, so that screen readers read them too.

A document is plain data; ``form.typ`` lays it out. Nothing is fetched: the fonts are those the compiler carries.
"""

from teachpb.web.pdf.forms import BlankForm, FormSection, Question, QuestionKind, render_form

__all__ = ["BlankForm", "FormSection", "Question", "QuestionKind", "render_form"]
