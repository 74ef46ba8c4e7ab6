// @ts-check
/** My shifts as the server has just shown them: the phone's own copy follows. */

import { openDiary } from "../diary/index.js";
import { freshShifts } from "./own.js";

const diary = await openDiary();
if (diary) await freshShifts(diary);
