import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shell/icons';
import { countHidden } from '../text/hidden-characters';
import { texts } from '../texts';

/** Says how much of a text is hidden, right beside it. */
export function hiddenNote(text: string, say: string = texts.review.hiddenSay): TemplateResult | typeof nothing {
  const many = countHidden(text);
  if (!many) return nothing;
  return html`<p class="hidden-chars" role="note">${icon('warn')}<span><b>${texts.review.hiddenHere(many)}</b>${say}</span></p>`;
}
