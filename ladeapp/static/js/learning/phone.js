// @ts-check
/** What the phone itself can do for a film: stay awake, and show its buttons on the lock screen. */

/** @type {WakeLockSentinel | null} */
let awake = null;
let wanted = false;

/** @param {boolean} on */
export async function stayAwake(on) {
  if (wanted === on) return;
  wanted = on;
  if (on) awake = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null; // refused when the battery is low
  if (!wanted) await awake?.release();
}

/**
 * @param {{title: string, series: string}} about
 * @param {Partial<Record<MediaSessionAction, () => void>>} actions
 */
export function onLockScreen({ title, series }, actions) {
  const session = navigator.mediaSession;
  if (!session) return;
  session.metadata = new MediaMetadata({ title, artist: series, album: "Ladeapp" });
  for (const [action, act] of Object.entries(actions)) {
    try {
      session.setActionHandler(/** @type {MediaSessionAction} */ (action), act);
    } catch {
      continue; // an action that this phone does not know
    }
  }
}
