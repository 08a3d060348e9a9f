// Looks again at one piece of a page: the open offer, or whether a talk has begun.
//
// The piece is drawn anew only when it says something else, so that a screen reader hears an
// offer once and nobody loses the focus. X-Go names a page to go to.

const title = document.title;

for (const place of document.querySelectorAll("[data-poll]")) watch(place);
setInterval(tick, 1000);
tick();

function watch(place) {
  let last = fingerprint(place);
  const look = async () => {
    try {
      const answer = await fetch(place.dataset.poll, { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(8000) });
      const goTo = answer.headers.get("X-Go");
      if (goTo) return location.assign(goTo);
      if (answer.ok && !answer.redirected) last = draw(place, await answer.text(), last);
    } catch {
      // The next look will tell; a page that can not look shows what it last knew.
    }
    setTimeout(look, Number(place.dataset.every));
  };
  setTimeout(look, Number(place.dataset.every));
}

function draw(place, html, last) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const now = fingerprint(page.body);
  if (now === last) return last;
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren(...page.body.childNodes);
  if (hadFocus) place.querySelector("button, a")?.focus();
  call(place);
  tick();
  return now;
}

// What the piece says, without what changes at each look: tokens, seconds and minutes.
function fingerprint(place) {
  const offer = place.querySelector("[data-offer]")?.dataset.offer ?? "";
  const links = [...place.querySelectorAll("a")].map((link) => link.getAttribute("href") + link.parentElement.textContent.trim());
  const words = [...place.querySelectorAll("h2, [role=status]")].map((node) => node.textContent.trim());
  return [offer, ...links, ...words].join("|");
}

function call(place) {
  if (!place.dataset.alertTitle) return;
  const isOffered = place.querySelector("[data-offer]") !== null;
  document.title = isOffered ? place.dataset.alertTitle : title;
}

function tick() {
  for (const node of document.querySelectorAll("[data-expires]")) {
    const left = Math.max(0, Math.round((new Date(node.dataset.expires) - Date.now()) / 1000));
    node.textContent = node.dataset.words.replace("{count}", left);
  }
}
