// A form with data-again whose save failed keeps what it holds and is sent again: by its button, after
// pauses, and when one is back online. It carries its key (`submission`), so twice is once.
// Words (a form with a <template>) stand in their place at once, marked until the server has them.
const waiting = new Map();
const told = () => document.querySelector("save-notice").dataset;

// Where it says how it stands: below the words, or below the buttons that were pressed.
const stateOf = (form) => {
  const place = form.sent ?? form;
  const line = place.querySelector(".unsaved") ?? place.appendChild(Object.assign(document.createElement("p"), { className: "unsaved" }));
  line.setAttribute("role", "status");
  return line;
};

const showWords = (form) => {
  const drawn = form.querySelector("template");
  if (!drawn) return;
  if (!form.sent) {
    form.sent = drawn.content.firstElementChild.cloneNode(true);
    form.sent.querySelector(".critique-text").textContent = form.elements.text.value;
    const hadFocus = form.contains(document.activeElement);
    form.after(form.sent);
    form.hidden = true;
    if (hadFocus) form.sent.focus({ preventScroll: true });
  }
  stateOf(form).textContent = told().sending;
};

const giveBack = (form) => {
  form.sent?.remove();
  form.sent = undefined;
  form.hidden = false;
  if (form.querySelector(".unsaved")) form.querySelector(".unsaved").remove();
};

const sendAgain = (form) => {
  clearTimeout(waiting.get(form)?.timer);
  if (!form.isConnected) waiting.delete(form);
  else if (navigator.onLine) form.requestSubmit(waiting.get(form).button);
};

const keepWaiting = (form, { submitter }, least) => {
  const kept = waiting.get(form) ?? { pause: 2000 };
  kept.button = submitter ?? null;
  kept.pause = Math.min(kept.pause * 2, 12e4);
  clearTimeout(kept.timer);
  kept.timer = setTimeout(sendAgain, Math.max(kept.pause, least) * (1 + Math.random() / 3), form);
  waiting.set(form, kept);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: told().again });
  button.addEventListener("click", () => sendAgain(form));
  stateOf(form).replaceChildren(`${told().unsaved} `, button);
};

const ours = (event) => event.target.matches?.("form[data-again]") && event.detail.ctx.request;
document.addEventListener("htmx:before:request", (event) => ours(event) && showWords(event.target));
document.addEventListener("htmx:error", (event) => ours(event) && keepWaiting(event.target, ours(event), 0));
document.addEventListener("htmx:after:request", (event) => {
  if (!ours(event)) return;
  const { status, headers } = event.detail.ctx.response;
  if (status >= 500 || status === 429) return keepWaiting(event.target, ours(event), headers.get("Retry-After") * 1000 || 0);
  clearTimeout(waiting.get(event.target)?.timer);
  const wasKept = waiting.delete(event.target);
  if (status >= 400) giveBack(event.target);
  else if (wasKept && !waiting.size) document.dispatchEvent(new Event("saved-now"));
});
window.addEventListener("online", () => [...waiting.keys()].forEach(sendAgain));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.target.closest?.("form[data-again]:has(textarea[name=text])")?.requestSubmit();
});
