"""Reports: one function a format, from what was found to text or bytes. `FORMATS` is the one table."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from mandate_lint.finding import Report

# A format is the module reports/as_<name>.py with a function render(report, lang=…, color=…).
FORMATS = ("text", "json", "sarif", "github", "junit", "markdown", "html", "word", "errata")
Render = Callable[..., "str | bytes"]


def renderer(name: str) -> Render:
    """Return the render function of a format of `FORMATS`."""
    render: Render = import_module(f"{__name__}.as_{name}").render
    return render


__all__ = ["FORMATS", "Render", "Report", "renderer"]
