"""Pages in headless Chromium, seen through its debugging port."""

import base64
import json
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import websocket

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
)
SECONDS = 90


class Tab:
    """A tab that answers questions about its page."""

    def __init__(self, connection):
        self.connection = connection
        self.asked = 0
        self.events = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.ask(f"{domain}.enable")

    session = None

    def ask(self, method, **params):
        """Send a command and give its answer; events on the way are kept."""
        self.asked += 1
        message = {"id": self.asked, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.connection.send(json.dumps(message))
        while (answer := json.loads(self.connection.recv())).get("id") != self.asked:
            self.events.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, path: Path, width: int, fragment: str = ""):
        """Open a file in a window of a width and wait until it is loaded."""
        self.events.clear()
        self.resize(width)
        self.ask("Page.navigate", url=path.as_uri() + fragment)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(json.loads(self.connection.recv()))

    def resize(self, width: int):
        """Give the window a width."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)

    def find(self, expression):
        """The value of a JavaScript expression."""
        return self.ask("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def wait_for(self, promise):
        """What a JavaScript promise gives."""
        answer = self.ask("Runtime.evaluate", expression=promise, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def printed(self) -> bytes:
        """The page as PDF, as the browser prints it on A4."""
        size = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True}
        return base64.b64decode(self.ask("Page.printToPDF", **size)["data"])

    def requests(self):
        """Addresses that the page asked for."""
        sent = [
            e["params"]["request"]["url"]
            for e in self.events
            if e.get("method") == "Network.requestWillBeSent"
        ]
        return [url for url in sent if not url.startswith("data:")]

    def complaints(self):
        """What the browser logged: blocked requests, broken markup."""
        return [e["params"]["entry"]["text"] for e in self.events if e.get("method") == "Log.entryAdded"]

    def press(self, key):
        """Press and release a key (Tab, Enter)."""
        code = {"Tab": 9, "Enter": 13}[key]
        more = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.ask(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **more
            )

    def follow(self):
        """Press Enter on the link that has the focus and wait for its page."""
        self.events.clear()
        self.press("Enter")
        self._loaded()

    def go_back(self):
        """Press Alt and the left arrow and wait for the page before."""
        self.events.clear()
        entries = self.ask("Page.getNavigationHistory")
        before = entries["entries"][entries["currentIndex"] - 1]["id"]
        self.ask("Page.navigateToHistoryEntry", entryId=before)
        self._loaded()

    def _loaded(self):
        end = time.monotonic() + SECONDS
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            assert time.monotonic() < end, "no page was loaded"
            self.find("1")


@contextmanager
def browser(profile: Path):
    """A headless browser with one tab; it is ended afterwards."""
    command = [CHROMIUM, *OPTIONS, f"--user-data-dir={profile}", "about:blank"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            connection = websocket.create_connection(_address(profile), timeout=SECONDS, suppress_origin=True)
            yield Tab(connection)
            connection.close()
        finally:
            process.terminate()


def _address(profile: Path) -> str:
    port = profile / "DevToolsActivePort"
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if port.is_file() and len(lines := port.read_text().split()) == 2:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        time.sleep(0.05)
    raise TimeoutError("the browser did not start")
