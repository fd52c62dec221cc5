import { html, type TemplateResult } from 'lit';
import type { Json } from '../api/types';
import { humanised, isObject } from '../payload/pointer';
import { safeLine, safeLines } from '../text/safe-text';
import { texts } from '../texts';

/** A JSON value as a person reads it. What is empty says so. */
export function valueView(value: Json | undefined): TemplateResult {
  if (value === undefined) return html`<span class="quiet">${texts.review.notThere}</span>`;
  if (value === null) return html`<span class="quiet">${texts.review.none}</span>`;
  if (typeof value === 'boolean') return html`${value ? texts.review.yes : texts.review.no}`;
  if (typeof value === 'number') return html`${String(value)}`;
  if (typeof value === 'string') return value === '' ? html`<span class="quiet">${texts.review.emptyText}</span>` : html`${safeLines(value)}`;
  if (Array.isArray(value)) {
    if (!value.length) return html`<span class="quiet">${texts.review.emptyList}</span>`;
    return html`${value.map((item, at) => html`${at ? html`<br>` : ''}${valueView(item)}`)}`;
  }
  const entries = Object.entries(isObject(value) ? value : {});
  if (!entries.length) return html`<span class="quiet">${texts.review.emptyObject}</span>`;
  return html`${entries.map(([key, inner], at) => html`${at ? ', ' : ''}<span class="quiet">${safeLine(humanised(key))}</span> ${valueView(inner)}`)}`;
}

/** The same as one line of plain text, for sentences. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return texts.review.notThere;
  if (value === '') return texts.review.emptyText;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
