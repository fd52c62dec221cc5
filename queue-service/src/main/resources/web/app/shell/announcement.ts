import type { Model } from '../model';
import { isDecided } from '../model';
import { clockOf } from '../text/clock';
import { texts } from '../texts';

const RANK = { calm: 0, short: 1, late: 2, over: 3 } as const;

/** What to say of the open review's clock: at a quarter, at a tenth and at the end, not each minute. */
export function announcement(model: Model, now: number): string | undefined {
  const review = model.open?.review;
  if (!review || isDecided(review.state)) return undefined;
  const before = clockOf(review.openedAt, review.decideBy, now - 1000);
  const after = clockOf(review.openedAt, review.decideBy, now);
  if (!before || !after || RANK[after.mood] <= RANK[before.mood]) return undefined;
  if (after.mood === 'over') return texts.clock.end;
  return after.mood === 'late' ? texts.clock.tenth(after.words) : texts.clock.quarter(after.words);
}
