// Saving while one types: what is sent is what stands in the field at that moment, and the page says what is kept.
const WAITING = "Belum tersimpan …";
const FAILED = "Belum tersimpan. Periksa sambungan Anda, lalu tekan Simpan.";

function formOf(event) {
  return (event.detail?.ctx?.sourceElement ?? event.target).closest("form[data-autosave]");
}

function say(form, words, isWrong) {
  const status = form.querySelector("[role=status]");
  let line = status.querySelector(".kinerja-saved");
  if (!line) {
    line = document.createElement("p");
    status.append(line);
  }
  line.className = isWrong ? "kinerja-saved kinerja-saved--not" : "kinerja-saved";
  line.textContent = words;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-autosave]");
  if (form && !form.querySelector("button[name=ganti]")) {
    say(form, WAITING, false);
  }
});

// A request that waited for the one before it would name that one's version, and so refuse itself.
document.addEventListener("htmx:before:request", (event) => {
  const form = formOf(event);
  const body = event.detail.ctx.request.body;
  if (form && body instanceof URLSearchParams) {
    body.set("versi", form.elements.versi.value);
    body.set(form.querySelector("textarea").name, form.querySelector("textarea").value);
  }
});

document.addEventListener("htmx:before:response", (event) => {
  const form = formOf(event);
  const answer = event.detail.ctx.response.raw;
  if (!form) {
    return;
  }
  if (answer.redirected) {
    // The session has ended; what was typed is kept, and given back after signing in.
    event.preventDefault();
    window.location.assign(answer.url);
  } else if (!answer.ok && answer.status !== 422) {
    event.preventDefault();
    say(form, FAILED, true);
  }
});

document.addEventListener("htmx:error", (event) => {
  const form = formOf(event);
  if (form) {
    say(form, FAILED, true);
  }
});
