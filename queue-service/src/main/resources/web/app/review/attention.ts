import type { Attention } from '../api/types';

/** How a review was read, as far as a browser can tell: how long it was open in front, whether its end was seen, which sources were opened. */
export interface Reading {
  readonly open: number;
  readonly end: boolean;
  readonly sources: readonly number[];
}

const NOTHING: Reading = { open: 0, end: false, sources: [] };
const LONGEST = 24 * 60 * 60 * 1000;

/** Keeps account for each review; time counts only while the review is open and its window is in front. */
export class AttentionAccount {
  private readonly readings = new Map<string, Reading>();
  private current: string | undefined;
  private since = 0;

  constructor(
    private readonly now: () => number,
    private readonly inFront: () => boolean,
  ) {}

  /** A review came before the person, or none. */
  look(review: string | undefined): void {
    this.settle();
    this.current = review;
  }

  /** Time up to now is put down; to be called when the window comes or goes. */
  settle(): void {
    const now = this.now();
    if (this.current && this.since) this.change(this.current, (reading) => ({ ...reading, open: Math.min(LONGEST, reading.open + (now - this.since)) }));
    this.since = this.inFront() ? now : 0;
  }

  endSeen(): void {
    if (this.current) this.change(this.current, (reading) => ({ ...reading, end: true }));
  }

  sourceOpened(at: number): void {
    if (this.current) this.change(this.current, (reading) => (reading.sources.includes(at) ? reading : { ...reading, sources: [...reading.sources, at].sort((a, b) => a - b) }));
  }

  of(review: string): Reading {
    if (review === this.current) this.settle();
    return this.readings.get(review) ?? NOTHING;
  }

  /** As it goes with a decision: whole seconds, sources that the review has. */
  toSend(review: string, sources: number): Attention {
    const reading = this.of(review);
    return { open: `PT${Math.floor(reading.open / 1000)}S`, scrolledToEnd: reading.end, sources: reading.sources.filter((at) => at < sources) };
  }

  private change(review: string, next: (reading: Reading) => Reading): void {
    this.readings.set(review, next(this.readings.get(review) ?? NOTHING));
  }
}

/** Whether the end of what is decided on stands within the pane. */
export function endInSight(pane: HTMLElement | null): boolean {
  const end = pane?.querySelector('#end')?.getBoundingClientRect();
  const frame = pane?.getBoundingClientRect();
  return end !== undefined && frame !== undefined && end.top <= frame.bottom + 1;
}
