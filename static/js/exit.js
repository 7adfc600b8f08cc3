// Leaving at once: the button, or Shift three times. Without this file the button is a plain link.
// Not deferred: a page that the browser kept must be gone before it is seen.
{
  const { clapNeutral, clapSeconds } = document.currentScript.dataset;
  const secure = location.protocol === "https:" ? "; secure" : "";
  const left = () => document.cookie.split("; ").includes("sortie=1");

  const leave = () => {
    document.cookie = `sortie=1; max-age=${clapSeconds}; path=/; samesite=lax${secure}`;
    document.documentElement.hidden = true;
    document.title = "…";
    location.replace(clapNeutral);
  };

  addEventListener("pageshow", (event) => {
    if (event.persisted && left()) leave();
  });

  addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-clap-exit]")) return;
    event.preventDefault();
    leave();
  }, true);

  let presses = [];
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    const recent = presses.filter((moment) => event.timeStamp - moment < 3000);
    presses = event.key === "Shift" ? [...recent, event.timeStamp] : [];
    if (presses.length === 3) leave();
  }, true);
}
