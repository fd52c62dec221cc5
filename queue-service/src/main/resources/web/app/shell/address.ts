import type { Place, Scope } from '../api/types';

/** The service looks for no more. */
export const MOST_FILTERED = 200;

export const SCOPES: readonly Scope[] = ['mine', 'team', 'all', 'decided'];

/** Where the console is, as its address says: which part of the queue, and which review. */
export interface Address extends Place {
  readonly review: string | undefined;
}

export function readAddress(at: Location): Address {
  const query = new URLSearchParams(at.search);
  const named = query.get('scope') as Scope;
  return {
    scope: SCOPES.includes(named) ? named : 'mine',
    process: query.get('process') ?? undefined,
    filter: (query.get('q') ?? '').slice(0, MOST_FILTERED),
    review: query.get('review') ?? undefined,
  };
}

export function hrefOf({ scope, process, filter }: Place, review?: string): string {
  const query = new URLSearchParams();
  if (review) query.set('review', review);
  if (scope !== 'mine') query.set('scope', scope);
  if (process) query.set('process', process);
  if (filter.trim()) query.set('q', filter.trim());
  const text = query.toString();
  return text ? `/?${text}` : '/';
}

export const scopeHref = (scope: Scope): string => hrefOf({ scope, process: undefined, filter: '' });
