"""Our mark, a citation in its brackets, drawn from one description at any size."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Final
from urllib.parse import quote

from PIL import Image, ImageDraw

COLOUR: Final = "#0b57b8"
PAPER: Final = "#ffffff"
_SIDE: Final = 64  # of the description, in its own units
_CORNER: Final = 14
_LEFT: Final = ((15, 13), (27, 13), (27, 19), (22, 19), (22, 45), (27, 45), (27, 51), (15, 51))
_RIGHT: Final = tuple((_SIDE - across, down) for across, down in _LEFT)
_DOT: Final = (32, 32, 5)
_FINER: Final = 4  # times as large as wanted it is drawn first, for smooth edges
_ICO: Final = (16, 32, 48)


@cache
def svg() -> str:
    """Give the mark as SVG."""
    x, y, radius = _DOT
    brackets = "".join(
        f'<path d="M{"L".join(f"{across} {down}" for across, down in bracket)}z"/>'
        for bracket in (_LEFT, _RIGHT)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE} {_SIDE}">'
        f'<rect width="{_SIDE}" height="{_SIDE}" rx="{_CORNER}" fill="{COLOUR}"/>'
        f'<g fill="{PAPER}">{brackets}<circle cx="{x}" cy="{y}" r="{radius}"/></g></svg>'
    )


@cache
def address() -> str:
    """Give the mark as a data: address, which a page holds without another request."""
    quoted = quote(svg().replace('"', "'"), safe="/:=")
    return f"data:image/svg+xml,{quoted}"


@cache
def png(side: int, *, whole: bool = False) -> bytes:
    """Give the mark as PNG, *side* pixels wide.

    Where it is *whole*, its corners are filled, for systems that round them themselves.
    """
    out = BytesIO()
    drawn(side, whole=whole).save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def ico() -> bytes:
    """Give the mark as ICO in the sizes that browsers take."""
    out = BytesIO()
    largest = drawn(max(_ICO))
    smaller = [drawn(side) for side in _ICO[:-1]]
    largest.save(out, "ICO", sizes=[(side, side) for side in _ICO], append_images=smaller)
    return out.getvalue()


def drawn(side: int, *, whole: bool = False) -> Image.Image:
    """Draw the mark, *side* pixels wide."""
    scale = side * _FINER / _SIDE
    fine = Image.new("RGBA", (side * _FINER, side * _FINER), (255, 255, 255, 0))
    pen = ImageDraw.Draw(fine)
    edge = side * _FINER - 1
    pen.rounded_rectangle((0, 0, edge, edge), 0 if whole else _CORNER * scale, fill=COLOUR)
    for bracket in (_LEFT, _RIGHT):
        pen.polygon([(across * scale, down * scale) for across, down in bracket], fill=PAPER)
    x, y, radius = (each * scale for each in _DOT)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=PAPER)
    return fine.resize((side, side), Image.Resampling.LANCZOS)
