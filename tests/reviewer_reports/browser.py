"""A headless Chromium driven over its debugging pipe: no driver and no package needed."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Self

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _pipe() -> tuple[int, int]:
    """Return a pipe whose ends have high numbers: the browser wants 3 and 4 for its own."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]


class Browser:
    """One page in a browser of its own; use it in a `with` statement."""

    def __init__(self, width: int = 1280, height: int = 900, *, dark: bool = False) -> None:
        self.size, self.dark, self.number = (width, height), dark, 0
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        (read, self.commands), (self.answers, write) = _pipe(), _pipe()
        options = "--headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --remote-debugging-pipe"
        command = f'exec "{PROGRAM}" {options} --user-data-dir="{self.folder.name}" about:blank 3<&{read} 4>&{write}'
        self.process = subprocess.Popen(
            ["bash", "-c", command],
            pass_fds=(read, write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read)
        os.close(write)
        self.pending = b""
        self.session: str | None = None
        target = self._first_page()
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        width, height = self.size
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        self.light()
        return self

    def light(self) -> None:
        """Show pages on a screen, light or dark, that does not move more than it must."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if self.dark else "light"}
        motion = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.send("Emulation.setEmulatedMedia", media="screen", features=[scheme, motion])

    def _first_page(self) -> str:
        """Return the id of the page that opens with the browser, once it is there."""
        for _ in range(100):
            for one in self.send("Target.getTargets")["targetInfos"]:
                if one["type"] == "page":
                    return str(one["targetId"])
            time.sleep(0.1)
        raise AssertionError("the browser opened no page")

    def __exit__(self, *_: object) -> None:
        self.session = None
        os.close(self.commands)
        self.process.kill()
        self.process.wait()
        os.close(self.answers)
        self.folder.cleanup()

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.next()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return dict(answer.get("result", {}))
            self.events.append(answer)

    def next(self) -> dict[str, Any]:
        while b"\0" not in self.pending:
            block = os.read(self.answers, 1 << 16)
            assert block, "the browser ended"
            self.pending += block
        message, _, self.pending = self.pending.partition(b"\0")
        return dict(json.loads(message))

    def open(self, path: Path) -> None:
        """Open a file and wait until it has loaded; what it logs as an error is kept in `events`."""
        self.events = []
        self.send("Page.enable")
        self.send("Runtime.enable")
        self.send("Log.enable")
        self.send("Network.enable")
        self.send("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.next())

    def run(self, expression: str) -> Any:
        """Return the value of a JavaScript expression."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def click(self, selector: str) -> None:
        """Click the middle of an element as a mouse does."""
        place = self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center', behavior: 'instant'});"
            " const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def press(self, key: str) -> None:
        """Press a key."""
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, text=key if len(key) == 1 else "")
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key)

    def screenshot(self, path: Path, *, whole: bool = False) -> None:
        """Write what is seen, or the whole page, as PNG."""
        data = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def troubles(self) -> list[str]:
        """Return errors the page logged and requests it made beyond itself."""
        logged = [e for e in self.events if e.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")]
        asked = [
            url
            for e in self.events
            if e.get("method") == "Network.requestWillBeSent"
            and not (url := e["params"]["request"]["url"]).startswith(("file:", "data:"))
        ]
        return [json.dumps(entry, ensure_ascii=False)[:300] for entry in logged] + asked
