// @ts-check
/** Asking the server: session cookie, fresh CSRF token, redirects never followed, nothing thrown. */

/** @typedef {{id: string, first_day: string, last_day: string, closes: string, counted: boolean, key: string | null}} Period */
/** @typedef {{key: string, name: string, language: string}} Person */
/** @typedef {{csrf: string, person: Person, word: "shift" | "day", counts_from: string | null, periods: Period[], vapid: string | null}} Session */
/** @typedef {{slug: string, title?: string, detail?: string, status?: number}} Problem */
/**
 * status 0: no answer (no coverage, or a redirect, which our API never gives).
 * @typedef {{ok: boolean, status: number, problem: Problem | null, response: Response | null}} Answer
 */
/** as: person key, nothing is sent if another is signed in. @typedef {{as?: string, headers?: Record<string, string>, keepalive?: boolean, signal?: AbortSignal}} Options */

const PATIENCE_MS = 30_000;
/** @type {Answer} */
const NOBODY = { ok: false, status: 0, problem: null, response: null };

/** @type {{csrf: string, person: string} | null} */
let signedIn = null;
/** @type {Promise<Answer & {session: Session | null}> | null} */
let asking = null;

/**
 * Who is signed in, asked anew each time; callers at the same moment share one request.
 * @returns {Promise<Answer & {session: Session | null}>}
 */
export function session() {
  asking ??= askSession().finally(() => { asking = null; });
  return asking;
}

/**
 * One request. A string body is sent as it is, as JSON; bytes as octets; an object is made JSON.
 * If the CSRF token has grown old a fresh one is fetched, once, and only used for the same person.
 * A page of someone signed out gives its own token: options.headers["X-CSRFToken"].
 * @param {string} method
 * @param {string} url
 * @param {string | Uint8Array<ArrayBuffer> | object | null} [body]
 * @param {Options} [options]
 * @returns {Promise<Answer>}
 */
export async function send(method, url, body = null, options = {}) {
  if (method === "GET" || options.headers?.["X-CSRFToken"]) return request(method, url, body, options);
  if (!signedIn) {
    const asked = await session();
    if (!signedIn) return asked;
  }
  const { csrf, person } = signedIn;
  if (options.as && options.as !== person) return NOBODY;
  const first = await request(method, url, body, withToken(options, csrf));
  if (first.problem?.slug !== "csrf") return first;
  const renewed = (await session()).session;
  if (renewed?.person.key !== person) return first;
  return request(method, url, body, withToken(options, renewed.csrf));
}

/**
 * @param {Options} options
 * @param {string} csrf
 * @returns {Options}
 */
function withToken(options, csrf) {
  return { ...options, headers: { ...options.headers, "X-CSRFToken": csrf } };
}

/** @returns {Promise<Answer & {session: Session | null}>} */
async function askSession() {
  const answer = await request("GET", "/api/session", null, {});
  if (answer.status === 401) signedIn = null;
  if (!answer.ok || !answer.response) return { ...answer, session: null };
  try {
    /** @type {Session} */
    const found = await answer.response.json();
    signedIn = { csrf: found.csrf, person: found.person.key };
    return { ...answer, session: found };
  } catch {
    return { ...answer, ok: false, status: 0, session: null }; // cut off on the way, or not our server's answer
  }
}

/**
 * @param {string} method
 * @param {string} url
 * @param {string | Uint8Array<ArrayBuffer> | object | null} body
 * @param {Options} options
 * @returns {Promise<Answer>}
 */
async function request(method, url, body, { headers = {}, keepalive = false, signal }) {
  const octets = body instanceof Uint8Array;
  const type = octets ? "application/octet-stream" : "application/json";
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const response = await fetch(url, {
      method,
      body: body === null || octets || typeof body === "string" ? body : JSON.stringify(body),
      headers: { Accept: "application/json", ...(body === null ? {} : { "Content-Type": type }), ...headers },
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      keepalive,
      signal: signal ? anyOf(signal, patience) : patience,
    });
    return { ok: response.ok, status: response.status, problem: await problemIn(response), response };
  } catch {
    return NOBODY;
  }
}

/**
 * What the server says went wrong, by the last word of its problem type.
 * @param {Response} response
 * @returns {Promise<Problem | null>}
 */
async function problemIn(response) {
  if (response.status < 400) return null;
  try {
    const body = await response.clone().json();
    return { ...body, slug: String(body.slug ?? body.type ?? "").split(/[/:#]/).pop() ?? "" };
  } catch {
    return { slug: "" };
  }
}

/**
 * AbortSignal.any, which iOS has only from 17.4.
 * @param {...AbortSignal} signals
 */
function anyOf(...signals) {
  const either = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) either.abort();
    signal.addEventListener("abort", () => either.abort(), { once: true });
  }
  return either.signal;
}
