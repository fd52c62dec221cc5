import { html, nothing, type TemplateResult } from 'lit';
import type { Review, Turn } from '../api/types';
import { humanised } from '../payload/pointer';
import { countHidden } from '../text/hidden-characters';
import { safeLine, safeParagraphs } from '../text/safe-text';
import { texts } from '../texts';
import { hiddenNote } from './hidden-note';

const SHOWN_AT_ONCE = 7;

const isCustomer = (turn: Turn): boolean => /^(customer|user|guest|client|reviewer|sender|contact|supplier)$/i.test(turn.role);
const isAgent = (turn: Turn): boolean => /^(agent|assistant)$/i.test(turn.role);

/** The last message that is not the agent's own, nor a tool's or the system's. */
export function lastAsked(review: Review): Turn | undefined {
  const turns = review.case?.conversation ?? [];
  return turns.findLast(isCustomer) ?? turns.findLast((turn) => !isAgent(turn) && !/^(system|tool|function|developer)$/i.test(turn.role));
}

/** Who said what; not balloons. Earlier messages are folded, unless something is hidden in one of them. */
export function conversationView(review: Review, marks: readonly string[]): TemplateResult {
  const turns = review.case?.conversation ?? [];
  const folded = turns.length > SHOWN_AT_ONCE ? turns.slice(0, turns.length - SHOWN_AT_ONCE) : [];
  const rest = turns.slice(folded.length);
  const suspicious = folded.some((turn) => countHidden(turn.text) > 0);
  return html`<section class="sec" aria-labelledby="talk">
    <h2 id="talk">${texts.review.conversation} <span class="meta">${turns.length ? texts.review.messages(turns.length) : nothing}</span></h2>
    ${turns.length
      ? html`<div class="talk">
          ${folded.length
            ? html`<details ?open=${suspicious}><summary>${texts.review.earlier(folded.length)}</summary>
                <div class="talk folded">${folded.map((turn) => turnView(turn, marks))}</div></details>`
            : nothing}
          ${rest.map((turn) => turnView(turn, marks))}
        </div>`
      : html`<p class="note">${texts.review.noConversation}</p>`}
  </section>`;
}

function turnView(turn: Turn, marks: readonly string[]): TemplateResult {
  const name = isAgent(turn) ? texts.review.agent : turn.role === 'customer' ? texts.review.customer : humanised(turn.role);
  return html`<div class="turn ${isAgent(turn) ? 'agent' : 'customer'}"><b>${safeLine(name)}</b><div>${safeParagraphs(turn.text, marks)}${hiddenNote(turn.text)}</div></div>`;
}
