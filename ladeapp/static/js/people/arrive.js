// @ts-check
/** Where the new phone's camera lands: the ten characters leave the address at once and wait in this tab until she is signed in. */

import { find } from "../cellar/dom.js";
import { keepCode } from "./linked.js";
import { showPart } from "./parts.js";
import { inAppleTab } from "./platform.js";

const code = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
if (!code) {
  showPart("none");
} else if (inAppleTab) {
  find("[data-ten]").textContent = code.replace(/^.{5}/, "$&-");
  showPart("app");
} else {
  keepCode(code);
  location.replace("/me/phone?next=/me");
}
