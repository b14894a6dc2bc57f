"""What is asked when somebody writes."""

from __future__ import annotations

import secrets
from typing import Any

from teachpb.messages.models import LONGEST, MailChoice, TemplateKind
from teachpb.web.forms import BaseForm, EnumRadioField, EnumSelectField, HiddenField, Required, StringField, TextArea


class MessageForm(BaseForm):
    """One message. Each page that shows the form gives it a token of its own, so that it is sent once."""

    body = TextArea("Your message", [Required("Write your message")], rows=7, max_chars=LONGEST)
    token = HiddenField()

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        if not 16 <= len(self.token.data or "") <= 64:
            self.token.data = secrets.token_urlsafe(16)

    def said(self) -> dict[str, str]:
        """What the operations want as keywords."""
        return {"body": self.body.data, "token": self.token.data}


class QuestionForm(MessageForm):
    body = TextArea(
        "What would you like to know?",
        [Required("Write your question")],
        hint="The school answers here, and we email you when it has.",
        rows=7,
        max_chars=LONGEST,
    )


class TemplateForm(BaseForm):
    name = StringField("Name", [Required("Enter a name")], hint="Only your colleagues see it.", max_chars=80)
    kind = EnumSelectField(
        "When do you use it?", [Required("Select when you use it")], enum=TemplateKind, prompt="Select one"
    )
    body = TextArea(
        "Message",
        [Required("Write the message")],
        hint="We fill in {first_name}, {job} and {school}. While names are hidden, {first_name} becomes “candidate”.",
        rows=10,
        max_chars=LONGEST,
    )


class MailForm(BaseForm):
    choice = EnumRadioField(
        "When shall we email you about messages from candidates?",
        [Required("Select when we shall email you")],
        enum=MailChoice,
        is_heading=True,
        label_size="l",
    )
