// The companion's answers were worked out by the service; here they are only looked up.
/** Return {first, cards} for a moment of three taps. */
export function answerTo(bundle, { emotion, intensity, need, danger, heard }) {
  const feeling = Math.max(0, bundle.feelings.findIndex(([slug]) => slug === emotion));
  const wish = Math.max(0, bundle.needs.findIndex(([slug]) => slug === need));
  let place = (feeling * 11 + intensity) * bundle.needs.length + wish;
  place = (place * 2 + (danger ? 1 : 0)) * 2 + (heard ? 1 : 0);
  const [first, ...cards] = bundle.answers[bundle.table[place]];
  return { first, cards };
}
