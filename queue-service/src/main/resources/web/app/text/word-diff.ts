/** What changed between two texts, in words. Pure; the whole of both texts can be put together again from the parts. */

export interface Part {
  readonly kind: 'same' | 'del' | 'ins';
  readonly text: string;
}

/** One change, with its place in the text after it. */
export interface Change {
  readonly del: string;
  readonly ins: string;
  /** Offset in the new text where `ins` begins. */
  readonly at: number;
  /** Paragraph of the new text, from 1. */
  readonly paragraph: number;
}

/** Above this many comparisons, whole lines are compared instead of words: a long letter must not hold up the typist. */
const MOST_CELLS = 2_000_000;

const words = (text: string): string[] => text.match(/\n|[^\S\n]+|[\p{L}\p{M}\p{N}_]+|[\s\S]/gu) ?? [];
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

export function wordDiff(before: string, after: string): Part[] {
  if (before === after) return before ? [{ kind: 'same', text: before }] : [];
  const a = words(before);
  const b = words(after);
  const tooLong = a.length * b.length > MOST_CELLS;
  return joined(tooLong ? compare(lines(before), lines(after)) : compare(a, b));
}

/** Longest common subsequence between the common beginning and the common end. */
function compare(a: string[], b: string[]): Part[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const same = (token: string): Part => ({ kind: 'same', text: token });
  return [
    ...a.slice(0, start).map(same),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ];
}

function middle(a: string[], b: string[]): Part[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  const parts: Part[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i] as string });
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))) {
      parts.push({ kind: 'del', text: a[i++] as string });
    } else {
      parts.push({ kind: 'ins', text: b[j++] as string });
    }
  }
  return parts;
}

/** Neighbours of one kind become one; changes with nothing but a blank between them become one change, deletion first. */
function joined(parts: Part[]): Part[] {
  const out: Part[] = [];
  let del = '';
  let ins = '';
  let blank = '';
  const flush = (): void => {
    if (del) out.push({ kind: 'del', text: del });
    if (ins) out.push({ kind: 'ins', text: ins });
    if (blank) out.push({ kind: 'same', text: blank });
    del = ins = blank = '';
  };
  for (const part of parts) {
    if (part.kind === 'same') {
      if ((del || ins) && /^[^\S\n]+$/.test(part.text)) {
        blank += part.text;
        continue;
      }
      flush();
      const last = out.at(-1);
      if (last?.kind === 'same') out[out.length - 1] = { kind: 'same', text: last.text + part.text };
      else out.push(part);
      continue;
    }
    if (blank) {
      del += blank;
      ins += blank;
      blank = '';
    }
    if (part.kind === 'del') del += part.text;
    else ins += part.text;
  }
  flush();
  return out;
}

export function changesOf(parts: readonly Part[]): Change[] {
  const found: Change[] = [];
  let offset = 0;
  let text = '';
  parts.forEach((part, index) => {
    const next = parts[index + 1];
    if (part.kind === 'del') {
      const ins = next?.kind === 'ins' ? next.text : '';
      found.push({ del: part.text, ins, at: offset, paragraph: paragraphs(text) });
    } else if (part.kind === 'ins' && parts[index - 1]?.kind !== 'del') {
      found.push({ del: '', ins: part.text, at: offset, paragraph: paragraphs(text) });
    }
    if (part.kind !== 'del') {
      offset += part.text.length;
      text += part.text;
    }
  });
  return found;
}

const paragraphs = (text: string): number => text.split(/\n\s*\n/).length;

/** The new text with one change undone. */
export function takeBack(after: string, change: Change): string {
  return after.slice(0, change.at) + change.del + after.slice(change.at + change.ins.length);
}
