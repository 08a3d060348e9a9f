// Buttons that open a dialog, and forms that do something without leaving the page.

const answers = new WeakMap();

export function wireDialogs(root) {
  for (const button of root.querySelectorAll("[data-opens]")) {
    const dialog = document.getElementById(button.dataset.opens);
    button.addEventListener("click", () => {
      button.closest("details")?.removeAttribute("open");
      dialog.showModal();
    });
  }
  for (const button of root.querySelectorAll("[data-closes]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
}

// `after[deed]` is called with the server's answer once a deed is done.
export function wireDeeds(root, { after, failed }) {
  for (const form of root.querySelectorAll("form[data-deed]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (answers.get(form)) return;
      answers.set(form, true);
      try {
        const answer = await post(form);
        form.closest("dialog")?.close();
        after[form.dataset.deed]?.(answer, form);
      } catch {
        form.closest("dialog")?.close();
        failed(form);
      } finally {
        answers.delete(form);
      }
    });
  }
}

async function post(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(10000),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// A menu made of <details> closes with Escape and with a click beside it.
export function wireMenus(root) {
  for (const menu of root.querySelectorAll("details[data-menu]")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  }
}
