// A tapped answer looks chosen in the next frame; the server's fragment then says what was saved.
// A failed save keeps it marked, and <save-notice> says that it is not saved.
document.addEventListener("submit", (event) => {
  const pressed = event.submitter;
  if (!pressed?.matches("[aria-pressed]") || !event.target.matches("form[hx-post]")) return;
  for (const other of event.target.querySelectorAll("[aria-pressed]")) {
    other.setAttribute("aria-pressed", String(other === pressed));
  }
}, true);
