// <keep-typed>: what is typed into the field inside survives a reload, a sign-in and a failed save, and
// with it the key of its form, so that what was saved although nobody heard of it is not saved twice.
// Kept in this tab only (sessionStorage) for the one who typed it, dropped once the form was saved and
// on signing out.
const TYPED = "typed:";

class KeepTyped extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea, input");
    if (!this.field) return;
    const { form } = this.field;
    this.key = `${TYPED}${document.body.dataset.reader ?? ""}:${location.pathname}#${form?.getAttribute("action") ?? ""}#${this.field.name}`;
    if (!this.field.value) this.restore(form?.elements.submission);
    this.addEventListener("input", () => this.keep(form?.elements.submission));
    // A plain form leaves the page; the server hands the words back if it refuses them.
    form?.addEventListener("submit", () => {
      if (!form.hasAttribute("hx-post")) this.drop();
    });
    form?.addEventListener("htmx:after:request", (event) => {
      // What a field asks for by itself (a suggestion) saves nothing.
      if (event.target === form && event.detail.ctx.response.status < 300) this.drop();
    });
  }

  restore(submission) {
    this.field.value = sessionStorage.getItem(this.key) ?? "";
    const key = sessionStorage.getItem(`${this.key}#key`);
    if (this.field.value && key && submission) submission.value = key;
  }

  keep(submission) {
    sessionStorage.setItem(this.key, this.field.value);
    if (submission) sessionStorage.setItem(`${this.key}#key`, submission.value);
  }

  drop() {
    sessionStorage.removeItem(this.key);
    sessionStorage.removeItem(`${this.key}#key`);
  }
}
customElements.define("keep-typed", KeepTyped);

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-forget]")) return;
  Object.keys(sessionStorage).filter((key) => key.startsWith(TYPED)).forEach((key) => sessionStorage.removeItem(key));
});
