import type { Review } from '../api/types';
import { isDecided, isEdited, type Model, type Open } from '../model';

export const hasApproved = (review: Review, model: Model): boolean => review.approvals.by.some((person) => person.id === model.me?.id);

/** Whether a verdict may be given: all of the review is there, we are connected, and none waits to go out. */
export const mayDecide = (open: Open, model: Model): boolean =>
  open.state === 'ready' &&
  open.rendered &&
  open.settled &&
  !open.busy &&
  model.connection === 'live' &&
  open.review !== undefined &&
  !isDecided(open.review.state) &&
  !model.pending.some((each) => each.review === open.id);

/** Milliseconds until the policy's time of reading has passed; 0 where it has, or none is asked; endless until the service has said from when on it counts. */
export function readingLeft(review: Review, now: number): number {
  const from = Date.parse(review.decidableAt ?? '');
  if (Number.isNaN(from)) return review.readingTime ? Number.POSITIVE_INFINITY : 0;
  return Math.max(0, from - now);
}

/** Whether an approval may be given: a verdict may, the time of reading has passed, and it is not for another person to give it. */
export function approvable(open: Open, model: Model): boolean {
  const review = open.review;
  if (!review || !mayDecide(open, model) || hasApproved(review, model)) return false;
  return readingLeft(review, model.now) === 0 && whyNot(open) === undefined;
}

/** Why this person may not approve what is shown. Whoever edits it now is a new editor, and no longer kept by an edit of their own. */
export function whyNot(open: Open): string | undefined {
  const review = open.review;
  if (!review || review.mayApprove !== false || review.mayNotApprove === 'already-approved') return undefined;
  if (review.mayNotApprove === 'you-edited-it' && isEdited(open)) return undefined;
  return review.mayNotApprove ?? 'other';
}

/** Whether the policy asks for a sentence of reason: for an edit, as the service last said of it. */
export const needsReason = (open: Open): boolean =>
  (open.edit && isEdited(open) ? (open.edit.reasonNeeded ?? open.review?.reasonNeeded) : open.review?.reasonNeeded) === true;
