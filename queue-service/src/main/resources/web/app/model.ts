import type { Counts, Json, Me, Review, SavedView, Scope, Summary } from './api/types';
import type { Pending } from './decide/undo';
import type { Reading } from './review/attention';
import { emptyList, type HeldList } from './queue/held-list';

export type Tab = 'write' | 'changes' | 'sent' | 'draft' | 'fields' | 'exact';
export type Ask = 'approve' | 'reject' | 'request-changes' | 'reassign' | 'escalate';

export interface Banner {
  readonly tone: 'info' | 'warn' | 'danger';
  readonly title: string;
  readonly say: string;
  /** The problem as the server sent it, for support. */
  readonly document?: string;
  /** What the person had typed and what was not sent. */
  readonly kept?: string;
  readonly decision?: boolean;
}

/** Something that went otherwise on a review that is no longer open: it stays until the person has seen it. */
export interface Notice {
  readonly review: string;
  readonly target: string;
  readonly title: string;
}

/** The reviewer's edit of the open review. Absent until the person begins to edit. */
export interface Edit {
  /** The payload that it began with. */
  readonly of: Json;
  readonly payload: Json;
  readonly errors: ReadonlyMap<string, string>;
  /** What was typed into fields that do not (yet) hold a value of their type, by pointer. */
  readonly typed: ReadonlyMap<string, string>;
  readonly effect: string | undefined;
  /** Whether the policy asks for a sentence of reason for this payload; undefined until the service has said. */
  readonly reasonNeeded: boolean | undefined;
}

export interface Preferences {
  readonly singleKeys: boolean;
  readonly undoSeconds: number;
  readonly theme: 'system' | 'light' | 'dark';
  /** Where a verdict leads: to the next review at once, or nowhere. */
  readonly after: 'next' | 'stay';
}

export interface Open {
  readonly id: string;
  readonly summary: Summary | undefined;
  readonly state: 'loading' | 'ready' | 'missing' | 'failed';
  readonly review: Review | undefined;
  readonly etag: string;
  /** The whole of it stands on the page: only then may anything be decided. */
  readonly rendered: boolean;
  /** False for an instant where it came by itself, so that a key meant for the one before decides nothing here. */
  readonly settled: boolean;
  readonly tab: Tab;
  readonly edit: Edit | undefined;
  readonly editing: boolean;
  readonly banner: Banner | undefined;
  readonly ask: Ask | undefined;
  readonly askError: string | undefined;
  readonly busy: boolean;
}

export interface Model {
  me: Me | undefined;
  scope: Scope;
  list: HeldList;
  listState: 'loading' | 'ready' | 'failed';
  next: string | undefined;
  counts: Counts;
  filter: string;
  filtering: boolean;
  /** What the words of the filter are found in is being asked for. */
  searching: boolean;
  /** Only reviews of this process, where one is chosen. */
  process: string | undefined;
  /** Every process seen so far, to choose from. */
  processes: readonly string[];
  views: readonly SavedView[];
  /** The name of a view that is being saved, while it is typed. */
  naming: boolean;
  namingError: string;
  keys: Readonly<Record<string, string>>;
  /** The command that waits for its new key. */
  rekeying: string | undefined;
  keysSay: string;
  notices: readonly Notice[];
  open: Open | undefined;
  menu: 'more' | 'scope' | undefined;
  /** The verdict that pointer or focus is on: what it says is shown. */
  pointed: string | undefined;
  help: boolean;
  pending: readonly Pending[];
  toast: string;
  said: string;
  connection: 'live' | 'off';
  offSince: number;
  retryAt: number;
  signedOut: boolean;
  takenBackBySignOut: number;
  now: number;
  preferences: Preferences;
}

export const startingModel = (preferences: Preferences, now: number): Model => ({
  me: undefined,
  scope: 'mine',
  list: emptyList,
  listState: 'loading',
  next: undefined,
  counts: { mine: 0, team: 0, all: 0, most: 0 },
  filter: '',
  filtering: false,
  searching: false,
  process: undefined,
  processes: [],
  views: [],
  naming: false,
  namingError: '',
  keys: {},
  rekeying: undefined,
  keysSay: '',
  notices: [],
  open: undefined,
  menu: undefined,
  pointed: undefined,
  help: false,
  pending: [],
  toast: '',
  said: '',
  connection: 'live',
  offSince: 0,
  retryAt: 0,
  signedOut: false,
  takenBackBySignOut: 0,
  now,
  preferences,
});

/** What a person can do. The views know nothing else of the rest of the console. */
export interface Actions {
  scope(scope: Scope): void;
  openReview(id: string): void;
  closeReview(): void;
  step(by: 1 | -1): void;
  showWaiting(): void;
  loadMore(): void;
  hold(held: boolean): void;
  filter(text: string): void;
  toggleFilter(open: boolean): void;
  chooseProcess(process: string | undefined): void;
  showView(view: SavedView): void;
  download(): void;
  nameView(naming: boolean): void;
  saveView(name: string): void;
  removeView(view: SavedView): void;
  rekey(command: string | undefined): void;
  setKey(command: string, key: string | undefined): void;
  resetKeys(): void;
  seeNotice(notice: Notice, open: boolean): void;
  sourceOpened(at: number): void;
  /** The end of the review stood on the screen. */
  endSeen(): void;
  /** How the open review has been read so far. */
  reading(): Reading;
  menu(menu: Model['menu']): void;
  point(verdict: string | undefined): void;
  help(open: boolean): void;
  prefer(change: Partial<Preferences>): void;
  retry(): void;
  tab(tab: Tab): void;
  edit(): void;
  typed(payload: Json): void;
  fieldTyped(pointer: string, text: string, payload: Json | undefined, error: string | undefined): void;
  takeAllBack(): void;
  approve(): void;
  ask(ask: Ask | undefined): void;
  answer(form: HTMLFormElement): void;
  takeOver(): void;
  undo(review?: string): void;
  letGo(): Promise<void> | void;
  dismiss(): void;
  copyKept(): void;
  showHidden(kind: '.cp' | '.odd'): void;
}

export const isDecided = (state: string): boolean => state !== 'open' && state !== 'waiting';

export const isEdited = (open: Open): boolean =>
  open.edit !== undefined && open.review !== undefined && JSON.stringify(open.edit.payload) !== JSON.stringify(open.review.action.payload);
