// @ts-check
/** The page that stands where another should be loads that one as soon as there is coverage. */

addEventListener("online", () => {
  if (location.pathname !== "/offline") location.reload();
}, { once: true });
