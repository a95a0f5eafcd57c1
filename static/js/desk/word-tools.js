// <word-tools for="id" data-link="words">: a few tools for Markdown above a field. Written through
// insertText, so that undo takes a mark back as it takes back a letter.
const AROUND = { bold: "**", italic: "*" };
const BEFORE = { heading: "## ", list: "- ", quote: "> " };
const KEYS = { b: "bold", i: "italic", k: "link" };

class WordTools extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea");
    this.bar = this.querySelector("[role=toolbar]");
    this.buttons = [...this.bar.querySelectorAll("button")];
    this.bar.hidden = false;
    this.bar.addEventListener("click", (event) => {
      const button = event.target.closest("[data-mark]");
      if (button) this.mark(button.dataset.mark);
    });
    this.bar.addEventListener("keydown", (event) => this.walk(event));
    this.field.addEventListener("keydown", (event) => {
      const mark = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && KEYS[event.key.toLowerCase()];
      if (!mark) return;
      event.preventDefault();
      this.mark(mark);
    });
  }

  // One stop for Tab, arrows among the tools.
  walk(event) {
    const at = this.buttons.indexOf(document.activeElement);
    const ends = { Home: 0, End: this.buttons.length - 1 };
    const way = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const steps = { ArrowRight: way, ArrowLeft: -way };
    if (at < 0 || !(event.key in ends || event.key in steps)) return;
    event.preventDefault();
    const to = ends[event.key] ?? (at + steps[event.key] + this.buttons.length) % this.buttons.length;
    this.buttons.forEach((button, place) => { button.tabIndex = place === to ? 0 : -1; });
    this.buttons[to].focus();
  }

  mark(kind) {
    this.field.focus();
    if (kind in AROUND) this.around(AROUND[kind]);
    else if (kind in BEFORE) this.lines(BEFORE[kind]);
    else this.link();
  }

  get chosen() { return this.field.value.slice(this.field.selectionStart, this.field.selectionEnd); }

  around(sign) {
    const { selectionStart: start, selectionEnd: end, value } = this.field;
    const outside = value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign;
    // Inside two stars, one star is none of ours.
    const isOurs = outside && !(sign === "*" && value.slice(start - 2, start) === "**" && value.slice(start - 3, start) !== "***");
    if (isOurs) {
      const words = this.chosen;
      this.field.setSelectionRange(start - sign.length, end + sign.length);
      this.write(words, start - sign.length, end - sign.length);
    } else this.write(sign + this.chosen + sign, start + sign.length, end + sign.length);
  }

  lines(sign) {
    const { value } = this.field;
    const start = value.lastIndexOf("\n", this.field.selectionStart - 1) + 1;
    const after = value.indexOf("\n", this.field.selectionEnd);
    const end = after < 0 ? value.length : after;
    const lines = value.slice(start, end).split("\n");
    const has = lines.every((line) => line.startsWith(sign));
    const words = lines.map((line) => (has ? line.slice(sign.length) : sign + line)).join("\n");
    this.field.setSelectionRange(start, end);
    this.write(words, start + (lines.length > 1 ? 0 : words.length), start + words.length);
  }

  link() {
    const start = this.field.selectionStart;
    const words = this.chosen;
    const isAddress = /^https?:\/\/\S+$/.test(words);
    const text = isAddress ? this.dataset.link : words || this.dataset.link;
    const address = isAddress ? words : "https://";
    this.write(`[${text}](${address})`, ...(isAddress || !words ? [start + 1, start + 1 + text.length] : [start + text.length + 3, start + text.length + 3 + address.length]));
  }

  write(words, from, to) {
    // The one way that browsers can undo; where it is gone, the field still changes.
    const isWritten = words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
    if (!isWritten) {
      this.field.setRangeText(words);
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.field.setSelectionRange(from, to);
  }
}
customElements.define("word-tools", WordTools);
