"""mandate-lint: the linter for 三定 mandates (职能配置、内设机构和人员编制规定)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from mandate_lint.api import Options, check
    from mandate_lint.errors import InputError, Say
    from mandate_lint.finding import FileReport, Finding, Report

__all__ = ["FileReport", "Finding", "InputError", "Options", "Report", "Say", "__version__", "check"]
_HOMES = {"check": "api", "Options": "api", "InputError": "errors", "Say": "errors",
          "FileReport": "finding", "Finding": "finding", "Report": "finding"}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used: `--version` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"mandate_lint.{_HOMES[name]}"), name)
