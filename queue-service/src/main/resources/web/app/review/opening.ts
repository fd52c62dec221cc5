import { client, Problem, type Versioned } from '../api/client';
import type { Review } from '../api/types';
import type { Host } from '../host';
import { type Banner, type Edit, isDecided, type Open } from '../model';
import { neighbour } from '../queue/held-list';
import { painted } from '../shell/painted';
import { texts } from '../texts';
import { type AttentionAccount, endInSight } from './attention';
import { Edits } from './edits';

/** Being on it counts from here, so that passing by with j and k claims nothing. */
const CLAIM_AFTER = 1200;
const CLAIM_AGAIN = 120_000;
/** A review that came by itself takes verdicts only after this, so that a second press of the same key decides nothing unread. */
const SETTLED_AFTER = 700;
/** What was made ready is taken as it is within this time. */
const READY_FOR = 60_000;

interface Ready extends Versioned {
  readonly at: number;
}

/** The open review: brought at once where it was made ready, kept as it is now, claimed while somebody is on it. */
export class Opening {
  private readonly ready = new Map<string, Ready>();
  private readonly edits = new Edits();
  private readonly later = new Map<string, Banner>();
  private readonly asked = new Set<string>();
  private claimTimer: number | undefined;
  /** How often something was learned of the open review that no answer under way can know. */
  private learned = 0;

  constructor(
    private readonly host: Host,
    private readonly attention: AttentionAccount,
    private readonly takenUp: (id: string) => void,
  ) {}

  show(id: string | undefined, byItself: boolean): void {
    if (id && this.host.model.open?.id === id) return;
    window.clearTimeout(this.claimTimer);
    this.attention.look(undefined);
    if (!id) return this.host.update({ open: undefined, menu: undefined });
    performance.mark('review-asked');
    const summary = this.host.model.list.shown.find((item) => item.id === id);
    const open: Open = {
      id, summary, state: 'loading', review: undefined, etag: '', rendered: false, settled: !byItself, tab: 'sent', edit: undefined, editing: false,
      banner: this.later.get(id), ask: undefined, askError: undefined, busy: false,
    };
    this.host.update({ open, menu: undefined });
    this.seen(id);
    if (byItself) window.setTimeout(() => this.host.updateOpen(id, { settled: true }), SETTLED_AFTER);
    void this.bring(id).then(() => this.opened(id));
  }

  private opened(id: string): void {
    if (this.host.model.open?.id !== id) return;
    if (this.host.model.open.state !== 'ready') this.host.focus('#effect');
    this.attention.look(id);
    if (endInSight(document.querySelector('.review .scroll'))) {
      this.attention.endSeen();
      this.host.update({});
    }
    this.claimSoon(id, CLAIM_AFTER);
    performance.measure('review-shown', 'review-asked');
    void this.prepare(id);
  }

  private async bring(id: string): Promise<void> {
    const ready = this.ready.get(id);
    this.ready.delete(id);
    const version = this.host.model.open?.summary?.version;
    if (!ready || Date.now() - ready.at > READY_FOR || (version !== undefined && version !== ready.review.version)) return this.load(id);
    await this.put(id, ready);
    // Reading time counts from what the person sees, not from what was fetched ahead.
    client.shown(id).then((shown) => this.learn(id, shown), (error: unknown) => this.host.handled(error) || void this.quietly(id));
  }

  async load(id: string): Promise<void> {
    try {
      await this.put(id, await this.asItIs(id));
    } catch (error) {
      if (this.host.handled(error)) return;
      const missing = error instanceof Problem && (error.status === 404 || error.status === 400);
      this.host.updateOpen(id, { state: missing ? 'missing' : 'failed', review: undefined });
    }
  }

  /** A review as it is by now: an answer that was overtaken by what was learned meanwhile is asked for again. */
  private async asItIs(id: string): Promise<Versioned> {
    for (;;) {
      const { learned } = this;
      const answer = await client.review(id);
      if (learned === this.learned) return answer;
    }
  }

  /** Whether a later version of it is open already. */
  private isPast(review: Review): boolean {
    const open = this.host.model.open?.review;
    return open?.id === review.id && open.version > review.version;
  }

  private async put(id: string, { review, etag }: Versioned): Promise<void> {
    if (this.isPast(review)) return;
    const first = this.host.model.open?.state === 'loading';
    const edit = first ? this.editOf(review) : undefined;
    this.host.updateOpen(id, { review, etag, state: 'ready', rendered: false, ...(edit ? { edit, tab: 'changes' as const } : {}) });
    if (edit) this.takenUp(id);
    await painted();
    // Before anything can be done with it, so that the focus is never taken away from where a person put it.
    if (first && this.host.model.open?.id === id) document.getElementById('effect')?.focus({ preventScroll: true });
    this.host.updateOpen(id, { rendered: true });
  }

  /** The edit that was begun of just this payload; one of another payload, or of a review that is decided, is of no use any more. */
  private editOf(review: Review): Edit | undefined {
    const edit = this.edits.of(review.id);
    const fits = edit !== undefined && !isDecided(review.state) && JSON.stringify(edit.of) === JSON.stringify(review.action.payload);
    if (!fits) this.edits.keep(review.id, undefined);
    return fits ? edit : undefined;
  }

  /** The open review's edit, as it is by now. */
  edited(id: string, edit: Edit | undefined): void {
    this.edits.keep(id, edit);
  }

  /** Whoever is signed in does not go on with what somebody else has begun. */
  signedIn(person: string): void {
    const { open } = this.host.model;
    if (this.edits.belongTo(person) && open?.edit) this.host.updateOpen(open.id, { edit: undefined, editing: false, tab: 'sent' });
  }

  /** The neighbours, so that going there takes no time. */
  private async prepare(from: string): Promise<void> {
    for (const step of [1, -1] as const) {
      const next = neighbour(this.host.model.list, from, step);
      const known = next && this.ready.get(next.id);
      if (!next || this.asked.has(next.id)) continue;
      if (known && known.review.version === next.version && Date.now() - known.at < READY_FOR) continue;
      this.asked.add(next.id);
      try {
        this.ready.set(next.id, { ...(await client.review(next.id, true)), at: Date.now() });
      } catch {
        return; // It is asked for again, and spoken of, when somebody goes there.
      } finally {
        this.asked.delete(next.id);
      }
    }
  }

  /** The list has come, perhaps after the review, or is another one: its neighbours may be others. */
  listed(): void {
    const open = this.host.model.open;
    if (open?.rendered) void this.prepare(open.id);
  }

  /** Takes in a new version of the open review without disturbing who reads it: only what was not read yet needs to be read again. */
  async quietly(id: string): Promise<void> {
    const before = this.host.model.open;
    try {
      const { review, etag } = await this.asItIs(id);
      if (this.host.model.open?.id !== id || this.isPast(review)) return;
      const same = before?.review?.payloadDigest === review.payloadDigest && before.review.effect === review.effect;
      const banner = same || isDecided(review.state) ? {} : { banner: { tone: 'warn' as const, title: texts.banner.staleTitle, say: texts.banner.staleSay } };
      this.host.updateOpen(id, { review, etag, ...banner, ...(same && !isDecided(review.state) ? {} : { edit: undefined, editing: false }) });
    } catch (error) {
      if (this.host.handled(error)) return;
      if (error instanceof Problem && error.status === 404) this.host.updateOpen(id, { state: 'missing', review: undefined });
    }
  }

  forget(id: string): void {
    this.ready.delete(id);
  }

  learn(id: string, what: Partial<Review>): void {
    const open = this.host.model.open;
    this.learned++;
    if (open?.id === id && open.review) this.host.updateOpen(id, { review: { ...open.review, ...what } });
  }

  keepForLater(id: string, target: string, banner: Banner): void {
    this.later.set(id, banner);
    const others = this.host.model.notices.filter((notice) => notice.review !== id);
    this.host.update({ notices: [...others, { review: id, target, title: banner.title }] });
  }

  private seen(id: string): void {
    this.later.delete(id);
    this.host.update({ notices: this.host.model.notices.filter((notice) => notice.review !== id) });
  }

  /** A decided review's edit is not needed any more. */
  done(id: string): void {
    this.edits.keep(id, undefined);
    this.forget(id);
  }

  private claimSoon(id: string, after: number): void {
    window.clearTimeout(this.claimTimer);
    this.claimTimer = window.setTimeout(() => void this.claim(id), after);
  }

  /** Says "I am on it", and says it again while the review stays open in front of a person. */
  private async claim(id: string): Promise<void> {
    const { open, me, connection } = this.host.model;
    const review = open?.id === id ? open.review : undefined;
    if (!review || isDecided(review.state) || connection === 'off') return;
    const mine = review.claimedBy?.id === me?.id;
    if (review.claimedBy && !mine) return;
    if (!document.hidden) {
      try {
        await client.claim(id);
        if (!mine) await this.quietly(id);
      } catch (error) {
        if (!this.host.handled(error)) await this.quietly(id);
        return;
      }
    }
    this.claimSoon(id, CLAIM_AGAIN);
  }

  /** The person is not on it any more. Resolves to whether that was heard. */
  async letGo(id: string): Promise<boolean> {
    window.clearTimeout(this.claimTimer);
    try {
      await client.unclaim(id);
      return true;
    } catch (error) {
      this.host.handled(error);
      return false;
    }
  }
}
