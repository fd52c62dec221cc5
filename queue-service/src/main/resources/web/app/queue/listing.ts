import { client } from '../api/client';
import type { SavedView, Scope } from '../api/types';
import type { Host } from '../host';
import { texts } from '../texts';
import { arrive, emptyList, matching, release } from './held-list';

/** A search looks through this many reviews; then it says so. */
const MOST_SEARCHED = 2000;

/** Which part of the queue is shown, as an address names it. */
export interface Place {
  readonly scope: Scope;
  readonly process: string | undefined;
  readonly filter: string;
}

/** The list: loaded, kept live, filtered, searched. */
export class Listing {
  private held = false;

  constructor(
    private readonly host: Host,
    private readonly arrived: () => void,
  ) {}

  /** Goes to a part of the queue; what is shown already is not loaded again. */
  show(place: Place): void {
    const { model } = this.host;
    const same = place.scope === model.scope && place.process === model.process && model.listState !== 'loading';
    const narrowed = place.filter !== '' || place.process !== undefined;
    this.host.update({ filter: place.filter, filtering: narrowed || (model.filtering && place.scope === model.scope) });
    if (!same) {
      this.held = false;
      this.host.update({ scope: place.scope, process: place.process, list: emptyList, listState: 'loading', next: undefined });
      void this.refresh();
    } else if (place.filter) void this.search();
  }

  async refresh(): Promise<void> {
    const { scope, process } = this.host.model;
    try {
      const page = await client.list(scope, process);
      if (scope !== this.host.model.scope || process !== this.host.model.process) return;
      const list = arrive(this.host.model.list, page.items, this.held);
      this.host.update({ list, counts: page.counts, next: page.next ?? undefined, listState: 'ready', processes: this.processes(page.items) });
      this.arrived();
      if (this.host.model.filter) await this.search();
    } catch (error) {
      if (!this.host.handled(error) || !this.host.model.list.shown.length) this.host.update({ listState: 'failed' });
    }
  }

  async loadMore(): Promise<void> {
    const { scope, process, next } = this.host.model;
    if (!next) return;
    try {
      const page = await client.list(scope, process, next);
      const { list } = this.host.model;
      if (scope !== this.host.model.scope || process !== this.host.model.process) return;
      const known = new Set(list.shown.map((item) => item.id));
      const shown = [...list.shown, ...page.items.filter((item) => !known.has(item.id))];
      this.host.update({ list: { ...list, shown }, next: page.next ?? undefined, processes: this.processes(page.items) });
    } catch (error) {
      if (!this.host.handled(error)) this.host.tell(texts.queue.failed);
      this.host.update({ next: undefined });
    }
  }

  /** Looks through what is not loaded yet, page by page, as long as the words stay the same and little is found. */
  async search(): Promise<void> {
    const words = this.host.model.filter;
    for (;;) {
      const { filter, next, list } = this.host.model;
      if (!filter || filter !== words || !next || list.shown.length >= MOST_SEARCHED || matching(list.shown, filter).length >= 50) return;
      await this.loadMore();
    }
  }

  /** Saves the list as a file, which nothing of it runs in: a spreadsheet sees text. */
  async download(): Promise<void> {
    const { scope, process } = this.host.model;
    try {
      const address = URL.createObjectURL(await client.table(scope, process));
      const link = Object.assign(document.createElement('a'), { href: address, download: `reviews-${scope}.csv` });
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (error) {
      if (!this.host.handled(error)) this.host.tell(texts.queue.notSaved);
    }
  }

  hold(held: boolean): void {
    this.held = held;
    if (!held) {
      // Focus that only moves within the list leaves it for an instant.
      window.setTimeout(() => !this.held && this.host.update({ list: release(this.host.model.list) }), 250);
    }
  }

  private processes(items: readonly { process: string }[]): readonly string[] {
    return [...new Set([...this.host.model.processes, ...items.map((item) => item.process)])].sort();
  }
}

export const placeOf = (view: SavedView): Place => ({
  scope: view.state === 'decided' ? 'decided' : view.scope,
  process: view.process ?? undefined,
  filter: view.text ?? '',
});

export const isAt = (view: SavedView, place: Place): boolean => {
  const of = placeOf(view);
  return of.scope === place.scope && of.process === place.process && of.filter === place.filter.trim();
};
