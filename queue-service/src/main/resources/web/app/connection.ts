import { client, Problem } from './api/client';
import { ReviewStream } from './api/stream';
import type { Host } from './host';

const FIRST_RETRY = 2000;
const LONGEST_RETRY = 30_000;
/** Where the stream cannot be held but the service answers, changes are asked for at this pace. */
const POLL = 15_000;
/** A stream that breaks sooner than this was not held. */
const HELD = 5000;

/** Keeps the console live; says since when it is not, and tries again, later each time. */
export class Connection {
  private readonly stream: ReviewStream;
  private delay = FIRST_RETRY;
  private timer: number | undefined;
  private closed = false;
  private openedAt = 0;

  constructor(
    private readonly host: Host & { refreshAll(): Promise<void> },
    onChange: (review: string) => void,
  ) {
    this.stream = new ReviewStream((change) => onChange(change.id), () => this.opened(), () => void this.check());
    window.addEventListener('online', () => void this.tryNow());
    window.addEventListener('offline', () => this.lost());
  }

  open(): void {
    this.stream.open();
  }

  close(): void {
    this.closed = true;
    window.clearTimeout(this.timer);
    this.stream.close();
  }

  /** No answer came. */
  lost(): void {
    if (this.closed) return;
    this.stream.close();
    if (this.host.model.connection === 'live') this.host.update({ connection: 'off', offSince: Date.now() });
    this.again(this.delay);
    this.delay = Math.min(this.delay * 2, LONGEST_RETRY);
  }

  async tryNow(): Promise<void> {
    window.clearTimeout(this.timer);
    await this.check();
  }

  private again(after: number): void {
    window.clearTimeout(this.timer);
    this.host.update({ retryAt: Date.now() + after });
    this.timer = window.setTimeout(() => void this.check(), after);
  }

  private opened(): void {
    this.openedAt = Date.now();
    this.delay = FIRST_RETRY;
    if (this.host.model.connection === 'off') void this.back();
  }

  private async back(): Promise<void> {
    this.host.update({ connection: 'live' });
    await this.host.refreshAll();
  }

  /** The stream broke: is it the session, the service, or only the stream? */
  private async check(): Promise<void> {
    if (this.closed) return;
    try {
      await client.me();
    } catch (error) {
      if (error instanceof Problem && error.status === 401) this.host.handled(error);
      else this.lost();
      return;
    }
    if (this.host.model.connection === 'off') await this.back();
    else await this.host.refreshList();
    if (Date.now() - this.openedAt > HELD) return this.stream.open();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      void this.host.refreshList();
      this.stream.open();
    }, POLL);
  }
}
