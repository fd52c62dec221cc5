import { html, nothing, type TemplateResult } from 'lit';
import type { SavedView, Scope } from '../api/types';
import type { Actions, Model } from '../model';
import { isAt, placeOf } from '../queue/listing';
import { forgetEdits } from '../review/edits';
import { bareText, safeLine } from '../text/safe-text';
import { texts } from '../texts';
import { hrefOf, SCOPES, scopeHref } from './address';
import { icon, seal } from './icons';

/** How many there are, in words: nobody needs to know by how many they are too many. */
export const countOf = (model: Model, scope: Scope): string | undefined =>
  scope === 'decided' ? undefined : texts.shell.count(model.counts[scope], model.counts.most);

export const initials = (name: string): string => {
  const words = bareText(name).trim().split(/\s+/);
  return ((words[0]?.charAt(0) ?? '') + (words.length > 1 ? (words.at(-1)?.charAt(0) ?? '') : '')).toUpperCase();
};

/** A link that a click follows without loading the page; with a key held it opens as any other. */
const followed = (run: () => void) => (event: MouseEvent) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  run();
};

export function rail(model: Model, actions: Actions): TemplateResult {
  const viewed = model.views.some((view) => isAt(view, model));
  return html`<nav class="rail" aria-label=${texts.shell.queues}>
    <a class="brand" href="/" @click=${followed(() => actions.scope('mine'))}>${seal}${texts.product}</a>
    <ul>
      ${SCOPES.map(
        (scope) => html`<li>
          <a href=${scopeHref(scope)} aria-current=${model.scope === scope && !viewed ? 'page' : 'false'} @click=${followed(() => actions.scope(scope))}
            >${icon(scope)}<span>${texts.shell.titles[scope]}</span><b>${countOf(model, scope)}</b></a
          >
        </li>`,
      )}
    </ul>
    ${model.views.length
      ? html`<h2 id="saved-views">${texts.shell.savedViews}</h2><ul class="views" aria-labelledby="saved-views">${model.views.map((view) => savedView(view, model, actions))}</ul>`
      : nothing}
    <div class="foot">
      <p class="live ${model.connection === 'off' ? 'off' : ''}">${model.connection === 'off' ? texts.shell.off : texts.shell.live}</p>
      <p class="me"><span class="face" aria-hidden="true">${initials(model.me?.name ?? '')}</span><span>${model.me?.name}</span></p>
      <p><button class="link quiet-link" @click=${() => actions.help(true)}>${texts.shell.preferences}</button></p>
      <p><a class="quiet-link" href="/logout" @click=${forgetEdits}>${texts.shell.signOut}</a></p>
    </div>
  </nav>`;
}

const savedView = (view: SavedView, model: Model, actions: Actions): TemplateResult => html`<li>
  <a href=${hrefOf(placeOf(view))} aria-current=${isAt(view, model) ? 'page' : 'false'} @click=${followed(() => actions.showView(view))}>${icon('view')}<span>${safeLine(view.name)}</span></a>
  <button class="remove" aria-label=${texts.views.remove(view.name)} @click=${() => actions.removeView(view)}>${icon('cross')}</button>
</li>`;

/** Where the rail has no room: the same four queues at a thumb's reach. */
export function bottomRail(model: Model, actions: Actions): TemplateResult {
  return html`<nav class="pbar bottom only-narrow" aria-label=${texts.shell.queues}>
    ${SCOPES.map(
      (scope) => html`<a class="b plain" href=${scopeHref(scope)} aria-current=${model.scope === scope ? 'page' : 'false'} @click=${followed(() => actions.scope(scope))}
        >${texts.shell.short[scope]} ${countOf(model, scope)}</a
      >`,
    )}
  </nav>`;
}
