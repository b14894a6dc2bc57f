"""Forms that filter a list: sent by GET, bookmarked, and never wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from flask import has_request_context, request
from markupsafe import Markup

from teachpb.web.forms.base import FROM_REQUEST, BaseForm
from teachpb.web.forms.choices import Option


class SearchForm(BaseForm):
    """Filters read from the address. Unknown names, retired values and nonsense are left out, never complained of."""

    class Meta:
        csrf = False

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            if formdata is not FROM_REQUEST:
                return formdata
            return request.args if has_request_context() else None

    #: Filters that are not shown as chips: sort order, page size.
    quiet: ClassVar[tuple[str, ...]] = ("sort",)

    def __init__(self, formdata: Any = FROM_REQUEST, **kwargs: Any) -> None:
        super().__init__(formdata=formdata, **kwargs)
        self.settle()

    def settle(self) -> None:
        """Drop what cannot be read. Call again after setting ``choices`` on a field."""
        for field in self.questions:
            if hasattr(field, "option_for") and field.choices is None:
                continue  # its list comes later
            offered = field.data
            if not field.validate(self) or field.errors:
                self._keep_known(field, offered)
                field.errors = []

    def _keep_known(self, field: Any, offered: Any) -> None:
        if isinstance(offered, list) and hasattr(field, "option_for"):
            known = [field.option_for(value) for value in offered]
            field.data = [option.value for option in known if option is not None]
        else:
            field.clear()

    def validate(self, extra_validators: Any = None, *, partial: bool = True) -> bool:
        """Always True."""
        self.settle()
        return True

    def active_filters(self) -> list[dict[str, str]]:
        """A chip for each filter in force: ``label`` (of the question), ``text`` (of the answer), ``name``, ``value``
        and ``query``, the address arguments without it."""
        chips = []
        for field in self.questions:
            if field.is_blank() or field.short_name in self.quiet:
                continue
            for key, text in _answers_of(field):
                rest = [
                    pair for pair in self._pairs() if pair != (field.name, key) and not _is_part(pair[0], field, key)
                ]
                chips.append(
                    {
                        "name": field.name,
                        "value": key,
                        "label": str(field.label.text),
                        "text": text,
                        "query": urlencode(rest),
                    }
                )
        return chips

    @property
    def is_filtered(self) -> bool:
        return any(not field.is_blank() for field in self.questions if field.short_name not in self.quiet)

    def to_query(self) -> dict[str, str | list[str]]:
        """The filters in force as arguments for ``url_for``, the same for every way of writing them."""
        query: dict[str, str | list[str]] = {}
        for name, value in self._pairs():
            known = query.get(name)
            if known is None:
                query[name] = value
            else:
                query[name] = [*known, value] if isinstance(known, list) else [known, value]
        return query

    def query_string(self) -> str:
        return urlencode(list(self._pairs()))

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for field in self.questions:
            if field.is_blank():
                continue
            if hasattr(field, "parts"):
                yield from ((f"{field.name}-{part}", str(getattr(field.data, part))) for part in field.parts)
                continue
            for key, _text in _answers_of(field):
                yield field.name, key

    def hidden_inputs(self, *names: str) -> Markup:
        """The named filters as hidden inputs, for a second form on the page (sorting, say) that must keep them."""
        pairs = [pair for pair in self._pairs() if not names or pair[0] in names]
        line = Markup('<input type="hidden" name="{}" value="{}">')
        return Markup("").join(line.format(name, value) for name, value in pairs)


def _answers_of(field: Any) -> Iterator[tuple[str, str]]:
    """(value as it travels, text as people read it) of each answer of a field."""
    if hasattr(field, "option_for"):
        for value in field.data if isinstance(field.data, list) else [field.data]:
            option = field.option_for(value)
            if option is not None:
                yield option.key, option.label
    elif hasattr(field, "parts"):
        yield field.data.isoformat(), str(field.display())
    elif isinstance(field.data, bool):
        yield Option(field.data, "").key, str(field.label.text)
    else:
        yield field.query_value(), str(field.display())


def _is_part(name: str, field: Any, key: str) -> bool:
    return hasattr(field, "parts") and name.startswith(f"{field.name}-")
