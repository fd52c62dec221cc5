import { client, Problem } from '../api/client';
import type { KeptPreferences, SavedView } from '../api/types';
import type { Host } from '../host';
import { texts } from '../texts';
import { COMMANDS, holderOf, isKey, keyName, keyOf, type Single } from './keys';

const NOTHING: KeptPreferences = { views: [], keys: {} };
const LOCAL = 'countersign.kept';

/** Saved views and keys: with the service, so that they are there wherever a person signs in; on this device where it keeps none. */
export class Kept {
  private etag = '';
  private local = false;

  constructor(private readonly host: Host) {}

  async load(): Promise<void> {
    try {
      const { kept, etag } = await client.preferences();
      this.take(kept, etag);
    } catch (error) {
      if (this.host.handled(error)) return;
      this.local = true;
      this.take(readLocal(), '');
    }
  }

  saveView(name: string): void {
    const { model } = this.host;
    const wanted = name.trim();
    if (!wanted) return this.refuse(texts.views.needName);
    if (wanted.length > 60) return this.refuse(texts.views.tooLong);
    const decided = model.scope === 'decided';
    const view: SavedView = {
      name: wanted,
      scope: model.scope === 'decided' ? 'all' : model.scope,
      state: decided ? 'decided' : 'open',
      ...(model.process ? { process: model.process } : {}),
      ...(model.filter.trim() ? { text: model.filter.trim() } : {}),
    };
    const others = model.views.filter((each) => each.name.toLowerCase() !== wanted.toLowerCase());
    void this.write((kept) => ({ ...kept, views: [...kept.views.filter((each) => each.name.toLowerCase() !== wanted.toLowerCase()), view] }), [...others, view]);
    this.host.update({ naming: false, namingError: '' });
    this.host.tell(texts.views.saved(wanted));
  }

  removeView(view: SavedView): void {
    void this.write((kept) => ({ ...kept, views: kept.views.filter((each) => each.name !== view.name) }), this.host.model.views.filter((each) => each.name !== view.name));
    this.host.tell(texts.views.removed(view.name));
  }

  /** Another key for a command; undefined: the usual one. Says so where it is taken, and changes nothing. */
  setKey(command: string, key: string | undefined): void {
    if (!Object.hasOwn(COMMANDS, command)) return;
    const own = command as Single;
    const { model } = this.host;
    if (key !== undefined && key !== COMMANDS[own] && !isKey(key)) return this.host.update({ keysSay: texts.help.cannotBe(keyName(key)) });
    const wanted = key ?? COMMANDS[own];
    const holder = holderOf(wanted, model.keys);
    if (holder && holder !== own) return this.host.update({ keysSay: texts.help.taken(keyName(wanted), texts.help.commands[holder] ?? holder) });
    const next = { ...model.keys };
    if (wanted === COMMANDS[own]) delete next[own];
    else next[own] = wanted;
    this.host.update({ keys: next, rekeying: undefined, keysSay: texts.help.set(texts.help.commands[own] ?? own, keyName(keyOf(own, next))) });
    void this.write((kept) => ({ ...kept, keys: next }));
  }

  resetKeys(): void {
    this.host.update({ keys: {}, rekeying: undefined, keysSay: texts.help.reset });
    void this.write((kept) => ({ ...kept, keys: {} }));
  }

  private refuse(namingError: string): void {
    this.host.update({ namingError });
    this.host.focus('#view-name');
  }

  /** Shown at once; where somebody changed them elsewhere meanwhile, the change is made again on top of theirs. */
  private async write(change: (kept: KeptPreferences) => KeptPreferences, views?: readonly SavedView[]): Promise<void> {
    const before: KeptPreferences = { views: [...this.host.model.views], keys: { ...this.host.model.keys } };
    if (views) this.host.update({ views });
    if (this.local) return keepLocal(change(before));
    try {
      await this.send(change(before));
    } catch (error) {
      if (error instanceof Problem && error.status === 412) return this.again(change);
      if (!this.host.handled(error)) this.host.tell(error instanceof Problem && error.detail ? error.detail : texts.views.notKept);
      await this.load();
    }
  }

  private async again(change: (kept: KeptPreferences) => KeptPreferences): Promise<void> {
    await this.load();
    const { views, keys } = this.host.model;
    await this.send(change({ views: [...views], keys: { ...keys } })).catch((error: unknown) => {
      if (!this.host.handled(error)) this.host.tell(texts.views.notKept);
    });
  }

  private async send(kept: KeptPreferences): Promise<void> {
    const answer = await client.keep(kept, this.etag);
    this.take(answer.kept, answer.etag);
  }

  private take(kept: KeptPreferences, etag: string): void {
    this.etag = etag;
    const keys = Object.fromEntries(Object.entries(kept.keys).filter(([command]) => Object.hasOwn(COMMANDS, command)));
    this.host.update({ views: kept.views, keys });
  }
}

function readLocal(): KeptPreferences {
  try {
    return { ...NOTHING, ...(JSON.parse(localStorage.getItem(LOCAL) ?? '{}') as Partial<KeptPreferences>) };
  } catch {
    return NOTHING;
  }
}

function keepLocal(kept: KeptPreferences): void {
  try {
    localStorage.setItem(LOCAL, JSON.stringify(kept));
  } catch {
    // Private windows may refuse; then they hold until the page is left.
  }
}
