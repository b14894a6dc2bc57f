"""Forms: one class per page, fields that draw themselves as GOV.UK Frontend groups, sentences instead of errors.

See ``docs/contributors/forms.md``.
"""

from wtforms.validators import StopValidation, ValidationError

from teachpb.web.forms.base import BaseForm
from teachpb.web.forms.buttons import SubmitField, button
from teachpb.web.forms.checkboxes import (
    BooleanField,
    CheckboxesField,
    EnumCheckboxesField,
    EnumRadioField,
    EnumSelectField,
)
from teachpb.web.forms.choices import Option, RadioField, SelectField, YesNoField
from teachpb.web.forms.contact import EmailField, PasswordField, PostcodeField, TelField, UrlField, is_email
from teachpb.web.forms.dates import DateField, MonthField, TimeField
from teachpb.web.forms.field import Field
from teachpb.web.forms.fields import HiddenField, SearchField, StringField, TextArea
from teachpb.web.forms.files import DOCUMENTS, IMAGES, MEGABYTE, FileField, MultiFileField
from teachpb.web.forms.numbers import DecimalField, IntegerField, PoundsField
from teachpb.web.forms.search import SearchForm
from teachpb.web.forms.text import clean_line, clean_text, count_words
from teachpb.web.forms.validators import (
    After,
    Check,
    FutureDate,
    Length,
    Matches,
    OneOf,
    PastDate,
    Required,
    RequiredIf,
    WordLimit,
)

__all__ = [
    "DOCUMENTS",
    "IMAGES",
    "MEGABYTE",
    "After",
    "BaseForm",
    "BooleanField",
    "Check",
    "CheckboxesField",
    "DateField",
    "DecimalField",
    "EmailField",
    "EnumCheckboxesField",
    "EnumRadioField",
    "EnumSelectField",
    "Field",
    "FileField",
    "FutureDate",
    "HiddenField",
    "IntegerField",
    "Length",
    "Matches",
    "MonthField",
    "MultiFileField",
    "OneOf",
    "Option",
    "PasswordField",
    "PastDate",
    "PostcodeField",
    "PoundsField",
    "RadioField",
    "Required",
    "RequiredIf",
    "SearchField",
    "SearchForm",
    "SelectField",
    "StopValidation",
    "StringField",
    "SubmitField",
    "TelField",
    "TextArea",
    "TimeField",
    "UrlField",
    "ValidationError",
    "WordLimit",
    "YesNoField",
    "button",
    "clean_line",
    "clean_text",
    "count_words",
    "is_email",
]
