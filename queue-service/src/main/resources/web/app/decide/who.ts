import type { Me, Outcome, Person } from '../api/types';
import { texts } from '../texts';

const nameOf = (who: string | Person, me: Me | undefined): string => {
  const id = (typeof who === 'string' ? who : who.id).replace(/^person:/, '');
  if (id === me?.id) return texts.you;
  return typeof who === 'string' ? id : who.name;
};

/** Who decided, by name; undefined where nobody did. */
export function whoOf(outcome: Outcome | null | undefined, me: Me | undefined): string | undefined {
  const by = outcome?.by;
  const people = (Array.isArray(by) ? by : by ? [by] : []) as (string | Person)[];
  if (!people.length) return undefined;
  if (people.length === 1 && outcome?.byName && nameOf(people[0] as string | Person, me) !== texts.you) return outcome.byName;
  return people.map((who) => nameOf(who, me)).join(texts.review.listEnd);
}
