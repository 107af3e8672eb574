// Prints the page; says beside the square who the one under finger, pointer or keyboard is.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
const who = document.querySelector("[data-who]");
if (who) {
  const hint = who.textContent;
  const show = (event) => {
    const person = event.target.closest && event.target.closest("[data-person]");
    who.textContent = person ? person.getAttribute("aria-label") : hint;
  };
  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, show);
}
