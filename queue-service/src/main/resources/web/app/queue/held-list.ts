import type { Summary } from '../api/types';

/** The list as it is shown. While it is held (pointer or focus in it) nothing moves: what is new waits, what is gone stays. */
export interface HeldList {
  readonly shown: readonly Summary[];
  readonly gone: ReadonlySet<string>;
  readonly waiting: readonly Summary[] | undefined;
}

export const emptyList: HeldList = { shown: [], gone: new Set(), waiting: undefined };

export function arrive(list: HeldList, incoming: readonly Summary[], held: boolean): HeldList {
  if (!held || list.shown.length === 0) return { shown: incoming, gone: new Set(), waiting: undefined };
  const now = new Map(incoming.map((item) => [item.id, item]));
  return {
    shown: list.shown.map((item) => now.get(item.id) ?? item),
    gone: new Set(list.shown.filter((item) => !now.has(item.id)).map((item) => item.id)),
    waiting: incoming,
  };
}

export const release = (list: HeldList): HeldList =>
  list.waiting ? { shown: list.waiting, gone: new Set(), waiting: undefined } : list;

export function newCount(list: HeldList): number {
  const shown = new Set(list.shown.map((item) => item.id));
  return (list.waiting ?? []).filter((item) => !shown.has(item.id)).length;
}

/** Where a verdict leads: the next one that still waits for one, from here to the end and then from the top. */
export function nextWaiting(list: HeldList, id: string | undefined, settled: (id: string) => boolean): Summary | undefined {
  const at = list.shown.findIndex((item) => item.id === id);
  const inOrder = [...list.shown.slice(at + 1), ...list.shown.slice(0, Math.max(0, at))];
  return inOrder.find((item) => item.id !== id && !list.gone.has(item.id) && !settled(item.id));
}

/** Where `j` and `k` lead: the neighbour that still waits, or nothing at the end. */
export function neighbour(list: HeldList, id: string | undefined, step: 1 | -1): Summary | undefined {
  const at = list.shown.findIndex((item) => item.id === id);
  let next = at < 0 ? (step > 0 ? 0 : -1) : at + step;
  while (list.shown[next] && list.gone.has((list.shown[next] as Summary).id)) next += step;
  return list.shown[next];
}

export function matching(items: readonly Summary[], filter: string): readonly Summary[] {
  const needle = filter.trim().toLowerCase();
  if (!needle) return items;
  return items.filter((item) =>
    [item.process, item.title, item.effect, item.target, item.because, item.actionType].some((text) => text?.toLowerCase().includes(needle)),
  );
}
