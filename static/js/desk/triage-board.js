// <triage-board>: the board by keys. A key does what a link or button of the card does, so nothing
// here can be done that the page itself does not offer. The keys can be switched off (WCAG 2.1.4).
const OFF = "triage-keys-off";
const STATES = { o: "open", c: "considering", a: "addressed", d: "declined" };
const WITHOUT_SENTENCE = new Set(["open", "considering"]);

class TriageBoard extends HTMLElement {
  connectedCallback() {
    this.keys = this.querySelector("[data-keys]");
    this.dialog = this.querySelector("dialog");
    if (!this.keys) return;
    this.keys.hidden = false;
    this.keys.querySelector("[data-open]").addEventListener("click", () => this.dialog.showModal());
    const onOff = this.keys.querySelector("[data-switch]");
    onOff.checked = !localStorage.getItem(OFF);
    onOff.addEventListener("change", () => onOff.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"));
    this.pressed = (event) => this.press(event);
    document.addEventListener("keydown", this.pressed);
    this.addEventListener("change", () => this.tellChosen());
    this.addEventListener("focusin", (event) => this.remember(event.target.closest("[data-card]")));
    // On the document, after keep-focus.js: the form that asked is gone by the end.
    this.leaves = () => { this.left = this.last; };
    this.swapped = () => this.goOn();
    document.addEventListener("htmx:before:swap", this.leaves);
    document.addEventListener("htmx:after:swap", this.swapped);
    this.tellChosen();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
    document.removeEventListener("htmx:before:swap", this.leaves);
    document.removeEventListener("htmx:after:swap", this.swapped);
  }

  get cards() {
    return [...this.querySelectorAll("[data-card]")].filter((card) => card.offsetParent);
  }

  get card() {
    return document.activeElement.closest?.("[data-card]") ?? null;
  }

  press(event) {
    const isTyping = event.target.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(OFF)) return;
    if (this.does(event.key)) event.preventDefault();
  }

  does(key) {
    if (key === "?") return this.dialog.showModal(), true;
    if (key === "j" || key === "k") return this.move(key === "j" ? 1 : -1);
    const card = this.card;
    if (!card) return false;
    if (key in STATES) return this.answer(card, STATES[key]);
    if (key === "x") return card.querySelector(".triage-pick input")?.click(), true;
    if (key === "m") return card.querySelector(".triage-do button")?.click(), true;
    if (key === "n") return this.openBelow(card, card.querySelector("[data-notes]"), "textarea");
    return false;
  }

  move(step) {
    const cards = this.cards, at = cards.indexOf(this.card);
    const next = at < 0 ? cards.at(step > 0 ? 0 : -1) : cards[at + step];
    next?.focus();
    return true;
  }

  answer(card, state) {
    const link = card.querySelector("[data-answer]");
    if (!link) return false;
    return this.openBelow(card, link, "[name=sentence]", { state }, WITHOUT_SENTENCE.has(state));
  }

  // The form comes from the server; what needs no sentence is sent at once.
  async openBelow(card, link, field, values = {}, isSent = false) {
    const place = card.querySelector("[id^=below-]");
    const url = new URL(link.getAttribute("hx-get"), location.href);
    for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
    await htmx.ajax("GET", url.pathname + url.search, { target: place, swap: "innerHTML" });
    if (isSent) place.querySelector("form")?.requestSubmit();
    else place.querySelector(field)?.focus();
    return true;
  }

  remember(card) {
    if (card) this.last = { id: card.id, at: this.cards.indexOf(card) };
  }

  // After an answer the board is new. Where the card stays, so does focus; where it moved to another
  // column, the next one in its place takes it.
  goOn() {
    this.tellChosen();
    if (!this.left) return;
    const next = this.cards[this.left.at] ?? this.cards.at(-1);
    const isLost = document.activeElement === document.body || document.activeElement.id === "triage";
    if (next && (isLost || next.id !== this.left.id)) next.focus();
  }

  tellChosen() {
    const words = this.querySelector("[data-chosen]");
    const count = this.querySelectorAll(".triage-pick :checked").length;
    if (!words) return;
    words.dataset.none ??= words.textContent;
    words.textContent = count ? words.dataset.chosen.replace("{n}", count) : words.dataset.none;
  }
}
customElements.define("triage-board", TriageBoard);
