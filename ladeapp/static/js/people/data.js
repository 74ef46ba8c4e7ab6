// @ts-check
/** What is kept about me: my answer to the team's number, and the diary on this phone to take along. */

import { find } from "../cellar/dom.js";
import { openDiary } from "../diary/index.js";
import { showAnswers } from "./answers.js";
import { offerExport } from "./export.js";

const diary = await openDiary();
find("[data-no-diary]").hidden = diary !== null;
if (diary) {
  offerExport(diary);
  await showAnswers(find("[data-answers]"), diary);
}
