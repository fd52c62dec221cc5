/** What queue-service answers, as the console reads it. Texts that an agent or a customer wrote are data: show them as text only. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type Scope = 'mine' | 'team' | 'all' | 'decided';
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
  history: { at: string; what: string; by?: string | null; byName?: string | null; detail?: string | null }[];
  revisions?: { revision: number; payload: Json; at: string; note?: string | null }[] | null;
}

export interface Page {
  items: Summary[];
  next?: string | null;
  counts: { mine: number; team: number; all: number };
}

export interface Violation {
  pointer: string;
  detail: string;
}

export interface Preview {
  effect: string;
  errors: Violation[];
}

export interface DecisionBody {
  verdict: Verdict;
  payload?: Json;
  reason?: string;
  comment?: string;
}

export interface ReviewChange {
  id: string;
  state: string;
  version: number;
  what: string;
}
