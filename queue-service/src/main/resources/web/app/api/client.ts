import type { DecisionBody, KeptPreferences, Me, Page, Place, Preview, Review, Violation } from './types';

/** An answer that is not a success: an RFC 9457 problem, or whatever came instead of one. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly slug: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: Violation[],
    readonly document: string,
    /** From when on an approval is taken, where that is why it was refused. */
    readonly decidableAt: string | undefined = undefined,
  ) {
    super(`${status} ${slug}`);
  }
}

/** Nothing came back at all. */
export class Unreachable extends Error {}

export interface Versioned {
  review: Review;
  etag: string;
}

const SLUG = 'urn:countersign:problem:';

/** How far the server's clock is ahead of this one, in milliseconds, from the last answer. */
let skew = 0;

export const serverNow = (): number => Date.now() + skew;

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (!headers.has('Accept')) headers.set('Accept', 'application/json, application/problem+json');
  // Without it an expired session answers with a redirect to another origin instead of a 401.
  headers.set('X-Requested-With', 'JavaScript');
  if (init.body) headers.set('Content-Type', 'application/json');
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers, credentials: 'same-origin', cache: 'no-store' });
  } catch {
    throw new Unreachable();
  }
  const date = Date.parse(response.headers.get('Date') ?? '');
  // The header counts whole seconds: a difference below two of them says nothing.
  if (!Number.isNaN(date)) skew = Math.abs(date - Date.now()) < 2000 ? 0 : date - Date.now();
  if (response.ok) return response;
  if (response.status === 502 || response.status === 503 || response.status === 504) throw new Unreachable();
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // An answer from something in between; its status still says enough.
  }
  const string = (value: unknown): string => (typeof value === 'string' ? value : '');
  const type = string(body['type']);
  const errors = (Array.isArray(body['errors']) ? body['errors'] : []) as Violation[];
  return new Problem(
    response.status,
    type.startsWith(SLUG) ? type.slice(SLUG.length) : type,
    string(body['title']),
    string(body['detail']),
    errors.filter((e) => typeof e?.pointer === 'string' && typeof e?.detail === 'string'),
    text.slice(0, 4000),
    typeof body['decidableAt'] === 'string' ? body['decidableAt'] : undefined,
  );
}

/** Lists that have nothing in them may be left out of an answer. */
const complete = (review: Review): Review => ({
  ...review,
  reasons: review.reasons ?? [],
  sources: review.sources ?? [],
  trail: review.trail ?? [],
  others: review.others ?? [],
  history: review.history ?? [],
  rejectReasons: review.rejectReasons ?? [],
  approvals: { needed: review.approvals?.needed ?? 1, given: review.approvals?.given ?? 0, by: review.approvals?.by ?? [] },
});

const json = async <T>(path: string, init?: RequestInit): Promise<T> => (await (await call(path, init)).json()) as T;
const write = (path: string, body?: unknown, headers?: HeadersInit): Promise<Response> =>
  call(path, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(headers ? { headers } : {}) });

/** A step of a review: how it is then, the stream says, and whoever wants to see it asks. */
const step = (path: string, body?: unknown, headers?: Record<string, string>): Promise<Response> =>
  write(path, body, { ...headers, Prefer: 'return=minimal' });

async function keptOf(response: Response): Promise<{ kept: KeptPreferences; etag: string }> {
  const kept = (await response.json()) as Partial<KeptPreferences>;
  return { kept: { views: kept.views ?? [], keys: kept.keys ?? {} }, etag: response.headers.get('ETag') ?? '' };
}

/** The query for a part of the queue. */
function asked({ scope, process, filter }: Place, limit: string): URLSearchParams {
  const query = new URLSearchParams(scope === 'decided' ? { state: 'decided', scope: 'all' } : { state: 'open', scope });
  query.set('limit', limit);
  if (process) query.set('process', process);
  if (filter.trim()) query.set('text', filter.trim());
  return query;
}

const at = (id: string): string => `/v1/reviews/${encodeURIComponent(id)}`;

export const client = {
  me: (): Promise<Me> => json('/v1/me'),

  list(place: Place, cursor?: string): Promise<Page> {
    const query = asked(place, '100');
    if (cursor) query.set('cursor', cursor);
    return json(`/v1/reviews?${query}`);
  },

  /** The whole list, as far as one file goes, for a spreadsheet. */
  async table(place: Place): Promise<Blob> {
    const headers = { Accept: 'text/csv, application/problem+json' };
    return (await call(`/v1/reviews?${asked(place, '10000')}`, { headers })).blob();
  },

  /** `peek`: to have it ready; the service does not count it as shown yet. */
  async review(id: string, peek = false): Promise<Versioned> {
    const response = await call(peek ? `${at(id)}?peek=true` : at(id));
    const review = complete((await response.json()) as Review);
    return { review, etag: response.headers.get('ETag') ?? `"${review.version}"` };
  },

  claim: (id: string): Promise<Response> => step(`${at(id)}/claim`),
  unclaim: (id: string): Promise<Response> => step(`${at(id)}/unclaim`),
  decide: (id: string, body: DecisionBody, etag: string): Promise<Response> =>
    step(`${at(id)}/decision`, body, { 'If-Match': etag }),
  reassign: (id: string, to: string, reason: string): Promise<Response> =>
    step(`${at(id)}/reassign`, { to, ...(reason ? { reason } : {}) }),

  /** What was only peeked at stands on the screen now: reading time counts from here. */
  shown: (id: string): Promise<Pick<Review, 'shownAt' | 'decidableAt'>> => json(`${at(id)}/shown`, { method: 'POST' }),
  escalate: (id: string, reason: string): Promise<Response> => step(`${at(id)}/escalate`, { reason }),

  async preferences(): Promise<{ kept: KeptPreferences; etag: string }> {
    return keptOf(await call('/v1/me/preferences'));
  },

  async keep(kept: KeptPreferences, etag: string): Promise<{ kept: KeptPreferences; etag: string }> {
    const body = JSON.stringify({ views: kept.views, keys: kept.keys });
    return keptOf(await call('/v1/me/preferences', { method: 'PUT', body, headers: etag ? { 'If-Match': etag } : {} }));
  },

  async preview(id: string, payload: unknown): Promise<Preview> {
    return (await (await write(`${at(id)}/preview`, { payload })).json()) as Preview;
  },
};
