// Comfort only: every page works without this file.
addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-clap-errors]")?.focus();

  for (const field of document.querySelectorAll("[data-clap-count]")) {
    const max = field.maxLength > 0 ? field.maxLength : Number(field.dataset.clapCount);
    if (!max) continue;
    const count = document.createElement("p");
    count.className = "count";
    const show = () => {
      // A browser sends each line break as two characters.
      const left = max - field.value.replace(/\r?\n/g, "\r\n").length;
      count.textContent = `${document.body.dataset.clapLeft} ${left}`;
      count.classList.toggle("count-over", left < 0);
      // Read out only near the end: a number at every key would drown the text.
      count.ariaLive = left <= 20 ? "polite" : "off";
    };
    field.after(count);
    field.addEventListener("input", show);
    show();
  }

  // What only a script can do is hidden from those who have none.
  for (const part of document.querySelectorAll("[data-clap-scripted]")) part.hidden = false;

  for (const button of document.querySelectorAll("[data-clap-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
});

// Lists change their address as one filters them: the other language follows.
addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-clap-language]");
  if (link) link.search = location.search;
});

const once = "form[data-clap-once]";

addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(once) || event.defaultPrevented) return;
  if (form.ariaBusy === "true") return event.preventDefault();
  form.ariaBusy = "true";
  // aria-disabled, not disabled: a disabled button would not send its own name and value.
  for (const button of form.querySelectorAll("button:not([type=button], [type=reset])")) button.ariaDisabled = "true";
});

// Coming back by the browser's button may show the page as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll(once)) {
    form.ariaBusy = null;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.ariaDisabled = null;
  }
});

// allauth's own script says when a passkey was refused or is not there; the page has the words.
document.addEventListener("allauth.error", () => {
  for (const text of document.querySelectorAll("[data-clap-passkey-error]")) text.hidden = false;
});
