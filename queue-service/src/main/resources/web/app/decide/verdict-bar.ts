import { html, nothing, type TemplateResult } from 'lit';
import type { Review } from '../api/types';
import { type Actions, isDecided, isEdited, type Model, type Open } from '../model';
import { changesBetween } from '../review/changes-view';
import { freshWords } from '../review/side-view';
import { icon } from '../shell/icons';
import { keyName, keyOf, type Single } from '../shell/keys';
import { menu } from '../shell/menu';
import { durationWords, exactMoment } from '../text/clock';
import { texts } from '../texts';
import { approvable, hasApproved, mayDecide, needsReason, readingLeft, whyNot } from './may';

interface VerdictButton {
  readonly command: Single;
  readonly label: string;
  readonly className: string;
  readonly off: boolean;
  readonly run: () => void;
}

/** What a verdict says, then the verdicts: of equal weight, and none of them chosen. */
export function verdictBar(open: Open, model: Model, actions: Actions): TemplateResult | typeof nothing {
  const review = open.review;
  if (review && isDecided(review.state)) return decidedBar(model, actions);
  if (review && hasApproved(review, model)) return waitingBar(review, model, actions);
  const off = !mayDecide(open, model);
  const mayEdit = open.state === 'ready' && open.rendered && !model.pending.some((each) => each.review === open.id);
  const edited = isEdited(open);
  const { verdict } = texts;
  const button = ({ command, label, className, off: disabled, run }: VerdictButton): TemplateResult => html`<button class="b ${className}"
    aria-keyshortcuts=${keyOf(command, model.keys)} aria-describedby="binds" ?disabled=${disabled} @click=${run}
    @mouseenter=${() => actions.point(command)} @focus=${() => actions.point(command)} @mouseleave=${() => actions.point(undefined)} @blur=${() => actions.point(undefined)}
    >${label} <kbd aria-hidden="true">${keyName(keyOf(command, model.keys))}</kbd></button>`;
  const ask = (which: 'reject' | 'request-changes' | 'reassign' | 'escalate') => () => actions.ask(which);
  return html`${review ? binds(review, open, model) : nothing}
    <div class="bar" role="group" aria-label=${verdict.decide}>
      ${button({ command: 'approve', label: edited ? verdict.approveWithChanges : verdict.approve, className: edited ? 'act' : '', off: !approvable(open, model), run: () => actions.approve() })}
      ${button({ command: 'edit', label: edited ? verdict.keepEditing : verdict.edit, className: '', off: !mayEdit, run: () => actions.edit() })}
      ${button({ command: 'request-changes', label: verdict.requestChanges, className: 'rc only-wide', off, run: ask('request-changes') })}
      ${button({ command: 'reject', label: verdict.reject, className: '', off, run: ask('reject') })}
      ${menu({
        label: verdict.more,
        className: 'more',
        open: model.menu === 'more',
        disabled: off,
        toggle: (shown) => actions.menu(shown ? 'more' : undefined),
        items: [
          { label: verdict.requestChanges, className: 'when-narrow', run: ask('request-changes') },
          { label: verdict.takeOver, run: () => actions.takeOver() },
          { label: verdict.reassign, run: ask('reassign') },
          { label: verdict.escalate, run: ask('escalate') },
        ],
      })}
      <span class="gap only-wide" aria-hidden="true"></span>
      ${button({ command: 'take-over', label: verdict.takeOver, className: 'plain only-wide', off, run: () => actions.takeOver() })}
      ${button({ command: 'reassign', label: verdict.reassign, className: 'plain only-wide', off, run: ask('reassign') })}
      ${button({ command: 'escalate', label: verdict.escalate, className: 'plain upwards only-wide', off, run: ask('escalate') })}
    </div>`;
}

/** One line above the bar: what the verdict says that is pointed at, else what approving says, or why it cannot be yet. */
function binds(review: Review, open: Open, model: Model): TemplateResult {
  const two = review.approvals.needed > 1;
  const pointed = model.pointed === undefined || model.pointed === 'approve' ? undefined : review.says?.[model.pointed];
  return html`<p class="binds">${icon(two ? 'two' : 'key')}<span id="binds">${pointed ?? approving(review, open, model)}</span>
    <span class="hints only-wide" aria-hidden="true"><span><kbd>${keyName(keyOf('next', model.keys))}</kbd><kbd>${keyName(keyOf('previous', model.keys))}</kbd> ${texts.binds.nextPrevious}</span>
      <span><kbd>${keyName(keyOf('undo', model.keys))}</kbd> ${texts.binds.undo}</span><span><kbd>${keyName(keyOf('help', model.keys))}</kbd> ${texts.binds.help}</span></span></p>`;
}

function approving(review: Review, open: Open, model: Model): string {
  const why = whyNot(open);
  if (why) return texts.binds.mayNot[why] ?? texts.binds.mayNot['other'] ?? '';
  if (readingLeft(review, model.now) > 0) {
    const time = durationWords(review.readingTime);
    const at = exactMoment(review.decidableAt ?? '', model.now);
    if (!at) return texts.binds.readingFor(time);
    return time ? texts.binds.reading(time, at) : texts.binds.readingAt(at);
  }
  return [edits(review, open), review.says?.['approve'] ?? usual(review), needsReason(open) ? texts.binds.needsReason : ''].filter(Boolean).join(' ');
}

function edits(review: Review, open: Open): string {
  const many = open.edit && isEdited(open) ? changesBetween(review.action.payload, open.edit.payload).length : 0;
  if (!many) return '';
  return review.show === 'record' ? texts.binds.editedRecord(many) : texts.binds.editedMessage(many);
}

function usual(review: Review): string {
  if (review.approvals.needed > 1) return texts.binds.fourEyes(review.approvals.needed);
  return (review.show === 'record' ? texts.binds.record : texts.binds.message)(review.agent, freshWords(review));
}

const decidedBar = (model: Model, actions: Actions): TemplateResult =>
  html`<div class="bar free"><button class="b" aria-keyshortcuts=${keyOf('next', model.keys)} @click=${() => actions.step(1)}>${texts.verdict.next} <kbd aria-hidden="true">${keyName(keyOf('next', model.keys))}</kbd></button></div>`;

const waitingBar = (review: Review, model: Model, actions: Actions): TemplateResult =>
  html`<p class="binds">${icon('two')}<span>${texts.binds.fourEyes(review.approvals.needed)}</span></p>${decidedBar(model, actions)}`;
