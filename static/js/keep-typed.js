// <keep-typed>: what is typed into the field inside survives a reload, a sign-in and a failed save.
// Kept in this tab only (sessionStorage), dropped once the form was saved and on signing out.
const TYPED = "typed:";

class KeepTyped extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea, input");
    if (!this.field) return;
    this.key = `${TYPED}${location.pathname}#${this.field.form?.getAttribute("action") ?? ""}#${this.field.name}`;
    if (!this.field.value) this.field.value = sessionStorage.getItem(this.key) ?? "";
    this.addEventListener("input", () => sessionStorage.setItem(this.key, this.field.value));
    // A plain form leaves the page; the server hands the words back if it refuses them.
    this.field.form?.addEventListener("submit", () => {
      if (!this.field.form.hasAttribute("hx-post")) sessionStorage.removeItem(this.key);
    });
    this.field.form?.addEventListener("htmx:after:request", (event) => {
      // What a field asks for by itself (a suggestion) saves nothing.
      if (event.target === this.field.form && event.detail.ctx.response.status < 300) sessionStorage.removeItem(this.key);
    });
  }
}
customElements.define("keep-typed", KeepTyped);

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-forget]")) return;
  Object.keys(sessionStorage).filter((key) => key.startsWith(TYPED)).forEach((key) => sessionStorage.removeItem(key));
});
