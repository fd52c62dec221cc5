import { html, nothing, type TemplateResult } from 'lit';
import type { ConfidenceWorth, Review } from '../api/types';
import { humanised } from '../payload/pointer';
import { keyName, keyOf } from '../shell/keys';
import type { Model } from '../model';
import { safeLine } from '../text/safe-text';
import { texts } from '../texts';

/** Why a person sees it, what the agent's confidence has been worth, and why this person. */
export function reasons(review: Review, model: Model): TemplateResult {
  const confidence = worthWords(review.confidenceWorth);
  const at = review.reasons.findIndex((reason) => reason.source === 'confidence-gated');
  return html`<section class="reasons" aria-labelledby="why"><h2 id="why">${texts.review.why}</h2><dl>
    ${(review.returned ?? []).map((reason) => line(texts.review.sentBack, safeLine(reason.detail), 'warn'))}
    ${review.reasons.map((reason, index) => line(chip(reason.source, reason.code), html`${safeLine(sentence(reason.detail))}${index === at && confidence ? html` ${confidence}` : nothing}`))}
    ${at < 0 && confidence ? line(texts.review.confidence, html`${review.confidence}. ${confidence}`) : nothing}
    ${review.actsFor ? line(texts.review.actsFor, safeLine(review.actsFor.name)) : nothing}
    ${review.because
      ? line(texts.review.you, html`${safeLine(ownWay(review))} <a class="how" href="#trail" aria-keyshortcuts=${keyOf('trail', model.keys)} @click=${toTrail}>${texts.review.trail} <kbd aria-hidden="true">${keyName(keyOf('trail', model.keys))}</kbd></a>`)
      : nothing}
  </dl></section>`;
}

const line = (name: string, say: unknown, tone = ''): TemplateResult => html`<dt><span class="chip ${tone}">${safeLine(name)}</span></dt><dd>${say}</dd>`;

const sentence = (text: string): string => (/[.!?…]$/.test(text.trim()) ? text : `${text}.`);

/** What makes it this person's, and each turn that it took on the way to them. */
const ownWay = (review: Review): string => [review.because ?? '', ...review.trail.slice(1).map((step) => step.detail)].filter(Boolean).map(sentence).join(' ');

function toTrail(event: Event): void {
  event.preventDefault();
  const trail = document.getElementById('trail');
  trail?.scrollIntoView({ block: 'center' });
  trail?.focus({ preventScroll: true });
}

function chip(source: string, code: string): string {
  if (source === 'exception-escalation' && code && !/^signal/.test(code)) return humanised(code);
  return texts.review.chip[source] ?? humanised(source);
}

const number = (value: number): string => new Intl.NumberFormat(texts.locale, { maximumFractionDigits: 2 }).format(value);
const percent = (value: number): string => new Intl.NumberFormat(texts.locale, { style: 'percent', maximumFractionDigits: 0 }).format(value).replace('%', ' %');

/** A rate never stands without its sample, and too few are not called a rate. */
function worthWords(worth: ConfidenceWorth | null | undefined): TemplateResult | undefined {
  if (!worth) return undefined;
  const band = texts.review.worthBand(number(worth.from), number(worth.to));
  if (!worth.n) return html`${texts.review.worthNone(band)}`;
  const rest = worth.changed + worth.rejected ? ` ${texts.review.worthRest(worth.changed, worth.rejected)}` : '';
  if (!worth.enough || typeof worth.rate !== 'number') return html`${texts.review.worthFew(band, worth.unchanged, worth.n)}${rest}`;
  const interval = texts.review.worthBand(percent(worth.low ?? 0).replace(/\s?%$/, ''), percent(worth.high ?? 1));
  return html`${texts.review.worth(band, worth.unchanged, worth.n, percent(worth.rate), interval)}${rest}`;
}
