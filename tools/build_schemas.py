"""Write the schemas that editors and check-jsonschema use: schemas/*.schema.json.

    python tools/build_schemas.py           # write them
    python tools/build_schemas.py --check   # fail if they are out of date

The schema of rule sets is the package's own, with the options of each check put in.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from mandate_lint import checks
from mandate_lint.schema import load_schema

FOLDER = ROOT / "schemas"


def rule_sets() -> dict[str, Any]:
    """Return the schema of rule files, the options of the checks included."""
    schema: dict[str, Any] = json.loads(json.dumps(load_schema("ruleset")))
    names = sorted(module.name for module in iter_modules(checks.__path__) if not module.name.startswith("_"))
    rule = schema["$defs"]["rule"]
    rule["properties"]["check"]["enum"] = names
    rule["allOf"] = [_options_of(name) for name in names]
    return schema


def _options_of(name: str) -> dict[str, Any]:
    check = checks.load_check(name)
    assert check is not None
    required = ["options"] if check.OPTIONS.get("required") else []
    return {
        "if": {"properties": {"check": {"const": name}}},
        "then": {"properties": {"options": dict(check.OPTIONS)}, "required": required},
    }


def main() -> int:
    """Write or check the schemas; return the exit code."""
    stale = []
    for name, schema in (("ruleset", rule_sets()), ("settings", load_schema("settings"))):
        path = FOLDER / f"{name}.schema.json"
        text = json.dumps({"$comment": "Made by tools/build_schemas.py", **schema}, ensure_ascii=False, indent=1) + "\n"
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(path.name)
            if "--check" not in sys.argv:
                FOLDER.mkdir(exist_ok=True)
                path.write_text(text, "utf-8")
    if stale and "--check" in sys.argv:
        print(f"out of date: {', '.join(stale)}; run python tools/build_schemas.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
