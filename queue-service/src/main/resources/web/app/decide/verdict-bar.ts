import { html, nothing, type TemplateResult } from 'lit';
import type { Review } from '../api/types';
import { type Actions, isDecided, isEdited, type Model, type Open } from '../model';
import { icon } from '../shell/icons';
import { menu } from '../shell/menu';
import { texts } from '../texts';
import { changesBetween } from '../review/changes-view';
import { freshWords } from '../review/side-view';

const key = (letter: string): TemplateResult => html`<kbd aria-hidden="true">${letter}</kbd>`;

export const hasApproved = (review: Review, model: Model): boolean => review.approvals.by.some((person) => person.id === model.me?.id);

/** Whether a verdict may be given: all of the review is there, we are connected, and none waits to go out. */
export const mayDecide = (open: Open, model: Model): boolean =>
  open.state === 'ready' &&
  open.rendered &&
  !open.busy &&
  model.connection === 'live' &&
  open.review !== undefined &&
  !isDecided(open.review.state) &&
  !model.pending.some((each) => each.review === open.id);

/** What approving does, then the verdicts: of equal weight, and none of them chosen. */
export function verdictBar(open: Open, model: Model, actions: Actions): TemplateResult | typeof nothing {
  const review = open.review;
  if (review && isDecided(review.state)) return decidedBar(actions);
  if (review && hasApproved(review, model)) return waitingBar(review, actions);
  const may = mayDecide(open, model);
  const mayEdit = open.state === 'ready' && open.rendered && !model.pending.some((each) => each.review === open.id);
  const edited = isEdited(open);
  const { verdict } = texts;
  return html`${review ? binds(review, open, edited) : nothing}
    <div class="bar" role="group" aria-label=${verdict.decide}>
      <button class="b ${edited ? 'act' : ''}" aria-keyshortcuts="a" ?disabled=${!may} @click=${() => actions.approve()}>
        ${edited ? verdict.approveWithChanges : verdict.approve} ${key('a')}</button>
      <button class="b" aria-keyshortcuts="e" ?disabled=${!mayEdit} @click=${() => actions.edit()}>${edited ? verdict.keepEditing : verdict.edit} ${key('e')}</button>
      <button class="b rc only-wide" aria-keyshortcuts="c" ?disabled=${!may} @click=${() => actions.ask('request-changes')}>${verdict.requestChanges} ${key('c')}</button>
      <button class="b" aria-keyshortcuts="r" ?disabled=${!may} @click=${() => actions.ask('reject')}>${verdict.reject} ${key('r')}</button>
      ${menu({
        label: verdict.more,
        className: 'more',
        open: model.menu === 'more',
        disabled: !may,
        toggle: (shown) => actions.menu(shown ? 'more' : undefined),
        items: [
          { label: verdict.requestChanges, className: 'when-narrow', run: () => actions.ask('request-changes') },
          { label: verdict.takeOver, run: () => actions.takeOver() },
          { label: verdict.reassign, run: () => actions.ask('reassign') },
        ],
      })}
      <span class="gap only-wide" aria-hidden="true"></span>
      <button class="b plain only-wide" aria-keyshortcuts="t" ?disabled=${!may} @click=${() => actions.takeOver()}>${verdict.takeOver} ${key('t')}</button>
      <button class="b plain only-wide" aria-keyshortcuts="x" ?disabled=${!may} @click=${() => actions.ask('reassign')}>${verdict.reassign} ${key('x')}</button>
    </div>`;
}

function binds(review: Review, open: Open, edited: boolean): TemplateResult {
  const message = review.show !== 'record';
  const many = edited && open.edit ? changesBetween(review.action.payload, open.edit.payload).length : 0;
  const say = review.approvals.needed > 1
    ? texts.binds.fourEyes(review.approvals.needed)
    : edited
      ? (message ? texts.binds.editedMessage(many) : texts.binds.editedRecord(many))
      : (message ? texts.binds.message : texts.binds.record)(review.agent, freshWords(review));
  return html`<p class="binds">${icon(review.approvals.needed > 1 ? 'two' : 'key')}<span>${say}</span>
    <span class="hints only-wide" aria-hidden="true"><span><kbd>j</kbd><kbd>k</kbd> ${texts.binds.nextPrevious}</span>
      <span><kbd>z</kbd> ${texts.binds.undo}</span><span><kbd>?</kbd> ${texts.binds.help}</span></span></p>`;
}

const decidedBar = (actions: Actions): TemplateResult =>
  html`<div class="bar free"><button class="b" aria-keyshortcuts="j" @click=${() => actions.step(1)}>${texts.verdict.next} ${key('j')}</button></div>`;

const waitingBar = (review: Review, actions: Actions): TemplateResult =>
  html`<p class="binds">${icon('two')}<span>${texts.binds.fourEyes(review.approvals.needed)}</span></p>${decidedBar(actions)}`;
