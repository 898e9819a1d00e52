"""PDF drafts with text. The PDF library runs in a process of its own, bounded in memory and time."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from typing import Any

from mandate_lint.errors import InputError, Say
from mandate_lint.readers.layout import PagedSource, Row, paged

TEXT_SECONDS = 60
OCR_SECONDS = 1_800
_LEAST = 10  # characters a page must have to count as a page with text
_DAMAGED = Say("请用原软件重新导出 PDF，或改用 .docx", "export the PDF again or use the .docx")


def read_pdf(data: bytes, path: str) -> PagedSource:
    """Return the text of a PDF; a scanned one is read by OCR where that is installed."""
    need("pypdfium2", "pdf", "PDF", path)
    rows, pages, is_cut = _rows(data, path, "text", TEXT_SECONDS)
    written = sum(len(row.text) for row in rows)
    if not pages:
        raise _bad(Say("PDF 没有页面", "the PDF has no pages"), path)
    if written < _LEAST:
        return _scanned(data, path, pages)
    without = pages - len({row.page for row in rows})
    remarks = (_without_text(without),) if without and not is_cut else ()
    return paged(path, rows, pages, remarks=remarks)


def need(module: str, extra: str, name: str, path: str) -> None:
    """Raise InputError with the command that installs an extra where `module` is missing."""
    if importlib.util.find_spec(module) is None:
        command = f'pip install "mandate-lint[{extra}]"'
        raise InputError(
            Say(f"读取 {name} 需要扩展 [{extra}]", f"reading {name} takes the extra [{extra}]"),
            Say(f"请运行：{command}", f"run: {command}"),
            path=path,
        )


def _scanned(data: bytes, path: str, pages: int) -> PagedSource:
    if importlib.util.find_spec("rapidocr") is None:
        command = 'pip install "mandate-lint[ocr]"'
        raise InputError(
            Say("这个 PDF 是扫描件，没有文字", "this PDF is scanned: it has no text"),
            Say(
                f"请改用原文件，或安装文字识别：{command}",
                f"use the original file, or install OCR: {command}",
            ),
            path=path,
        )
    rows, pages, _ = _rows(data, path, "ocr", OCR_SECONDS)
    if sum(len(row.text) for row in rows) < _LEAST:
        raise _bad(Say("扫描件中没有认出文字", "OCR found no text in the scanned PDF"), path)
    warning = Say(
        "文字由 OCR 识别，可能有错字、漏行；“缺少”类问题须对照原件",
        "read by OCR: characters may be wrong and lines lost; check what is reported missing",
    )
    return paged(path, rows, pages, is_ocr=True, remarks=(warning,))


def _without_text(pages: int) -> Say:
    return Say(
        f"有 {pages} 页没有文字（扫描或空白），未检查",
        f"{pages} pages without text (scanned or blank) were not checked",
    )


def _rows(data: bytes, path: str, mode: str, seconds: int) -> tuple[list[Row], int, bool]:
    """Return the printed lines and the number of pages, read by a process of its own."""
    # -P: what lies in the working folder is never imported.
    command = [sys.executable, "-P", "-m", "mandate_lint.readers.pdf_worker", mode]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False, env=environment)
    except subprocess.TimeoutExpired:
        raise _bad(Say(f"{seconds} 秒内没有读完", f"not read within {seconds} s"), path) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise _bad(Say("PDF 已损坏或过大，无法读取", "the PDF is damaged or too large to read"), path) from None
    if error := answer.get("error"):
        raise _refused(error, path)
    return [Row(*row) for row in answer["rows"]], answer["pages"], answer["is_cut"]


def _refused(error: str, path: str) -> InputError:
    if error == "password":
        return InputError(
            Say("PDF 有密码", "the PDF has a password"),
            Say("请去掉密码后再检查", "remove the password and check again"),
            path=path,
        )
    if error == "long":
        return _bad(Say("PDF 的文字过多", "the PDF has too much text"), path)
    return _bad(Say("PDF 已损坏，无法读取", "the PDF is damaged and cannot be read"), path)


def _bad(reason: Say, path: str) -> InputError:
    return InputError(reason, _DAMAGED, path=path)
