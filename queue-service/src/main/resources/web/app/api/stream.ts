import type { ReviewChange } from './types';

/** Listens for what changed in the queue. The server's events carry ids only; content is always asked for. */
export class ReviewStream {
  private source: EventSource | undefined;

  constructor(
    private readonly onChange: (change: ReviewChange) => void,
    private readonly onOpen: () => void,
    private readonly onLost: () => void,
  ) {}

  open(): void {
    this.close();
    const source = new EventSource('/v1/reviews/stream');
    source.addEventListener('open', () => this.onOpen());
    source.addEventListener('review', (event) => {
      try {
        this.onChange(JSON.parse((event as MessageEvent<string>).data) as ReviewChange);
      } catch {
        // An event we cannot read still means that something changed.
        this.onChange({ id: '', state: '', version: 0, what: '' });
      }
    });
    source.addEventListener('error', () => {
      // The browser's own retry cannot tell "signed out" from "away": the caller asks and opens again.
      this.close();
      this.onLost();
    });
    this.source = source;
  }

  close(): void {
    this.source?.close();
    this.source = undefined;
  }
}
