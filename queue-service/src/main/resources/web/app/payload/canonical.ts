import type { Json } from '../api/types';
import { isObject } from './pointer';

/** The payload in canonical order (keys by UTF-16 code unit, as RFC 8785 has them), spaced for reading. */
export function canonicalText(value: Json): string {
  return JSON.stringify(sorted(value), null, 2);
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] as Json)]));
}
