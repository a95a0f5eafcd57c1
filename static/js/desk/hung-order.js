// The order of pictures and attachments in <draft-editor>: by their buttons, by dragging the grip,
// and to a variant and back; without a reload, and kept by the next save. It is always the neighbour
// that is put elsewhere, so the row keeps its focus and the pointer its hold.
class HungOrder {
  constructor(editor) {
    this.editor = editor;
    editor.addEventListener("click", (event) => this.press(event));
    editor.addEventListener("change", (event) => this.rehang(event));
    editor.addEventListener("input", (event) => event.target.name === "picture_alt" && this.count());
    editor.addEventListener("hung", () => this.ready());
    editor.addEventListener("pointerdown", (event) => this.hold(event));
    editor.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) editor.addEventListener(name, () => this.drop());
    this.ready();
  }

  ready() {
    this.editor.querySelectorAll(".grip").forEach((grip) => { grip.hidden = false; });
    this.count();
  }

  press(event) {
    const button = event.target.closest("button[name=do]");
    const [verb, id] = (button?.value ?? "").split(":");
    if (!id) return;
    event.preventDefault();
    const row = button.closest("li");
    if (verb === "away") return this.away(row);
    this.pass(row, verb === "up");
    // At the end of the list the pressed button is gone: the other one takes its focus.
    if (getComputedStyle(button).display === "none") row.querySelector(`button[value="${verb === "up" ? "down" : "up"}:${id}"]`)?.focus();
    this.place(row);
  }

  pass(row, up) {
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return false;
    if (up) row.after(other);
    else row.before(other);
    this.editor.touch();
    return true;
  }

  away(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const place = next?.querySelector("button[name=do]") ?? row.closest("section, fieldset").querySelector("input[type=file]");
    row.remove();
    place.focus();
    this.say(this.editor.dataset.gone);
    this.count();
    this.editor.touch();
  }

  rehang(event) {
    if (event.target.name !== "picture_variant") return;
    const list = [...this.editor.querySelectorAll(".hanging[data-variant]")].find((one) => one.dataset.variant === event.target.value);
    list?.append(event.target.closest("li"));
    event.target.focus();
  }

  hold(event) {
    const row = event.target.closest(".grip")?.closest("li");
    if (!row || event.button !== 0) return;
    event.preventDefault();
    event.target.closest(".grip").setPointerCapture(event.pointerId);
    this.held = row;
    this.from = event.clientY;
    row.classList.add("held");
  }

  drag(event) {
    if (!this.held) return;
    const away = event.clientY - this.from;
    const other = away < 0 ? this.held.previousElementSibling : this.held.nextElementSibling;
    const before = this.held.offsetTop;
    if (other && Math.abs(away) > other.offsetHeight / 2 && this.pass(this.held, away < 0)) this.from += this.held.offsetTop - before;
    this.held.style.translate = `0 ${event.clientY - this.from}px`;
  }

  drop() {
    if (!this.held) return;
    this.held.style.translate = "";
    this.held.classList.remove("held");
    this.place(this.held);
    this.held = undefined;
  }

  place(row) {
    const all = [...row.parentElement.children];
    this.say(this.editor.dataset.moved.replace("{place}", all.indexOf(row) + 1).replace("{count}", all.length));
  }

  say(words) { this.editor.querySelector(".told").textContent = words; }

  count() {
    const fields = [...this.editor.querySelectorAll("[name=picture_alt]")];
    const bare = fields.filter((field) => !field.value.trim()).length;
    const place = this.editor.querySelector("#undescribed");
    const words = bare ? place.dataset.some.replace("{count}", bare).replace("{all}", fields.length) : place.dataset.none;
    place.textContent = fields.length ? words : "";
  }
}
customElements.whenDefined("draft-editor").then(() => document.querySelectorAll("draft-editor").forEach((editor) => new HungOrder(editor)));
