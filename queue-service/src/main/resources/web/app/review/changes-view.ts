import { html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../api/types';
import type { Actions } from '../model';
import { valueAt, withValue } from '../payload/pointer';
import { payloadChanges, type Row } from '../payload/record-diff';
import { safeText } from '../text/safe-text';
import { changesOf, takeBack, wordDiff } from '../text/word-diff';
import { texts } from '../texts';
import { valueText } from './value-view';

export interface ShownChange {
  readonly del: string;
  readonly ins: string;
  readonly where: string;
  /** The payload with this one change undone. */
  readonly undone: Json;
}

const isLong = (row: Row): boolean =>
  row.path.at(-1) === 'text' || [row.now, row.after].some((value) => typeof value === 'string' && value.includes(' ') && value.length > 60);

/** Every change between the draft and what is there now: words in a text, values in a record. */
export function changesBetween(draft: Json, edited: Json): ShownChange[] {
  return payloadChanges(draft, edited).flatMap((row): ShownChange[] => {
    if (typeof row.now === 'string' && typeof row.after === 'string' && isLong(row)) {
      const after = row.after;
      return changesOf(wordDiff(row.now, after)).map((change) => ({
        del: change.del,
        ins: change.ins,
        where: row.path.at(-1) === 'text' ? texts.review.paragraph(change.paragraph) : row.label,
        undone: withValue(edited, row.path, takeBack(after, change)),
      }));
    }
    return [{
      del: row.now === undefined ? '' : valueText(row.now),
      ins: row.after === undefined ? '' : valueText(row.after),
      where: row.label,
      undone: restored(draft, edited, row),
    }];
  });
}

function restored(draft: Json, edited: Json, row: Row): Json {
  const value = valueAt(draft, row.path);
  if (value !== undefined || row.path.length <= 1) return withValue(edited, row.path, value);
  // A field that came with a new list item or a new object goes with it.
  const top = row.path.slice(0, 1);
  return withValue(edited, top, valueAt(draft, top));
}

export function changesView(heading: string, changes: readonly ShownChange[], actions: Actions | undefined, className = ''): TemplateResult {
  return html`<section class="sec ${className}" aria-label=${heading}>
    <h2>${heading} ${actions && changes.length > 1 ? html`<span class="to"><button class="link" @click=${() => actions.takeAllBack()}>${texts.review.takeBackAll}</button></span>` : nothing}</h2>
    ${changes.length ? changesList(changes, actions) : html`<p class="note">${texts.review.noChanges}</p>`}
  </section>`;
}

/** One by one, each with its place; with `actions`, each can be taken back. */
export const changesList = (changes: readonly ShownChange[], actions: Actions | undefined): TemplateResult =>
  html`<ol class="changes">${changes.map(
    (change, at) => html`<li><span class="n">${at + 1}</span><div>${change.del ? html`<del>${safeText(change.del.trim() || change.del)}</del> ` : nothing}${change.ins ? html`<ins>${safeText(change.ins.trim() || change.ins)}</ins>` : nothing}<br><span class="meta">${safeText(change.where)}</span>${actions
      ? html`<br><button class="link" aria-label="${texts.review.takeBack}: ${change.ins || change.del}" @click=${() => actions.typed(change.undone)}>${texts.review.takeBack}</button>`
      : nothing}</div></li>`,
  )}</ol>`;
