// @ts-check
/** The button that prints a checklist, shown only where a script can do it. */

import { find } from "../cellar/dom.js";

const button = find("[data-print]");
button.hidden = false;
button.addEventListener("click", () => window.print());
