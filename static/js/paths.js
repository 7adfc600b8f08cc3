// Comfort only: what one ticks without an account stays in this browser, and can be taken over into
// the account with one press. Every page works without this file.
const SKILLS = "clap-skills";
const TASTES = "clap-tastes";
const CALL = "clap-call";

// A browser may refuse to keep anything.
function kept(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}
function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {}
}
function forget() {
  try {
    for (const key of [SKILLS, TASTES, CALL]) localStorage.removeItem(key);
  } catch {}
}

const skills = kept(SKILLS, {});
const tastes = kept(TASTES, []);
const call = kept(CALL, []);

const list = document.querySelector("[data-clap-checklist]");
if (list) {
  const cover = document.querySelector("[data-clap-cover]");
  const show = () => {
    const levels = [...list.querySelectorAll(":checked")].map((box) => box.value);
    const count = (level) => levels.filter((one) => one === level).length;
    const [yes, some, total] = [count("yes"), count("some"), Number(cover.dataset.total)];
    cover.querySelector("[data-clap-yes]").textContent = yes;
    cover.querySelector("[data-clap-some]").textContent = some;
    cover.querySelector("[data-clap-percent]").textContent = Math.round((100 * (yes + some / 2)) / total);
    cover.querySelectorAll("[data-level]").forEach((cell, number) => {
      cell.dataset.level = number < yes ? "yes" : number < yes + some ? "some" : "no";
    });
  };
  const mine = "clapAccount" in list.dataset;
  if (!mine && !location.search) {
    for (const box of list.querySelectorAll("[type=radio]")) {
      box.checked = skills[box.name.slice(2)] === box.value;
    }
  }
  list.addEventListener("change", (event) => {
    if (!mine) {
      skills[event.target.name.slice(2)] = event.target.value;
      keep(SKILLS, skills);
    }
    show();
  });
  // The browser keeps them: no need to write them in an address.
  if (!mine) list.addEventListener("submit", (event) => event.preventDefault());
  show();
}

const likes = document.querySelector("[data-clap-tastes]");
if (likes && !("clapAccount" in likes.dataset)) {
  const boxes = [...likes.querySelectorAll("[type=checkbox]")];
  if (!location.search && tastes.length) {
    for (const box of boxes) box.checked = tastes.includes(box.value);
    addEventListener("load", () => likes.requestSubmit());
  }
  likes.addEventListener("change", () => keep(TASTES, boxes.filter((b) => b.checked).map((b) => b.value)));
}

// What to ask a production: the eight first questions fill the strip.
const questions = document.querySelector("[data-clap-call]");
if (questions) {
  const boxes = [...questions.querySelectorAll("[name=question]")];
  const mine = "clapAccount" in questions.dataset;
  const asked = () => boxes.filter((box) => box.checked);
  const show = () => {
    const first = asked().filter((box) => "clapCounts" in box.dataset).length;
    for (const place of document.querySelectorAll("[data-clap-first]")) place.textContent = first;
    document.querySelector("[data-clap-asked]").textContent = asked().length;
    document.querySelectorAll(".cover-film [data-level]").forEach((cell, number) => {
      cell.dataset.level = number < first ? "yes" : "no";
    });
  };
  if (!mine && !location.search) for (const box of boxes) box.checked = call.includes(box.value);
  const note = () => {
    if (!mine) keep(CALL, asked().map((box) => box.value));
    show();
  };
  questions.addEventListener("change", note);
  questions.querySelector("[data-clap-again]")?.addEventListener("click", () => keep(CALL, []));
  // The browser keeps them: no need to write them in an address.
  if (!mine) questions.addEventListener("submit", (event) => event.preventDefault());
  show();
}

// The skills of a way that this browser knows are held.
function strike(page) {
  const held = [...page.querySelectorAll("[data-clap-skill]")].filter((part) => skills[part.dataset.clapSkill] === "yes");
  for (const part of held) part.classList.add("held");
}
if (!document.querySelector("[data-clap-account]")) {
  strike(document);
  document.addEventListener("htmx:afterSwap", () => strike(document));
}

const offer = document.querySelector("[data-clap-take-over]");
if (offer && (Object.keys(skills).length || tastes.length || call.length)) {
  const add = (name, value) => {
    const field = document.createElement("input");
    [field.type, field.name, field.value] = ["hidden", name, value];
    offer.append(field);
  };
  for (const [slug, level] of Object.entries(skills)) add(`c-${slug}`, level);
  for (const slug of tastes) add("gout", slug);
  for (const slug of call) add("question", slug);
  offer.hidden = false;
  offer.addEventListener("submit", forget);
  offer.querySelector("[data-clap-forget]").addEventListener("click", () => {
    forget();
    offer.remove();
  });
}
