// Comfort only: pages of the library work without this file.

// The boxes of a checklist keep their state in this browser, and nowhere else.
for (const list of document.querySelectorAll("[data-clap-checklist]")) {
  const boxes = [...list.querySelectorAll("[data-clap-check]")];
  if (!boxes.length) continue;
  const place = `clap-checks-${list.dataset.clapChecklist}`;
  const uncheck = document.querySelector("[data-clap-uncheck]");
  const ticked = () => boxes.filter((box) => box.checked).map((box) => box.dataset.clapCheck);
  const show = () => { if (uncheck) uncheck.hidden = !ticked().length; };
  const keep = () => {
    try { localStorage.setItem(place, JSON.stringify(ticked())); } catch { /* private window */ }
    show();
  };
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(place)) ?? []; } catch { /* private window */ }
  for (const box of boxes) if (kept.includes?.(box.dataset.clapCheck)) box.checked = true;
  list.addEventListener("change", keep);
  uncheck?.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    keep();
    boxes[0].focus();
  });
  show();
}

// An address that names a question opens its answer, on this page or on that of its theme.
const named = () => {
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = place?.closest?.("details");
  if (folded) folded.open = true;
  const link = place?.matches?.(".questions-list > li") && place.querySelector("a");
  if (link) location.replace(link.href);
};
addEventListener("hashchange", named);
named();
