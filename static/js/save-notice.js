// <save-notice data-offline data-failed data-saved data-close …>: says that one is offline, that a
// request was not saved, and that what had waited is saved now.
// Our own refusals say where their sentence goes (HX-Retarget). An error page without that, from a
// proxy or a crash, must not land inside a vote: its sentence is shown here and nothing is swapped.
class SaveNotice extends HTMLElement {
  connectedCallback() {
    // What was stopped (a pulse, which nobody pressed) is not told.
    document.addEventListener("htmx:error", (event) => event.defaultPrevented || this.say(navigator.onLine ? this.dataset.failed : this.dataset.offline));
    document.addEventListener("htmx:after:request", (event) => event.defaultPrevented || this.answered(event.detail.ctx));
    document.addEventListener("htmx:after:swap", () => this.follow());
    document.addEventListener("saved-now", () => this.say(this.dataset.saved, "done"));
    window.addEventListener("offline", () => this.say(this.dataset.offline));
    // What waits is sent first (send-again.js); that it was saved takes this away.
    window.addEventListener("online", () => document.querySelector(".unsaved") || this.querySelector(".notice-problem")?.remove());
  }

  answered(ctx) {
    const { status } = ctx.response;
    if (!document.querySelector(".unsaved")) this.querySelector(".notice-problem")?.remove();
    if (status < 400) document.querySelector("#messages > :has(.notice-problem)")?.remove();
    if (status < 400 || status === 422 || ctx.hx.retarget || ctx.hx.redirect) return;
    ctx.swap = "none";
    this.say(this.sentence(ctx.text) ?? this.dataset.failed);
  }

  // A message that arrives above what one sees comes along to the top of the window.
  follow() {
    const messages = document.getElementById("messages");
    const above = messages.childElementCount > 0 && messages.getBoundingClientRect().bottom < 0;
    messages.classList.toggle("notices-follow", above);
  }

  // An error page carries the sentence written for this person.
  sentence(html) {
    const page = new DOMParser().parseFromString(html ?? "", "text/html");
    return page.querySelector("[data-sentence]")?.textContent.trim();
  }

  say(words, kind = "problem") {
    clearTimeout(this.leaving);
    const notice = document.createElement("div");
    notice.className = `notice notice-${kind}`;
    const text = document.createElement("div");
    text.textContent = words;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "link-button";
    close.textContent = this.dataset.close;
    close.addEventListener("click", () => this.replaceChildren());
    notice.append(text, close);
    this.replaceChildren(notice);
    if (kind === "done") this.leaving = setTimeout(() => this.replaceChildren(), 5000);
  }
}
customElements.define("save-notice", SaveNotice);
