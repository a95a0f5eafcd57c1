// <story-words data-label>: whoever selects words of the story may say something about them. The
// place of a word counts the characters one reads, as portal/passages.py does on the other side.
const STORY_INLINE = new Set(["A", "CODE", "DEL", "EM", "MARK", "STRONG"]);
const STORY_BLANK = /[ \t\n\r\f\u00a0]/;

class StoryWords extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.label || this.button) return;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button button-small story-about";
    this.button.textContent = this.dataset.label;
    this.button.hidden = true;
    this.button.addEventListener("click", () => this.take());
    this.append(this.button);
    this.look = () => this.offer();
    document.addEventListener("selectionchange", this.look);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.look);
  }

  offer() {
    const range = this.range();
    // On its way to the button the focus takes the selection along.
    if (document.activeElement === this.button) return;
    this.found = range && document.getElementById("pointing") ? storyWords(this.querySelector(".prose"), range) : undefined;
    this.button.hidden = !this.found;
    if (!this.found) return;
    const [box, home] = [[...range.getClientRects()].pop() ?? range.getBoundingClientRect(), this.getBoundingClientRect()];
    const left = Math.max(0, Math.min(box.left - home.left, home.width - this.button.offsetWidth));
    this.button.style.translate = `${left}px ${box.bottom - home.top + 6}px`;
  }

  range() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return undefined;
    const range = selection.getRangeAt(0);
    return this.querySelector(".prose").contains(range.commonAncestorContainer) ? range : undefined;
  }

  take() {
    const composer = document.getElementById("pointing");
    for (const field of composer.querySelectorAll("input[type=hidden]")) field.value = "";
    composer.querySelector("[name=quote]").value = this.found.quote;
    composer.querySelector("[name=start]").value = this.found.start;
    composer.querySelector("details").open = true;
    document.querySelector("pin-board")?.draw();
    this.button.hidden = true;
    getSelection().removeAllRanges();
    document.getElementById("text").focus();
  }
}
customElements.define("story-words", StoryWords);

// The words inside the range, and where they begin among all that one reads.
function storyWords(root, range) {
  const letters = [];
  let from = -1, to = -1;
  const part = () => letters.length && letters.at(-1) !== " " && letters.push(" ");
  const read = (node) => {
    const within = range.intersectsNode(node);
    const first = node === range.startContainer ? range.startOffset : 0;
    const last = node === range.endContainer ? range.endOffset : node.length;
    let offset = 0;
    for (const letter of node.data) {
      if (STORY_BLANK.test(letter)) part();
      else {
        letters.push(letter);
        if (within && offset >= first && offset < last) {
          if (from < 0) from = letters.length - 1;
          to = letters.length;
        }
      }
      offset += letter.length;
    }
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) read(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".pin-behind")) return;
    const parts = !STORY_INLINE.has(node.tagName);
    if (parts) part();
    node.childNodes.forEach(walk);
    if (parts) part();
  };
  root.childNodes.forEach(walk);
  return from < 0 ? undefined : { start: from, quote: letters.slice(from, to).join("") };
}

// Words typed by hand have no known place.
document.addEventListener("input", (event) => {
  if (event.target.matches("#pointing [name=quote]")) document.querySelector("#pointing [name=start]").value = "";
});
