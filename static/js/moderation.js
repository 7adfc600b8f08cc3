// Comfort only: the queue and the cases work without this file.

const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey ||
  event.target.matches("textarea, select, input:not([type=checkbox], [type=radio])");

// The queue: j and k go from line to line, o opens, x ticks.
const rows = [...document.querySelectorAll("[data-clap-row]")];
let here = -1;
if (rows.length) {
  document.addEventListener("keydown", (event) => {
    if (typing(event)) return;
    if (event.key === "j" || event.key === "k") {
      here = Math.max(0, Math.min(rows.length - 1, here + (event.key === "j" ? 1 : -1)));
      rows[here].querySelector("a").focus();
    } else if (event.key === "o" && here >= 0) {
      rows[here].querySelector("a").click();
    } else if (event.key === "x" && here >= 0) {
      rows[here].querySelector("input")?.click();
    }
  });
}

// A case: a template fills the form in, the letter follows what is chosen.
const choice = document.querySelector("[data-clap-choice]");
const up = document.querySelector("[data-clap-queue]");
if (choice) {
  const letter = document.getElementById("lettre");
  const fields = ["on_target", "on_author", "days", "ground", "facts", "why", "reply"];
  // What the last template wrote; a field that says anything else was written by hand.
  const checked = choice.querySelector("input[name=template]:checked");
  const written = Object.fromEntries(fields.map((name) => [name, checked?.dataset[name] ?? ""]));
  let asked = 0;
  let later;
  const preview = async () => {
    const mine = ++asked;
    const body = new FormData(choice);
    if (!body.get("ground")) return;
    body.set("geste", "apercu");
    const answer = await fetch(location.href, { method: "POST", body });
    if (mine !== asked || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("lettre");
    if (fresh) letter.replaceChildren(...fresh.childNodes);
  };
  choice.addEventListener("change", (event) => {
    if (event.target.name === "template") {
      for (const name of fields) {
        const field = choice.elements[name];
        if (field.value && field.value !== written[name]) continue;
        field.value = event.target.dataset[name];
        written[name] = field.value;
      }
      preview();
    }
  });
  choice.addEventListener("input", (event) => {
    if (["template", "note"].includes(event.target.name)) return;
    clearTimeout(later);
    later = setTimeout(preview, 600);
  });
  const templates = [...choice.querySelectorAll("input[name=template]")];
  document.addEventListener("keydown", (event) => {
    if (typing(event)) return;
    const one = templates[Number(event.key) - 1];
    if (one) { one.click(); one.focus(); }
  });
}
if (up) {
  document.addEventListener("keydown", (event) => {
    if (!typing(event) && event.key === "u") up.click();
  });
}
