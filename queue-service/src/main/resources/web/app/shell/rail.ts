import { html, type TemplateResult } from 'lit';
import type { Scope } from '../api/types';
import type { Actions, Model } from '../model';
import { bareText } from '../text/safe-text';
import { texts } from '../texts';
import { icon, seal } from './icons';

export const SCOPES: readonly Scope[] = ['mine', 'team', 'all', 'decided'];

export const countOf = (model: Model, scope: Scope): number | undefined => (scope === 'decided' ? undefined : model.counts[scope]);

export const initials = (name: string): string => {
  const words = bareText(name).trim().split(/\s+/);
  return ((words[0]?.charAt(0) ?? '') + (words.length > 1 ? (words.at(-1)?.charAt(0) ?? '') : '')).toUpperCase();
};

export const scopeHref = (scope: Scope): string => (scope === 'mine' ? '/' : `/?scope=${scope}`);

export function rail(model: Model, actions: Actions): TemplateResult {
  const go = (scope: Scope) => (event: Event) => {
    event.preventDefault();
    actions.scope(scope);
  };
  return html`<nav class="rail" aria-label=${texts.shell.queues}>
    <a class="brand" href="/" @click=${go('mine')}>${seal}${texts.product}</a>
    <ul>
      ${SCOPES.map(
        (scope) => html`<li>
          <a href=${scopeHref(scope)} aria-current=${model.scope === scope ? 'page' : 'false'} @click=${go(scope)}
            >${icon(scope)}<span>${texts.shell.titles[scope]}</span><b>${countOf(model, scope)}</b></a
          >
        </li>`,
      )}
    </ul>
    <div class="foot">
      <p class="live ${model.connection === 'off' ? 'off' : ''}">${model.connection === 'off' ? texts.shell.off : texts.shell.live}</p>
      <p class="me"><span class="face" aria-hidden="true">${initials(model.me?.name ?? '')}</span><span>${model.me?.name}</span></p>
      <p><button class="link quiet-link" @click=${() => actions.help(true)}>${texts.shell.preferences}</button></p>
      <p><a class="quiet-link" href="/logout">${texts.shell.signOut}</a></p>
    </div>
  </nav>`;
}

/** Where the rail has no room: the same four queues at a thumb's reach. */
export function bottomRail(model: Model, actions: Actions): TemplateResult {
  return html`<nav class="pbar bottom only-narrow" aria-label=${texts.shell.queues}>
    ${SCOPES.map(
      (scope) => html`<a
        class="b plain"
        href=${scopeHref(scope)}
        aria-current=${model.scope === scope ? 'page' : 'false'}
        @click=${(event: Event) => {
          event.preventDefault();
          actions.scope(scope);
        }}
        >${texts.shell.short[scope]} ${countOf(model, scope)}</a
      >`,
    )}
  </nav>`;
}
