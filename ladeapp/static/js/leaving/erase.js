// @ts-check
/** Before everything is deleted: the diary to take along, where this phone has one. */

import { openDiary } from "../diary/index.js";
import { offerExport } from "../people/export.js";

const diary = await openDiary();
if (diary) offerExport(diary);
