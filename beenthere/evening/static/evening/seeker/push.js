// Offers "a note from this browser" only where the browser can, and asks for leave only when chosen.
import { can, subscribe } from "../../notices/subscribe.js";

const choices = document.querySelectorAll("[data-needs-push]");
if (can) for (const choice of choices) choice.hidden = false;

for (const form of document.querySelectorAll("form")) {
  if (!form.querySelector("[data-needs-push]")) continue;
  form.addEventListener("submit", async (event) => {
    const chosen = form.querySelector("[name=channel]:checked");
    if (chosen?.value !== "push" || form.dataset.subscribed) return;
    event.preventDefault();
    const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const ok = await subscribe(csrf, "seeker").catch(() => false);
    form.dataset.subscribed = "1";
    if (!ok) (form.querySelector("[name=channel][value=code], [name=channel][value=in_app]")).checked = true;
    form.requestSubmit();
  });
}
