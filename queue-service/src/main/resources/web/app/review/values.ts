import type { Json, Review } from '../api/types';
import { leafTexts } from '../payload/pointer';

const meaningful = (value: string): boolean => {
  const text = value.trim();
  return text.length >= 3 && text.length <= 80 && !/^(true|false|null|none|yes|no)$/i.test(text);
};

/** Values that are worth marking where they stand in a conversation or a source: those of the payload and of the state before. */
export function knownValues(...known: readonly Json[]): string[] {
  return [...new Set(known.flatMap(leafTexts).filter(meaningful))];
}

/** Values that stand out in the effect sentence: those, and the target. */
export function effectValues(review: Review, payload: Json): string[] {
  const target = review.action.target;
  const name = target.slice(target.lastIndexOf('/') + 1);
  const quoted = [...leafTexts(payload), ...leafTexts(review.action.before ?? null)].filter((each) => each.trim() && each.length <= 120);
  return [...new Set([target, name, ...quoted])].filter(Boolean);
}
