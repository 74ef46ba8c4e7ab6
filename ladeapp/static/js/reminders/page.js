// @ts-check
/** My reminders: the server has drawn them; what this phone knows of itself is filled in here. */

import { showPushCard } from "../push/card.js";
import { showFewer } from "../push/fewer.js";
import { start } from "../push/start.js";
import { register } from "../pwa/register.js";

await Promise.allSettled([showPushCard(), showFewer(), start().finally(() => Promise.allSettled([showPushCard(), showFewer()]))]);
register();
