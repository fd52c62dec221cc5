import { html, type TemplateResult } from 'lit';
import { pieces } from './hidden-characters';
import { passages } from './passages';

/**
 * The only way in which anything that an agent or a customer wrote comes onto the page: as text, with hidden characters as code
 * points where they stand, and passages that equal a known value marked. No HTML, no Markdown, no link.
 */
export function safeText(text: string, marks: readonly string[] = []): TemplateResult {
  const spans = marks.length ? passages(text, marks) : [];
  if (!spans.length) return html`${plain(text)}`;
  const out: unknown[] = [];
  let at = 0;
  for (const span of spans) {
    out.push(plain(text.slice(at, span.start)), html`<mark>${plain(text.slice(span.start, span.end))}</mark>`);
    at = span.end;
  }
  out.push(plain(text.slice(at)));
  return html`${out}`;
}

const plain = (text: string): unknown[] =>
  pieces(text).map((piece) => ('text' in piece ? piece.text : html`<span class="cp">${piece.codePoint}</span>`));

/** Paragraphs and line breaks as they were typed. Direction follows each paragraph's own letters. */
export function safeParagraphs(text: string, marks: readonly string[] = []): TemplateResult[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n[^\S\n]*\n+/)
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => html`<p dir="auto">${safeLines(paragraph, marks)}</p>`);
}

export function safeLines(text: string, marks: readonly string[] = []): unknown[] {
  return text.split('\n').map((line, at) => html`${at ? html`<br>` : ''}${safeText(line, marks)}`);
}

/** A name or a label on one line. */
export const safeLine = (text: string | null | undefined): TemplateResult => safeText((text ?? '').replaceAll('\n', ' '));

/** Without hidden characters, for attributes and titles, where nothing can be shown. */
export const bareText = (text: string): string =>
  pieces(text)
    .map((piece) => ('text' in piece ? piece.text : ''))
    .join('');
