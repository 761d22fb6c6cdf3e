"""What working on a picture takes: floods of pixels are refused, and the largest fit."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import servers
from PIL import Image

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="Linux tells how much memory a process had"
)

BLACK = Image.new("L", (60, 40))


def one_colour(kind, mode, side, **options):
    out = io.BytesIO()
    Image.new(mode, (side, side), 0).save(out, kind, **options)
    return out.getvalue()


PREPARE = r"""
import pathlib, re, sys
import django
django.setup()
from encyclopedia import pictures
for path in map(pathlib.Path, sys.argv[1:]):
    try:
        made = pictures.prepare(path.read_bytes())
        print(made.width, "×", made.height)
    except pictures.PictureError as error:
        print(error)
(most,) = re.findall(r"VmHWM:\s+(\d+)", pathlib.Path("/proc/self/status").read_text())
print(int(most) // 1024)
"""


def prepared_apart(folder, files):
    """Prepare *files* in another process; give what it said of each, and the most MB it had."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    ran = subprocess.run(  # noqa: S603 -- our own script
        [sys.executable, "-c", PREPARE, *(str(folder / name) for name in files)],
        cwd=servers.ROOT,
        env=servers.environment(folder, DJANGO_SETTINGS_MODULE="encyclopedia.settings"),
        capture_output=True,
        text=True,
        check=True,
    )
    *said, megabytes = ran.stdout.splitlines()
    return said, int(megabytes)


def png_that_says(width, height):
    """Write the head of a PNG that claims to be large, with next to nothing in it."""

    def chunk(name, data):
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_flood_of_pixels_is_refused_before_it_is_unpacked(tmp_path):
    flat = {
        "huge.png": png_that_says(50_000, 50_000),
        "clear.webp": one_colour("WEBP", "RGBA", 5000, lossless=True),
        "clear.png": one_colour("PNG", "RGBA", 5000),
        "moving.gif": one_colour("GIF", "L", 5000, save_all=True, append_images=[BLACK]),
    }

    said, megabytes = prepared_apart(tmp_path, flat)

    assert ["more pixels than" in each for each in said] == [True] * 4
    assert megabytes < 120


def test_the_largest_of_each_kind_are_worked_on_within_300_mb(tmp_path):
    largest = {
        "photo.jpg": one_colour("JPEG", "RGB", 4990, subsampling=0),
        "passes.jpg": one_colour("JPEG", "CMYK", 4060, subsampling=0, progressive=True),
        "opaque.png": one_colour("PNG", "RGB", 4990),
        "clear.png": one_colour("PNG", "RGBA", 4060),
        "palette.png": one_colour("PNG", "P", 4060, transparency=0),
        "deep.png": one_colour("PNG", "I;16", 4060),
        "photo.webp": one_colour("WEBP", "RGB", 3500),
        "clear.webp": one_colour("WEBP", "RGBA", 3060, lossless=True),
        "moving.gif": one_colour("GIF", "L", 4060, save_all=True, append_images=[BLACK]),
    }

    said, megabytes = prepared_apart(tmp_path, largest)

    assert said == ["2560 × 2560"] * 9
    assert megabytes < 300
