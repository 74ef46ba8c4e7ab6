// @ts-check
/** A QR square drawn on the phone itself: what stands in it reaches no server. Dark on white in both themes: cameras want it so. */

import { svg } from "../cellar/dom.js";
import encodeQR from "../../vendor/qr/index.js";

/** @param {string} text @param {string} label */
export function square(text, label) {
  const rows = encodeQR(text, "raw", { border: 3 });
  const dots = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
  const size = rows.length;
  return svg("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" },
    svg("path", { d: dots.join(""), fill: "#16223a" }));
}
