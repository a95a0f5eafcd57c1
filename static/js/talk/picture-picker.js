// <picture-picker data-to data-most>: pictures beside words, chosen, pasted into the form or dropped on
// it. Each is sent by itself, with its own progress and its own sentence; the answer is its place.
class PicturePicker extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.list = this.querySelector("ul");
    if (this.input) return;
    this.input = this.querySelector("input[type=file]");
    this.input.addEventListener("change", () => {
      this.take([...this.input.files]);
      this.input.value = "";
    });
    this.form.addEventListener("paste", (event) => this.given(event, event.clipboardData));
    this.form.addEventListener("drop", (event) => this.given(event, event.dataTransfer));
    this.form.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
    this.addEventListener("click", (event) => event.target.closest("[data-remove]:not(picture-picker)") && this.takeAway(event.target.closest("li")));
    // Words wait for the pictures that go with them.
    this.form.addEventListener("submit", (event) => {
      if (!this.list.querySelector("progress")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.waits = true;
    }, true);
  }

  given(event, data) {
    const files = [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    if (!files.length) return;
    event.preventDefault();
    this.take(files);
  }

  take(files) {
    for (const file of files) {
      const place = this.list.appendChild(document.createElement("li"));
      if (this.list.children.length > this.dataset.most) this.refuse(place, this.dataset.many);
      else this.send(place, file);
    }
  }

  send(place, file) {
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: file.name });
    place.replaceChildren(file.name, bar);
    const sent = new FormData();
    sent.set("csrf_token", this.form.elements.csrf_token.value);
    sent.set("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", this.dataset.to);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => { bar.value = event.loaded / event.total; });
    request.addEventListener("loadend", () => this.answered(request, place, file));
    request.send(sent);
  }

  answered(request, place, file) {
    const answer = new DOMParser().parseFromString(request.responseText, "text/html").body;
    const picked = answer.querySelector("li.picked");
    if (picked) place.replaceWith(document.adoptNode(picked));
    else this.refuse(place, answer.querySelector("[data-sentence]")?.textContent.trim() || this.dataset.lost, request.status === 422 ? undefined : file);
    if (!this.waits || this.list.querySelector("progress")) return;
    this.waits = false;
    if (picked) this.form.requestSubmit();
  }

  refuse(place, sentence, file) {
    const words = Object.assign(document.createElement("span"), { className: "field-error", textContent: sentence });
    place.replaceChildren(words, this.button(this.dataset.remove, () => place.remove()));
    if (file) place.append(this.button(this.dataset.again, () => this.send(place, file)));
  }

  button(words, deed) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button small", textContent: words });
    button.addEventListener("click", deed);
    return button;
  }

  takeAway(place) {
    place.remove();
    this.input.focus();
  }
}
customElements.define("picture-picker", PicturePicker);
