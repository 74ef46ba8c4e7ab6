"""A real Firefox driven by raw WebDriver BiDi: pages as a person sees them, and the browser's own alerts.

Debian has no geckodriver and Playwright does not drive a stock Firefox; BiDi is a WebSocket, and Firefox opens it itself.
"""

import asyncio
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp

from tests.browser.fakes.loopback import Loopback
from tests.databases import lacking

PATIENCE = 45  # seconds; the machine may be busy
PREFS: dict[str, object] = {
    "permissions.default.desktop-notification": 1,
    "alerts.useSystemBackend": False,  # without a desktop the system has no place for alerts
    "intl.accept_languages": "nb-NO",
    "app.update.auto": False,
    "browser.startup.page": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.prefs.recommended": True,
}
APPEARS = """new Promise((done) => {
  const look = () => { const found = (%s); if (found) { watcher.disconnect(); done(found); } };
  const watcher = new MutationObserver(look);
  watcher.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  look();
})"""
STILL = """new Promise((done) => {
  let before;
  const look = () => {
    const found = (%s);
    found?.scrollIntoView({block: "center", behavior: "instant"});
    const {top, left} = found?.getBoundingClientRect() ?? {};
    if (found && before === `${top} ${left}`) return done(found);
    before = `${top} ${left}`;
    requestAnimationFrame(look);
  };
  look();
})"""

ALERTS = """void (globalThis.alerted = new Promise((done) => {
  const seen = (window, topic) => topic === "domwindowopened" && window.addEventListener("load", () => {
    if (window.location.href !== "chrome://global/content/alerts/alert.xhtml") return;
    Services.ww.unregisterNotification(seen);
    done(true);
  }, {once: true});
  Services.ww.registerNotification(seen);
}))"""
TAP_ALERT = """[...Services.wm.getEnumerator("alert:alert")].at(-1).document.getElementById("alertBox").click()"""


def firefox_path() -> str:
    names = (os.environ.get("LADEAPP_FIREFOX", ""), "firefox-esr", "firefox")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        lacking("Firefox", "firefox-esr")
    return str(found)


class Firefox(Loopback):
    """One headless Firefox with one window, for as long as the `with` lasts."""

    def __init__(self, path: str, profile: Path, **prefs: object) -> None:
        super().__init__()
        self._command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
        self._command.append("--remote-allow-system-access")  # to see and tap the browser's own alerts
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in (PREFS | prefs).items())
        (profile / "user.js").write_text("".join(lines))
        self._asked: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._events: list[dict[str, Any]] = []
        self._heard = asyncio.Event()
        self.faults: list[str] = []  # what the pages threw

    async def start(self) -> None:
        self._process = subprocess.Popen(self._command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        address = await asyncio.wait_for(asyncio.to_thread(self._address), PATIENCE)
        assert self._process.stderr
        self._complaints = asyncio.create_task(asyncio.to_thread(self._process.stderr.read))  # a full pipe would stop it
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(f"{address}/session", max_msg_size=0)
        self._reader = asyncio.create_task(self._read())
        await self._command_for("session.new", capabilities={})
        await self._command_for("session.subscribe", events=["browsingContext.load", "log.entryAdded"])
        self.window = (await self._command_for("browsingContext.getTree"))["contexts"][0]["context"]
        scope = {"moz:scope": "chrome"}
        self._chrome = (await self._command_for("browsingContext.getTree", **scope))["contexts"][0]["context"]

    async def stop(self) -> None:
        self._process.terminate()
        self._reader.cancel()
        await self._session.close()
        await asyncio.to_thread(self._process.wait, PATIENCE)
        await self._complaints
        assert self._process.stderr
        self._process.stderr.close()
        await super().stop()

    def goto(self, url: str) -> None:
        self._do("browsingContext.navigate", context=self.window, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """What the page's `expression` comes to, a promise's value included. Raises AssertionError when it throws."""
        return self._evaluate(expression, self.window)

    def watch_alerts(self) -> None:
        """Ask before sending."""
        self._evaluate(ALERTS, self._chrome)

    def alerted(self) -> None:
        """Wait until the browser shows an alert of its own that was not there at `watch_alerts`."""
        self._evaluate("alerted", self._chrome)

    def tap_alert(self) -> None:
        """Tap on the newest alert, as a person does."""
        self._evaluate(TAP_ALERT, self._chrome)

    def appears(self, expression: str) -> None:
        """Wait until the page's `expression` comes to something true."""
        try:
            self.evaluate(f"{APPEARS % expression}.then(() => true)")
        except TimeoutError:
            raise AssertionError(f"{expression} never came; the page says: {self.evaluate('document.body.innerText')}") from None

    def tap(self, element: str) -> None:
        """A finger on the middle of what the expression `element` finds, once it is there and the page has come to rest."""
        found = self._do("script.evaluate", expression=STILL % element, awaitPromise=True, target={"context": self.window})["result"]
        finger = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": {"sharedId": found["sharedId"]}}},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        actions = [{"type": "pointer", "id": "pointer", "parameters": {"pointerType": "mouse"}, "actions": finger}]
        self._do("input.performActions", context=self.window, actions=actions)

    def arrives(self, pattern: str, act: Callable[[], object]) -> None:
        """Do something, and wait until the window has loaded an address in which `pattern` is found."""
        self._events.clear()
        act()
        is_there = lambda: [event for event in self._events if re.search(pattern, event["url"])]  # noqa: E731
        self.call(asyncio.wait_for(self._until(is_there), PATIENCE))

    def _do(self, method: str, **params: object) -> dict[str, Any]:
        return self.call(asyncio.wait_for(self._command_for(method, **params), PATIENCE))

    def _evaluate(self, expression: str, context: str) -> Any:
        said = self._do("script.evaluate", expression=expression, awaitPromise=True, target={"context": context})
        assert said["type"] == "success", said["exceptionDetails"]["text"]
        return plain(said["result"])

    async def _until(self, condition: Callable[[], object]) -> None:
        while not condition():
            self._heard.clear()
            await self._heard.wait()

    async def _command_for(self, method: str, **params: object) -> dict[str, Any]:
        number = len(self._asked) + 1
        self._asked[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        return await self._asked[number]

    async def _read(self) -> None:
        async for message in self._socket:
            said = json.loads(message.data)
            asked = self._asked.get(said.get("id") or 0)
            if asked and said["type"] == "success":
                asked.set_result(said["result"])
            elif asked:
                asked.set_exception(AssertionError(said["message"]))
            elif said["method"] == "log.entryAdded":
                self.faults += [said["params"]["text"]] if said["params"]["level"] == "error" else []
            else:
                self._events.append(said["params"])
                self._heard.set()

    def _address(self) -> str:
        assert self._process.stderr
        for line in self._process.stderr:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                return found[1]
        raise RuntimeError("Firefox ended before it could be driven")


def plain(value: dict[str, Any]) -> Any:
    """A BiDi remote value as Python has it."""
    match value["type"]:
        case "array":
            return [plain(item) for item in value["value"]]
        case "object":
            return {name: plain(item) for name, item in value["value"]}
        case "null" | "undefined":
            return None
    return value.get("value")
