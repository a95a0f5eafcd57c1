// Files for <draft-editor>: chosen, dropped anywhere on it or pasted; one request each, so that each
// has its own progress and its own sentence. The answer is the row that belongs into the form.
const isPicture = (file) => file.type.startsWith("image/");
const isAttachment = (file) => /^(video\/(mp4|webm)|application\/pdf)$/.test(file.type);

class FileHanger {
  constructor(editor) {
    this.editor = editor;
    editor.querySelectorAll(".drop-hint").forEach((hint) => { hint.hidden = false; });
    editor.addEventListener("change", (event) => this.chosen(event));
    editor.addEventListener("paste", (event) => this.pasted(event));
    for (const name of ["dragover", "dragleave", "drop"]) editor.addEventListener(name, (event) => this.dragged(event));
  }

  chosen(event) {
    const input = event.target;
    if (input.type !== "file") return;
    this.take(input.files, input);
    input.value = "";
  }

  pasted(event) {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    this.take(event.clipboardData.files, event.target);
  }

  dragged(event) {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    const isOver = event.type === "dragover";
    const left = event.type === "dragleave" && this.editor.contains(event.relatedTarget);
    if (!left) this.editor.classList.toggle("dropping", isOver);
    if (event.type === "drop") this.take(event.dataTransfer.files, event.target);
  }

  take(files, from) {
    const row = from.closest?.(".variant-row[data-key]:not([data-key=''])");
    for (const file of files) {
      const list = isAttachment(file) ? document.getElementById("files-wall") : row?.querySelector(".hanging") ?? document.getElementById("wall");
      const url = isAttachment(file) ? this.editor.dataset.files : this.editor.dataset.pictures;
      const place = this.place(list, file);
      if (isPicture(file) || isAttachment(file)) this.queue(place, file, url);
      else this.refuse(place, this.editor.dataset.refused);
    }
  }

  place(list, file) {
    const item = document.createElement("li");
    item.className = "hanging-up";
    const name = document.createElement("span");
    name.textContent = file.name;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    item.append(name, bar);
    list.append(item);
    return item;
  }

  queue(place, file, url) {
    this.editor.busy += 1;
    // Words first: whoever typed an alt text and adds a picture wants both.
    this.editor.next(() => this.editor.send());
    this.editor.next(() => this.send(place, file, url)).finally(() => { this.editor.busy -= 1; });
  }

  send(place, file, url) {
    const sent = new FormData();
    sent.set("csrf_token", this.editor.form.elements.csrf_token.value);
    sent.set("variant_key", place.closest(".hanging").dataset.variant ?? "");
    sent.set("file", file);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.setRequestHeader("HX-Request", "true");
      request.upload.addEventListener("progress", (event) => { place.querySelector("progress").value = event.loaded / event.total; });
      request.upload.addEventListener("load", () => place.querySelector("progress")?.removeAttribute("value"));
      request.addEventListener("load", () => this.answered(request, place));
      request.addEventListener("error", () => this.refuse(place, this.editor.dataset.lost, () => this.queue(place, file, url)));
      request.addEventListener("loadend", done);
      request.send(sent);
    });
  }

  answered(request, place) {
    const answer = new DOMParser().parseFromString(request.responseText, "text/html").body;
    if (request.status === 401) this.editor.signedOut();
    const row = answer.querySelector("li[data-version]");
    if (!row) return this.refuse(place, answer.querySelector("[data-sentence]")?.textContent.trim() || this.editor.dataset.lost);
    this.editor.step(row.dataset);
    place.replaceWith(document.adoptNode(row));
    this.editor.dispatchEvent(new Event("hung"));
  }

  refuse(place, sentence, again) {
    const words = document.createElement("span");
    words.className = "field-error";
    words.setAttribute("role", "alert");
    words.textContent = sentence;
    place.querySelector("progress").remove();
    place.append(words, this.button(this.editor.dataset.close, () => place.remove()));
    if (again) place.append(this.button(this.editor.dataset.again, () => {
      const bar = document.createElement("progress");
      bar.max = 1;
      place.replaceChildren(place.firstChild, bar);
      again();
    }));
  }

  button(words, deed) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet button-small";
    button.textContent = words;
    button.addEventListener("click", deed);
    return button;
  }
}
customElements.whenDefined("draft-editor").then(() => document.querySelectorAll("draft-editor").forEach((editor) => new FileHanger(editor)));
