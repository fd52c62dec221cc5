import type { Json } from '../api/types';
import { equal, isObject, labelOf, type Path, valueAt } from './pointer';

/** One field of a record, before and after. `undefined` is "not there". */
export interface Row {
  readonly path: Path;
  readonly label: string;
  readonly now: Json | undefined;
  readonly after: Json | undefined;
  readonly kind: 'changed' | 'added' | 'removed' | 'same';
}

export interface RecordDiff {
  /** Changed, added and removed fields, in the payload's order. */
  readonly changed: Row[];
  readonly same: Row[];
  /** Fields of the record that the payload does not mention. */
  readonly untouched: string[];
  /** Whether the state before is known at all. */
  readonly known: boolean;
}

/** Scalars, lists of scalars and empty containers are shown as one field; everything else is opened. */
export function leafPaths(value: Json, path: Path = []): Path[] {
  if (Array.isArray(value)) {
    const nested = value.some((item) => isObject(item) || Array.isArray(item));
    return nested ? value.flatMap((item, at) => leafPaths(item, [...path, at])) : [path];
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, inner]) => leafPaths(inner, [...path, key]));
  }
  return [path];
}

export function recordDiff(payload: Json, before: Json | null | undefined): RecordDiff {
  const known = before !== null && before !== undefined;
  const rows: Row[] = leafPaths(payload).map((path) => row(path, known ? valueAt(before, path) : undefined, valueAt(payload, path), known));
  if (known) rows.push(...shortened(payload, before));
  const untouched =
    known && isObject(before) && isObject(payload) ? Object.keys(before).filter((key) => !Object.hasOwn(payload, key)) : [];
  return {
    changed: rows.filter((each) => each.kind !== 'same'),
    same: rows.filter((each) => each.kind === 'same'),
    untouched,
    known,
  };
}

function row(path: Path, now: Json | undefined, after: Json | undefined, known: boolean): Row {
  const kind = !known || now === undefined ? 'added' : equal(now, after) ? 'same' : 'changed';
  return { path, label: labelOf(path), now, after, kind };
}

/** Items at the end of a list that the payload's shorter list drops. */
function shortened(payload: Json, before: Json, path: Path = []): Row[] {
  if (Array.isArray(payload) && Array.isArray(before)) {
    const dropped = before.slice(payload.length);
    const scalars = [...before, ...payload].every((item) => !isObject(item) && !Array.isArray(item));
    // A list of scalars is one field, and shows the loss itself.
    const rows = scalars
      ? []
      : dropped.map((item, at): Row => {
          const place = [...path, payload.length + at];
          return { path: place, label: labelOf(place), now: item, after: undefined, kind: 'removed' };
        });
    return [...payload.flatMap((item, at) => (at < before.length ? shortened(item, before[at] as Json, [...path, at]) : [])), ...rows];
  }
  if (!isObject(payload) || !isObject(before)) return [];
  return Object.entries(payload).flatMap(([key, inner]) =>
    Object.hasOwn(before, key) ? shortened(inner, before[key] as Json, [...path, key]) : [],
  );
}

/** What differs between two payloads, field by field: the reviewer's edits, or an agent's revision. */
export function payloadChanges(draft: Json, edited: Json): Row[] {
  const paths = new Map<string, Path>();
  for (const path of [...leafPaths(draft), ...leafPaths(edited)]) paths.set(JSON.stringify(path), path);
  return [...paths.values()]
    .map((path) => {
      const now = valueAt(draft, path);
      const after = valueAt(edited, path);
      const kind = equal(now, after) ? 'same' : now === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
      return { path, label: labelOf(path), now, after, kind } as Row;
    })
    .filter((each) => each.kind !== 'same');
}
