// Plays the recorded evening by fetching one turn after the other; links keep working without it.
const BETWEEN_TURNS = 3500;
const root = document.getElementById("replay");
const stage = document.getElementById("replay-stage");
const button = document.getElementById("replay-play");
let next = root.dataset.first;
let timer = null;

async function showNext() {
  const answer = await fetch(next, { headers: { Accept: "text/html" } });
  if (!answer.ok) return pause();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  stage.replaceChildren(...page.getElementById("replay-stage").childNodes);
  const link = stage.querySelector("a[rel=next]");
  if (!link) return pause();
  next = link.getAttribute("href");
}

function play() {
  button.textContent = root.dataset.wordsPause;
  showNext();
  timer = setInterval(() => showNext().catch(pause), BETWEEN_TURNS);
}

function pause() {
  clearInterval(timer);
  timer = null;
  button.textContent = root.dataset.wordsPlay;
}

button.addEventListener("click", (event) => {
  event.preventDefault();
  timer ? pause() : play();
});
