import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Json, Review } from '../api/types';
import type { Actions, Edit, Tab } from '../model';
import { humanised, isObject, pointerOf, withValue } from '../payload/pointer';
import { countHidden, withoutHidden } from '../text/hidden-characters';
import { bareText, safeLine, safeParagraphs } from '../text/safe-text';
import { type Part, wordDiff } from '../text/word-diff';
import { texts } from '../texts';
import { inputId } from './field-input';
import { hiddenNote } from './hidden-note';

interface LetterShown {
  readonly review: Review;
  readonly payload: Json;
  readonly tab: Tab;
  readonly edit: Edit | undefined;
  readonly actions: Actions;
}

const HEADERS = ['from', 'to', 'cc', 'bcc', 'subject'] as const;
type Header = (typeof HEADERS)[number];

const isLine = (value: Json | undefined): value is string | string[] =>
  typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));

const lineOf = (value: Json | undefined): string => (Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '');

/** The fields that a letter shows itself; all others are listed below it, so that nothing of the payload is out of sight. */
export function letterKeys(review: Review, payload: Json): Set<string> {
  if (!isObject(payload)) return new Set();
  const shown = review.show === 'email' ? [...HEADERS, 'text'] : ['text'];
  return new Set(shown.filter((key) => (key === 'text' ? typeof payload[key] === 'string' : isLine(payload[key]))));
}

export const textOf = (payload: Json): string => (isObject(payload) && typeof payload['text'] === 'string' ? payload['text'] : '');

/** How many people an e-mail goes to. */
export function recipients(payload: Json): number {
  if (!isObject(payload)) return 0;
  return (['to', 'cc', 'bcc'] as const)
    .flatMap((key) => lineOf(payload[key]).split(','))
    .filter((address) => address.trim()).length;
}

/** The message as its reader will see it; in it, what the reviewer changed. */
export function letterView(shown: LetterShown): TemplateResult {
  const draft = shown.review.action.payload;
  const payload = shown.tab === 'draft' ? draft : shown.payload;
  const text = textOf(payload);
  const writing = shown.tab === 'write' && shown.edit !== undefined;
  const keys = letterKeys(shown.review, payload);
  const links = text.match(/\b(?:https?:\/\/|www\.)\S+/gi)?.length ?? 0;
  return html`<div class="letter">
      ${shown.review.show === 'email'
        ? html`<div class="fields">${HEADERS.filter((key) => keys.has(key)).map((key) => header(key, shown, writing))}</div>`
        : nothing}
      ${writing ? writingBody(shown, text) : readingBody(shown, textOf(draft), text)}
    </div>
    <p class="note">${texts.review.plain(countHidden(text), links)}</p>
    ${hiddenNote(text, writing ? texts.review.hiddenInField : texts.review.hiddenSay)}
    ${writing && countHidden(text)
      ? html`<p><button class="b" @click=${() => shown.actions.typed(withValue(payload, ['text'], withoutHidden(text)))}>${texts.review.removeHidden}</button></p>`
      : nothing}`;
}

function header(key: Header, shown: LetterShown, writing: boolean): TemplateResult {
  const draft = shown.review.action.payload as Record<string, Json>;
  const now = (shown.tab === 'draft' ? draft : (shown.payload as Record<string, Json>))[key];
  const label = texts.review[key];
  const error = shown.edit?.errors.get(pointerOf([key]));
  if (!writing || key === 'from') {
    const parts = shown.tab === 'changes' ? wordDiff(lineOf(draft[key]), lineOf(now)) : [{ kind: 'same', text: lineOf(now) } as Part];
    return html`<div class="field"><span class="lab">${label}</span><span class="addr"><span>${parts.map(partView)}</span></span></div>`;
  }
  const id = inputId(pointerOf([key]));
  const take = (text: string): void => {
    const value: Json = Array.isArray(now) ? text.split(',').map((each) => each.trim()).filter(Boolean) : text;
    shown.actions.fieldTyped(pointerOf([key]), text, withValue(shown.payload, [key], value), undefined);
  };
  const held = shown.edit?.typed.get(pointerOf([key])) ?? lineOf(now);
  return html`<div class="field"><label for=${id}>${label}</label><span class="addr">
    <input id=${id} type="text" .value=${live(held)} aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${error ? `${id}-error` : nothing} title=${Array.isArray(now) ? texts.review.severalAddresses : nothing}
      @input=${(event: Event) => take((event.target as HTMLInputElement).value)} />
    ${error ? html`<span class="err-say" id="${id}-error">${safeLine(error)}</span>` : nothing}</span></div>`;
}

/**
 * The field itself is a plain one, so that spelling, undo, input methods and screen readers work as everywhere; behind it, line
 * for line, the same text carries the marks of what changed.
 */
function writingBody(shown: LetterShown, text: string): TemplateResult {
  const id = inputId('/text');
  const error = shown.edit?.errors.get('/text');
  const parts = wordDiff(textOf(shown.review.action.payload), text);
  return html`<div class="body editing">
    <div class="stack">
      <div class="mirror" aria-hidden="true">${parts.map((part) =>
        part.kind === 'del' ? html`<i class="cut"></i>` : part.kind === 'ins' ? html`<b>${part.text}</b>` : part.text,
      )}${'\n'}</div>
      <textarea id=${id} aria-label=${texts.review.text} spellcheck="true" aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${error ? `${id}-error` : nothing} .value=${live(text)}
        @input=${(event: Event) => shown.actions.typed(withValue(shown.payload, ['text'], (event.target as HTMLTextAreaElement).value))}></textarea>
    </div>
    ${error ? html`<p class="err-say" id="${id}-error">${safeLine(error)}</p>` : nothing}
  </div>`;
}

function readingBody(shown: LetterShown, draft: string, text: string): TemplateResult {
  if (shown.tab !== 'changes') return html`<div class="body">${safeParagraphs(text)}</div>`;
  return html`<div class="body diffed" dir="auto">${wordDiff(draft, text).map(partView)}</div>`;
}

function partView(part: Part): TemplateResult {
  if (part.kind === 'same') return safeLineBreaks(part.text);
  return part.kind === 'ins' ? html`<ins>${safeLineBreaks(part.text)}</ins>` : html`<del>${safeLineBreaks(part.text)}</del>`;
}

/** In a diff the line breaks stay as they are: the sheet keeps them. */
const safeLineBreaks = (text: string): TemplateResult => html`${text.split('\n').map((line, at) => html`${at ? '\n' : ''}${safeLine(line)}`)}`;

export const letterTitle = (review: Review): string => bareText(humanised(review.actionType));
