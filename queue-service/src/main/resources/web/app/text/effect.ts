import { passages } from './passages';

export interface Emphasis {
  readonly text: string;
  readonly strong: boolean;
}

/** The effect sentence: values stand out, grammar does not. */
export function emphasised(sentence: string, values: readonly string[]): Emphasis[] {
  const parts: Emphasis[] = [];
  let at = 0;
  for (const span of passages(sentence, values)) {
    if (span.start > at) parts.push({ text: sentence.slice(at, span.start), strong: false });
    parts.push({ text: sentence.slice(span.start, span.end), strong: true });
    at = span.end;
  }
  if (at < sentence.length) parts.push({ text: sentence.slice(at), strong: false });
  return parts;
}
