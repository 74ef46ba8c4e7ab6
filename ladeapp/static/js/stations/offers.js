// @ts-check
/** What the workplace offers, and how long: asked of the server, remembered on the phone for when there is no coverage. */

import { send } from "../cellar/api.js";
import { phoneNote, setPhoneNote } from "../diary/index.js";

/** stretch: per cent of the protocol's own length. @typedef {{key: string, stretch: number}} Offer */
/** running: a station she sits in. @typedef {{offers: Offer[], running: string | null}} Offers */

const NOTE = "stations/offers";
const ROUND_S = 5;

/** As last heard; null when this phone has never asked. @returns {Promise<Offer[] | null>} */
export const known = async () => (await phoneNote(NOTE)) ?? null;

/**
 * @returns {Promise<{status: number, offers: Offers | null}>} status 0: no coverage; 401: nobody is signed in
 */
export async function asked() {
  const answer = await send("GET", "/api/stations/offers");
  if (!answer.ok || !answer.response) return { status: answer.status, offers: null };
  /** @type {Offers} */
  const offers = await answer.response.json();
  await setPhoneNote(NOTE, offers.offers);
  return { status: answer.status, offers };
}

/**
 * The same conversation with more time: each timed step longer, to the nearest five seconds.
 * @param {import("./stage.js").Protocol} protocol
 * @param {Offer[] | null} offers
 * @returns {import("./stage.js").Protocol}
 */
export function stretched(protocol, offers) {
  const stretch = offers?.find(({ key }) => key === protocol.key)?.stretch ?? 100;
  if (stretch === protocol.stretch) return protocol;
  const steps = protocol.steps.map((step) => step.waits ? step
    : { ...step, seconds: Math.round(step.seconds * stretch / 100 / ROUND_S) * ROUND_S });
  return { ...protocol, stretch, steps, minutes: minutesOf(steps) };
}

/** @param {{seconds: number}[]} steps */
export const minutesOf = (steps) => Math.max(1, Math.round(steps.reduce((sum, { seconds }) => sum + seconds, 0) / 60));
