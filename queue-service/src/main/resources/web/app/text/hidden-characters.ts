/**
 * Characters that a reader does not see but an agent, or a mail program, does: zero-width and other format characters,
 * bidirectional controls, tags, control characters, fillers, variation selectors, lone surrogates. They are shown where they
 * stand, as code points.
 */

export type Piece = { readonly text: string } | { readonly codePoint: string };

const ALWAYS_HIDDEN =
  /[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180D\u180F\u2800\u3164\uFFA0\u{E0100}-\u{E01EF}]/u;
const CONTROL = /\p{Cc}/u;
const VARIATION = /[\uFE00-\uFE0F]/u;
const PICTOGRAPH = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u20E3]/u;

function hidden(points: readonly string[], at: number): boolean {
  const point = points[at] ?? '';
  if (CONTROL.test(point)) return !(point === '\n' || point === '\t' || (point === '\r' && points[at + 1] === '\n'));
  const before = points[at - 1] ?? '';
  if (VARIATION.test(point)) return !(point === '\uFE0F' && /[\p{Extended_Pictographic}0-9#*]/u.test(before));
  // Within one emoji the joiner is part of what is seen.
  if (point === '\u200D') return !(PICTOGRAPH.test(before) && PICTOGRAPH.test(points[at + 1] ?? ''));
  return ALWAYS_HIDDEN.test(point);
}

export function codePointName(point: string): string {
  return `U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The text in order, cut at each hidden character. */
export function pieces(text: string): Piece[] {
  const points = Array.from(text);
  const found: Piece[] = [];
  let run = '';
  points.forEach((point, at) => {
    if (hidden(points, at)) {
      if (run) found.push({ text: run });
      run = '';
      found.push({ codePoint: codePointName(point) });
    } else if (point !== '\r') {
      run += point;
    }
  });
  if (run) found.push({ text: run });
  return found;
}

export function countHidden(text: string): number {
  const points = Array.from(text);
  return points.reduce((sum, _point, at) => sum + (hidden(points, at) ? 1 : 0), 0);
}

export function withoutHidden(text: string): string {
  const points = Array.from(text);
  return points.filter((_point, at) => !hidden(points, at)).join('');
}
