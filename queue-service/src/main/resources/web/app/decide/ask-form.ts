import { html, nothing, type TemplateResult } from 'lit';
import type { Review } from '../api/types';
import type { Actions, Ask, Model, Open } from '../model';
import { humanised } from '../payload/pointer';
import { initials } from '../shell/rail';
import { moment } from '../text/clock';
import { safeLine } from '../text/safe-text';
import { texts } from '../texts';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly face?: string;
  readonly note?: string | undefined;
}

interface Question {
  readonly title: string;
  readonly say: string;
  readonly words: string;
  readonly send: string;
  readonly choices: readonly Choice[];
}

function question(ask: Ask, review: Review): Question {
  const { verdict } = texts;
  const says = review.says ?? {};
  switch (ask) {
    case 'approve':
      return { title: texts.ask.approve, say: texts.ask.approveSay, words: texts.ask.approveWords, send: verdict.approve, choices: [] };
    case 'escalate':
      return { title: texts.ask.escalate, say: texts.ask.escalateSay, words: texts.ask.escalateWords, send: verdict.escalate, choices: [] };
    case 'reject':
      return {
        title: texts.ask.reject, say: says['reject'] ?? texts.ask.rejectSay, words: texts.ask.words, send: verdict.reject,
        choices: review.rejectReasons.map((reason) => ({ value: reason, label: humanised(reason) })),
      };
    case 'request-changes':
      return { title: texts.ask.requestChanges, say: says['request-changes'] ?? texts.ask.requestChangesSay, words: texts.ask.words, send: verdict.requestChanges, choices: [] };
    case 'reassign':
      return {
        title: texts.ask.reassign, say: review.others.length ? texts.ask.reassignSay : texts.ask.nobody, words: texts.ask.reassignWords, send: verdict.reassign,
        choices: review.others.map((other) => ({ value: other.person, label: other.name, face: initials(other.name), note: other.note ?? undefined })),
      };
  }
}

/** A question in the place of the bar: nothing is chosen beforehand, and Escape leaves it. */
export function askForm(open: Open, model: Model, actions: Actions): TemplateResult | typeof nothing {
  const review = open.review;
  const ask = open.ask;
  if (!review || !ask) return nothing;
  const asked = question(ask, review);
  const submit = (event: Event): void => {
    event.preventDefault();
    actions.answer(event.currentTarget as HTMLFormElement);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      actions.answer(event.currentTarget as HTMLFormElement);
    }
  };
  return html`<form class="ask" novalidate aria-labelledby="ask-title" @submit=${submit} @keydown=${keys}>
    <h3 id="ask-title" tabindex="-1">${asked.title}</h3>
    <p class="quiet">${asked.say}</p>
    ${asked.choices.length
      ? html`<fieldset aria-describedby=${open.askError ? 'ask-error' : nothing}><legend class="vh">${asked.title}</legend>${asked.choices.map(choiceView)}</fieldset>`
      : nothing}
    <label for="ask-words" class="quiet">${asked.words}</label>
    <textarea id="ask-words" name="words" rows="2" aria-invalid=${open.askError ? 'true' : 'false'} aria-describedby=${open.askError ? 'ask-error' : nothing}></textarea>
    ${open.askError ? html`<p class="err-say" id="ask-error" role="alert">${open.askError}</p>` : nothing}
    ${(ask === 'reassign' || ask === 'escalate') && review.decideBy ? html`<p class="note">${texts.ask.clockGoesOn(moment(review.decideBy, model.now))}</p>` : nothing}
    <div class="bar free">
      <button class="b" type="submit">${asked.send} <kbd aria-hidden="true">${texts.ask.ctrlEnter}</kbd></button>
      ${ask === 'reassign' ? html`<button class="b plain" type="button" @click=${() => actions.ask('escalate')}>${texts.ask.escalateInstead}</button>` : nothing}
      <button class="b plain" type="button" @click=${() => actions.ask(undefined)}>${texts.verdict.cancel} <kbd aria-hidden="true">${texts.ask.esc}</kbd></button>
    </div>
  </form>`;
}

const choiceView = (choice: Choice): TemplateResult => html`<label class="choice"><input type="radio" name="choice" value=${choice.value} />
  ${choice.face ? html`<span class="face" aria-hidden="true">${choice.face}</span>` : nothing}<span>${safeLine(choice.label)}</span>
  ${choice.note ? html`<span class="meta">${safeLine(choice.note)}</span>` : nothing}</label>`;

export interface Answer {
  readonly choice: string;
  readonly words: string;
}

export function answerOf(form: HTMLFormElement): Answer {
  const data = new FormData(form);
  return { choice: String(data.get('choice') ?? ''), words: String(data.get('words') ?? '').trim() };
}

/** What is missing in an answer, in words; undefined where nothing is. */
export function missingIn(ask: Ask, answer: Answer): string | undefined {
  if (ask === 'reject') return answer.choice || answer.words ? undefined : texts.ask.needReason;
  // The policy's own measure: a word or two says why, a letter does not.
  if (ask === 'approve') return (answer.words.match(/\p{L}/gu) ?? []).length >= 8 ? undefined : texts.ask.needSentence;
  if (ask === 'escalate') return answer.words ? undefined : texts.ask.needEscalateWords;
  if (ask === 'request-changes') return answer.words ? undefined : texts.ask.needWords;
  if (!answer.choice) return texts.ask.needPerson;
  return answer.words ? undefined : texts.ask.needReassignWords;
}
