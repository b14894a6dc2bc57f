"""What every field of ours has in common: one error at a time, blank is blank, and a whole form group when called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import wtforms
from markupsafe import Markup, escape
from wtforms.utils import unset_value
from wtforms.validators import DataRequired, InputRequired, StopValidation, ValidationError

from teachpb.web.forms import markup
from teachpb.web.forms.markup import Look
from teachpb.web.forms.text import initial_capital

_LOOKS = ("label", "label_size", "is_heading", "hint", "disabled", "label_hidden")


class GroupWidget:
    """Calling a field in a template draws its whole form group."""

    def __call__(self, field: Field, **options: Any) -> Markup:
        return field.draw(field.look(options))


class Field(wtforms.Field):
    """A field that draws itself.

    ``hint`` (or ``description``): the grey line under the label. ``thing``: how sentences about this field begin
    ("Closing date must…"); the label without its question mark when not given. ``optional=True`` adds "(optional)"
    to the label: it does not change what is required, ``Required(…)`` among the validators does.
    ``disabled=True`` keeps the stored value whatever is posted.
    """

    widget: Any = GroupWidget()
    data: Any
    raw_data: Any
    process_errors: list[Any]
    #: What the field's data is when nothing was answered.
    blank: ClassVar[Any] = None
    #: True where the label is the legend of several inputs.
    is_group: ClassVar[bool] = False
    #: Whether the label may be the page's h1 where this is the only question.
    can_be_heading: ClassVar[bool] = True
    #: False for buttons and hidden fields: not a question, no answer to keep.
    is_question: ClassVar[bool] = True

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        hint: str = "",
        description: str = "",
        label_size: str = "",
        is_heading: bool = False,
        label_hidden: bool = False,
        optional: bool = False,
        thing: str = "",
        summary_label: str = "",
        classes: str = "",
        disabled: bool = False,
        invalid: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, description=hint or description, **kwargs)
        self.label_size = label_size
        self.is_heading = is_heading
        self.label_hidden = label_hidden
        self.optional = optional
        self.classes = classes
        self.disabled = disabled
        self.invalid = invalid
        self._thing = thing
        self._summary_label = summary_label
        #: Set by the form: the option that reveals this field is not chosen, so it is neither read nor checked.
        self.concealed = False
        self.errors: list[str] = []

    # -- words

    @property
    def thing(self) -> str:
        """The subject of a sentence about this field, with a capital."""
        label = str(self.label.text).strip().removesuffix("(optional)").strip().rstrip("?")
        return initial_capital(self._thing or label.strip())

    @property
    def summary_label(self) -> str:
        """What the answer is called on a check-your-answers page."""
        return self._summary_label or str(self.label.text)

    @property
    def hint(self) -> str:
        return str(self.description or "")

    @property
    def required_message(self) -> str:
        """The sentence shown when the field is left empty; "" when it may be."""
        messages = (str(v.message) for v in self.validators if getattr(v, "asks_for_answer", False))
        return next(messages, "")

    # -- reading

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(None if self.disabled else formdata, data, extra_filters)

    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return self.data is None or self.data == "" or self.data == [] or self.data is False

    def clear(self) -> None:
        """Forget what was posted."""
        self.data = [] if self.blank == [] else self.blank
        self.raw_data = []
        self.process_errors = []

    def validate(self, form: Any, extra_validators: Sequence[Any] = ()) -> bool:
        """Leave at most one sentence in ``errors``: the first thing to put right.

        A blank field is only asked whether it may be blank; nothing else is checked. In a partial validation (saving
        an unfinished page) it may always be.
        """
        self.errors = []
        if self.concealed or self.disabled:
            return True
        if self.process_errors:
            self.errors = [str(self.process_errors[0])]
            return False
        try:
            if self.is_blank():
                self._validate_blank(form, extra_validators)
            else:
                self.pre_validate(form)
                for validator in (*self.validators, *extra_validators):
                    validator(form, self)
        except (ValidationError, StopValidation) as error:
            self.errors = [str(error)] if str(error) else []
        return not self.errors

    def _validate_blank(self, form: Any, extra_validators: Iterable[Any]) -> None:
        if getattr(form, "partial", False):
            return
        for validator in self.validators:
            if getattr(validator, "asks_for_answer", False) or isinstance(validator, (DataRequired, InputRequired)):
                validator(form, self)
        for validator in extra_validators:
            validator(form, self)

    # -- showing

    def __call__(self, **options: Any) -> Markup:
        drawn: Markup = self.meta.render_field(self, options)
        return drawn

    def look(self, options: dict[str, Any] | None = None) -> Look:
        """This field's appearance with a template's ``options`` on top; unknown ones become attributes of the input."""
        given = dict(options or {})
        text = str(given.pop("label", None) or self.label.text)
        if self.optional:
            text = f"{text} (optional)"
        css = markup.class_names(
            self.classes, given.pop("classes", ""), given.pop("class", ""), given.pop("class_", "")
        )
        own = {name: given.pop(name, getattr(self, name)) for name in _LOOKS if name != "label"}
        if own["is_heading"] and not own["label_size"]:
            own["label_size"] = "l"
        attributes = {markup.attribute_name(name): value for name, value in given.items()}
        return Look(label=text, classes=css, attributes=attributes, **own)

    def draw(self, look: Look) -> Markup:
        """Label, hint, error and control: the whole form group."""
        inner = (
            markup.label(look, for_id=self.id)
            + markup.hint(look.hint, id=f"{self.id}-hint")
            + markup.error_message(self.errors, id=f"{self.id}-error")
            + self.control(look)
        )
        return markup.group(inner, error=bool(self.errors))

    def control(self, look: Look) -> str:
        """The bare input, escaped. Its attributes are the field's own business."""
        raise NotImplementedError

    def describe(self, look: Look, *, first: str = "") -> str:
        return markup.described_by(self.id, hint=look.hint, errors=self.errors, first=first)

    @property
    def focus_id(self) -> str:
        """The id an error-summary link goes to: the first input that is wrong."""
        return str(self.id)

    def display(self) -> str | Markup:
        """The answer as a check-your-answers page shows it; "" when there is none."""
        return "" if self.is_blank() else str(self.data)


def lines_to_html(text: str) -> Markup:
    """Text with its line ends, escaped."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


__all__ = ["Field", "GroupWidget", "lines_to_html"]
