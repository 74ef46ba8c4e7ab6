"""What is wrong with a page as it stands, in words: axe in light and dark, and what axe does not measure."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
NARROW, PHONE = {"width": 320, "height": 640}, {"width": 360, "height": 800}  # 320 px is WCAG's reflow

QUIET = """() => new Promise((done) => {
  const end = () => { watcher.disconnect(); done(); };
  const give = setTimeout(end, 1500);
  let rest = setTimeout(end, 120);
  const watcher = new MutationObserver(() => { clearTimeout(rest); rest = setTimeout(end, 120); });
  watcher.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["hidden"] });
})"""
UNFOLD = "() => { for (const folded of document.querySelectorAll('details')) folded.open = true; }"
AXE = "(options) => axe.run(document, options).then(({violations}) => violations.flatMap(({id, nodes}) => nodes.map((node) => id + ': ' + node.html.slice(0, 160))))"
SEEN = """const seen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && !element.closest("svg svg, svg *, .visually-hidden, .skip")
      && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const name = (element) => element.outerHTML.slice(0, 120).replace(/\\s+/g, " ");"""
SIDEWAYS = f"""(how) => {{
  {SEEN}
  const found = document.scrollingElement.scrollWidth > innerWidth ? [`${{how}}: scrolls sideways`] : [];
  for (const element of document.body.querySelectorAll("*")) {{
    if (!seen(element) || (how.startsWith("200") && element.closest(".wide"))) continue; // a table may scroll on its own then
    const box = element.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`${{how}}: outside: ${{name(element)}}`);
    else if (element.matches("a, button, summary, label, h1, h2, h3, td, th, .wide") && getComputedStyle(element).display !== "inline"
      && element.scrollWidth > element.clientWidth + 2) found.push(`${{how}}: words stick out: ${{name(element)}}`);
  }}
  return found;
}}"""
SMALL = f"""() => {{
  {SEEN}
  const inText = (link) => link.matches("a") && getComputedStyle(link).display === "inline"
    && [...link.parentNode.childNodes].some((other) => other !== link && other.textContent.trim());
  const found = [];
  for (const element of document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")) {{
    const target = element.closest("label") ?? element;
    if (!seen(target) || inText(element)) continue;
    if (target.getBoundingClientRect().height < 47.5) found.push(`low (${{Math.round(target.getBoundingClientRect().height)}} px): ${{name(element)}}`);
  }}
  return found;
}}"""


def faults(page: Page) -> list[str]:
    """Everything wrong on the page, all that is folded away unfolded. Leaves the page light and at a phone's size."""
    page.evaluate(QUIET)
    page.evaluate(UNFOLD)
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(SMALL) + page.evaluate(SIDEWAYS, "360 px")
    page.set_viewport_size(PHONE | {"height": page.evaluate("() => Math.max(800, document.body.scrollHeight)")})  # all of it above the bar
    found += [f"light: {fault}" for fault in page.evaluate(AXE, ALL)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in page.evaluate(AXE, COLOURS)]
    page.emulate_media(color_scheme="light")
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    found += page.evaluate(SIDEWAYS, "200 % text")
    page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
    page.set_viewport_size(NARROW)
    found += page.evaluate(SIDEWAYS, "320 px")
    page.set_viewport_size(PHONE)
    return list(dict.fromkeys(found))
