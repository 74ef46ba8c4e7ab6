// @ts-check
/** What is kept about me: the diary on this phone can be taken along. */

import { find } from "../cellar/dom.js";
import { openDiary } from "../diary/index.js";
import { offerExport } from "./export.js";

const diary = await openDiary();
if (diary) offerExport(diary);
find("[data-no-diary]").hidden = diary !== null;
