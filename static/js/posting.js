// Two savings of one form must not cross: each names the version it was made on.
addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-clap-autosave]");
  if (!form) return;
  let saving = false;
  let waiting = null;

  // The answer names what is still wrong: a field it does not name is right again.
  const mend = () => {
    const links = document.querySelectorAll("#points a, #enregistre a");
    const wrong = new Set([...links].map((link) => link.hash.slice(1).replace(/_0$/, "")));
    for (const field of form.querySelectorAll(".field-invalid")) {
      const error = field.querySelector("[id$=_error]");
      if (!error || wrong.has(error.id.slice(0, -6))) continue;
      field.classList.remove("field-invalid");
      for (const one of [field, ...field.querySelectorAll("[aria-describedby]")]) {
        const said = (one.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== error.id);
        if (said.length) one.setAttribute("aria-describedby", said.join(" "));
        else one.removeAttribute("aria-describedby");
      }
      for (const one of field.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
      error.remove();
    }
  };
  form.addEventListener("htmx:afterSettle", mend);

  // While the form leaves by a button, nothing is saved behind its back.
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (form.ariaBusy === "true") return event.preventDefault();
    saving = true;
  });
  form.addEventListener("htmx:afterRequest", () => {
    saving = false;
    if (!waiting) return;
    const button = waiting;
    waiting = null;
    form.requestSubmit(button);
  });
  // A button pressed during a saving waits for it.
  form.addEventListener("submit", (event) => {
    if (!saving) return;
    event.preventDefault();
    waiting = event.submitter;
  });
});
