import type { Json, Review } from '../api/types';
import { allTexts } from '../payload/pointer';
import { type OddDomain, oddDomains } from '../text/domains';
import { countHidden } from '../text/hidden-characters';

/** What the whole review carries that an eye would miss. */
export interface Suspicious {
  readonly hidden: number;
  readonly odd: readonly OddDomain[];
}

const known = new WeakMap<Review, { payload: Json; found: Suspicious }>();

/** Counted over everything that the page shows of the review, the payload as it is being edited included. */
export function suspicious(review: Review, payload: Json): Suspicious {
  const before = known.get(review);
  if (before?.payload === payload) return before.found;
  const texts = shownTexts(review, payload);
  const found = { hidden: texts.reduce((sum, text) => sum + countHidden(text), 0), odd: oddDomains(texts) };
  known.set(review, { payload, found });
  return found;
}

/** Every text of an agent or a customer that the page shows, each once. */
export function shownTexts(review: Review, payload: Json): string[] {
  const { action, run } = review;
  const theCase = review.case;
  return [
    ...allTexts(payload),
    ...(payload === action.payload ? [] : allTexts(action.payload)),
    ...allTexts(action.before ?? null),
    action.target,
    ...(theCase ? [theCase.id, theCase.subject ?? '', ...allTexts(theCase.attributes ?? null)] : []),
    ...(theCase?.conversation ?? []).flatMap((turn) => [turn.role, turn.text]),
    ...review.sources.flatMap((source) => [source.title, source.uri ?? '', source.excerpt ?? '']),
    ...(run ? [run.id ?? '', run.model ?? '', run.promptVersion ?? '', run.prompt ?? '', ...(run.permissions ?? [])] : []),
    ...review.reasons.map((reason) => reason.detail),
    ...(review.revisions ?? []).map((revision) => revision.note ?? ''),
  ];
}
