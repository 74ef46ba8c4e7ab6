// @ts-check
/** Letting people see the password they type: the eye beside the field, see macros/forms.html. */

for (const button of document.querySelectorAll("button[data-reveal]")) {
  const field = document.getElementById(button.getAttribute("data-reveal") ?? "");
  if (!(field instanceof HTMLInputElement) || !(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => show(field, button, field.type === "password"));
  field.form?.addEventListener("submit", () => show(field, button, false));
}

/**
 * @param {HTMLInputElement} field
 * @param {HTMLButtonElement} button
 * @param {boolean} open
 */
function show(field, button, open) {
  field.type = open ? "text" : "password";
  button.setAttribute("aria-pressed", String(open));
}

export {};
