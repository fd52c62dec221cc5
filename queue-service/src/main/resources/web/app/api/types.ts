/** What queue-service answers, as the console reads it. Texts that an agent or a customer wrote are data: show them as text only. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type Scope = 'mine' | 'team' | 'all' | 'decided';

/** Which part of the queue: the words in `filter` stand in each review of it, where there are any. */
export interface Place {
  readonly scope: Scope;
  readonly process: string | undefined;
  readonly filter: string;
}
export type Verdict = 'approve' | 'reject' | 'request-changes' | 'take-over';

export interface Person {
  id: string;
  name: string;
}

export interface Me extends Person {
  roles: string[];
  teams: (string | Person)[];
}

export interface Outcome {
  outcome: string;
  by?: (string | Person)[] | string | null;
  byName?: string | null;
  at?: string | null;
  reason?: string | null;
  comment?: string | null;
  payload?: Json | null;
}

export interface Summary {
  id: string;
  evaluation: string;
  process: string;
  title?: string | null;
  state: string;
  actionType: string;
  target: string;
  effect: string;
  owner: string;
  ownerName?: string | null;
  because?: string | null;
  claimedBy?: Person | null;
  openedAt: string;
  pickUpBy?: string | null;
  decideBy?: string | null;
  urgency?: string | null;
  approvals?: { needed: number; given: number } | null;
  decision?: Outcome | null;
  version: number;
}

export interface Reason {
  source: string;
  code: string;
  detail: string;
}

/** What one person's client said of how a review was read before it was decided. */
export interface ReadBefore {
  open?: string | null;
  scrolledToEnd?: boolean | null;
  sourcesOpened?: number | null;
  sources?: number | null;
}

/** What the agent's confidence has been worth: how decided reviews of the same band ended. */
export interface ConfidenceWorth {
  from: number;
  to: number;
  n: number;
  unchanged: number;
  changed: number;
  rejected: number;
  rate?: number | null;
  low?: number | null;
  high?: number | null;
  /** False where there are too few to speak of a rate. */
  enough: boolean;
}

export interface HistoryLine {
  at: string;
  what: string;
  by?: string | null;
  byName?: string | null;
  detail?: string | null;
  attention?: ReadBefore | null;
}

export interface Revision {
  revision: number;
  payload: Json;
  at: string;
  note?: string | null;
  asked?: { by?: string | null; byName?: string | null; at?: string | null; words?: string | null } | null;
}

export interface Source {
  title: string;
  uri?: string | null;
  excerpt?: string | null;
}

export interface Turn {
  role: string;
  text: string;
}

export interface Review extends Omit<Summary, 'approvals'> {
  agent: string;
  action: { type: string; target: string; payload: Json; before?: Json | null };
  payloadDigest: string;
  show: 'email' | 'message' | 'record';
  schema?: Json | null;
  reversible: boolean;
  costOfError: 'low' | 'medium' | 'high';
  impact?: string | null;
  reasons: Reason[];
  confidence?: number | null;
  confidenceByField?: Record<string, number> | null;
  signals?: string[] | null;
  /** Why the policy refused what was approved before. */
  returned?: Reason[] | null;
  /** Whose edit the payload is, where it waits for more approvals; the agent's own is the last of `revisions`. */
  edited?: Person | null;
  sources: Source[];
  case?: {
    id: string;
    subject?: string | null;
    attributes?: JsonObject | null;
    conversation?: Turn[] | null;
  } | null;
  run?: {
    id?: string | null;
    model?: string | null;
    promptVersion?: string | null;
    prompt?: string | null;
    permissions?: string[] | null;
  } | null;
  policyVersion?: number | null;
  trail: { rule: string; principal?: string | null; detail: string }[];
  others: { person: string; name: string; note?: string | null }[];
  approvals: { needed: number; given: number; by: Person[] };
  rejectReasons: string[];
  freshFor?: string | null;
  onExpiry?: 'reject' | 'escalate' | 'proceed' | null;
  history: HistoryLine[];
  revisions?: Revision[] | null;
  confidenceWorth?: ConfidenceWorth | null;
  /** When this payload was first shown to this person; reading time counts from there. */
  shownAt?: string | null;
  readingTime?: string | null;
  /** From when on an approval is taken. */
  decidableAt?: string | null;
  /** An approval of the payload as shown needs one sentence of reason. */
  reasonNeeded?: boolean | null;
  actsFor?: Person | null;
  mayApprove?: boolean | null;
  mayNotApprove?: string | null;
  /** What each verdict says, by verdict: true for whatever kind of review it is. */
  says?: Record<string, string> | null;
}

/** How many there are, counted no further than one more than `most`. */
export interface Counts {
  mine: number;
  team: number;
  all: number;
  most: number;
}

export interface Page {
  items: Summary[];
  next?: string | null;
  counts: Counts;
}

export interface Violation {
  pointer: string;
  detail: string;
}

export interface Preview {
  effect: string;
  errors: Violation[];
  reasonNeeded?: boolean | null;
}

/** How the review was read: sent with the decision, and said to the person. Sources by their place in the review. */
export interface Attention {
  open: string;
  scrolledToEnd: boolean;
  sources: number[];
}

export interface DecisionBody {
  verdict: Verdict;
  payload?: Json;
  reason?: string;
  comment?: string;
  attention?: Attention;
}

/** A view of the queue that somebody keeps. */
export interface SavedView {
  name: string;
  scope: 'mine' | 'team' | 'all';
  state: 'open' | 'decided';
  process?: string | null;
  text?: string | null;
}

/** What a person keeps with the service, wherever they sign in. */
export interface KeptPreferences {
  views: SavedView[];
  keys: Record<string, string>;
}

export interface ReviewChange {
  id: string;
  state: string;
  version: number;
  what: string;
}
