/**
 * Characters that a reader does not see but an agent, or a mail program, does: zero-width and other format characters,
 * bidirectional controls, tags, control characters, fillers, variation selectors, private use, lone surrogates, and marks that pile
 * up on one letter until they cover its neighbours. They are shown where they stand, as code points; long gaps are shown as gaps.
 */

export type Piece = { readonly text: string } | { readonly codePoint: string } | { readonly blanks: number };

const ALWAYS_HIDDEN =
  /[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFC\u{1D159}]/u;
const CONTROL = /\p{Cc}/u;
const MARK = /\p{M}/u;
const VARIATION = /[\uFE00-\uFE0F]/u;
const PICTOGRAPH = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u20E3]/u;
/** Anything that may need a closer look; most texts have nothing of it. */
const SUSPECT = /[^\x20-\x7E\n\t\u00A0-\u024F\u2010-\u2027\u2030-\u205E\u20A0-\u20BF]|\u00AD|[ \t\u00A0]{24}/u;
/** As many marks as any living script puts on one letter. */
const MOST_MARKS = 6;
const GAP = /[\p{Zs}\t]{24,}/gu;

function hidden(points: readonly string[], at: number): boolean {
  const point = points[at] ?? '';
  if (CONTROL.test(point)) return !(point === '\n' || point === '\t' || (point === '\r' && points[at + 1] === '\n'));
  const before = points[at - 1] ?? '';
  if (VARIATION.test(point)) return !(point === '\uFE0F' && /[\p{Extended_Pictographic}0-9#*]/u.test(before));
  // Within one emoji the joiner is part of what is seen.
  if (point === '\u200D') return !(PICTOGRAPH.test(before) && PICTOGRAPH.test(points[at + 1] ?? ''));
  return ALWAYS_HIDDEN.test(point) || (MARK.test(point) && piled(points, at));
}

function piled(points: readonly string[], at: number): boolean {
  let below = 0;
  while (below < MOST_MARKS && MARK.test(points[at - 1 - below] ?? '')) below++;
  return below >= MOST_MARKS;
}

export function codePointName(point: string): string {
  return `U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The text in order, cut at each hidden character and at each long gap. */
export function pieces(text: string): Piece[] {
  if (!SUSPECT.test(text)) return text ? [{ text }] : [];
  const points = Array.from(text);
  const found: Piece[] = [];
  let run = '';
  const flush = (): void => {
    if (run) found.push(...gaps(run));
    run = '';
  };
  points.forEach((point, at) => {
    if (hidden(points, at)) {
      flush();
      found.push({ codePoint: codePointName(point) });
    } else if (point !== '\r') {
      run += point;
    }
  });
  flush();
  return found;
}

function gaps(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const gap of text.matchAll(GAP)) {
    if (gap.index > at) found.push({ text: text.slice(at, gap.index) });
    found.push({ blanks: Array.from(gap[0]).length });
    at = gap.index + gap[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at) });
  return found;
}

export function countHidden(text: string): number {
  if (!SUSPECT.test(text)) return 0;
  const points = Array.from(text);
  return points.reduce((sum, _point, at) => sum + (hidden(points, at) ? 1 : 0), 0);
}

export function withoutHidden(text: string): string {
  const points = Array.from(text);
  return points.filter((_point, at) => !hidden(points, at)).join('');
}
