// Focus is never lost. htmx gives it back to the element with the same id; where that is gone, the
// fragment that came in its place takes it. What was refused goes to its error summary first.
const firstErrors = (root) => root.querySelector?.("[data-focus]") ?? document.querySelector("main [data-focus]");

document.addEventListener("htmx:before:swap", (event) => {
  const ctx = event.detail.ctx;
  const target = typeof ctx.target === "string" ? document.querySelector(ctx.target) : ctx.target;
  ctx.focusFrom = target?.contains(document.activeElement) ? target.id : undefined;
});

document.addEventListener("htmx:after:swap", (event) => {
  const ctx = event.detail.ctx;
  if (!ctx.focusFrom) return;
  const place = document.getElementById(ctx.focusFrom);
  const errors = place?.querySelector("[data-focus]");
  if (errors) errors.focus();
  else if (place && document.activeElement === document.body) {
    place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
  }
});

firstErrors(document)?.focus();
