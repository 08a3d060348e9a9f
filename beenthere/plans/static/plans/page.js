// The plan's own pages: save each box by itself, print, copy a link. Without this file every box has its button.
import { Boxes } from "./boxes.js";

const root = document.querySelector("[data-plan-boxes]");
if (root) {
  const boxes = new Boxes(root);
  addEventListener("pagehide", () => boxes.saveAll());
  addEventListener("online", () => boxes.saveAll());
  addEventListener("beforeunload", (event) => {
    // Leaving fast takes the page away first and must never be held up by a question.
    if (root.isConnected && boxes.isDirty) event.preventDefault();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = button.dataset.copied;
    } catch {
      field.select();
      said.textContent = button.dataset.notCopied;
    }
  });
}
