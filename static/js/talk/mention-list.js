// <mention-list data-from data-label><textarea>: after an @ offers the names one may call, as a list box:
// arrows, Enter or Tab, Escape, or a tap. The server says who they are; nothing is sent without an @.
class MentionList extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea");
    if (!this.field || this.list) return;
    this.list = Object.assign(document.createElement("ul"), { className: "mentions", id: `${this.field.id}-mentions`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.append(this.list);
    // A field of several lines may not call itself a combobox; these it may.
    const facts = { "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(facts)) this.field.setAttribute(name, value);
    this.field.addEventListener("input", () => this.look());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.show([]));
    // Before the field loses its focus.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("li")));
  }

  typed() {
    return /(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]+){0,2})$/u.exec(this.field.value.slice(0, this.field.selectionStart))?.[1];
  }

  look() {
    clearTimeout(this.timer);
    const typed = this.typed();
    if (typed === undefined || (this.none !== undefined && typed.startsWith(this.none))) return this.show([]);
    this.timer = setTimeout(() => this.ask(typed), 150);
  }

  async ask(typed) {
    const answer = await fetch(`${this.dataset.from}?q=${encodeURIComponent(typed)}`).catch(() => undefined);
    if (!answer?.ok || typed !== this.typed()) return;
    const names = [...new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("li")];
    this.none = names.length ? undefined : typed;
    this.show(names);
  }

  show(names) {
    this.list.replaceChildren(...names);
    this.list.hidden = !names.length;
    names.forEach((name, at) => Object.assign(name, { id: `${this.list.id}-${at}`, role: "option" }));
    this.point(0);
  }

  point(at) {
    const names = [...this.list.children];
    this.at = (at + names.length) % (names.length || 1);
    names.forEach((name, place) => name.setAttribute("aria-selected", String(place === this.at)));
    if (names.length) {
      this.field.setAttribute("aria-activedescendant", names[this.at].id);
      names[this.at].scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") this.point(this.at + 1);
    else if (event.key === "ArrowUp") this.point(this.at - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.list.children[this.at]);
    else if (event.key === "Escape") this.show([]);
    else return;
    event.preventDefault();
  }

  take(name) {
    if (!name) return;
    const end = this.field.selectionStart;
    this.field.setRangeText(`${name.dataset.name} `, end - this.typed().length, end, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
customElements.define("mention-list", MentionList);
