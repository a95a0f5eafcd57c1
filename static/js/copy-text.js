// <copy-text><input readonly>: adds a button that copies the field; without it, one selects.
class CopyText extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    if (!field || !navigator.clipboard || this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-secondary button-small";
    button.textContent = this.dataset.label;
    button.addEventListener("click", async () => {
      field.select();
      await navigator.clipboard.writeText(field.value);
      button.textContent = this.dataset.done;
    });
    this.append(button);
    field.focus();
    field.select();
  }
}
customElements.define("copy-text", CopyText);
