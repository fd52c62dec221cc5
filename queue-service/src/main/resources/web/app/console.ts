import { html, nothing, render } from 'lit';
import { client, Problem, serverNow, Unreachable } from './api/client';
import type { Place, Review, SavedView, Scope, Summary } from './api/types';
import { Connection } from './connection';
import { Deciding } from './decide/deciding';
import { readingLeft } from './decide/may';
import { toasts } from './decide/toasts';
import type { Host } from './host';
import { type Actions, isDecided, type Model, type Notice, type Open, type Preferences, startingModel, type Tab } from './model';
import { neighbour, nextWaiting, release } from './queue/held-list';
import { Listing, placeIn, placeOf } from './queue/listing';
import { queueView } from './queue/queue-view';
import { AttentionAccount } from './review/attention';
import { Editing, revealHidden } from './review/editing';
import { Opening } from './review/opening';
import { reviewView } from './review/review-view';
import { hrefOf, readAddress } from './shell/address';
import { announcement } from './shell/announcement';
import { help } from './shell/help';
import { Kept } from './shell/kept';
import { listenForKeys } from './shell/key-listener';
import { applyTheme, keepPreferences, readPreferences } from './shell/preferences';
import { painted } from './shell/painted';
import { rail } from './shell/rail';
import { bareText } from './text/safe-text';
import { texts } from './texts';

const TELL_FOR = 4000;

/** The reviewer's console: one model, shown whole after each change; what can be done, in one place. */
export class Console implements Host, Actions {
  readonly model: Model;
  private readonly attention = new AttentionAccount(() => performance.now(), () => !document.hidden);
  private readonly editing = new Editing(this);
  private readonly deciding = new Deciding(this, this.editing, this.attention);
  private readonly listing = new Listing(this, () => this.opening.listed());
  private readonly opening = new Opening(this, this.attention, (id) => void this.editing.preview(id));
  private readonly kept = new Kept(this);
  private readonly connection: Connection;
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
    window.addEventListener('popstate', () => this.goToAddress());
    document.addEventListener('visibilitychange', () => this.attention.settle());
    window.setInterval(() => this.tick(), 1000);
    this.goToAddress();
    void this.loadMe();
    void this.kept.load();
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
    if (open?.id !== id) return;
    if ('edit' in change) this.opening.edited(id, change.edit);
    this.update({ open: { ...open, ...change } });
  }

  reload = (id: string): Promise<void> => this.opening.load(id);
  refreshList = (): Promise<void> => this.listing.refresh();
  forget = (id: string): void => this.opening.done(id);
  learn = (id: string, what: Partial<Review>): void => this.opening.learn(id, what);
  keepForLater: Host['keepForLater'] = (id, target, banner) => this.opening.keepForLater(id, target, banner);

  goOn(): boolean {
    if (this.model.scope === 'decided') return false;
    const waits = (id: string): boolean => this.model.pending.some((each) => each.review === id);
    const next = nextWaiting(this.model.list, this.model.open?.id, waits);
    if (next) this.go(this.place(), next.id, true);
    return next !== undefined;
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

  scope = (scope: Scope): void => this.go({ scope, process: undefined, filter: '' });
  showView = (view: SavedView): void => this.go(placeOf(view));
  openReview = (id: string): void => this.go(this.place(), id);

  closeReview(): void {
    const id = this.model.open?.id;
    this.go(this.place());
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

  loadMore = (): void => void this.listing.loadMore();
  hold = (held: boolean): void => this.listing.hold(held);

  filter(filter: string): void {
    this.listing.search(filter);
    history.replaceState(null, '', hrefOf(this.place(), this.model.open?.id));
  }

  chooseProcess(process: string | undefined): void {
    this.go({ ...this.place(), process }, this.model.open?.id);
    this.focus('#filter-process');
  }

  toggleFilter(filtering: boolean): void {
    this.update({ filtering, naming: false });
    if (!filtering && (this.model.filter || this.model.process)) this.go({ scope: this.model.scope, process: undefined, filter: '' }, this.model.open?.id);
    this.focus(filtering ? '#filter' : '.queue .item');
  }

  download = (): void => void this.listing.download();

  nameView(naming: boolean): void {
    this.update({ naming, namingError: '' });
    this.focus(naming ? '#view-name' : '#filter');
  }

  saveView = (name: string): void => this.kept.saveView(name);
  removeView = (view: SavedView): void => this.kept.removeView(view);
  rekey = (command: string | undefined): void => this.update({ rekeying: command, keysSay: '' });
  setKey: Actions['setKey'] = (command, key) => this.kept.setKey(command, key);
  resetKeys = (): void => this.kept.resetKeys();

  seeNotice(notice: Notice, open: boolean): void {
    this.update({ notices: this.model.notices.filter((each) => each !== notice) });
    if (open) this.openReview(notice.review);
  }

  sourceOpened(at: number): void {
    const sources = this.model.open?.review?.sources.length ?? 0;
    if (at < sources) this.attention.sourceOpened(at);
    this.update({});
  }

  endSeen(): void {
    if (this.reading().end) return;
    this.attention.endSeen();
    this.update({});
  }

  reading = (): ReturnType<AttentionAccount['of']> => this.attention.of(this.model.open?.id ?? '');

  point = (pointed: string | undefined): void => this.update({ pointed });

  menu(menu: Model['menu']): void {
    this.update({ menu });
  }

  help(open: boolean): void {
    // Closed by itself, a dialog gives the focus back to where it was.
    if (!open) this.root.querySelector<HTMLDialogElement>('dialog[open]')?.close();
    this.update({ help: open, rekeying: undefined, keysSay: '' });
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

  /** Where the person is on it; where nobody is, the same key says that one is. */
  async letGo(): Promise<void> {
    const id = this.model.open?.id;
    if (!id || this.model.open?.review?.claimedBy?.id !== this.model.me?.id) return;
    if (!(await this.opening.letGo(id))) return;
    this.tell(texts.toast.letGo);
    this.closeReview();
    void this.refreshList();
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

  private place = (): Place => placeIn(this.model);

  private go(place: Place, review?: string, byItself = false): void {
    history.pushState(null, '', hrefOf(place, review));
    this.goToAddress(byItself);
  }

  private goToAddress(byItself = false): void {
    const address = readAddress(location);
    this.listing.show(address);
    this.opening.show(address.review, byItself);
  }

  private changed(id: string): void {
    window.clearTimeout(this.refreshTimer);
    this.refreshTimer = window.setTimeout(() => void this.refreshList(), 150);
    this.opening.forget(id);
    const open = this.model.open;
    if (open?.state === 'ready' && !open.busy && (id === open.id || id === '')) void this.opening.quietly(open.id);
  }

  private async loadMe(): Promise<void> {
    try {
      const me = await client.me();
      this.opening.signedIn(me.id);
      this.update({ me });
    } catch (error) {
      this.handled(error);
    }
  }

  private tick(): void {
    const now = serverNow();
    const line = announcement(this.model, now);
    const minute = Math.floor(now / 60_000) !== Math.floor(this.model.now / 60_000);
    const urgent = this.model.pending.length > 0 || this.model.connection === 'off' || lastMinute(this.model, now) || readable(this.model);
    if (line) this.update({ said: line });
    if (minute || urgent) this.update({ now });
  }

  private draw(): void {
    const { model } = this;
    document.title = bareText(model.open?.review?.effect ?? texts.shell.titles[model.scope]) + texts.shell.titleEnd;
    render(html`<a class="skip" href="#review">${texts.shell.skip}</a>${model.signedOut ? signedOut(model) : nothing}
      <div class="shell" data-pane=${model.open ? 'review' : 'queue'} ?inert=${model.signedOut}>${rail(model, this)} ${queueView(model, this)} ${reviewView(model, this)}</div>
      ${toasts(model, this)} ${help(model, this)}`, this.root);
  }
}

const signedOut = (model: Model) => html`<div class="overlay" role="alertdialog" aria-labelledby="out" aria-describedby="out-say"><div class="dialog narrow">
  <h2 id="out" class="blank-title">${texts.page.signedOut}</h2><p id="out-say">${texts.page.signedOutSay(model.takenBackBySignOut)}</p>
  <p><a class="b" href=${location.pathname + location.search}>${texts.page.signIn}</a></p></div></div>`;

/** The time of reading that the policy asks for runs, or has just passed. */
const readable = (model: Model): boolean => model.open?.review !== undefined && readingLeft(model.open.review, model.now) > 0;

const lastMinute = (model: Model, now: number): boolean =>
  [...model.list.shown, model.open?.review].some((item: Pick<Summary, 'decideBy'> | undefined) => {
    const left = Date.parse(item?.decideBy ?? '') - now;
    return left > -2000 && left < 60_000;
  });
