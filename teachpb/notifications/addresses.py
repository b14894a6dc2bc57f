"""Addresses and header values: what may go on an envelope or into a header, and what may not."""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.utils import parseaddr

from teachpb.notifications.errors import BadAddress, BadMessage

_LOCAL = re.compile(r"^[^\s@<>()\[\],;:\\\"\x00-\x20\x7f]+$")
_DOMAIN = re.compile(r"^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u0085]")
_HEADER = re.compile(r"^[A-Za-z][A-Za-z0-9-]{1,60}$")

#: Headers a caller may not set: we do.
_OURS = frozenset(
    {"from", "to", "cc", "bcc", "sender", "reply-to", "return-path", "subject", "date", "message-id"}
    | {"mime-version", "content-type", "content-transfer-encoding", "content-disposition"}
    | {"auto-submitted", "list-unsubscribe", "list-unsubscribe-post"}
)

#: Domains that exist in documents only (RFC 2606, RFC 6761): nobody reads mail there.
_RESERVED = re.compile(r"(^|\.)(example|invalid|test|localhost|example\.(com|org|net))$")


def clean_address(text: str) -> str:
    """One address as it goes on the envelope, its domain in lower-case ASCII. Raises BadAddress."""
    local, at, domain = text.strip().rpartition("@")
    if not at or len(local) > 64 or not _LOCAL.fullmatch(local) or local.startswith(".") or ".." in local:
        raise BadAddress
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise BadAddress from None
    if not _DOMAIN.fullmatch(ascii_domain):
        raise BadAddress
    return f"{local}@{ascii_domain}"


def is_reserved(address: str) -> bool:
    """Whether the address is of a domain that only exists for examples."""
    return _RESERVED.search(address.rpartition("@")[2].lower()) is not None


def clean_header(text: str, *, limit: int = 400) -> str:
    """A header's value, trimmed. Raises BadMessage when it holds a line break or other control character."""
    text = text.strip()
    if _CONTROL.search(text):
        raise BadMessage("a header may not hold line breaks or control characters")
    if len(text) > limit:
        raise BadMessage(f"a header may not be longer than {limit} characters")
    return text


def clean_headers(headers: dict[str, str]) -> dict[str, str]:
    """Extra headers of a message. Raises BadMessage for a name that is not one, or that is ours to set."""
    for name in headers:
        if not _HEADER.fullmatch(name) or name.lower() in _OURS:
            raise BadMessage(f"the header {name!r} cannot be set")
    return {name: clean_header(value) for name, value in headers.items()}


def mailbox(address: str, name: str = "") -> str:
    """``name <address>`` as a header holds it, quoted where needed."""
    local, _, domain = address.rpartition("@")
    return str(Address(display_name=clean_header(name, limit=200), username=local, domain=domain))


def split_mailbox(text: str) -> tuple[str, str]:
    """(name, address) of a configured sender such as ``TeachPeterborough <no-reply@…>``. Raises BadAddress."""
    name, address = parseaddr(clean_header(text))
    return name, clean_address(address)
