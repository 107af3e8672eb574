// The bar of a long work: asks how far it is and shows the page again at the end.
// Without this script the page asks for itself every few seconds.
"use strict";
(() => {
  const EVERY = 700; // milliseconds between two questions
  const bar = document.querySelector("[data-job]");
  const print = document.querySelector("[data-print]");
  if (print) print.addEventListener("click", () => window.print());
  if (!bar) return;
  const said = document.getElementById("sheet-said");
  const ask = async () => {
    const answer = await fetch(bar.dataset.job, { redirect: "manual", cache: "no-store" });
    if (answer.status !== 200) return false;
    const now = await answer.json();
    if (now.state !== "open") { location.reload(); return false; }
    bar.max = Math.max(now.total, 1);
    bar.value = now.done;
    if (said) said.textContent = bar.dataset.words.replace("#", now.done).replace("#", now.total);
    return true;
  };
  const round = () => { ask().catch(() => true).then((goes) => { if (goes) setTimeout(round, EVERY); }); };
  round();
})();
