// Copy or print the eight words; without this file they can be chosen and written down.
const ways = document.getElementById("code-ways");
const said = ways.querySelector("[role=status]");
ways.hidden = false;

ways.addEventListener("click", async ({ target }) => {
  if (target.dataset.do === "print") return print();
  if (target.dataset.do !== "copy") return;
  try {
    await navigator.clipboard.writeText(document.getElementById("code").textContent.trim());
    said.textContent = said.dataset.copied;
  } catch {
    said.textContent = said.dataset.notCopied;
  }
});
