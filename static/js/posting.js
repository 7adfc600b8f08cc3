// Two savings of one form must not cross: each names the version it was made on.
addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-clap-autosave]");
  if (!form) return;
  let saving = false;
  let waiting = null;

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
