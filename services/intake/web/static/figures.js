// Keeps a unit's figures while they are typed. Files are left out: they go with the buttons.
const PAUSE_MS = 1500;
const WAITING = "Belum tersimpan …";
const FAILED = "Belum tersimpan. Periksa sambungan Anda, lalu tekan Simpan dulu.";

const form = document.querySelector("form[data-keeps-figures]");
const status = document.getElementById("tersimpan");
let timer;
let sending;

function say(words, isWrong) {
  status.textContent = words;
  status.classList.toggle("kinerja-saved--not", isWrong);
}

function typed() {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) {
    if (typeof value !== "string") {
      fields.delete(name);
    }
  }
  return new URLSearchParams(fields);
}

async function keep() {
  sending?.abort();
  sending = new AbortController();
  try {
    const answer = await fetch(form.dataset.keepsFigures, { method: "POST", body: typed(), signal: sending.signal });
    if (answer.redirected) {
      // The session has ended; what was typed is kept, and given back after signing in.
      window.location.assign(answer.url);
    } else if (answer.ok || answer.status === 422) {
      say(await answer.text(), !answer.ok);
    } else {
      say(FAILED, true);
    }
  } catch (error) {
    if (error.name !== "AbortError") {
      say(FAILED, true);
    }
  }
}

if (form && status) {
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") {
      return;
    }
    say(WAITING, false);
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sending?.abort();
  });
}
