// @ts-check
/** The pairing page: whoever waits here goes straight to the station when somebody has said yes. */

import { startPairingCard } from "./card.js";
import { suggestPause } from "./pause.js";

await Promise.allSettled([startPairingCard((station) => location.assign(`/stations/${station}`)), suggestPause()]);
