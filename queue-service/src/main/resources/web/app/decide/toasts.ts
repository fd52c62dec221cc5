import { html, nothing, type TemplateResult } from 'lit';
import type { Actions, Model } from '../model';
import { keyName, keyOf } from '../shell/keys';
import { safeLine } from '../text/safe-text';
import { texts } from '../texts';

/** Verdicts that have not gone out yet, each with its way back. The count is for the eye; the words are said once. */
export function toasts(model: Model, actions: Actions): TemplateResult {
  const undo = keyOf('undo', model.keys);
  return html`<section class="toasts" aria-label=${texts.toast.region}>
      ${model.pending.map(
        (pending) => html`<div class="toast"><span>${safeLine(pending.said)}. ${pending.review === model.open?.id ? nothing : html`<span class="toast-of">${safeLine(pending.target)}.</span> `}
            <span aria-hidden="true">${texts.toast.goesOut(Math.max(1, Math.ceil((pending.sendsAt - Date.now()) / 1000)))}</span></span>
          <button class="b" aria-keyshortcuts=${undo} @click=${() => actions.undo(pending.review)}>${texts.verdict.undo} <kbd aria-hidden="true">${keyName(undo)}</kbd></button></div>`,
      )}
      ${model.notices.map(
        (notice) => html`<div class="toast" role="alert"><span><b>${safeLine(notice.title)}.</b> ${safeLine(notice.target)}</span>
          <span class="toast-do"><button class="b" @click=${() => actions.seeNotice(notice, true)}>${texts.toast.look}</button>
          <button class="b" @click=${() => actions.seeNotice(notice, false)}>${texts.banner.close}</button></span></div>`,
      )}
      ${model.toast ? html`<div class="toast plain-toast"><span>${model.toast}</span></div>` : nothing}
    </section>
    <p class="vh" role="status" aria-live="polite">${model.said}</p>`;
}
