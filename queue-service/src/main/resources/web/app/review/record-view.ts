import { html, nothing, type TemplateResult } from 'lit';
import type { Json, Review } from '../api/types';
import type { Actions, Edit } from '../model';
import { equal, humanised, isObject, labelOf, leafTexts, pointerOf, valueAt, withValue } from '../payload/pointer';
import { leafPaths, recordDiff, type Row } from '../payload/record-diff';
import { blankFor, fieldAt, missingProperties } from '../payload/schema';
import { hiddenNote } from './hidden-note';
import { fieldInput } from './field-input';
import { safeLine } from '../text/safe-text';
import { texts } from '../texts';
import { valueText, valueView } from './value-view';

interface RecordShown {
  readonly review: Review;
  readonly payload: Json;
  /** Present while the fields can be typed in. */
  readonly edit?: Edit | undefined;
  readonly actions: Actions;
  /** Fields that are shown elsewhere, as a letter. */
  readonly without?: ReadonlySet<string>;
}

/** Field, now, after. Changed fields first; unchanged ones are named, not listed. */
export function recordView(shown: RecordShown): TemplateResult {
  const { review, edit } = shown;
  const payload = withoutKeys(shown.payload, shown.without);
  const before = withoutKeys(review.action.before ?? null, shown.without);
  const diff = recordDiff(payload, before);
  const draft = withoutKeys(review.action.payload, shown.without);
  // While a field can be typed in it stays where it is, even where it becomes what it was.
  const rows = edit ? inDraftOrder([...diff.changed, ...diff.same], draft, before) : diff.changed;
  const gone = leafPaths(draft).filter((path) => valueAt(payload, path) === undefined && valueAt(draft, path) !== undefined);
  return html`${rows.length
      ? html`<table class="record">
          <thead><tr><th scope="col">${texts.review.field}</th><th scope="col">${texts.review.now}</th><th scope="col">${texts.review.after}</th></tr></thead>
          <tbody>${rows.map((row) => rowView(row, shown, draft, diff.known))}</tbody>
        </table>`
      : html`<p class="note">${texts.review.nothingChanges}</p>`}
    ${edit ? additions(shown, payload) : notes(diff.same, diff.untouched, diff.known)}
    ${gone.length && edit ? html`<p class="note">${texts.review.removed}: ${gone.map((path) => valueText(valueAt(draft, path))).join(', ')}</p>` : nothing}
    ${hiddenNote(leafTexts(payload).join('\n'))}`;
}

/** The draft's changed fields first, then its unchanged ones, then what the reviewer added. */
function inDraftOrder(rows: readonly Row[], draft: Json, before: Json): Row[] {
  const of = recordDiff(draft, before);
  const places = new Map([...of.changed, ...of.same].map((row, at) => [pointerOf(row.path), at]));
  const place = (row: Row): number => places.get(pointerOf(row.path)) ?? places.size;
  return [...rows].sort((a, b) => place(a) - place(b));
}

function withoutKeys(value: Json, without: ReadonlySet<string> | undefined): Json {
  if (!without || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !without.has(key)));
}

function notes(same: readonly Row[], untouched: readonly string[], known: boolean): TemplateResult {
  if (!known) return html`<p class="note">${texts.review.noBefore}</p>`;
  const named = (names: readonly string[]): TemplateResult => safeLine(names.join(', '));
  return html`${same.length
    ? html`<p class="note">${sentence(texts.review.unchanged, named(same.map((row) => `${row.label} (${valueText(row.after)})`)))}</p>`
    : nothing}${untouched.length
    ? html`<p class="note">${sentence(texts.review.untouched, named(untouched.map(humanised)))}</p>`
    : nothing}`;
}

/** A sentence of ours around words that are not. */
function sentence(say: (names: string) => string, names: TemplateResult): TemplateResult {
  const [before, after] = say('\u0000').split('\u0000');
  return html`${before}${names}${after}`;
}

function rowView(row: Row, shown: RecordShown, draft: Json, known: boolean): TemplateResult {
  const { review, edit } = shown;
  const editable = edit && row.kind !== 'removed';
  const proposed = valueAt(draft, row.path);
  const edited = !equal(proposed, row.after);
  const sure = review.confidenceByField?.[pointerOf(row.path)] ?? review.confidenceByField?.[row.path.join('.')];
  return html`<tr class=${row.kind === 'same' ? 'same' : 'changed'}>
    <th scope="row">${safeLine(row.label)}${sure === undefined ? nothing : html`<span class="sub">${texts.review.sure(String(sure))}</span>`}</th>
    <td data-l=${texts.review.nowShort}>${nowCell(row, known)}</td>
    <td data-l=${texts.review.afterShort}>
      ${editable ? fieldInput({ path: row.path, label: row.label, value: row.after, schema: review.schema, edit, actions: shown.actions }) : afterCell(row)}
      ${edited && row.kind !== 'removed' ? html`<span class="sub">${sentence(texts.review.proposed, html`<del>${safeLine(valueText(proposed))}</del>`)}</span>` : nothing}
      ${editable && removable(row, shown)
        ? html`<button class="link" @click=${() => shown.actions.typed(withValue(edit.payload, row.path, undefined))}>${texts.review.remove(row.label)}</button>`
        : nothing}
    </td>
  </tr>`;
}

const removable = (row: Row, shown: RecordShown): boolean =>
  row.path.length > 0 && (typeof row.path.at(-1) === 'number' || !fieldAt(shown.review.schema, row.path, row.after).required);

function nowCell(row: Row, known: boolean): TemplateResult {
  if (!known) return html`<span class="quiet">${texts.review.unknownNow}</span>`;
  if (row.now === undefined || row.kind === 'same') return valueView(row.now);
  return html`<del>${valueView(row.now)}</del>`;
}

function afterCell(row: Row): TemplateResult {
  if (row.kind === 'removed') return html`<span class="quiet">${texts.review.removed}</span>`;
  return row.kind === 'same' ? valueView(row.after) : html`<ins>${valueView(row.after)}</ins>`;
}

/** What the schema offers beyond what is there, and one more item for each list of records. */
function additions(shown: RecordShown, payload: Json): TemplateResult | typeof nothing {
  const edit = shown.edit as Edit;
  const missing = missingProperties(shown.review.schema, payload).filter((path) => !shown.without?.has(String(path[0])));
  const lists = isObject(payload)
    ? Object.entries(payload).filter(([, value]) => Array.isArray(value) && value.some((item) => isObject(item)))
    : [];
  if (!missing.length && !lists.length) return nothing;
  return html`<p class="additions">
    ${lists.map(([key, value]) => html`<button class="b" @click=${() => {
      const list = value as Json[];
      shown.actions.typed(withValue(edit.payload, [key, list.length], list.at(-1) as Json));
    }}>${texts.review.addItem(humanised(key))}</button>`)}
    ${missing.map((path) => html`<button class="b" @click=${() =>
      shown.actions.typed(withValue(edit.payload, path, blankFor(shown.review.schema, path)))}>${texts.review.add(labelOf(path))}</button>`)}
  </p>`;
}
