import type { DecisionBody } from '../api/types';

/** A verdict that waits in the browser. Until it is sent nothing is decided, and closing the tab decides nothing. */
export interface Pending {
  readonly review: string;
  /** What it is about, for whoever has gone on to another review. */
  readonly target: string;
  readonly etag: string;
  readonly digest: string;
  readonly effect: string;
  readonly body: DecisionBody;
  /** What was approved with, for the words of the toast. */
  readonly said: string;
  readonly sendsAt: number;
}

export interface Timers {
  now(): number;
  after(milliseconds: number, run: () => void): number;
  cancel(timer: number): void;
}

export class Undo {
  private readonly waiting: { pending: Pending; timer: number }[] = [];

  constructor(
    private readonly timers: Timers,
    private readonly send: (pending: Pending) => void,
    private readonly changed: () => void,
  ) {}

  get pending(): readonly Pending[] {
    return this.waiting.map((each) => each.pending);
  }

  of(review: string | undefined): Pending | undefined {
    return this.pending.find((each) => each.review === review);
  }

  add(verdict: Omit<Pending, 'sendsAt'>, wait: number): void {
    const pending = { ...verdict, sendsAt: this.timers.now() + wait };
    const timer = this.timers.after(wait, () => {
      this.remove(pending);
      this.send(pending);
    });
    this.waiting.push({ pending, timer });
    this.changed();
  }

  /** The last verdict, or the one on a given review, as if it had not been. */
  takeBack(review?: string): Pending | undefined {
    const last = review ? this.waiting.find((each) => each.pending.review === review) : this.waiting.at(-1);
    if (!last) return undefined;
    this.timers.cancel(last.timer);
    this.remove(last.pending);
    return last.pending;
  }

  /** Nothing that waits may be sent any more. */
  takeBackAll(): number {
    const many = this.waiting.length;
    while (this.waiting.length) this.takeBack();
    return many;
  }

  private remove(pending: Pending): void {
    const at = this.waiting.findIndex((each) => each.pending === pending);
    if (at >= 0) this.waiting.splice(at, 1);
    this.changed();
  }
}
