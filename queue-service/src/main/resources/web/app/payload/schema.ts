import type { Json, JsonObject } from '../api/types';
import { texts } from '../texts';
import { isObject, type Path } from './pointer';

/** How a field is typed in. */
export type FieldKind = 'text' | 'long-text' | 'lines' | 'number' | 'integer' | 'boolean' | 'choice' | 'json';

export interface Field {
  readonly kind: FieldKind;
  readonly choices: readonly Json[];
  readonly required: boolean;
  /** What the schema says of it, for whoever fills it in. */
  readonly hint: string;
}

function resolved(schema: Json | undefined, root: Json | undefined, depth = 0): JsonObject {
  if (!isObject(schema) || depth > 16) return {};
  const reference = schema['$ref'];
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return schema;
  const target = reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Json | undefined>((value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), root);
  return resolved(target, root, depth + 1);
}

export function schemaAt(root: Json | null | undefined, path: Path): JsonObject {
  let schema = resolved(root ?? undefined, root ?? undefined);
  for (const key of path) {
    const properties = schema['properties'];
    const next =
      typeof key === 'number'
        ? schema['items']
        : isObject(properties) && Object.hasOwn(properties, key)
          ? properties[key]
          : undefined;
    schema = resolved(next, root ?? undefined);
  }
  return schema;
}

/** By the schema where it says, else by the value that is there. */
export function fieldAt(root: Json | null | undefined, path: Path, value: Json | undefined): Field {
  const schema = schemaAt(root, path);
  const parent = schemaAt(root, path.slice(0, -1));
  const last = path.at(-1);
  const required = Array.isArray(parent['required']) && typeof last === 'string' && parent['required'].includes(last);
  const choices = Array.isArray(schema['enum']) ? schema['enum'] : [];
  return { kind: choices.length ? 'choice' : kindOf(schema, value, root), choices, required, hint: hintOf(schema) };
}

const FORMATS: Record<string, string> = texts.review.formats;

function hintOf(schema: JsonObject): string {
  const words = (key: string): string => (typeof schema[key] === 'string' ? (schema[key] as string) : '');
  const { minimum, maximum, maxLength } = schema;
  const range = typeof minimum === 'number' && typeof maximum === 'number' ? texts.review.range(minimum, maximum)
    : typeof minimum === 'number' ? texts.review.atLeast(minimum)
    : typeof maximum === 'number' ? texts.review.atMost(maximum) : '';
  const length = typeof maxLength === 'number' ? texts.review.longest(maxLength) : '';
  return [words('description'), FORMATS[words('format')] ?? '', range, length].filter(Boolean).join('; ');
}

function kindOf(schema: JsonObject, value: Json | undefined, root: Json | null | undefined): FieldKind {
  const named = schema['type'];
  const type = typeof named === 'string' ? named : Array.isArray(named) ? named.find((each) => each !== 'null') : undefined;
  if (type === 'integer' || type === 'number' || type === 'boolean') return type;
  if (type === 'array' && isTextList(schema, value, root)) return 'lines';
  if (type === 'array' || type === 'object' || (typeof value === 'object' && value !== null)) return 'json';
  if (type === undefined && typeof value === 'number') return 'number';
  if (type === undefined && typeof value === 'boolean') return 'boolean';
  if (type === undefined && value === null) return 'json';
  return typeof value === 'string' && (value.length > 80 || value.includes('\n')) ? 'long-text' : 'text';
}

/** A list of short texts is typed one a line. */
function isTextList(schema: JsonObject, value: Json | undefined, root: Json | null | undefined): boolean {
  const texts = Array.isArray(value) && value.every((item) => typeof item === 'string' && !item.includes('\n'));
  return texts && resolved(schema['items'], root ?? undefined)['type'] === 'string';
}

export type Typed = { readonly value: Json } | { readonly error: 'number' | 'integer' | 'json' };

/** What was typed, as the field's type; or what is wrong with it. */
export function typed(kind: FieldKind, text: string): Typed {
  if (kind === 'number' || kind === 'integer') {
    const number = Number(text.trim());
    if (!text.trim() || !Number.isFinite(number)) return { error: kind };
    return kind === 'integer' && !Number.isInteger(number) ? { error: 'integer' } : { value: number };
  }
  if (kind === 'lines') return { value: text.split('\n').filter((line, at, all) => line !== '' || at < all.length - 1) };
  if (kind === 'json') {
    try {
      return { value: JSON.parse(text) as Json };
    } catch {
      return { error: 'json' };
    }
  }
  return { value: text };
}

/** Properties that the schema offers, at the root and in each object within, and the payload does not have. */
export function missingProperties(root: Json | null | undefined, payload: Json, path: Path = []): Path[] {
  const properties = schemaAt(root, path)['properties'];
  const own = isObject(properties) && isObject(payload) ? Object.keys(properties).filter((key) => !Object.hasOwn(payload, key)).map((key) => [...path, key]) : [];
  if (path.length >= 4) return own;
  if (Array.isArray(payload)) return payload.flatMap((item, at) => missingProperties(root, item, [...path, at]));
  return [...own, ...(isObject(payload) ? Object.entries(payload).flatMap(([key, inner]) => missingProperties(root, inner, [...path, key])) : [])];
}

/** A value to begin typing with. */
export function blankFor(root: Json | null | undefined, path: Path): Json {
  const schema = schemaAt(root, path);
  if (Array.isArray(schema['enum']) && schema['enum'].length) return schema['enum'][0] as Json;
  const blanks: Record<string, Json> = { string: '', number: 0, integer: 0, boolean: false, array: [], object: {} };
  return blanks[typeof schema['type'] === 'string' ? schema['type'] : 'string'] ?? '';
}
