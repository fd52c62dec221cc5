import { html, nothing, type TemplateResult } from 'lit';
import type { Json, Review, Revision } from '../api/types';
import type { Model } from '../model';
import { equal } from '../payload/pointer';
import { moment } from '../text/clock';
import { safeLine, safeLines } from '../text/safe-text';
import { texts } from '../texts';
import { changesBetween, changesList } from './changes-view';

interface Step {
  readonly name: string;
  readonly note: string;
  readonly at: string;
  readonly asked: Revision['asked'];
  readonly before: Json | undefined;
  readonly beforeName: string;
  readonly payload: Json;
}

/** How the draft came to be what it is: each version, what was asked for, and what it changed. The latest first. */
export function threadView(review: Review, model: Model): TemplateResult | typeof nothing {
  const steps = stepsOf(review).reverse();
  if (steps.length < 2) return nothing;
  return html`<section class="sec thread" aria-labelledby="thread"><h2 id="thread">${texts.review.revisions} <span class="meta">${texts.review.revisionCount(steps.length)}</span></h2>
    ${steps.map((step, at) => html`<details ?open=${at === 0}><summary><b>${safeLine(step.name)}</b><span class="meta">${[step.note, step.at ? moment(step.at, model.now) : ''].filter(Boolean).join(', ')}</span></summary>
      ${step.asked?.words ? html`<blockquote><span class="meta">${safeLine(texts.review.askedFor(step.asked.byName ?? texts.someone))}</span>${safeLines(step.asked.words)}</blockquote>` : nothing}
      ${step.before === undefined ? nothing : difference(step)}</details>`)}
  </section>`;
}

function difference(step: Step): TemplateResult {
  const changes = changesBetween(step.before as Json, step.payload);
  return html`<p class="meta">${step.beforeName}</p>${changes.length ? changesList(changes, undefined) : html`<p class="note">${texts.review.noDifference}</p>`}`;
}

function stepsOf(review: Review): Step[] {
  const revisions = [...(review.revisions ?? [])].sort((a, b) => a.revision - b.revision);
  const steps = revisions.map((revision, at): Step => {
    const before = revisions[at - 1];
    return {
      name: texts.review.version(revision.revision),
      note: [at ? '' : texts.review.first, revision.note ?? ''].filter(Boolean).join(', '),
      at: revision.at,
      asked: revision.asked,
      before: before?.payload,
      beforeName: before ? texts.review.against(before.revision) : '',
      payload: revision.payload,
    };
  });
  const last = revisions.at(-1);
  // What a person changed before the last approval, or a newer version that is not in the list.
  if (last && !equal(last.payload, review.action.payload)) {
    const name = review.edited ? texts.review.editedBy(review.edited.name) : texts.review.version(last.revision + 1);
    steps.push({ name, note: texts.review.current, at: '', asked: undefined, before: last.payload, beforeName: texts.review.against(last.revision), payload: review.action.payload });
  }
  return steps;
}
