"""Small PDFs, written by hand: pages of lines, what the file says of itself, and damage."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence

from pypdf import PdfReader, PdfWriter

REPORT = (
    ("The keepers of the reef", "", "The lamp was lit in 1887, after a hard winter, by the har-"),
    ("bour commission of the northern islands, and has not gone out since.",),
    ("Nobody has kept a well-known lamp for as long as they did.",),
)
HEAD, FOOT = "Report of the commission", "– {} –"


def write(
    pages: Sequence[Sequence[str]], said: Mapping[str, str] | None = None, *, xmp: str = ""
) -> bytes:
    """Write *pages* of lines as a PDF that says (`said`) its Title, Author and the like."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    metadata = f"/Metadata {4 + 2 * count} 0 R" if xmp else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {metadata} /Lang (en) >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(stream(_drawn(lines)))
    if xmp:
        objects.append(stream(xmp.encode(), "/Type /Metadata /Subtype /XML "))
    info = "".join(f"/{name} ({_escaped(value)}) " for name, value in (said or {}).items())
    objects.append(b"<< " + info.encode("cp1252") + b">>")
    return assembled(objects, info=len(objects))


def report(said: Mapping[str, str] | None = None) -> bytes:
    """Write a report of three pages with running heads, printed from page 12 on."""
    pages = [
        (HEAD, "", *lines, "", FOOT.format(number)) for number, lines in enumerate(REPORT, start=12)
    ]
    return write(pages, said)


def stream(data: bytes, entries: str = "") -> bytes:
    """Write *data* as the stream of an object."""
    begin = f"<< {entries}/Length {len(data)} >>\nstream\n".encode()
    return begin + data + b"\nendstream"


def assembled(objects: Sequence[bytes], *, info: int = 0) -> bytes:
    """Put numbered *objects*, the first of which is the catalogue, together to a file."""
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    start = len(file)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    told = f" /Info {info} 0 R" if info else ""
    file += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{told} >>\n".encode()
    file += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(file)


def encrypted(data: bytes, password: str, *, way: str = "RC4-128") -> bytes:
    """Encrypt the file *data* so that it opens with *password*, or without where that is empty."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, "owner", algorithm=way)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def bomb(megabytes: int) -> bytes:
    """Write a page whose words unpack to so many *megabytes*."""
    packer = zlib.compressobj(9)
    piece = b"(A) Tj T* " * 100_000
    data = b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    plain = write([["A"]])
    page = plain.index(b"5 0 obj")
    end = plain.index(b"endobj", page)
    packed = stream(data, "/Filter /FlateDecode ")
    return plain[:page] + b"5 0 obj\n" + packed + b"\n" + plain[end:]


def _drawn(lines: Sequence[str]) -> bytes:
    shown = (f"({_escaped(line)}) Tj T*" if line else "T*" for line in lines)
    return b"BT /F1 11 Tf 14 TL 40 540 Td\n" + "\n".join(shown).encode("cp1252") + b"\nET"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
