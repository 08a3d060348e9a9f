// "A note from this browser" for a host: shown only where the browser can, asked for only when pressed.
import { can, subscribe } from "../notices/subscribe.js";

const form = document.querySelector("[data-push]");
form.hidden = !can;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
  if (await subscribe(csrf, "member").catch(() => false)) location.reload();
  else form.querySelector("[role=status]").textContent = form.dataset.failed;
});
