"""Ships the built-in rule sets compiled, so that an installed mandate-lint starts without reading YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRules(BuildHookInterface[Any]):
    """Puts `mandate_lint/compiled/<digest>.json` into the wheel; a rule set with an error stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rule sets of the checkout."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from mandate_lint import cache, ruleset

        self._folder = tempfile.TemporaryDirectory()
        name = f"{ruleset.built_in_digest()}.json"
        compiled = Path(self._folder.name, name)
        compiled.write_bytes(cache.pack(ruleset.compile_built_in()))
        build_data["force_include"][str(compiled)] = f"mandate_lint/compiled/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary file."""
        if folder := getattr(self, "_folder", None):
            folder.cleanup()
