import { texts } from '../texts';

/** How much of a review's time is left. Calm, then short in the last quarter, late in the last tenth, over at the end. */
export type Mood = 'calm' | 'short' | 'late' | 'over';

export interface Clock {
  /** Percent of the time that is left, 0 to 100. */
  readonly left: number;
  readonly mood: Mood;
  /** "38 min" */
  readonly span: string;
  /** "38 min left" */
  readonly words: string;
  /** "38 min left, decide by 13:00" */
  readonly sentence: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "42 s", "38 min", "1 h 05 min", "2 d 3 h". */
export function span(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < MINUTE) return texts.units.seconds(Math.floor(ms / 1000));
  if (ms < HOUR) return texts.units.minutes(Math.floor(ms / MINUTE));
  if (ms < DAY) return texts.units.hours(Math.floor(ms / HOUR), Math.floor((ms % HOUR) / MINUTE));
  return texts.units.days(Math.floor(ms / DAY), Math.floor((ms % DAY) / HOUR));
}

export function clockOf(openedAt: string, decideBy: string | null | undefined, now: number): Clock | undefined {
  if (!decideBy) return undefined;
  const end = Date.parse(decideBy);
  const start = Date.parse(openedAt);
  if (Number.isNaN(end)) return undefined;
  const remaining = end - now;
  const whole = Math.max(1, end - (Number.isNaN(start) ? now : start));
  const left = Math.min(100, Math.max(0, Math.round((remaining / whole) * 100)));
  const mood: Mood = remaining <= 0 ? 'over' : left < 10 ? 'late' : left < 25 ? 'short' : 'calm';
  const words = mood === 'over' ? texts.clock.over : texts.clock.left(span(remaining));
  return { left, mood, span: span(remaining), words, sentence: texts.clock.by(words, moment(decideBy, now)) };
}

/** "13:00" today, "23 Nov, 13:00" on another day; in the reader's own zone. */
export function moment(instant: string, now: number): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  const time = new Intl.DateTimeFormat(texts.locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  if (at.toDateString() === new Date(now).toDateString()) return time;
  return `${new Intl.DateTimeFormat(texts.locale, { day: 'numeric', month: 'short' }).format(at)}, ${time}`;
}

export function exactMoment(instant: string, now: number): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  const seconds = String(at.getSeconds()).padStart(2, '0');
  return `${moment(instant, now)}:${seconds}`;
}

/** "PT2H" in words; an empty string for what it cannot read. */
export function durationWords(iso: string | null | undefined): string {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(iso ?? '');
  if (!match) return '';
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  const words = [
    texts.units.wholeDays(days ?? 0),
    texts.units.wholeHours(hours ?? 0),
    texts.units.wholeMinutes(minutes ?? 0),
    texts.units.wholeSeconds(seconds ?? 0),
  ].filter(Boolean);
  return words.join(' ');
}
