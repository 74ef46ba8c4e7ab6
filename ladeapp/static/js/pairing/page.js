// @ts-check
/** The pairing page: whoever waits here goes straight to the station when somebody has said yes. */

import { startPairingCard } from "./card.js";

startPairingCard((station) => location.assign(`/stations/${station}`));
