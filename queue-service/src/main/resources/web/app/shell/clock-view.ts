import { html, nothing, svg, type TemplateResult } from 'lit';
import { clockOf } from '../text/clock';
import { texts } from '../texts';

interface Timed {
  openedAt: string;
  decideBy?: string | null | undefined;
}

/** A ring that empties, and words that say it. */
export function clockView(timed: Timed, now: number, form: 'short' | 'sentence', estimate = false): TemplateResult | typeof nothing {
  const clock = clockOf(timed.openedAt, timed.decideBy, now);
  if (!clock) return nothing;
  const words = form === 'sentence' ? clock.sentence : clock.mood === 'calm' ? clock.span : clock.words;
  const mood = clock.mood === 'over' ? 'late' : clock.mood === 'calm' ? '' : clock.mood;
  return html`<span class="clock ${mood}"><svg viewBox="0 0 12 12" aria-hidden="true">${svg`
    <circle cx="6" cy="6" r="4.6" pathLength="100"></circle>
    <circle cx="6" cy="6" r="4.6" pathLength="100" stroke-dasharray="${clock.left} 100"></circle>`}</svg
    >${estimate ? texts.clock.about(words) : words}</span>`;
}
