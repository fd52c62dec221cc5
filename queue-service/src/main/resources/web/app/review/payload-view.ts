import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Json, Review } from '../api/types';
import type { Actions, Edit } from '../model';
import { canonicalText } from '../payload/canonical';
import { allTexts } from '../payload/pointer';
import { safeLine, safeLines } from '../text/safe-text';
import { texts } from '../texts';
import { hiddenNote } from './hidden-note';

/** Exactly what is signed; while editing, a place to write the payload as JSON. */
export function exactPayload(review: Review, payload: Json, edit: Edit | undefined, actions: Actions, changed: boolean): TemplateResult {
  const held = edit?.typed.get('') ?? canonicalText(payload);
  const error = edit?.errors.get('');
  const take = (text: string): void => {
    try {
      actions.fieldTyped('', text, JSON.parse(text) as Json, undefined);
    } catch {
      actions.fieldTyped('', text, undefined, texts.review.notJson);
    }
  };
  return html`${edit
      ? html`<textarea id="field" class="exact mono" rows=${Math.min(24, held.split('\n').length + 1)} spellcheck="false" aria-label=${texts.review.exact}
            aria-invalid=${error ? 'true' : 'false'} aria-describedby=${error ? 'exact-error' : nothing} .value=${live(held)}
            @input=${(event: Event) => take((event.target as HTMLTextAreaElement).value)}></textarea>
          ${error ? html`<p class="err-say" id="exact-error">${safeLine(error)}</p>` : nothing}`
      : html`<pre tabindex="0" aria-label=${texts.review.exact}>${safeLines(canonicalText(payload))}</pre>`}
    <p class="note">${changed ? texts.review.canonicalEdited : texts.review.canonical} <span class="mono">${review.payloadDigest}</span></p>
    ${hiddenNote(allTexts(payload).join('\n'))}`;
}
