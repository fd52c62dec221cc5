import { client, Problem } from '../api/client';
import type { Json, Violation } from '../api/types';
import type { Host } from '../host';
import { type Edit, isDecided, isEdited, type Open, type Tab } from '../model';
import { texts } from '../texts';
import { painted } from '../shell/painted';
import { inputId } from './field-input';
import { letterKeys } from './letter-view';

const PREVIEW_AFTER = 350;

/** Editing the payload in place: the draft stays as it was, and what would happen is asked for while one types. */
export class Editing {
  private timer: number | undefined;
  private asked = 0;

  constructor(private readonly host: Host) {}

  begin(): void {
    const open = this.host.model.open;
    const review = open?.review;
    if (!open || !review || !open.rendered || isDecided(review.state)) return;
    if (this.host.model.pending.some((each) => each.review === open.id)) return;
    const edit: Edit = open.edit ?? { of: review.action.payload, payload: review.action.payload, errors: new Map(), typed: new Map(), effect: undefined, reasonNeeded: undefined };
    const letter = review.show !== 'record' && letterKeys(review, edit.payload).has('text');
    this.host.updateOpen(open.id, { edit, editing: true, ask: undefined, tab: letter ? 'write' : 'fields' });
    void painted().then(() => startTyping(letter ? `#${inputId('/text')}` : '.record input, .record textarea, .record select'));
  }

  /** Leaves the fields; what was typed stays. */
  end(): void {
    const open = this.host.model.open;
    if (!open) return;
    const kept = isEdited(open) || (open.edit?.errors.size ?? 0) > 0;
    const tab: Tab = open.tab === 'write' ? (kept ? 'changes' : 'sent') : open.tab;
    this.host.updateOpen(open.id, { editing: false, edit: kept ? open.edit : undefined, tab });
    this.host.focus('.scroll');
  }

  typed(payload: Json): void {
    this.change((edit) => ({ ...edit, payload, errors: new Map(), typed: new Map() }));
  }

  fieldTyped(pointer: string, text: string, payload: Json | undefined, error: string | undefined): void {
    this.change((edit) => {
      const errors = new Map(edit.errors);
      const typed = new Map(edit.typed);
      if (error) errors.set(pointer, error);
      else errors.delete(pointer);
      typed.set(pointer, text);
      return { ...edit, payload: payload ?? edit.payload, errors, typed };
    });
  }

  takeAllBack(): void {
    const review = this.host.model.open?.review;
    if (review) this.typed(review.action.payload);
  }

  /** Marks the fields that the server refused, and goes to the first of them. */
  refuse(open: Open, violations: readonly Violation[]): void {
    if (!open.edit) return;
    this.host.updateOpen(open.id, { edit: { ...open.edit, errors: withViolations(new Map(), violations) }, editing: true });
    const first = violations[0];
    if (first) this.host.focus(`#${inputId(pointerOf(first))}, .record [aria-invalid="true"], .letter [aria-invalid="true"]`);
  }

  private change(next: (edit: Edit) => Edit): void {
    const open = this.host.model.open;
    if (!open?.edit) return;
    this.host.updateOpen(open.id, { edit: next(open.edit) });
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.preview(open.id), PREVIEW_AFTER);
  }

  /** What approving would do now, and what does not fit yet. A later answer makes an earlier one void. */
  async preview(id: string): Promise<void> {
    const open = this.host.model.open;
    if (!open?.edit || open.id !== id || this.host.model.connection === 'off') return;
    const mine = ++this.asked;
    const payload = open.edit.payload;
    try {
      const answer = await client.preview(id, payload);
      const now = this.host.model.open;
      if (mine !== this.asked || !now?.edit || now.id !== id || now.edit.payload !== payload) return;
      this.host.updateOpen(id, {
        edit: { ...now.edit, effect: answer.effect, reasonNeeded: answer.reasonNeeded ?? undefined, errors: withViolations(unfinished(now.edit), answer.errors) },
      });
    } catch (error) {
      if (!this.host.handled(error) && error instanceof Problem && error.status === 422 && mine === this.asked) {
        const now = this.host.model.open;
        if (now?.edit && now.id === id) this.host.updateOpen(id, { edit: { ...now.edit, errors: withViolations(new Map(), error.errors) } });
      }
    }
  }
}

/** Goes to the first field without losing the beginning of what is edited from sight. */
function startTyping(selector: string): void {
  const field = document.querySelector<HTMLElement>(selector);
  field?.focus({ preventScroll: true });
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(0, 0);
  document.getElementById('payload')?.scrollIntoView({ block: 'start' });
}

/** Errors of fields whose text is no value of their type yet: the server has never seen that text. */
const unfinished = (edit: Edit): Map<string, string> => new Map([...edit.errors].filter(([, error]) => LOCAL.has(error)));

const LOCAL = new Set<string>([texts.review.notNumber, texts.review.notInteger, texts.review.notJson]);

const pointerOf = (violation: Violation): string => violation.pointer.replace(/^\/payload(?=\/|$)/, '');

function withViolations(errors: Map<string, string>, violations: readonly Violation[]): Map<string, string> {
  for (const violation of violations) if (!errors.has(pointerOf(violation))) errors.set(pointerOf(violation), violation.detail);
  return errors;
}

/** The first place where something of the kind stands, opened if it is folded. */
export function revealHidden(kind: '.cp' | '.odd'): void {
  const mark = document.querySelector(`.review .scroll ${kind}`);
  for (let folded = mark?.closest('details'); folded; folded = folded.parentElement?.closest('details')) folded.setAttribute('open', '');
  mark?.scrollIntoView({ block: 'center' });
}
