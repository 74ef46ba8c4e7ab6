"""What a phone shows on its lock screen, and a tap on it. Ask `watch` before sending: reading too early hides what comes."""

from typing import cast

from playwright.sync_api import BrowserContext, Page

WATCH = """() => {
  self.shown = new Promise((done) => {
    const show = ServiceWorkerRegistration.prototype.showNotification;
    ServiceWorkerRegistration.prototype.showNotification = function (...note) { return show.apply(this, note).then(done); };
  });
}"""
SHOWN = """() => self.shown.then(() => self.registration.getNotifications())
  .then((notes) => notes.map(({title, body, lang, tag}) => ({title, body, lang, tag})))"""
STANDING = "() => self.registration.getNotifications().then((notes) => notes.map(({actions}) => actions.map(({title}) => title)))"
TAP = """(action) => self.registration.getNotifications().then(([notification]) =>
  self.dispatchEvent(new NotificationEvent("notificationclick", {notification, action})))"""


def controlled(page: Page) -> None:
    """Wait until the service worker looks after the page."""
    page.evaluate("""() => navigator.serviceWorker.controller ||
      new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", () => done(true), {once: true}))""")


def watch(context: BrowserContext) -> None:
    context.service_workers[0].evaluate(WATCH)


def shown(context: BrowserContext) -> list[dict[str, str]]:
    """Wait for the message that was sent after `watch`, and read everything that is shown."""
    return cast(list[dict[str, str]], context.service_workers[0].evaluate(SHOWN))


def buttons(context: BrowserContext) -> list[list[str]]:
    """The buttons of each message that is shown now."""
    return cast(list[list[str]], context.service_workers[0].evaluate(STANDING))


def tap(context: BrowserContext, action: str = "") -> None:
    """On the first message, or on one of its buttons."""
    context.service_workers[0].evaluate(TAP, action)
