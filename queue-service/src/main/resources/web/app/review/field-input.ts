import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Json } from '../api/types';
import type { Actions, Edit } from '../model';
import { type Path, pointerOf, withValue } from '../payload/pointer';
import { type Field, fieldAt, typed } from '../payload/schema';
import { safeLine } from '../text/safe-text';
import { texts } from '../texts';

interface Input {
  readonly path: Path;
  readonly label: string;
  readonly value: Json | undefined;
  readonly schema: Json | null | undefined;
  readonly edit: Edit;
  readonly actions: Actions;
}

const WRONG = { number: texts.review.notNumber, integer: texts.review.notInteger, json: texts.review.notJson };

export const inputId = (pointer: string): string => `field${pointer.replace(/[^\w]/g, (c) => `-${c.charCodeAt(0)}-`)}`;

/** One field of the payload, typed in by its kind, with what is wrong with it beside it. */
export function fieldInput(input: Input): TemplateResult {
  const pointer = pointerOf(input.path);
  const field = fieldAt(input.schema, input.path, input.value);
  const error = input.edit.errors.get(pointer);
  const take = (text: string): void => {
    const result = typed(field.kind, text);
    if ('error' in result) input.actions.fieldTyped(pointer, text, undefined, WRONG[result.error]);
    else input.actions.fieldTyped(pointer, text, withValue(input.edit.payload, input.path, result.value), undefined);
  };
  const set = (value: Json): void => input.actions.fieldTyped(pointer, '', withValue(input.edit.payload, input.path, value), undefined);
  return html`${control(input, field, pointer, error, take, set)}${field.hint ? html`<span class="sub" id="${inputId(pointer)}-hint">${field.hint}</span>` : nothing}${error
    ? html`<span class="err-say" id="${inputId(pointer)}-error">${safeLine(error)}</span>`
    : nothing}`;
}

function textOf(field: Field, value: Json | undefined): string {
  if (field.kind === 'lines' && Array.isArray(value)) return value.join('\n');
  return field.kind === 'json' ? JSON.stringify(value ?? null) : String(value ?? '');
}

function control(
  input: Input,
  field: Field,
  pointer: string,
  error: string | undefined,
  take: (text: string) => void,
  set: (value: Json) => void,
): TemplateResult {
  const id = inputId(pointer);
  const wrong = error ? 'true' : 'false';
  const described = [field.hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || nothing;
  if (field.kind === 'boolean') {
    return html`<input id=${id} type="checkbox" aria-label=${input.label} aria-invalid=${wrong} aria-describedby=${described}
      .checked=${live(input.value === true)} @change=${(event: Event) => set((event.target as HTMLInputElement).checked)} />`;
  }
  if (field.kind === 'choice') {
    const known = field.choices.some((choice) => choice === input.value);
    const all = known ? field.choices : [input.value ?? null, ...field.choices];
    return html`<select id=${id} aria-label=${input.label} aria-invalid=${wrong} aria-describedby=${described}
      @change=${(event: Event) => set(all[(event.target as HTMLSelectElement).selectedIndex] ?? null)}>
      ${all.map((choice) => html`<option .selected=${live(choice === input.value)}>${String(choice)}</option>`)}</select>`;
  }
  const held = input.edit.typed.get(pointer);
  const text = held ?? textOf(field, input.value);
  const listen = (event: Event): void => take((event.target as HTMLInputElement | HTMLTextAreaElement).value);
  if (field.kind === 'long-text' || field.kind === 'json' || field.kind === 'lines') {
    return html`<textarea id=${id} rows=${Math.min(8, text.split('\n').length + 1)} aria-label=${input.label} aria-invalid=${wrong}
      aria-describedby=${described} .value=${live(text)} @input=${listen}></textarea>`;
  }
  return html`<input id=${id} type="text" inputmode=${field.kind === 'text' ? 'text' : 'decimal'} aria-label=${input.label}
    aria-invalid=${wrong} aria-describedby=${described} .value=${live(text)} @input=${listen} />`;
}
