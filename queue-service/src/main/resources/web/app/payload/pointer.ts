import type { Json, JsonObject } from '../api/types';

/** A place in a JSON value: keys and indexes from the root. */
export type Path = readonly (string | number)[];

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON Pointer (RFC 6901). */
export const pointerOf = (path: Path): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Own properties only: `constructor` and its like are keys as any other. */
function child(value: Json | undefined, key: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isObject(value) && Object.hasOwn(value, String(key)) ? value[String(key)] : undefined;
}

export const valueAt = (root: Json | undefined, path: Path): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => child(value, key), root);

/** A copy of `root` with `value` at the path; undefined removes what stands there. */
export function withValue(root: Json, path: Path, value: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  const inner = rest.length ? withValue(child(root, key) ?? {}, rest, value) : value;
  if (Array.isArray(root)) {
    const copy = [...root];
    if (inner === undefined) copy.splice(Number(key), 1);
    else copy[Number(key)] = inner;
    return copy;
  }
  const entries = Object.entries(isObject(root) ? root : {}).filter(([name]) => inner !== undefined || name !== key);
  const copy = new Map<string, Json>(entries);
  if (inner !== undefined) copy.set(String(key), inner);
  return Object.fromEntries(copy);
}

export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => equal(item, b[at]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

/** Every text and number in the value, as text. */
export function leafTexts(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(leafTexts);
  return isObject(value) ? Object.values(value).flatMap(leafTexts) : [];
}

/** Every text in the value, keys included: all that could carry something hidden. */
export function allTexts(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(allTexts);
  return isObject(value) ? Object.entries(value).flatMap(([key, inner]) => [key, ...allTexts(inner)]) : [];
}

/** "flight_number" becomes "Flight number". */
export function humanised(key: string): string {
  // Only what looks like a name is put nicely: two different keys must never look the same.
  if (!/^[A-Za-z][A-Za-z0-9]*(?:[_\-. ][A-Za-z0-9]+)*$/.test(key)) return key;
  const spaced = key.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2').replace(/[_\-.\s]+/g, ' ').trim();
  const lower = spaced.replace(/\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase());
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** ["flights", 0, "date"] becomes "Flights 1, date". */
export function labelOf(path: Path): string {
  let label = '';
  path.forEach((key, at) => {
    if (typeof key === 'number') label += ` ${key + 1}`;
    else if (at === 0) label += humanised(key);
    else label += `, ${humanised(key).charAt(0).toLowerCase()}${humanised(key).slice(1)}`;
  });
  return label.trim();
}
