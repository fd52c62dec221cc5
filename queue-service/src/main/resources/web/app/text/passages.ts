/** Where a value of the payload stands in a text: found by comparing text, never by a model. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}]/u;

/** Non-overlapping places of the values in the text, longest value first, whole words only. */
export function passages(text: string, values: readonly string[]): Span[] {
  const lower = text.toLowerCase();
  // Lower-casing may change the length of a text; then places cannot be carried over.
  if (lower.length !== text.length) return [];
  const taken: Span[] = [];
  const longestFirst = [...new Set(values.map((value) => value.toLowerCase()))].sort((a, b) => b.length - a.length);
  for (const value of longestFirst) {
    for (let at = lower.indexOf(value); at >= 0 && value; at = lower.indexOf(value, at + 1)) {
      const span = { start: at, end: at + value.length };
      if (whole(text, span) && !taken.some((other) => span.start < other.end && other.start < span.end)) taken.push(span);
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}

function whole(text: string, span: Span): boolean {
  const clash = (inside: string, outside: string): boolean => WORD.test(inside) && WORD.test(outside);
  return (
    !clash(text.charAt(span.start), text.charAt(span.start - 1)) && !clash(text.charAt(span.end - 1), text.charAt(span.end))
  );
}

const TOKEN = /[€$£¥]?\p{N}+(?:[.,:]\p{N}+)*(?:\s?[%€])?|[\p{L}\p{M}]+/gu;
/** As much as three words of a language say together. */
const MEANS_SOMETHING = 12;

const tokens = (text: string): { word: string; start: number; end: number }[] =>
  [...text.matchAll(TOKEN)].map((match) => ({ word: match[0].toLowerCase().replaceAll(/\s/g, ''), start: match.index, end: match.index + match[0].length }));

const isNumber = (word: string): boolean => /\p{N}/u.test(word) && word.length > 1;

/** What a source and a text have in common, as the source has it: amounts and dates, and words in a row that say something. */
export function shared(source: string, text: string): string[] {
  const inText = tokens(text).map((token) => token.word);
  const words = new Set(inText);
  const pairs = new Set(inText.map((word, at) => `${word} ${inText[at + 1] ?? ''}`));
  const found = new Set<string>();
  const all = tokens(source);
  for (let at = 0; at < all.length; ) {
    let last = at;
    while (all[last + 1] && pairs.has(`${all[last]?.word} ${all[last + 1]?.word}`)) last++;
    const run = all.slice(at, last + 1).filter((token) => words.has(token.word));
    const passage = run.length ? source.slice(run[0]?.start, run.at(-1)?.end) : '';
    const says = run.some((token) => isNumber(token.word)) || (run.length > 2 && passage.length >= MEANS_SOMETHING);
    if (says && !passage.includes('\n')) found.add(passage);
    at = last + 1;
  }
  return [...found];
}

/** The beginning of a long text and what stands around the passages in it, or the text itself where it is short. */
export function excerpt(text: string, spans: readonly Span[], most = 300): { parts: Span[]; whole: boolean } {
  if (text.length <= most) return { parts: [{ start: 0, end: text.length }], whole: true };
  const parts: Span[] = [{ start: 0, end: edge(text, spans.length ? 60 : most) }];
  let used = parts[0]?.end ?? 0;
  for (const span of spans) {
    const last = parts.at(-1) as Span;
    const start = edge(text, Math.max(0, span.start - 30));
    const end = edge(text, Math.min(text.length, span.end + 30));
    if (end <= last.end) continue;
    const from = Math.max(start, last.end);
    if (used + end - from > most) break;
    used += end - from;
    if (from <= last.end) parts[parts.length - 1] = { start: last.start, end };
    else parts.push({ start: from, end });
  }
  return { parts, whole: false };
}

/** The next place at or after `at` that cuts no word in two, if there is one nearby. */
function edge(text: string, at: number): number {
  let place = Math.min(at, text.length);
  const limit = Math.min(place + 24, text.length);
  while (place < limit && WORD.test(text.charAt(place)) && WORD.test(text.charAt(place - 1))) place++;
  return place;
}
