// <save-notice data-offline data-failed data-close>: says so when a request was not saved.
// Our own refusals say where their sentence goes (HX-Retarget). An error page without that, from a
// proxy or a crash, must not land inside a vote: its sentence is shown here and nothing is swapped.
class SaveNotice extends HTMLElement {
  connectedCallback() {
    document.addEventListener("htmx:error", () => this.say(navigator.onLine ? this.dataset.failed : this.dataset.offline));
    document.addEventListener("htmx:after:request", (event) => this.answered(event.detail.ctx));
    window.addEventListener("online", () => this.replaceChildren());
  }

  answered(ctx) {
    const { status } = ctx.response;
    if (status < 400) this.replaceChildren();
    if (status < 400 || status === 422 || ctx.hx.retarget || ctx.hx.redirect) return;
    ctx.swap = "none";
    this.say(this.sentence(ctx.text) ?? this.dataset.failed);
  }

  // An error page carries the sentence written for this person.
  sentence(html) {
    const page = new DOMParser().parseFromString(html ?? "", "text/html");
    return page.querySelector("[data-sentence]")?.textContent.trim();
  }

  say(words) {
    const notice = document.createElement("div");
    notice.className = "notice notice-problem";
    const text = document.createElement("div");
    text.textContent = words;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "link-button";
    close.textContent = this.dataset.close;
    close.addEventListener("click", () => this.replaceChildren());
    notice.append(text, close);
    this.replaceChildren(notice);
  }
}
customElements.define("save-notice", SaveNotice);
