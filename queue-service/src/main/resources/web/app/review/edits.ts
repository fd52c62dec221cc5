import type { Json } from '../api/types';
import type { Edit } from '../model';

const KEY = 'countersign.edits';

/** As it is written down: what the service said of it is asked for again. */
interface Written {
  readonly of: Json;
  readonly payload: Json;
  readonly errors: readonly (readonly [string, string])[];
  readonly typed: readonly (readonly [string, string])[];
}

/** Edits of reviews that are not decided yet. They outlast a reload and a new sign-in, in this tab, and are there for nobody but who made them. */
export class Edits {
  private readonly edits = new Map<string, Edit>();
  private person: string | undefined;

  constructor() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as { person?: string; edits?: Record<string, Written> };
      this.person = kept.person;
      for (const [review, edit] of Object.entries(kept.edits ?? {})) this.edits.set(review, read(edit));
    } catch {
      // What cannot be read is nobody's edit.
    }
  }

  /** Whoever is signed in. Says whether edits of somebody else were thrown away. */
  belongTo(person: string): boolean {
    const others = this.person !== undefined && this.person !== person;
    if (others) this.edits.clear();
    this.person = person;
    this.write();
    return others;
  }

  of(review: string): Edit | undefined {
    return this.edits.get(review);
  }

  keep(review: string, edit: Edit | undefined): void {
    if (edit && isBegun(edit)) this.edits.set(review, edit);
    else if (!this.edits.delete(review)) return;
    this.write();
  }

  private write(): void {
    try {
      if (!this.edits.size) return sessionStorage.removeItem(KEY);
      const edits = Object.fromEntries([...this.edits].map(([review, edit]) => [review, written(edit)]));
      sessionStorage.setItem(KEY, JSON.stringify({ person: this.person, edits }));
    } catch {
      // Private windows may refuse, and there is only so much room; then they hold until the page is left.
    }
  }
}

/** Whoever signs out leaves nothing of a case behind. */
export function forgetEdits(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Where nothing may be kept, nothing was.
  }
}

const isBegun = (edit: Edit): boolean => edit.errors.size > 0 || JSON.stringify(edit.payload) !== JSON.stringify(edit.of);

const written = (edit: Edit): Written => ({ of: edit.of, payload: edit.payload, errors: [...edit.errors], typed: [...edit.typed] });

const read = (edit: Written): Edit => ({
  of: edit.of, payload: edit.payload, errors: new Map(edit.errors), typed: new Map(edit.typed), effect: undefined, reasonNeeded: undefined,
});
