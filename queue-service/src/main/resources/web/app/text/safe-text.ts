import { html, type TemplateResult } from 'lit';
import { texts } from '../texts';
import { domainsIn, type OddDomain } from './domains';
import { pieces } from './hidden-characters';
import { passages, type Span } from './passages';

/** The odd domains of the review on the page: marked wherever they stand. Set before the page is drawn. */
let oddHere: ReadonlyMap<string, OddDomain> = new Map();

export function markOddDomains(odd: readonly OddDomain[]): void {
  oddHere = new Map(odd.map((each) => [each.domain, each]));
}

/** Which they are: text that was drawn beside others is drawn again. */
export const oddDomainsHere = (): string => [...oddHere.keys()].join(' ');

/** What is odd about a domain, in a few words. */
export const oddWords = (odd: OddDomain): string => texts.odd[odd.why](withCodePoints(odd.like));

/**
 * The only way in which anything that an agent or a customer wrote comes onto the page: as text, with hidden characters as code
 * points where they stand, domains that pose as others with what they look like, and passages that equal a known value marked. No
 * HTML, no Markdown, no link.
 */
export function safeText(text: string, marks: readonly string[] = []): TemplateResult {
  const odd = oddHere.size ? domainsIn(text).filter((found) => oddHere.has(found.text)) : [];
  const known = marks.length ? passages(text, marks).filter((span) => !odd.some((each) => span.start < each.end && each.start < span.end)) : [];
  const spans: (Span & { readonly text?: string })[] = [...odd, ...known].sort((a, b) => a.start - b.start);
  if (!spans.length) return html`${plain(text)}`;
  const out: unknown[] = [];
  let at = 0;
  for (const span of spans) {
    const own = plain(text.slice(span.start, span.end));
    const why = span.text === undefined ? undefined : oddHere.get(span.text);
    out.push(plain(text.slice(at, span.start)), why ? html`<span class="odd">${own}</span><span class="odd-why">${oddWords(why)}</span>` : html`<mark>${own}</mark>`);
    at = span.end;
  }
  out.push(plain(text.slice(at)));
  return html`${out}`;
}

const plain = (text: string): unknown[] =>
  pieces(text).map((piece) => {
    if ('text' in piece) return piece.text;
    return 'codePoint' in piece ? html`<span class="cp">${piece.codePoint}</span>` : html`<span class="blanks">${texts.review.blanks(piece.blanks)}</span>`;
  });

/** Paragraphs and line breaks as they were typed. Direction follows each paragraph's own letters; a long gap is said, not left out. */
export function safeParagraphs(text: string, marks: readonly string[] = []): TemplateResult[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/(\n(?:[^\S\n]*\n)+|^(?:[^\S\n]*\n)+)/)
    .map((part, at) => (at % 2 ? gapView(part.split('\n').length - 2) : part === '' ? undefined : html`<p dir="auto">${safeLines(part, marks)}</p>`))
    .filter((part) => part !== undefined);
}

const gapView = (lines: number): TemplateResult | undefined => (lines >= 3 ? html`<p><span class="blanks">${texts.review.emptyLines(lines)}</span></p>` : undefined);

export function safeLines(text: string, marks: readonly string[] = []): unknown[] {
  return text.split('\n').map((line, at) => html`${at ? html`<br>` : ''}${safeText(line, marks)}`);
}

/** A name or a label on one line. */
export const safeLine = (text: string | null | undefined): TemplateResult => safeText((text ?? '').replaceAll('\n', ' '));

/** Without hidden characters, for attributes and titles, where nothing can be shown. */
export const bareText = (text: string): string =>
  pieces(text)
    .map((piece) => ('text' in piece ? piece.text : 'blanks' in piece ? ' ' : ''))
    .join('');

/** With hidden characters as their names, for sentences of our own. */
const withCodePoints = (text: string): string =>
  pieces(text)
    .map((piece) => ('text' in piece ? piece.text : 'blanks' in piece ? ' ' : `[${piece.codePoint}]`))
    .join('');
