import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Summary } from '../api/types';
import { type Actions, isDecided, type Model } from '../model';
import { clockView } from '../shell/clock-view';
import { icon, tray } from '../shell/icons';
import { keyOf } from '../shell/keys';
import { menu } from '../shell/menu';
import { hrefOf, MOST_FILTERED, SCOPES } from '../shell/address';
import { bottomRail, countOf } from '../shell/rail';
import { moment, span } from '../text/clock';
import { bareText, oddDomainsHere, safeLine } from '../text/safe-text';
import { texts } from '../texts';
import { whoOf } from '../decide/who';
import { matching, newCount } from './held-list';
import { isAt, placeOf } from './listing';

export function queueView(model: Model, actions: Actions): TemplateResult {
  const title = texts.shell.titles[model.scope];
  const shown = matching(model.list.shown, model.filter);
  const total = countOf(model, model.scope) ?? model.list.shown.length;
  return html`<section class="queue" aria-label=${texts.shell.queue} aria-busy=${model.listState === 'loading' || model.searching}>
    <header>
      <h2>${title}</h2>
      ${menu({
        label: title,
        className: 'plain switch',
        open: model.menu === 'scope',
        toggle: (open) => actions.menu(open ? 'scope' : undefined),
        items: [
          ...SCOPES.map((scope) => ({
            label: `${texts.shell.titles[scope]} ${countOf(model, scope) ?? ''}`.trim(),
            current: scope === model.scope,
            run: () => actions.scope(scope),
          })),
          ...model.views.map((view) => ({ label: bareText(view.name), current: isAt(view, model), run: () => actions.showView(view) })),
        ],
      })}
      ${model.listState === 'ready' && !model.searching
        ? html`<span class="meta">${model.filter ? texts.queue.found(shown.length, model.next !== undefined) : model.scope === 'decided' || model.process ? texts.queue.decided(model.list.shown.length, model.scope) : texts.queue.waiting(total)}</span>`
        : nothing}
      <button class="b plain find" aria-label=${texts.queue.find} aria-expanded=${model.filtering} aria-keyshortcuts=${keyOf('filter', model.keys)} @click=${() => actions.toggleFilter(!model.filtering)}>${icon('search')}</button>
      <button class="b plain find without-rail" aria-label=${texts.shell.preferences} @click=${() => actions.help(true)}>${icon('gear')}</button>
    </header>
    ${model.filtering ? filterBar(model, actions) : nothing}
    ${waitingButton(model, actions)} ${body(model, actions, shown)} ${bottomRail(model, actions)}
  </section>`;
}

/** Words, a process, and the view that both make, to be kept under a name. */
function filterBar(model: Model, actions: Actions): TemplateResult {
  const viewed = model.views.find((view) => isAt(view, model));
  const processes = [...new Set([...model.processes, ...(model.process ? [model.process] : [])])];
  return html`<div class="filter" role="search">
    <input id="filter" type="search" maxlength=${MOST_FILTERED} aria-label=${texts.queue.filter} placeholder=${texts.queue.filter} .value=${live(model.filter)}
      @input=${(event: Event) => actions.filter((event.target as HTMLInputElement).value)} />
    <span class="filter-row"><select id="filter-process" aria-label=${texts.queue.process} @change=${(event: Event) => actions.chooseProcess((event.target as HTMLSelectElement).value || undefined)}>
        <option value="" .selected=${live(!model.process)}>${texts.queue.anyProcess}</option>
        ${processes.map((process) => html`<option value=${process} .selected=${live(process === model.process)}>${process}</option>`)}</select>
      ${viewed || model.naming ? nothing : html`<button class="b" @click=${() => actions.nameView(true)}>${texts.views.save}</button>`}
      <button class="b" @click=${() => actions.download()}>${texts.queue.download}</button></span>
    ${model.views.length ? html`<span class="filter-views only-narrow">${model.views.map((view) => html`<a class="b" href=${hrefOf(placeOf(view))} aria-current=${view === viewed ? 'true' : 'false'}
      @click=${(event: Event) => (event.preventDefault(), actions.showView(view))}>${safeLine(view.name)}</a>`)}</span>` : nothing}
    ${model.naming ? nameForm(model, actions) : nothing}
  </div>`;
}

function nameForm(model: Model, actions: Actions): TemplateResult {
  const save = (event: Event): void => {
    event.preventDefault();
    actions.saveView((event.currentTarget as HTMLFormElement).querySelector('input')?.value ?? '');
  };
  return html`<form class="filter-row" novalidate @submit=${save}>
    <input id="view-name" aria-label=${texts.views.name} placeholder=${texts.views.name} maxlength="60" aria-invalid=${model.namingError ? 'true' : 'false'} aria-describedby=${model.namingError ? 'view-error' : nothing} />
    <button class="b" type="submit">${texts.views.keep}</button>
    ${model.namingError ? html`<span class="err-say" id="view-error" role="alert">${model.namingError}</span>` : nothing}</form>`;
}

function waitingButton(model: Model, actions: Actions): TemplateResult | typeof nothing {
  if (!model.list.waiting) return nothing;
  const fresh = newCount(model.list);
  if (!fresh && !model.list.gone.size) return nothing;
  return html`<p class="fresh"><button class="b" @click=${() => actions.showWaiting()}>
    ${fresh ? texts.queue.fresh(fresh) : texts.queue.changed}</button></p>`;
}

function body(model: Model, actions: Actions, shown: readonly Summary[]): TemplateResult {
  if (model.listState === 'loading' && !shown.length) return bones();
  if (model.listState === 'failed' && !shown.length) return failed(actions);
  if (!shown.length && model.filter) return model.searching ? bones() : html`<div class="blank"><h3>${texts.queue.none}</h3><p>${texts.queue.noneSay}</p></div>`;
  if (!shown.length) return empty(model, actions);
  const hold = (held: boolean) => () => actions.hold(held);
  return html`<ol @mouseenter=${hold(true)} @mouseleave=${hold(false)} @focusin=${hold(true)} @focusout=${hold(false)}>
    ${repeat(
      shown,
      (item) => item.id,
      (item) => html`<li>${guard(seenBy(item, model), () => row(item, model, actions))}</li>`,
    )}
    ${model.next ? html`<li class="more-rows"><button class="b" @click=${() => actions.loadMore()}>${texts.queue.more}</button></li>` : nothing}
  </ol>`;
}

/** All that a row shows: while it is the same, the row is not drawn again, however many there are. */
function seenBy(item: Summary, model: Model): readonly unknown[] {
  const pending = model.pending.find((each) => each.review === item.id);
  return [item, model.list.gone.has(item.id), model.open?.id === item.id, pending?.said, model.me, model.now, hrefOf(model, item.id), oddDomainsHere()];
}

function row(item: Summary, model: Model, actions: Actions): TemplateResult {
  const gone = model.list.gone.has(item.id);
  const current = model.open?.id === item.id;
  const decided = isDecided(item.state);
  return html`<a class="item ${gone ? 'gone' : ''}" href=${hrefOf(model, item.id)} aria-current=${current ? 'true' : 'false'} data-review=${item.id}
    @click=${(event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      actions.openReview(item.id);
    }}>
    <span class="top"><span>${safeLine(item.process)}</span>${
      decided || gone ? html`<span class="state">${gone && !decided ? texts.queue.gone : (texts.outcome[item.decision?.outcome ?? item.state] ?? '')}</span>` : clockView(item, model.now, 'short')
    }</span>
    <span class="what">${safeLine(item.effect || item.title)}</span>
    <span class="why"><span>${because(item, model)}</span><span class="nowrap">${stamp(item, model)}</span></span>
  </a>`;
}

function because(item: Summary, model: Model): unknown {
  const notes: unknown[] = [];
  const pending = model.pending.find((each) => each.review === item.id);
  if (pending) return texts.toast.waitsFor(pending.said);
  if (isDecided(item.state)) return whoOf(item.decision, model.me) ?? '';
  if (item.claimedBy && item.claimedBy.id !== model.me?.id) notes.push(texts.queue.onIt(item.claimedBy.name));
  else notes.push(item.because ?? item.ownerName ?? item.owner);
  if (item.urgency === 'high') notes.push(texts.queue.urgent);
  if (item.approvals && item.approvals.needed > 1) notes.push(texts.queue.approvals(item.approvals.needed, item.approvals.given));
  return safeLine(notes.join('; '));
}

function stamp(item: Summary, model: Model): string {
  if (isDecided(item.state)) return item.decision?.at ? moment(item.decision.at, model.now) : '';
  return texts.queue.age(span(model.now - Date.parse(item.openedAt)));
}

function empty(model: Model, actions: Actions): TemplateResult {
  const more = model.scope === 'mine' && model.counts.team ? countOf(model, 'team') : undefined;
  return html`<div class="blank">
    ${tray}
    <h3>${texts.queue.empty[model.scope]}</h3>
    <p>${more ? texts.queue.elsewhere(more) : texts.queue.nothingElse}</p>
    ${more ? html`<p><button class="b" @click=${() => actions.scope('team')}>${texts.queue.showTeam}</button></p>` : nothing}
  </div>`;
}

const failed = (actions: Actions): TemplateResult => html`<div class="blank">
  <h3>${texts.queue.failed}</h3>
  <p>${texts.queue.failedSay}</p>
  <p><button class="b" @click=${() => actions.retry()}>${texts.queue.tryNow}</button></p>
</div>`;

const bones = (): TemplateResult => html`<div class="late-bones" aria-live="polite"><p class="vh">${texts.queue.loading}</p>
  ${[0, 1, 2, 3].map(() => html`<div class="bones"><div class="bone w34"></div><div class="bone w86"></div><div class="bone w52"></div></div>`)}</div>`;
