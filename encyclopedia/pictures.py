"""Pictures: what an editor uploads is read, made anew without what it carried, and kept for good.

Nothing of the file that came is kept: neither its name nor its type, neither place nor camera.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from encyclopedia import languages
from encyclopedia.models import Picture
from sources import filing

if TYPE_CHECKING:
    from django.core.files import File

LARGEST: Final = 10 * 1024 * 1024  # bytes that come
MOST_PIXELS: Final = 25_000_000
MOST_UNPACKED: Final = 200_000_000  # bytes that work on one picture takes, at its worst moment
LONGEST_SIDE: Final = 2560  # pixels that are kept
_LONGEST_STRETCH: Final = 100  # times as wide as high, or the other way
_QUALITY: Final = 86

# What is read, and what it becomes: a GIF its first image, several JPEG in one the first.
_READ: Final = ("JPEG", "PNG", "WEBP", "GIF")
_BECOMES: Final = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "GIF": "PNG", "MPO": "JPEG"}
_MEDIA_TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_SCALABLE: Final = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})  # unlike a palette
_HOW: Final[dict[str, dict[str, Any]]] = {
    "JPEG": {"quality": _QUALITY, "optimize": True, "progressive": True},
    "PNG": {},
    "WEBP": {"quality": _QUALITY, "method": 4},
}
_FAULTS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
    OverflowError,
    MemoryError,
    TypeError,
)
_FLOODS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_MILLION: Final = 1_000_000
_TOO_MANY: Final = gettext_lazy(
    "This picture has {found}, more pixels than {most} million, the most that a picture of its kind"
    " may have. Make it smaller and try again."
)


class PictureError(ValueError):
    """Why a file cannot be a picture here, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A picture made anew: its bytes, their SHA-256, and what a page must know before they come."""

    file: str
    data: bytes
    media_type: str
    width: int
    height: int


def prepare(data: bytes) -> Prepared:
    """Read *data* as a picture and make it anew; raises PictureError.

    Size, kind and number of pixels are looked at before any pixel is unpacked.
    """
    if len(data) > LARGEST:
        raise PictureError(_("This file is larger than 10 MB, the most that a picture may have."))
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _packed(*_bare(data))
        except PictureError:
            raise
        except UnidentifiedImageError as error:
            raise PictureError(
                _(
                    "This is no picture that we keep. JPEG, PNG, WebP and GIF are; drawings in "
                    "SVG and documents are not."
                )
            ) from error
        except _FLOODS as error:
            raise PictureError(
                _(
                    "This picture has more pixels than {most} million, the most that a picture may"
                    " have. Make it smaller and try again."
                ).format(most=MOST_PIXELS // _MILLION)
            ) from error
        except _FAULTS as error:
            raise PictureError(_("This picture is damaged, and cannot be read.")) from error


def _refuse_floods(image: Image.Image) -> None:
    width, height = image.size
    most = min(MOST_PIXELS, MOST_UNPACKED // _bytes_a_pixel(image))
    if width * height > most:
        raise PictureError(
            str(_TOO_MANY).format(
                found=f"{languages.number(width)} × {languages.number(height)}",
                most=most // _MILLION,
            )
        )
    if max(width, height) > _LONGEST_STRETCH * min(width, height):
        raise PictureError(_("This picture is too long and thin to be shown."))


def _bytes_a_pixel(image: Image.Image) -> int:
    """Tell from its head what each pixel of *image* takes while it is worked on, as measured.

    What is clear is copied once more to be made smaller, JPEG in passes and WebP are held twice.
    """
    is_clear = "A" in image.getbands() or "transparency" in image.info
    if image.format == "WEBP":
        return 21 if is_clear else 16
    in_passes = "progressive" in image.info
    return 12 if is_clear or in_passes or image.format == "GIF" or image.mode[0] in "IF" else 8


def _bare(data: bytes) -> tuple[Image.Image, str]:
    """Unpack *data*; give its pixels, no more than are kept, and the kind of file they become.

    What unpacked them takes as much again, and is let go before they are packed.
    """
    with Image.open(io.BytesIO(data), formats=_READ) as image:
        _refuse_floods(image)
        kind = _BECOMES[image.format or ""]
        return _made_anew(image, kind), kind


def _made_anew(image: Image.Image, kind: str) -> Image.Image:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked no larger than needed
    image.load()
    if image.mode in _SCALABLE:  # the fewer pixels, the less is copied
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    ImageOps.exif_transpose(image, in_place=True)
    shown = _in_plain_colours(image, kind)
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(shown.mode, shown.size)  # what is copied pixel by pixel carries nothing else
    bare.paste(shown)
    return bare


def _packed(bare: Image.Image, kind: str) -> Prepared:
    out = io.BytesIO()
    bare.save(out, kind, **_HOW[kind])
    made = out.getvalue()
    return Prepared(
        file=hashlib.sha256(made).hexdigest(),
        data=made,
        media_type=_MEDIA_TYPES[kind],
        width=bare.width,
        height=bare.height,
    )


def _in_plain_colours(image: Image.Image, kind: str) -> Image.Image:
    """Give *image* in sRGB, with its transparency where its *kind* has any."""
    is_clear = "A" in image.getbands() or "transparency" in image.info
    mode = "RGBA" if is_clear and kind != "JPEG" else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        target = "RGBA" if image.mode == "RGBA" else "RGB"
        with suppress(ImageCms.PyCMSError, OSError):  # a profile that cannot be read is left out
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            plain = ImageCms.profileToProfile(
                image, own, ImageCms.createProfile("sRGB"), outputMode=target
            )
            image = plain or image
    return image.convert(mode)


def keep(prepared: Prepared) -> Picture:
    """Keep a picture under the name of its bytes; one that is there already is the same one."""
    data = prepared.data
    filing.put(default_storage, path(prepared.file), ContentFile(data), len(data))
    picture, _ = Picture.objects.get_or_create(
        file=prepared.file,
        defaults={
            "media_type": prepared.media_type,
            "width": prepared.width,
            "height": prepared.height,
            "size": len(prepared.data),
        },
    )
    return picture


def opened(picture: Picture) -> File:
    """Open the file of *picture*."""
    return default_storage.open(path(picture.file))


def path(file: str) -> str:
    """Give where the storage keeps the picture *file*."""
    return f"pictures/{file[:2]}/{file}"
