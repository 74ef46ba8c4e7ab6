"""Draw the app icons' PNGs from our own SVGs with Chromium; run after a drawing has changed."""

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ICONS = Path(__file__).parent.parent / "ladeapp/static/icons"
CHROMIUM = "/usr/bin/chromium"

# drawing → (file, side in px)
DRAWINGS = {
    "icon": [("icon-192.png", 192), ("icon-512.png", 512)],
    "maskable": [("maskable-192.png", 192), ("maskable-512.png", 512), ("apple-touch-icon.png", 180)],
    "badge": [("badge-96.png", 96)],
}


def draw(page: Page, drawing: str, target: str, side: int) -> None:
    svg = (ICONS / f"{drawing}.svg").read_text().replace("<svg ", f'<svg width="{side}" height="{side}" ', 1)
    page.set_viewport_size({"width": side, "height": side})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
    page.screenshot(path=ICONS / target, omit_background=True)


if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for drawing, targets in DRAWINGS.items():
            for target, side in targets:
                draw(page, drawing, target, side)
        browser.close()
