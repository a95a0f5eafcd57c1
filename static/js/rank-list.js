// <rank-list data-says="{name} … {place} … {count}"><ol><li>: moves items by their arrows without a
// request, and by dragging the grip. It is always the neighbour that is put elsewhere in the page:
// so the item keeps its focus and the pointer keeps its hold.
class RankList extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    this.status = this.querySelector("[role=status]");
    if (!this.list) return;
    this.addEventListener("click", (event) => this.step(event));
    this.addEventListener("pointerdown", (event) => this.hold(event));
    for (const name of ["pointerup", "pointercancel"]) this.addEventListener(name, () => this.drop());
    this.addEventListener("pointermove", (event) => this.drag(event));
    this.classList.add("rank-list-ready");
  }

  step(event) {
    const button = event.target.closest("button[name=move]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("li");
    this.pass(item, button.value.endsWith("up"));
    this.say(item);
  }

  // The neighbour goes to the other side of the item; false at either end.
  pass(item, up) {
    const other = up ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return false;
    if (up) item.after(other);
    else item.before(other);
    this.ends();
    return true;
  }

  hold(event) {
    const item = event.target.closest(".rank-grip")?.closest("li");
    if (!item || event.button !== 0) return;
    event.preventDefault();
    event.target.closest(".rank-grip").setPointerCapture(event.pointerId);
    this.held = item;
    this.from = event.clientY;
    item.classList.add("rank-held");
  }

  drag(event) {
    if (!this.held) return;
    const away = event.clientY - this.from;
    const other = away < 0 ? this.held.previousElementSibling : this.held.nextElementSibling;
    const before = this.held.offsetTop;
    if (other && Math.abs(away) > other.offsetHeight / 2 && this.pass(this.held, away < 0)) {
      this.from += this.held.offsetTop - before;
    }
    this.held.style.translate = `0 ${event.clientY - this.from}px`;
  }

  drop() {
    if (!this.held) return;
    this.held.style.translate = "";
    this.held.classList.remove("rank-held");
    this.say(this.held);
    this.held = undefined;
  }

  ends() {
    [...this.list.children].forEach((item, at, all) => {
      const [up, down] = item.querySelectorAll("button[name=move]");
      up.setAttribute("aria-disabled", String(at === 0));
      down.setAttribute("aria-disabled", String(at === all.length - 1));
    });
  }

  say(item) {
    const words = { name: item.querySelector(".rank-name").textContent, place: [...this.list.children].indexOf(item) + 1, count: this.list.children.length };
    this.status.textContent = this.dataset.says.replace(/\{(\w+)\}/g, (_, word) => words[word]);
  }
}
customElements.define("rank-list", RankList);
