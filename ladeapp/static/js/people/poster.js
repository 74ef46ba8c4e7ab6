// @ts-check
/** The poster's print button. */

import { find } from "../cellar/dom.js";

find("[data-print]").addEventListener("click", () => print());
