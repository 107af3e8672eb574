// The inbox while it stays open: asks every few seconds whether something changed and shows it.
// Without this script "Muat ulang" does the same.
"use strict";
(() => {
  const EVERY = 2000; // milliseconds between two questions
  // An office computer that is left standing asks no more, so that its session may end.
  const AWAKE = 10 * 60 * 1000;
  const live = document.getElementById("inbox-live");
  let touched = Date.now();
  for (const sign of ["pointerdown", "keydown", "scroll"]) {
    document.addEventListener(sign, () => { touched = Date.now(); }, { capture: true, passive: true });
  }

  const down = () => {
    const thread = live && live.querySelector(".inbox-thread");
    if (thread) thread.scrollTop = thread.scrollHeight;
  };

  // A picture that came later than the page makes the talk longer.
  const follow = () => {
    down();
    for (const each of live ? live.querySelectorAll("img") : []) each.addEventListener("load", down, { once: true });
  };

  // What is being chosen or typed inside is not taken away under the fingers.
  const busy = () => live.contains(document.activeElement) && document.activeElement.matches("select");

  const show = (html, mark) => {
    const held = document.activeElement;
    const inside = held && live.contains(held) && held.matches(".inbox-thread");
    live.innerHTML = html;
    live.dataset.mark = mark;
    const now = live.querySelector("[data-version]");
    for (const each of now ? document.querySelectorAll("input[name=versi]") : []) each.value = now.dataset.version;
    follow();
    if (inside) live.querySelector(".inbox-thread").focus();
  };

  const ask = async () => {
    if (document.hidden || busy() || Date.now() - touched > AWAKE) return true;
    const address = new URL(live.dataset.poll, location.href);
    address.searchParams.set("tanda", live.dataset.mark);
    const answer = await fetch(address, { redirect: "manual", cache: "no-store" });
    if (answer.status === 204) return true;
    if (answer.status !== 200) return false; // no longer in, or no longer ours to see
    show(await answer.text(), answer.headers.get("X-Tanda") || "");
    return true;
  };

  const round = () => {
    ask().catch(() => true).then((goes) => { if (goes) setTimeout(round, EVERY); });
  };

  const insert = (event) => {
    const chosen = event.target.closest("[data-ready]");
    const field = document.getElementById("f-jawaban");
    if (!chosen || !field) return;
    event.preventDefault();
    field.value = field.value ? `${field.value}\n${chosen.dataset.ready}` : chosen.dataset.ready;
    field.focus();
  };

  document.addEventListener("click", insert);
  follow();
  if (live && live.dataset.poll) setTimeout(round, EVERY);
})();
