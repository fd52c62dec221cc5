import { html, nothing, type TemplateResult } from 'lit';
import type { Json, Review, Summary } from '../api/types';
import { askForm } from '../decide/ask-form';
import { hasApproved } from '../decide/may';
import { verdictBar } from '../decide/verdict-bar';
import { type Actions, isDecided, isEdited, type Model, type Open } from '../model';
import { humanised } from '../payload/pointer';
import { connectionBanner, reviewBanner } from '../shell/banner-view';
import { clockView } from '../shell/clock-view';
import { icon } from '../shell/icons';
import { exactMoment, moment } from '../text/clock';
import { emphasised } from '../text/effect';
import { bareText, markOddDomains, safeLine, safeText } from '../text/safe-text';
import { texts } from '../texts';
import { whoOf } from '../decide/who';
import { changesBetween, changesView } from './changes-view';
import { endInSight } from './attention';
import { conversationView, lastAsked } from './conversation-view';
import { letterKeys, letterView, recipients } from './letter-view';
import { exactPayload } from './payload-view';
import { recordView } from './record-view';
import { reasons } from './reasons-view';
import { type Suspicious, suspicious } from './shown-texts';
import { agentView, caseView, historyView, othersView, readingView, sourcesView, trailView } from './side-view';
import { tabs } from './tabs';
import { threadView } from './thread-view';
import { effectValues, knownValues } from './values';

export function reviewView(model: Model, actions: Actions): TemplateResult {
  const open = model.open;
  return html`<main class="review" id="review" tabindex="-1">
    ${open ? narrowBar(open, model, actions) : nothing} ${connectionBanner(model, actions)}
    ${open ? (open.state === 'missing' || open.state === 'failed' ? unavailable(open, model, actions) : pane(open, model, actions)) : nothingOpen(model, actions)}
  </main>`;
}

function nothingOpen(model: Model, actions: Actions): TemplateResult {
  const first = model.list.shown[0];
  return html`<div class="blank"><h1 class="blank-title">${texts.queue.choose}</h1>${first && model.scope !== 'decided'
    ? html`<p>${texts.queue.chooseSay}</p><p><button class="b" @click=${() => actions.openReview(first.id)}>${texts.queue.first}</button></p>`
    : nothing}</div>`;
}

function unavailable(open: Open, model: Model, actions: Actions): TemplateResult {
  const missing = open.state === 'missing';
  return html`<div class="blank"><h1 class="blank-title" id="effect" tabindex="-1">${missing ? texts.page.missing : texts.page.failed}</h1>
    <p>${missing ? texts.page.missingSay : texts.page.failedSay}</p>
    <p><button class="b" @click=${() => actions.closeReview()}>${texts.shell.back(texts.shell.titles[model.scope])}</button>
    ${missing ? nothing : html`<button class="b" @click=${() => actions.retry()}>${texts.banner.tryNow}</button>`}</p></div>`;
}

function narrowBar(open: Open, model: Model, actions: Actions): TemplateResult {
  const at = model.list.shown.findIndex((item) => item.id === open.id);
  const timed = open.review ?? open.summary;
  return html`<div class="pbar only-narrow"><button class="b plain" @click=${() => actions.closeReview()}>${icon('back')} ${texts.shell.titles[model.scope]}</button>
    <span class="to">${timed && !isDecided(timed.state) ? clockView(timed, model.now, 'short', model.connection === 'off') : nothing}
      ${at >= 0 ? html`<span class="meta">${texts.shell.place(at + 1, model.list.shown.length)}</span>` : nothing}</span></div>`;
}

function pane(open: Open, model: Model, actions: Actions): TemplateResult {
  const { review, summary } = open;
  const shown = review ?? summary;
  return html`${reviewBanner(open, model, actions)}
    <div class="scroll" tabindex="0" role="region" aria-label=${texts.review.of(bareText(shown?.target ?? ''))} aria-busy=${!review}
      @scroll=${(event: Event) => endInSight(event.currentTarget as HTMLElement) && actions.endSeen()}>
      ${shown ? where(shown, open, model, actions) : nothing}
      ${review ? whole(review, open, model, actions) : loading(summary)}
    </div>
    ${open.ask ? askForm(open, model, actions) : verdictBar(open, model, actions)}`;
}

function loading(summary: Summary | undefined): TemplateResult {
  return html`<div aria-live="polite">${summary ? html`<p class="vh">${texts.review.loading}</p>` : html`<h1 class="vh" id="effect" tabindex="-1">${texts.review.loading}</h1>`}
    ${summary ? html`<header class="effect"><h1 id="effect" tabindex="-1">${effectSentence(summary.effect, [summary.target])}</h1></header>` : nothing}
    <div class="bones late-bones"><div class="bone w34"></div><div class="bone w86"></div><div class="bone w78"></div><div class="bone w52"></div></div></div>`;
}

function where(shown: Review | Summary, open: Open, model: Model, actions: Actions): TemplateResult {
  const off = model.connection === 'off';
  const decided = isDecided(shown.state);
  return html`<div class="where"><span>${safeLine(shown.process)}</span><span class="sep">/</span><span class="only-wide">${safeLine(shown.actionType)}</span
    ><span class="sep only-wide">/</span><span>${safeLine(shown.target)}</span>
    <span class="to">${decided
      ? html`<span>${decidedWords(shown, model)}</span>`
      : html`<span class="only-wide">${clockView(shown, model.now, 'sentence', off)}</span>
          ${off ? html`<span>${texts.clock.asOf(moment(new Date(model.offSince).toISOString(), model.now))}</span>` : nothing}
          ${shown.approvals && shown.approvals.needed > 1 ? html`<span>${texts.review.approvals(shown.approvals.given, shown.approvals.needed)}</span>` : nothing}
          ${onIt(shown, open, model, actions)}`}</span></div>`;
}

function decidedWords(shown: Review | Summary, model: Model): string {
  const ended = shown.decision?.outcome ?? shown.state;
  const outcome = humanised(texts.outcome[ended] ?? ended);
  const who = whoOf(shown.decision, model.me);
  return [outcome, who === texts.you ? texts.youWithin : (who ?? ''), shown.decision?.at ? exactMoment(shown.decision.at, model.now) : ''].filter(Boolean).join(', ');
}

function onIt(shown: Review | Summary, open: Open, model: Model, actions: Actions): TemplateResult | typeof nothing {
  const holder = shown.claimedBy;
  if (!holder) return nothing;
  if (holder.id !== model.me?.id) return html`<span>${safeLine(texts.queue.onIt(holder.name))}</span>`;
  return html`<span>${texts.review.youAreOnIt}</span>${open.state === 'ready' ? html`<button class="link letgo" @click=${() => actions.letGo()}>${texts.review.letGo}</button>` : nothing}`;
}

const effectSentence = (sentence: string, values: readonly string[]): TemplateResult[] =>
  emphasised(sentence, values).map((part) => (part.strong ? html`<b>${safeLine(part.text)}</b>` : safeLine(part.text)));

/** In the order of reading: effect, last wish, reasons, what changes; what it rests on beside it. */
function whole(review: Review, open: Open, model: Model, actions: Actions): TemplateResult {
  const payload = shownPayload(review, open);
  const marks = knownValues(payload, review.action.before ?? null);
  const found = suspicious(review, payload);
  markOddDomains(found.odd);
  return html`${effect(review, payload, open)} ${asked(review, marks, found, actions)} ${reasons(review, model)}
    ${review.approvals.needed > 1 && review.approvals.given > 0 && !isDecided(review.state) ? fourEyes(review, model) : nothing}
    <div class="cols">
      <div class="main">${payloadSection(review, payload, open, actions)} ${yourChanges(review, payload, open, actions, 'under')} ${threadView(review, model)} ${conversationView(review, marks)}<span id="end"></span></div>
      <section class="aside" aria-label=${isEdited(open) ? texts.review.changedAndRelied : texts.review.relied}>
        ${yourChanges(review, payload, open, actions, 'beside')} ${sourcesView(review, payload, actions)} ${trailView(review, model)} ${othersView(review)} ${caseView(review)}
        ${agentView(review)} ${historyView(review, model)} ${isDecided(review.state) ? nothing : readingView(review, actions.reading())}
      </section>
    </div>`;
}

/** The edit, or what was decided, or the draft. */
const shownPayload = (review: Review, open: Open): Json => open.edit?.payload ?? review.decision?.payload ?? review.action.payload;

function effect(review: Review, payload: Json, open: Open): TemplateResult {
  const to = review.show === 'email' ? recipients(payload) : 0;
  return html`<header class="effect"><h1 id="effect" tabindex="-1">${effectSentence(open.edit?.effect ?? review.effect, effectValues(review, payload))}</h1>
    <p class="facts"><span>${icon(review.reversible ? 'undo' : 'no')}${review.reversible ? texts.review.reversible : texts.review.irreversible}</span>
      <span>${icon('warn')}${texts.review.cost[review.costOfError] ?? review.costOfError}</span>
      ${review.impact ? html`<span>${icon('reach')}${texts.review.impact(review.impact)}</span>` : nothing}
      ${to ? html`<span>${icon('mail')}${texts.review.recipients(to)}</span>` : nothing}</p></header>`;
}

function asked(review: Review, marks: readonly string[], found: Suspicious, actions: Actions): TemplateResult {
  const turn = lastAsked(review);
  return html`<section class="asked" aria-labelledby="asked"><h2 id="asked">${texts.review.lastAsked}</h2>
    <p>${turn ? html`<q>${safeText(turn.text.trim(), marks)}</q>` : html`<span class="quiet">${texts.review.notAsked}</span>`}</p>
    <div class="found">${found.hidden ? html`<button class="chip warn hidden-count" @click=${() => actions.showHidden('.cp')}>${texts.review.hiddenCount(found.hidden)}</button>` : nothing}
      ${found.odd.length ? html`<button class="chip warn odd-count" @click=${() => actions.showHidden('.odd')}>${texts.review.oddCount(found.odd.length)}</button>` : nothing}</div></section>`;
}

function fourEyes(review: Review, model: Model): TemplateResult {
  const { approvals } = review;
  const me = hasApproved(review, model);
  const names = review.others.map((other) => other.name).join(', ');
  return html`<ul class="check four-eyes">
    ${approvals.by.map((person) => html`<li><span class="good">${icon('decided')}</span><div>${person.id === model.me?.id ? texts.fourEyes.youApproved : safeLine(texts.fourEyes.approved(person.name))}</div>
      <span class="st good">${texts.fourEyes.of(approvals.given, approvals.needed)}</span></li>`)}
    ${me ? html`<li><span class="warn">${icon('open')}</span><div>${texts.fourEyes.second}<span class="meta">${names ? safeLine(texts.fourEyes.names(names)) : nothing}</span></div>
      <span class="st warn">${texts.fourEyes.waiting}</span></li>` : nothing}
  </ul>`;
}

function payloadSection(review: Review, payload: Json, open: Open, actions: Actions): TemplateResult {
  const letter = review.show !== 'record' && letterKeys(review, payload).has('text');
  const changes = changesBetween(review.action.payload, payload);
  const changed = changes.length > 0;
  const edit = open.editing ? open.edit : undefined;
  const all = letter
    ? [...(open.editing ? (['write'] as const) : []), ...(changed || open.editing ? (['changes', 'sent', 'draft'] as const) : (['sent'] as const)), 'exact' as const]
    : (['fields', 'exact'] as const);
  const tab = (all as readonly string[]).includes(open.tab) ? open.tab : (all[0] ?? 'fields');
  return html`<section class="sec" aria-labelledby="payload">
    <div class="tools"><h2 id="payload">${letter ? texts.review.message : texts.review.changes}</h2>
      ${changed ? html`<span class="chip info">${texts.review.edited(changes.length)}</span>` : nothing}
      <span class="to">${tabs(all, tab, actions)}</span></div>
    ${tab === 'exact'
      ? exactPayload(review, payload, edit, actions, changed)
      : letter
        ? html`${letterView({ review, payload, tab, edit, actions })} ${alsoInPayload(review, payload, open, actions, tab === 'write' ? edit : undefined)}`
        : recordView({ review, payload, edit, actions })}
  </section>`;
}

/** The fields of a message's payload that the letter does not show: nothing that is approved is out of sight. */
function alsoInPayload(review: Review, payload: Json, open: Open, actions: Actions, edit: Open['edit']): TemplateResult | typeof nothing {
  const without = letterKeys(review, payload);
  const shown = open.tab === 'draft' ? review.action.payload : payload;
  const more = typeof shown === 'object' && shown !== null && Object.keys(shown).some((key) => !without.has(key));
  return more ? html`<h3 class="also">${texts.review.alsoInPayload}</h3>${recordView({ review, payload: shown, edit, actions, without })}` : nothing;
}

/** Beside what is being edited, or under it where there is no room beside; the sheet shows one of the two. */
function yourChanges(review: Review, payload: Json, open: Open, actions: Actions, place: 'beside' | 'under'): TemplateResult | typeof nothing {
  const changes = changesBetween(review.action.payload, payload);
  const decided = isDecided(review.state);
  if (!changes.length && !open.editing) return nothing;
  return changesView(decided ? texts.review.decidedChanges : texts.review.yourChanges, changes, decided ? undefined : actions, place);
}
