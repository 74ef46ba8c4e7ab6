// @ts-check
/** The one Trusted Types policy, "ladeapp": it makes the address of our own worker and nothing else. */

/** @typedef {{createScriptURL(address: string): string}} Policy */

/** @type {Policy} */
const rules = {
  createScriptURL(address) {
    if (address !== "/sw.js") throw new TypeError(`not a script of ours: ${address}`);
    return address;
  },
};

/** @type {{createPolicy(name: string, rules: Policy): Policy} | undefined} */
const factory = /** @type {any} */ (globalThis).trustedTypes;

const policy = factory ? factory.createPolicy("ladeapp", rules) : rules;

/**
 * The address to give navigator.serviceWorker.register: a TrustedScriptURL where the browser asks for one.
 * @returns {string}
 */
export function workerAddress() {
  return policy.createScriptURL("/sw.js");
}
