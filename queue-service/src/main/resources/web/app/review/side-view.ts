import { html, nothing, type TemplateResult } from 'lit';
import type { HistoryLine, Json, Review, Source } from '../api/types';
import type { Actions, Model } from '../model';
import { allTexts, humanised } from '../payload/pointer';
import { initials } from '../shell/rail';
import { durationWords, exactMoment, moment, span } from '../text/clock';
import { excerpt, passages, shared } from '../text/passages';
import { safeLine, safeLines, safeText } from '../text/safe-text';
import { texts } from '../texts';
import type { Reading } from './attention';
import { hiddenNote } from './hidden-note';
import { knownValues } from './values';
import { valueView } from './value-view';

export function sourcesView(review: Review, payload: Json, actions: Actions): TemplateResult {
  const sources = review.sources;
  const values = knownValues(payload);
  // Of long texts whole passages are looked for; their values alone say little.
  const long = allTexts(payload).filter((text) => text.length > 80).join('\n');
  return html`<section class="sec" aria-labelledby="src">
    <h2 id="src">${texts.review.sources} <span class="meta">${sources.length ? texts.review.cited(sources.length) : nothing}</span></h2>
    ${sources.length ? sources.map((source, at) => sourceView(source, at + 1, long ? [...values, ...shared(source.excerpt ?? '', long)] : values, () => actions.sourceOpened(at))) : html`<p class="note">${texts.review.noSources}</p>`}
  </section>`;
}

function sourceView(source: Source, number: number, marks: readonly string[], opened: () => void): TemplateResult {
  const text = source.excerpt ?? '';
  const cut = excerpt(text, passages(text, marks));
  return html`<article class="src" id="s${number}" tabindex="-1">
    <header><span class="ref">${number}</span><b>${safeLine(source.title)}</b></header>
    ${source.uri ? html`<p class="uri">${address(source.uri, opened)}</p>` : nothing}
    ${text
      ? html`<p>${cut.parts.map((part, at) => html`${at ? ' … ' : ''}${safeText(text.slice(part.start, part.end), marks)}`)}${cut.whole ? nothing : ' …'}</p>`
      : nothing}
    ${cut.whole ? nothing : html`<details @toggle=${(event: Event) => (event.target as HTMLDetailsElement).open && opened()}><summary>${texts.review.allOfIt(text.length)}</summary><pre tabindex="0">${safeLines(readable(text), marks)}</pre></details>`}
    ${hiddenNote(`${source.title}${source.uri ?? ''}${text}`)}
  </article>`;
}

/** JSON is easier to read with its lines; anything else stays as it is. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The whole address as text. Only web addresses can be followed, and they learn nothing of where one came from. */
function address(uri: string, opened: () => void): TemplateResult {
  return /^https?:\/\/[^\s]+$/i.test(uri)
    ? html`<a href=${uri} target="_blank" rel="noopener noreferrer nofollow" title=${texts.review.openSource} @click=${opened} @auxclick=${opened}>${safeLine(uri)}</a>`
    : html`${safeLine(uri)}`;
}

export function trailView(review: Review, model: Model): TemplateResult {
  const end = texts.review.onExpiry[review.onExpiry ?? ''] ?? '';
  const holder = review.claimedBy;
  return html`<section class="sec" aria-labelledby="trail"><h2 id="trail" tabindex="-1">${texts.review.trail}</h2>
    <ol class="trail">
      ${review.trail.map((step) => html`<li>${safeLine(step.detail)}<span class="meta">${safeLine(humanised(step.rule).toLowerCase())}</span></li>`)}
      ${review.state === 'open'
        ? html`<li class="now">${holder?.id === model.me?.id ? texts.review.youAreOnIt : texts.review.nowWith(holder?.name ?? review.ownerName ?? review.owner)}
            ${review.decideBy ? html`<span class="meta">${review.says?.['expiry'] ? texts.review.nowUntil(moment(review.decideBy, model.now), review.says['expiry']) : texts.review.nowDecideBy(moment(review.decideBy, model.now), end)}</span>` : nothing}</li>`
        : nothing}
    </ol></section>`;
}

export function othersView(review: Review): TemplateResult {
  return html`<section class="sec" aria-labelledby="who"><h2 id="who">${texts.review.others}</h2>
    ${review.others.length
      ? html`<ul class="people">${review.others.map(
          (other) => html`<li><span class="face" aria-hidden="true">${initials(other.name)}</span><span>${safeLine(other.name)}</span><span class="meta">${safeLine(other.note)}</span></li>`,
        )}</ul>`
      : html`<p class="note">${texts.review.nobodyElse}</p>`}
  </section>`;
}

const pair = (term: string, value: unknown, className = ''): TemplateResult | typeof nothing =>
  value === undefined || value === null || value === '' ? nothing : html`<dt>${term}</dt><dd class=${className}>${value}</dd>`;

const shortDigest = (digest: string): string => (digest.length > 28 ? `${digest.slice(0, 16)}…${digest.slice(-6)}` : digest);

export function caseView(review: Review): TemplateResult | typeof nothing {
  const theCase = review.case;
  if (!theCase) return nothing;
  const { kv } = texts.review;
  return html`<section class="sec" aria-labelledby="case"><h2 id="case">${texts.review.case}</h2><dl class="kv">
    ${pair(kv.case, safeLine(theCase.id))} ${theCase.subject ? pair(kv.subject, safeLine(theCase.subject)) : nothing}
    ${Object.entries(theCase.attributes ?? {}).map(([key, value]) => html`<dt>${safeLine(humanised(key))}</dt><dd>${valueView(value)}</dd>`)}
  </dl></section>`;
}

export function agentView(review: Review): TemplateResult {
  const { kv } = texts.review;
  const run = review.run;
  return html`<section class="sec" aria-labelledby="run"><h2 id="run">${texts.review.agentAndPolicy}</h2><dl class="kv">
    ${pair(kv.agent, safeLine(review.agent))} ${run?.model ? pair(kv.model, safeLine(run.model)) : nothing}
    ${run?.id ? pair(kv.run, safeLine(run.id)) : nothing}
    ${run?.promptVersion || run?.prompt
      ? pair(kv.prompt, html`${safeLine(run.promptVersion)}${run.prompt ? html`<details><summary>${kv.showPrompt}</summary><pre tabindex="0">${safeLines(run.prompt)}</pre></details>` : nothing}`)
      : nothing}
    ${run?.permissions?.length ? pair(kv.mayDo, safeLine(run.permissions.join(', '))) : nothing}
    ${pair(kv.confidence, review.confidence === null || review.confidence === undefined ? '' : String(review.confidence))}
    ${pair(kv.policy, html`${safeLine(review.process)}${review.policyVersion ? `, ${kv.version} ${review.policyVersion}` : ''}`)}
    ${pair(kv.payload, html`<span title=${review.payloadDigest}>${shortDigest(review.payloadDigest)}</span>`, 'mono')}
    ${pair(kv.evaluation, review.evaluation, 'mono')}
  </dl></section>`;
}

export function historyView(review: Review, model: Model): TemplateResult {
  return html`<section class="sec" aria-labelledby="hist"><h2 id="hist">${texts.review.history}</h2>
    <ol class="history">${review.history.map(
      (entry) => html`<li><span class="meta">${exactMoment(entry.at, model.now)}</span><div>${texts.review.what[entry.what] ?? safeLine(humanised(entry.what))}${
        entry.byName || entry.by ? html`, ${safeLine(entry.byName ?? entry.by)}` : nothing}${entry.detail ? html`<span class="meta">${safeLine(entry.detail)}</span>` : nothing}${readBefore(entry)}</div></li>`,
    )}</ol></section>`;
}

/** How it was read before, as the decider's own client said. */
function readBefore({ attention }: HistoryLine): TemplateResult | typeof nothing {
  if (!attention) return nothing;
  const open = durationWords(attention.open) || texts.units.wholeSeconds(0) || span(0);
  return html`<span class="meta">${texts.review.readBefore(open, attention.scrolledToEnd === true, attention.sourcesOpened ?? 0, attention.sources ?? 0)}</span>`;
}

/** What goes with the decision besides the verdict: said to the person whose it is. */
export function readingView(review: Review, reading: Reading): TemplateResult {
  return html`<section class="sec" aria-labelledby="reading"><h2 id="reading">${texts.review.reading}</h2>
    <p class="note">${texts.review.readingSay(span(reading.open), reading.end, reading.sources.length, review.sources.length)}</p></section>`;
}

export const freshWords = (review: Review): string => durationWords(review.freshFor);
