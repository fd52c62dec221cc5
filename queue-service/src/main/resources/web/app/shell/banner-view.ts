import { html, nothing, type TemplateResult } from 'lit';
import { type Actions, type Banner, isDecided, type Model, type Open } from '../model';
import { moment } from '../text/clock';
import { safeLine, safeLines } from '../text/safe-text';
import { texts } from '../texts';
import { whoOf } from '../decide/who';
import { icon } from './icons';

/** Not connected: what one sees is as it was; nothing can be decided until we are back. */
export function connectionBanner(model: Model, actions: Actions): TemplateResult | typeof nothing {
  if (model.connection === 'live') return nothing;
  const seconds = Math.max(1, Math.ceil((model.retryAt - Date.now()) / 1000));
  return html`<div class="banner warn" role="status">${icon('warn')}<div><h3>${texts.banner.offTitle(moment(new Date(model.offSince).toISOString(), model.now))}</h3>
    <p>${texts.banner.offSay(seconds)}</p></div><div class="do"><button class="b" @click=${() => actions.retry()}>${texts.banner.tryNow}</button></div></div>`;
}

/** What happened to the open review, in this order: what did not happen, then what to do. */
export function reviewBanner(open: Open, model: Model, actions: Actions): TemplateResult | typeof nothing {
  const banner = open.banner ?? (open.review && isDecided(open.review.state) ? decidedBanner(open, model) : undefined);
  if (!banner) return nothing;
  const sign = banner.tone === 'info' ? 'note' : banner.tone === 'warn' ? 'warn' : 'no';
  return html`<div class="banner ${banner.tone}" role="status">${icon(sign)}<div><h3>${safeLine(banner.title)}</h3>
      <p>${safeLine(banner.say)}</p>
      ${banner.document ? html`<details><summary>${texts.banner.support}</summary><pre tabindex="0">${safeLines(banner.document)}</pre></details>` : nothing}</div>
    <div class="do">${banner.kept ? html`<button class="b" @click=${() => actions.copyKept()}>${texts.banner.copy}</button>` : nothing}${open.banner
      ? html`<button class="b" @click=${() => actions.dismiss()}>${texts.banner.close}</button>`
      : nothing}</div></div>`;
}

export function decidedBanner(open: Open, model: Model): Banner | undefined {
  const review = open.review;
  if (!review) return undefined;
  const outcome = review.decision?.outcome ?? review.state;
  const at = review.decision?.at ? moment(review.decision.at, model.now) : '';
  const reason = [review.decision?.reason, review.decision?.comment].filter(Boolean).join('; ');
  const say = [texts.banner.decidedSay(at), reason ? texts.banner.reason(reason) : ''].filter(Boolean).join(' ');
  if (outcome === 'expired') return { tone: 'warn', title: texts.banner.expiredTitle(at), say: texts.banner.expiredSay };
  if (outcome === 'withdrawn') return { tone: 'info', title: texts.banner.withdrawnTitle, say: texts.banner.withdrawnSay };
  const who = whoOf(review.decision, model.me) ?? texts.someone;
  const did = texts.did[outcome] ?? texts.outcome[outcome] ?? outcome;
  return { tone: 'info', title: texts.banner.decidedTitle(who, did), say, decision: true };
}
