"""Fuzz the readers: mutate drafts of every form until the time is up.

    python tools/fuzz_readers.py --seconds 600 [--seed 1] [--form docx]

Each mutated draft must give a text or one InputError, in time. What does not is written to the folder
`fuzz-failures` and named; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import traceback
import zipfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "tests" / "readers")]

from mandate_lint.errors import InputError
from mandate_lint.readers import read_bytes

SLOW = 20.0  # seconds for one draft
_TOKENS = (b"<w:p>", b"</w:p>", b"<w:r>", b"</w:r>", b"<w:del>", b"</w:del>", b"<w:t>", b"&#x0;", b"&amp;", b"]]>", b"<!--",
           b"<![CDATA[", b"<!DOCTYPE a>", b"\xff\xfe", b"\x00", b"99999999999", b"-1", b"%9", b"/>", b"'", b'"',
           b"<ofd:TextCode>", b"<table>", b"</div>", b"stream", b"endobj", b"/Length 99999999")  # fmt: skip


def drafts() -> dict[str, bytes]:
    """Return one small draft of each form that is made without other programs."""
    from forms import automatic, ofd, planted, typed, webpage

    lines = planted()[:12]
    return {
        "docx": automatic(lines, 2), "typed.docx": typed(lines), "ofd": ofd(lines), "html": webpage(lines),
        "gb.html": webpage(lines, "gb2312"), "txt": "\n".join(lines).encode("gb18030"), "pdf": _pdf(),
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
    }  # fmt: skip


def _pdf() -> bytes:
    from test_pdf import page

    return page(b"BT /F 12 Tf 72 700 Td (Duties of the bureau) Tj 0 -14 Td (and more of them) Tj ET")


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return a draft with a few bytes, stretches or tags changed; inside a zip, in one of its parts."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _in_package(data, chance)
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        _change(made, chance)
    return bytes(made)


def _change(made: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(made) + 1)
    length = chance.choice((1, 2, 8, 64, 512))
    kind = chance.randrange(6)
    if kind == 0:
        made[at : at + length] = chance.randbytes(length)
    elif kind == 1:
        del made[at : at + length]
    elif kind == 2:
        made[at:at] = chance.choice(_TOKENS) * chance.choice((1, 1, 1, 50))
    elif kind == 3:
        made[at:at] = made[at : at + length]
    elif kind == 4:
        del made[at:]
    elif made:
        made[at % len(made)] ^= 1 << chance.randrange(8)


def _in_package(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        changed = chance.choice(old.namelist())
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == changed:
                for _ in range(chance.randint(1, 4)):
                    _change(part, chance)
            new.writestr(name, bytes(part))
    return out.getvalue()


def failure(data: bytes, name: str) -> str | None:
    """Return what goes wrong in reading a draft, None where nothing does."""
    begun = time.perf_counter()
    try:
        read_bytes(data, name)
    except InputError as error:
        if "\n" in error.text():
            return f"an error of several lines: {error.text()!r}"
    except Exception:
        return traceback.format_exc()
    took = time.perf_counter() - begun
    return f"took {took:.1f} s" if took > SLOW else None


def rounds(seed: int, forms: tuple[str, ...] = ()) -> Iterator[tuple[str, int, bytes]]:
    """Yield mutated drafts without end, the forms in turn; each round has its own seed."""
    originals = {form: data for form, data in drafts().items() if not forms or form in forms}
    number = seed
    while True:
        for form, data in originals.items():
            yield form, number, mutate(data, random.Random(f"{form} {number}"))
        number += 1


def main() -> int:
    """Fuzz for the time asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", action="append", default=[])
    given = parser.parse_args()
    end, tried, failed = time.monotonic() + given.seconds, 0, 0
    for form, number, data in rounds(given.seed, tuple(given.form)):
        if time.monotonic() > end:
            break
        tried += 1
        if wrong := failure(data, f"draft.{form}"):
            failed += 1
            folder = Path("fuzz-failures")
            folder.mkdir(exist_ok=True)
            (folder / f"{number}.{form}").write_bytes(data)
            print(f"{folder / f'{number}.{form}'}: {wrong}", flush=True)
    print(f"{tried} drafts, {failed} failures")
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
