"""QR codes, drawn by us: on a page as SVG without style, in a PDF as SVG bytes."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup


def qr_svg(address: str) -> Markup:
    """The address as an inline picture; what it says stands beside it in words."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=2, svgclass="tp-qr", lineclass=None, omitsize=True, dark="#000", light="#fff"
    )
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704 - our own drawing  # nosec B704


def qr_file(address: str) -> str:
    """The same as a whole SVG file, for a document."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
