import { html, nothing, render } from 'lit';
import { client, Problem, serverNow, Unreachable } from './api/client';
import type { Scope, Summary } from './api/types';
import { Connection } from './connection';
import { Deciding } from './decide/deciding';
import { toasts } from './decide/toasts';
import type { Host } from './host';
import { type Actions, isDecided, type Model, type Open, type Preferences, startingModel, type Tab } from './model';
import { arrive, emptyList, neighbour, release } from './queue/held-list';
import { queueView, reviewHref } from './queue/queue-view';
import { Editing, revealHidden } from './review/editing';
import { reviewView } from './review/review-view';
import { announcement } from './shell/announcement';
import { help } from './shell/help';
import { listenForKeys } from './shell/key-listener';
import { applyTheme, keepPreferences, readPreferences } from './shell/preferences';
import { painted } from './shell/painted';
import { rail, scopeHref, SCOPES } from './shell/rail';
import { bareText } from './text/safe-text';
import { texts } from './texts';

/** Being on it counts from here, so that passing by with j and k claims nothing. */
const CLAIM_AFTER = 1200;
const CLAIM_AGAIN = 120_000;
const TELL_FOR = 4000;

/** The reviewer's console: one model, shown whole after each change; what can be done, in one place. */
export class Console implements Host, Actions {
  readonly model: Model;
  private readonly editing = new Editing(this);
  private readonly deciding = new Deciding(this, this.editing);
  private readonly connection: Connection;
  private held = false;
  private claimTimer: number | undefined;
  private refreshTimer: number | undefined;
  private tellTimer: number | undefined;
  private drawn = false;

  constructor(private readonly root: HTMLElement) {
    this.model = startingModel(readPreferences(), serverNow());
    this.connection = new Connection(this, (id) => this.changed(id));
  }

  start(): void {
    applyTheme(this.model.preferences.theme);
    listenForKeys(this, () => this.model, this.editing);
    window.addEventListener('popstate', () => this.readAddress());
    window.setInterval(() => this.tick(), 1000);
    this.readAddress();
    void this.loadMe();
    this.connection.open();
  }

  // ---- Host

  update(change: Partial<Model>): void {
    Object.assign(this.model, change);
    if (this.drawn) return;
    this.drawn = true;
    queueMicrotask(() => {
      this.drawn = false;
      this.draw();
    });
  }

  updateOpen(id: string, change: Partial<Open>): void {
    const open = this.model.open;
    if (open?.id === id) this.update({ open: { ...open, ...change } });
  }

  async reload(id: string): Promise<void> {
    try {
      const { review, etag } = await client.review(id);
      this.updateOpen(id, { review, etag, state: 'ready', rendered: false });
      await painted();
      this.updateOpen(id, { rendered: true });
    } catch (error) {
      if (this.handled(error)) return;
      const missing = error instanceof Problem && (error.status === 404 || error.status === 400);
      if (this.model.open?.id === id) this.updateOpen(id, { state: missing ? 'missing' : 'failed', review: undefined });
    }
  }

  async refreshList(): Promise<void> {
    const scope = this.model.scope;
    try {
      const page = await client.list(scope);
      if (scope !== this.model.scope) return;
      const list = arrive(this.model.list, page.items, this.held);
      this.update({ list, counts: page.counts, next: page.next ?? undefined, listState: 'ready' });
    } catch (error) {
      if (!this.handled(error) || !this.model.list.shown.length) this.update({ listState: 'failed' });
    }
  }

  tell(line: string): void {
    window.clearTimeout(this.tellTimer);
    this.update({ toast: line, said: line });
    this.tellTimer = window.setTimeout(() => this.update({ toast: '' }), TELL_FOR);
  }

  handled(error: unknown): boolean {
    if (error instanceof Problem && error.status === 401) {
      this.connection.close();
      this.update({ signedOut: true, takenBackBySignOut: this.model.takenBackBySignOut + this.deciding.undo.takeBackAll() });
      return true;
    }
    if (error instanceof Unreachable) {
      this.connection.lost();
      return true;
    }
    return false;
  }

  focus(selector: string): void {
    void painted().then(() => this.root.querySelector<HTMLElement>(selector)?.focus({ preventScroll: selector === '#effect' }));
  }

  // ---- Actions

  scope(scope: Scope): void {
    history.pushState(null, '', scopeHref(scope));
    this.readAddress();
  }

  openReview(id: string): void {
    history.pushState(null, '', reviewHref(id, this.model.scope));
    this.readAddress();
  }

  closeReview(): void {
    const id = this.model.open?.id;
    history.pushState(null, '', scopeHref(this.model.scope));
    this.readAddress();
    if (id) this.focus(`[data-review="${CSS.escape(id)}"]`);
  }

  step(by: 1 | -1): void {
    const next = neighbour(this.model.list, this.model.open?.id, by);
    if (next) this.openReview(next.id);
    else if (this.model.open?.review && isDecided(this.model.open.review.state)) this.closeReview();
  }

  showWaiting(): void {
    this.update({ list: release(this.model.list) });
  }

  async loadMore(): Promise<void> {
    const { scope, next, list } = this.model;
    try {
      const page = await client.list(scope, next);
      const known = new Set(list.shown.map((item) => item.id));
      const shown = [...list.shown, ...page.items.filter((item) => !known.has(item.id))];
      this.update({ list: { ...list, shown }, next: page.next ?? undefined });
    } catch (error) {
      if (!this.handled(error)) this.tell(texts.queue.failed);
    }
  }

  hold(held: boolean): void {
    this.held = held;
    if (!held) {
      // Focus that only moves within the list leaves it for an instant.
      window.setTimeout(() => !this.held && this.update({ list: release(this.model.list) }), 250);
    }
  }

  filter(filter: string): void {
    this.update({ filter });
  }

  toggleFilter(filtering: boolean): void {
    this.update({ filtering, filter: filtering ? this.model.filter : '' });
    this.focus(filtering ? '#filter' : '.queue .item');
  }

  menu(menu: Model['menu']): void {
    this.update({ menu });
  }

  help(open: boolean): void {
    this.update({ help: open });
    if (open) void painted().then(() => this.root.querySelector<HTMLDialogElement>('dialog:not([open])')?.showModal());
  }

  prefer(change: Partial<Preferences>): void {
    const preferences = { ...this.model.preferences, ...change };
    keepPreferences(preferences);
    applyTheme(preferences.theme);
    this.update({ preferences });
  }

  retry(): void {
    void this.connection.tryNow();
  }

  tab(tab: Tab): void {
    if (this.model.open) this.updateOpen(this.model.open.id, { tab });
  }

  edit = (): void => this.editing.begin();
  typed: Actions['typed'] = (payload) => this.editing.typed(payload);
  fieldTyped: Actions['fieldTyped'] = (...typed) => this.editing.fieldTyped(...typed);
  takeAllBack = (): void => this.editing.takeAllBack();
  approve = (): void => this.deciding.approve();
  ask: Actions['ask'] = (ask) => this.deciding.ask(ask);
  answer: Actions['answer'] = (form) => this.deciding.answer(form);
  takeOver = (): void => this.deciding.takeOver();
  undo: Actions['undo'] = (review) => this.deciding.takeBack(review);
  showHidden = revealHidden;

  letGo(): void {
    const id = this.model.open?.id;
    window.clearTimeout(this.claimTimer);
    if (id) {
      client.unclaim(id).then(
        () => {
          this.tell(texts.toast.letGo);
          this.closeReview();
          void this.refreshList();
        },
        (error: unknown) => this.handled(error),
      );
    }
  }

  dismiss(): void {
    if (this.model.open) this.updateOpen(this.model.open.id, { banner: undefined });
    this.focus('#effect');
  }

  copyKept(): void {
    const kept = this.model.open?.banner?.kept;
    if (kept) void navigator.clipboard.writeText(kept).then(() => this.tell(texts.toast.copied));
  }

  /** After a lost connection: everything as it is now. */
  async refreshAll(): Promise<void> {
    await this.refreshList();
    const open = this.model.open;
    if (open && !open.edit) await this.reload(open.id);
    if (!this.model.me) await this.loadMe();
  }

  // ---- Within

  private readAddress(): void {
    const query = new URLSearchParams(location.search);
    const named = query.get('scope') as Scope;
    const scope = SCOPES.includes(named) ? named : 'mine';
    const id = query.get('review') ?? /^\/reviews\/([^/]+)$/.exec(location.pathname)?.[1];
    if (scope !== this.model.scope || this.model.listState === 'loading') {
      this.held = false;
      this.update({ scope, list: emptyList, listState: 'loading', next: undefined, filter: '', filtering: false });
      void this.refreshList();
    }
    if (id) this.open(decodeURIComponent(id));
    else {
      window.clearTimeout(this.claimTimer);
      this.update({ open: undefined, menu: undefined });
    }
  }

  private open(id: string): void {
    if (this.model.open?.id === id) return;
    window.clearTimeout(this.claimTimer);
    const summary = this.model.list.shown.find((item) => item.id === id);
    const open: Open = {
      id, summary, state: 'loading', review: undefined, etag: '', rendered: false, tab: 'sent', edit: undefined, editing: false,
      banner: undefined, ask: undefined, askError: undefined, busy: false,
    };
    this.update({ open, menu: undefined });
    void this.reload(id).then(() => {
      this.focus('#effect');
      this.claimSoon(id, CLAIM_AFTER);
    });
  }

  private claimSoon(id: string, after: number): void {
    window.clearTimeout(this.claimTimer);
    this.claimTimer = window.setTimeout(() => void this.claim(id), after);
  }

  /** Says "I am on it", and says it again while the review stays open in front of a person. */
  private async claim(id: string): Promise<void> {
    const review = this.model.open?.id === id ? this.model.open.review : undefined;
    if (!review || isDecided(review.state) || this.model.connection === 'off') return;
    const mine = review.claimedBy?.id === this.model.me?.id;
    if (review.claimedBy && !mine) return;
    if (!document.hidden) {
      try {
        await client.claim(id);
        if (!mine) await this.quietReload(id);
      } catch (error) {
        if (!this.handled(error)) await this.quietReload(id);
        return;
      }
    }
    this.claimSoon(id, CLAIM_AGAIN);
  }

  /** Takes in a new version of the open review without disturbing who reads it: only what was not read yet needs to be read again. */
  private async quietReload(id: string): Promise<void> {
    const before = this.model.open;
    try {
      const { review, etag } = await client.review(id);
      if (this.model.open?.id !== id) return;
      const same = before?.review?.payloadDigest === review.payloadDigest && before.review.effect === review.effect;
      const banner = same || isDecided(review.state) ? {} : { banner: { tone: 'warn' as const, title: texts.banner.staleTitle, say: texts.banner.staleSay } };
      this.updateOpen(id, { review, etag, ...banner, ...(same && !isDecided(review.state) ? {} : { edit: undefined, editing: false }) });
    } catch (error) {
      if (this.handled(error)) return;
      if (error instanceof Problem && error.status === 404) this.updateOpen(id, { state: 'missing', review: undefined });
    }
  }

  private changed(id: string): void {
    window.clearTimeout(this.refreshTimer);
    this.refreshTimer = window.setTimeout(() => void this.refreshList(), 150);
    const open = this.model.open;
    if (open?.state === 'ready' && !open.busy && (id === open.id || id === '')) void this.quietReload(open.id);
  }

  private async loadMe(): Promise<void> {
    try {
      this.update({ me: await client.me() });
    } catch (error) {
      this.handled(error);
    }
  }

  private tick(): void {
    const now = serverNow();
    const line = announcement(this.model, now);
    const minute = Math.floor(now / 60_000) !== Math.floor(this.model.now / 60_000);
    const urgent = this.model.pending.length > 0 || this.model.connection === 'off' || lastMinute(this.model, now);
    if (line) this.update({ said: line });
    if (minute || urgent) this.update({ now });
  }

  private draw(): void {
    const { model } = this;
    document.title = bareText(model.open?.review?.effect ?? texts.shell.titles[model.scope]) + ` – ${texts.product}`;
    render(html`<a class="skip" href="#review">${texts.shell.skip}</a>${model.signedOut ? signedOut(model) : nothing}
      <div class="shell" data-pane=${model.open ? 'review' : 'queue'} ?inert=${model.signedOut}>${rail(model, this)} ${queueView(model, this)} ${reviewView(model, this)}</div>
      ${toasts(model, this)} ${help(model, this)}`, this.root);
  }
}

const signedOut = (model: Model) => html`<div class="overlay" role="alertdialog" aria-labelledby="out" aria-describedby="out-say"><div class="dialog narrow">
  <h2 id="out" class="blank-title">${texts.page.signedOut}</h2><p id="out-say">${texts.page.signedOutSay(model.takenBackBySignOut)}</p>
  <p><a class="b" href=${location.pathname + location.search}>${texts.page.signIn}</a></p></div></div>`;

const lastMinute = (model: Model, now: number): boolean =>
  [...model.list.shown, model.open?.review].some((item: Pick<Summary, 'decideBy'> | undefined) => {
    const left = Date.parse(item?.decideBy ?? '') - now;
    return left > -2000 && left < 60_000;
  });
