// The page's words in the reader's language, put there by the server as data.

const node = document.getElementById("chat-words");
const words = node ? JSON.parse(node.textContent) : {};

// say("left", { count: 12 }) fills {count} in the sentence named "left".
export function say(name, values = {}) {
  const sentence = words[name] ?? name;
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

const language = document.documentElement.lang || undefined;
const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
const numbers = new Intl.NumberFormat(language);

export const timeOf = (moment) => clock.format(moment);
export const dayOf = (moment) => calendar.format(moment);
export const inNumbers = (count) => numbers.format(count);
