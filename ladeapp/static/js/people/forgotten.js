// @ts-check
/** A new password with the recovery code: what goes to the server is what the code proves, never the code. */

import { Mistyped, recoveryProof } from "../diary/index.js";
import { input, say } from "./parts.js";

const form = document.querySelector("[data-recover]");
if (form instanceof HTMLFormElement) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say("recovery-code");
    try {
      input("proof").value = await recoveryProof(input("recovery-code").value);
      form.submit();
    } catch (error) {
      if (!(error instanceof Mistyped)) throw error;
      say("recovery-code", "people_mistyped");
    }
  });
}
