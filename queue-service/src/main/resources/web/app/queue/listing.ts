import { client } from '../api/client';
import type { Place, SavedView } from '../api/types';
import type { Host } from '../host';
import { texts } from '../texts';
import { arrive, emptyList, release } from './held-list';

/** Whoever types is searched for when they pause. */
const SEARCH_AFTER = 250;

/** The list: loaded, kept live, filtered, searched. */
export class Listing {
  private held = false;
  /** Questions are numbered: an answer to an older one that comes after a newer one's says what was. */
  private asked = 0;
  private answered = 0;
  /** The last question for another list: whichever answer comes first after it replaces what was shown. */
  private askedAnew = 0;
  private searchTimer: number | undefined;

  constructor(
    private readonly host: Host,
    private readonly arrived: () => void,
  ) {}

  /** Goes to a part of the queue; what is shown already is not loaded again. */
  show(place: Place): void {
    const { model } = this.host;
    const same = place.scope === model.scope && place.process === model.process && model.listState !== 'loading';
    const searched = same && place.filter.trim() === model.filter.trim();
    const narrowed = place.filter !== '' || place.process !== undefined;
    this.host.update({ filter: place.filter, filtering: narrowed || (model.filtering && place.scope === model.scope) });
    if (!same) {
      this.held = false;
      this.host.update({ scope: place.scope, process: place.process, list: emptyList, listState: 'loading', next: undefined });
    }
    if (!searched) void this.refresh(true);
  }

  /** What the words are is known; what they are found in is asked for soon. Until then what is shown is searched. */
  search(filter: string): void {
    window.clearTimeout(this.searchTimer);
    this.host.update({ filter, searching: true });
    this.searchTimer = window.setTimeout(() => void this.refresh(true), SEARCH_AFTER);
  }

  /** `anew`: another list, which does not wait until the pointer has left the one before. */
  async refresh(anew = false): Promise<void> {
    const place = this.place();
    const question = ++this.asked;
    if (anew) this.askedAnew = question;
    try {
      const page = await client.list(place);
      if (!this.still(place) || question < this.answered) return;
      const another = this.answered < this.askedAnew;
      this.answered = question;
      const list = another ? { ...emptyList, shown: page.items } : arrive(this.host.model.list, page.items, this.held);
      this.host.update({ list, counts: page.counts, next: page.next ?? undefined, listState: 'ready', searching: false, processes: this.processes(page.items) });
      this.arrived();
    } catch (error) {
      const handled = this.host.handled(error);
      if (!this.still(place) || question < this.answered) return;
      if (!handled || !this.host.model.list.shown.length) this.host.update({ listState: 'failed' });
    }
  }

  async loadMore(): Promise<void> {
    const place = this.place();
    const { next } = this.host.model;
    if (!next) return;
    try {
      const page = await client.list(place, next);
      const { list } = this.host.model;
      if (!this.still(place)) return;
      const known = new Set(list.shown.map((item) => item.id));
      const shown = [...list.shown, ...page.items.filter((item) => !known.has(item.id))];
      this.host.update({ list: { ...list, shown }, next: page.next ?? undefined, processes: this.processes(page.items) });
    } catch (error) {
      if (!this.host.handled(error)) this.host.tell(texts.queue.failed);
      this.host.update({ next: undefined });
    }
  }

  /** Saves the list as a file, which nothing of it runs in: a spreadsheet sees text. */
  async download(): Promise<void> {
    const place = this.place();
    try {
      const address = URL.createObjectURL(await client.table(place));
      const link = Object.assign(document.createElement('a'), { href: address, download: `reviews-${place.scope}.csv` });
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

  private place = (): Place => placeIn(this.host.model);

  /** Whether it is still what is looked at. */
  private still(place: Place): boolean {
    const now = this.place();
    return place.scope === now.scope && place.process === now.process && place.filter === now.filter;
  }

  private processes(items: readonly { process: string }[]): readonly string[] {
    return [...new Set([...this.host.model.processes, ...items.map((item) => item.process)])].sort();
  }
}

export const placeIn = ({ scope, process, filter }: Place): Place => ({ scope, process, filter });

export const placeOf = (view: SavedView): Place => ({
  scope: view.state === 'decided' ? 'decided' : view.scope,
  process: view.process ?? undefined,
  filter: view.text ?? '',
});

export const isAt = (view: SavedView, place: Place): boolean => {
  const of = placeOf(view);
  return of.scope === place.scope && of.process === place.process && of.filter === place.filter.trim();
};
