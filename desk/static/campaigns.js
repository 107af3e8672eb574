// Lengths while writing, and progress while a campaign runs. The pages work without it.
"use strict";

for (const text of document.querySelectorAll("#f-text-id")) {
  const lines = document.querySelectorAll(".campaign-lengths li[data-most]");
  const count = () => {
    const length = Number(text.dataset.frame) + text.value.length;
    for (const line of lines) {
      line.textContent = line.dataset.template.replace("#", String(length));
    }
  };
  text.addEventListener("input", count);
  count();
}

const state = document.querySelector("[data-poll]");
if (state) {
  const told = document.getElementById("kemajuan");
  const bar = document.querySelector(".campaign-bar");
  const shown = (now) => {
    if (now.state !== state.dataset.state) location.reload();
    if (!told || !bar) return;
    told.textContent = now.text;
    bar.max = now.all || 1;
    bar.value = now.gone;
  };
  const look = async () => {
    try {
      const answer = await fetch(state.dataset.poll, { headers: { Accept: "application/json" } });
      if (answer.ok) shown(await answer.json());
    } catch {
      // The office computer is away for a moment: it is asked again.
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
