/** Single keys and what they do. Off in fields, and off altogether where a person switched them off (WCAG 2.1.4). */
export type Command =
  | 'approve' | 'edit' | 'request-changes' | 'reject' | 'take-over' | 'reassign' | 'undo'
  | 'next' | 'previous' | 'filter' | 'mine' | 'team' | 'back'
  | 'tab' | 'exact' | 'trail' | 'help'
  | { readonly source: number };

export interface Press {
  readonly key: string;
  readonly modified: boolean;
  readonly inField: boolean;
  /** The key before, where it was `g` and not long ago. */
  readonly afterG: boolean;
}

const SINGLE: Record<string, Command> = {
  a: 'approve', e: 'edit', c: 'request-changes', r: 'reject', t: 'take-over', x: 'reassign', z: 'undo',
  j: 'next', k: 'previous', '/': 'filter', d: 'tab', p: 'exact', h: 'trail', '?': 'help',
};

export function commandOf(press: Press, singleKeys: boolean): Command | undefined {
  if (press.modified) return undefined;
  if (press.key === 'Escape') return 'back';
  if (press.inField || !singleKeys) return undefined;
  if (press.afterG) return press.key === 'm' ? 'mine' : press.key === 't' ? 'team' : undefined;
  if (/^[1-9]$/.test(press.key)) return { source: Number(press.key) };
  return Object.hasOwn(SINGLE, press.key) ? SINGLE[press.key] : undefined;
}
