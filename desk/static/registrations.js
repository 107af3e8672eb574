// Registrations work without this script: it adds keys, "choose all" and who else looks.
"use strict";
(() => {
  const typing = (element) => element.closest("input, textarea, select");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!found) return;
    event.preventDefault();
    if (found.tagName === "SUMMARY") {
      const open = found.parentElement;
      open.open = !open.open;
      const first = open.querySelector("input:not([type=hidden]), select, textarea");
      if (open.open && first) first.focus();
    } else found.click();
  });
  const ways = [...document.querySelectorAll(".reg-do details")];
  for (const each of ways) {
    each.addEventListener("toggle", () => {
      if (each.open) for (const other of ways) if (other !== each) other.open = false;
    });
  }
  const all = document.querySelector("#choose-all");
  if (all) {
    all.closest("label").hidden = false;
    all.addEventListener("change", () => {
      for (const each of document.querySelectorAll("input[name=chosen]")) each.checked = all.checked;
    });
  }
  const payer = document.querySelector("#f-payer");
  const own = document.querySelector("#of-payers");
  if (payer && own) {
    const show = () => { own.hidden = payer.value !== "self"; };
    payer.addEventListener("change", show);
    show();
  }
  const here = document.querySelector("#here");
  if (!here) return;
  const moved = document.querySelector("#moved");
  const look = async () => {
    if (document.hidden) return;
    const body = new URLSearchParams({ csrf: here.dataset.csrf, version: here.dataset.version });
    try {
      const answer = await fetch(here.dataset.path, { method: "POST", body, redirect: "error" });
      if (!answer.ok) return;
      const now = await answer.json();
      here.textContent = now.others;
      moved.textContent = now.changed;
    } catch { /* the line is down: the next look tells */ }
  };
  setInterval(look, Number(here.dataset.every));
  document.addEventListener("visibilitychange", look);
})();
