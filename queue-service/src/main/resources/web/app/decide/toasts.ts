import { html, nothing, type TemplateResult } from 'lit';
import type { Actions, Model } from '../model';
import { safeLine } from '../text/safe-text';
import { texts } from '../texts';

/** Verdicts that have not gone out yet, each with its way back. The count is for the eye; the words are said once. */
export function toasts(model: Model, actions: Actions): TemplateResult {
  return html`<section class="toasts" aria-label=${texts.toast.region}>
      ${model.pending.map(
        (pending) => html`<div class="toast"><span>${safeLine(pending.said)}.
            <span aria-hidden="true">${texts.toast.goesOut(Math.max(1, Math.ceil((pending.sendsAt - Date.now()) / 1000)))}</span></span>
          <button class="b" aria-keyshortcuts="z" @click=${() => actions.undo(pending.review)}>${texts.verdict.undo} <kbd aria-hidden="true">z</kbd></button></div>`,
      )}
      ${model.toast ? html`<div class="toast plain-toast"><span>${model.toast}</span></div>` : nothing}
    </section>
    <p class="vh" role="status" aria-live="polite">${model.said}</p>`;
}
