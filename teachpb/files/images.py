"""Pictures: decoded within limits and written anew by us, so that nothing of the upload but its pixels remains.

Position, camera and thumbnails (EXIF, XMP, IPTC) are gone; the picture stands upright.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from teachpb.files.errors import UploadRefused

MOST_PIXELS = 50_000_000
LARGEST_SIDE = 2400
SMALLEST_SIDE = 40
#: Widths in pixels kept beside the full picture, where that is wider.
RENDITIONS = (480, 960, 1600)
_FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, kw_only=True)
class CleanImage:
    content: bytes
    media_type: str
    width: int
    height: int
    renditions: dict[int, bytes]


def clean_image(content: bytes) -> CleanImage:
    """The picture re-encoded: JPEG, or PNG when it has transparency. Raises UploadRefused."""
    picture = _decode(content)
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    transparent = _has_transparency(picture)
    picture = picture.convert("RGBA" if transparent else "RGB")
    renditions = {
        width: _encode(_resized(picture, width), transparent=transparent)
        for width in RENDITIONS
        if width < picture.width
    }
    return CleanImage(
        content=_encode(picture, transparent=transparent),
        media_type="image/png" if transparent else "image/jpeg",
        width=picture.width,
        height=picture.height,
        renditions=renditions,
    )


def _decode(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
            _check_size(picture)
            picture.load()
            return ImageOps.exif_transpose(picture)
    except UploadRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UploadRefused(_TOO_LARGE) from None
    except Exception:  # whatever a parser of foreign bytes trips over: it is no picture for us
        raise UploadRefused("The picture cannot be opened. Save it again as a JPG or PNG and upload that") from None


_TOO_LARGE = "The picture is too large. Make it at most 7,000 pixels wide and high and upload it again"


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise UploadRefused(_TOO_LARGE)
    if min(picture.size) < SMALLEST_SIDE:
        raise UploadRefused(f"The picture is too small. Use one at least {SMALLEST_SIDE} pixels wide and high")


def _has_transparency(picture: Image.Image) -> bool:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return False
    lowest, _ = picture.convert("RGBA").getchannel("A").getextrema()
    return bool(lowest < 255)  # type: ignore[operator]


def _resized(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _encode(picture: Image.Image, *, transparent: bool) -> bytes:
    out = io.BytesIO()
    # a new image takes over the pixels and none of what the upload said besides
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    if transparent:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=84, optimize=True, progressive=True)
    return out.getvalue()
