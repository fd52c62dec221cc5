import { html, type TemplateResult } from 'lit';
import type { Actions, Tab } from '../model';
import { texts } from '../texts';

/** Which way of looking at the payload. Buttons that say which one is on. */
export function tabs(all: readonly Tab[], current: Tab, actions: Actions): TemplateResult {
  return html`<span class="tabs" role="group" aria-label=${texts.review.show}>
    ${all.map((tab) => html`<button aria-pressed=${tab === current} @click=${() => actions.tab(tab)}>${texts.review.tabs[tab]}</button>`)}
  </span>`;
}
