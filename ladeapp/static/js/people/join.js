// @ts-check
/** The invitation: in a Safari tab on iOS installing comes before the name, everywhere else the form is there at once. */

import { find } from "../cellar/dom.js";
import { inAppleTab } from "./platform.js";

find("[data-install-first]").hidden = !inAppleTab;
find("[data-account]").hidden = inAppleTab;
