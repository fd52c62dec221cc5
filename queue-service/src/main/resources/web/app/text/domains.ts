import { toUnicode } from 'punycode.js';
import { confusables } from './confusables';

/**
 * Domain names that are not what they look like: written with letters of two scripts, with letters that look like others, in
 * Punycode, or like another domain of the same review. Found as Unicode's UTS 39 has it, by comparing text, never by a model.
 */
export interface OddDomain {
  readonly domain: string;
  readonly why: 'mixed' | 'lookalike' | 'twin' | 'punycode';
  /** What it can be read as, or, for `punycode`, what it says. */
  readonly like: string;
}

const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_\-]*[\p{L}\p{M}\p{N}])?`;
/** Names in links, in addresses, and as they stand: two labels and more, the last one a word. */
const DOMAIN = new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}_.\-])(?:${LABEL}[.\u3002\uFF0E\uFF61])+(?:xn--[a-z0-9\-]+|[\p{L}\p{M}]{2,})(?![\p{L}\p{M}\p{N}_])`, 'giu');

/** Scripts that are written together; anything else in one label is a mixture (UTS 39, "highly restrictive"). */
const SCRIPTS: readonly (readonly [string, RegExp])[] = (
  ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Hebrew', 'Arabic', 'Cherokee', 'Georgian', 'Coptic', 'Lisu', 'Thai', 'Devanagari', 'Hangul', 'Han', 'Hiragana', 'Katakana', 'Bopomofo'] as const
).map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);
const TOGETHER: readonly ReadonlySet<string>[] = [
  new Set(['Latin', 'Han', 'Hiragana', 'Katakana']),
  new Set(['Latin', 'Han', 'Bopomofo']),
  new Set(['Latin', 'Han', 'Hangul']),
];

export interface Found {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function domainsIn(text: string): Found[] {
  return [...text.matchAll(DOMAIN)].map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }));
}

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
const folded = (domain: string): string => domain.replaceAll(/[\u3002\uFF0E\uFF61]/g, '.').normalize('NFKC').toLowerCase();

function scriptsOf(label: string): Set<string> {
  const found = new Set<string>();
  for (const letter of label) {
    if (!/\p{L}/u.test(letter)) continue;
    found.add(SCRIPTS.find(([, is]) => is.test(letter))?.[0] ?? 'other');
  }
  return found;
}

function isMixed(label: string): boolean {
  const scripts = [...scriptsOf(label)];
  return scripts.length > 1 && !TOGETHER.some((set) => scripts.every((script) => set.has(script)));
}

/** What an eye makes of it: look-alikes as the letters that they look like, without marks. */
export function seenAs(domain: string): string {
  const looks = Array.from(domain.replaceAll(/[I|]/g, 'l'))
    .map((letter) => confusables.get(letter) ?? confusables.get(letter.toLowerCase()) ?? letter)
    .join('');
  const bare = Array.from(folded(looks))
    .map((letter) => confusables.get(letter) ?? letter)
    .join('');
  return bare.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('1', 'l').replaceAll('0', 'o');
}

/** What is odd about a domain, or nothing. `others` are the other domains of the same review. */
export function oddity(written: string, others: readonly string[] = []): OddDomain | undefined {
  const domain = folded(written);
  const said = domain.includes('xn--') ? punycode(domain) : domain;
  const like = seenAs(said);
  const twin = others.find((other) => folded(other) !== domain && (seenAs(other) === seenAs(written) || seenAs(other) === like));
  if (twin !== undefined && !isPlainer(written, twin)) return { domain: written, why: 'twin', like: twin };
  if (said !== domain) return { domain: written, why: 'punycode', like: said };
  if (isAscii(said)) return undefined;
  if (said.split('.').some(isMixed)) return { domain: written, why: 'mixed', like };
  const top = said.slice(said.lastIndexOf('.') + 1);
  // A name in one other script under its own country's ending is what it looks like; under an ASCII ending it may pose as one.
  return isAscii(like) && isAscii(top) && unaccented(said) !== like ? { domain: written, why: 'lookalike', like } : undefined;
}

/** Of two that look the same, the one that is written as it looks is the one that the other poses as. */
const isPlainer = (domain: string, twin: string): boolean => seenAs(domain) === domain && seenAs(twin) !== twin;

const unaccented = (domain: string): string => domain.normalize('NFD').replaceAll(/\p{M}/gu, '');

function punycode(domain: string): string {
  try {
    return toUnicode(domain);
  } catch {
    return domain.replaceAll('xn--', '');
  }
}

/** Every odd domain in some texts, each once; `known` are texts whose domains they may pose as. */
export function oddDomains(texts: readonly string[], known: readonly string[] = []): OddDomain[] {
  const others = [...new Set([...texts, ...known].flatMap((text) => domainsIn(text).map((found) => found.text)))];
  const odd = new Map<string, OddDomain>();
  for (const text of texts) {
    for (const found of domainsIn(text)) {
      const why = odd.has(found.text) ? undefined : oddity(found.text, others);
      if (why) odd.set(found.text, why);
    }
  }
  return [...odd.values()];
}
