import { client, Problem, Unreachable } from '../api/client';
import type { DecisionBody, Review } from '../api/types';
import type { Host } from '../host';
import { type Ask, type Banner, isDecided, isEdited, type Open } from '../model';
import type { AttentionAccount } from '../review/attention';
import { moment, span } from '../text/clock';
import { humanised } from '../payload/pointer';
import type { Editing } from '../review/editing';
import { textOf } from '../review/letter-view';
import { texts } from '../texts';
import { answerOf, missingIn } from './ask-form';
import { type Pending, Undo } from './undo';
import { approvable, hasApproved, mayDecide, needsReason } from './may';
import { whoOf } from './who';

const timers = {
  now: () => Date.now(),
  after: (milliseconds: number, run: () => void) => window.setTimeout(run, milliseconds),
  cancel: (timer: number) => window.clearTimeout(timer),
};

/** From a verdict to a decision: the wait, the way back, and what happens when the decision meets a world that moved on. */
export class Deciding {
  readonly undo: Undo;

  constructor(
    private readonly host: Host,
    private readonly editing: Editing,
    private readonly attention: AttentionAccount,
  ) {
    this.undo = new Undo(timers, (pending) => void this.send(pending), () => this.host.update({ pending: this.undo.pending }));
  }

  approve(): void {
    const open = this.decidable();
    if (!open?.review || !approvable(open, this.host.model)) return;
    if (open.edit && open.edit.errors.size) return this.notYet(open);
    if (needsReason(open)) return this.ask('approve');
    this.waitApproval(open, undefined);
  }

  private waitApproval(open: Open, reason: string | undefined): void {
    const edited = isEdited(open);
    const payload = open.edit?.payload;
    const body: DecisionBody = { verdict: 'approve', ...(edited && payload !== undefined ? { payload } : {}), ...(reason ? { reason } : {}) };
    this.wait(open, body, edited ? 'approve-with-changes' : 'approve');
  }

  takeOver(): void {
    const open = this.decidable();
    if (open) this.wait(open, { verdict: 'take-over' }, 'take-over');
  }

  ask(ask: Ask | undefined): void {
    const open = this.host.model.open;
    if (!open || (ask && !this.decidable())) return;
    if (open.review && hasApproved(open.review, this.host.model) && ask !== 'reassign' && ask !== 'escalate' && ask) return;
    this.host.updateOpen(open.id, { ask, askError: undefined });
    this.host.focus(ask ? '#ask-title' : '.scroll');
  }

  answer(form: HTMLFormElement): void {
    const open = this.decidable();
    if (!open?.ask) return;
    const answer = answerOf(form);
    const missing = missingIn(open.ask, answer);
    if (missing) {
      this.host.updateOpen(open.id, { askError: missing });
      return this.host.focus('.ask input, #ask-words');
    }
    if (open.ask === 'reassign') return void this.handOn(open, (id) => client.reassign(id, answer.choice, answer.words), texts.toast.reassigned(this.nameOf(open, answer.choice)));
    if (open.ask === 'escalate') return void this.handOn(open, (id) => client.escalate(id, answer.words), texts.toast.escalated);
    if (open.ask === 'approve') return this.waitApproval(open, answer.words);
    // The reason is one of the process's, or the person's own words; both where both were given.
    const reason = answer.choice || answer.words;
    const body: DecisionBody = { verdict: open.ask, reason, ...(answer.choice && answer.words ? { comment: answer.words } : {}) };
    const more = open.ask === 'reject' ? `: ${answer.choice ? humanised(answer.choice).toLowerCase() : answer.words}` : '';
    this.wait(open, body, open.ask, more);
  }

  /** As if it had not been: where the person has gone on, back to the review that it was about. */
  takeBack(review?: string): void {
    const pending = this.undo.takeBack(review);
    if (!pending) return;
    this.host.tell(texts.toast.takenBack);
    if (this.host.model.open && this.host.model.open.id !== pending.review) this.host.openReview(pending.review);
  }

  private decidable(): Open | undefined {
    const open = this.host.model.open;
    return open && mayDecide(open, this.host.model) ? open : undefined;
  }

  private wait(open: Open, body: DecisionBody, said: string, more = ''): void {
    const review = open.review as Review;
    const words = `${texts.toast.said[said] ?? said}${more}`;
    const seconds = this.host.model.preferences.undoSeconds;
    // A replica that has not been renewed yet says nothing of verdicts, and does not know attention either.
    const sent = review.says ? { ...body, attention: this.attention.toSend(open.id, review.sources.length) } : body;
    this.host.updateOpen(open.id, { ask: undefined, askError: undefined, editing: false, banner: undefined, tab: open.tab === 'write' ? 'changes' : open.tab });
    this.undo.add({ review: open.id, target: review.action.target, etag: open.etag, digest: review.payloadDigest, effect: review.effect, body: sent, said: words }, seconds * 1000);
    this.host.update({ said: texts.toast.announced(words, seconds) });
    if (this.host.model.preferences.after === 'stay' || !this.host.goOn()) this.host.focus('#effect');
  }

  private notYet(open: Open): void {
    this.host.updateOpen(open.id, { banner: { tone: 'danger', title: texts.banner.invalidTitle, say: texts.banner.invalidSay(open.edit?.errors.size ?? 0) }, editing: true });
    this.host.focus('.review [aria-invalid="true"]');
  }

  private async send(pending: Pending, again = true): Promise<void> {
    const open = this.host.model.open;
    if (open?.id === pending.review) this.host.updateOpen(open.id, { busy: true });
    try {
      await client.decide(pending.review, pending.body, pending.etag);
      this.host.tell(texts.toast.sent(pending.said));
      this.host.forget(pending.review);
      this.host.updateOpen(pending.review, { edit: undefined, editing: false, tab: 'sent' });
      if (this.host.model.open?.id === pending.review) await this.host.reload(pending.review);
    } catch (error) {
      await this.failed(pending, error, again);
    } finally {
      this.host.updateOpen(pending.review, { busy: false });
      void this.host.refreshList();
    }
  }

  private async failed(pending: Pending, error: unknown, again: boolean): Promise<void> {
    if (error instanceof Problem && error.status === 412) return this.stale(pending, again);
    if (error instanceof Problem && error.slug === 'reading-time') return this.early(pending, error);
    if (error instanceof Problem && error.slug === 'reason-needed') return this.unexplained(pending);
    if (error instanceof Problem && error.status === 409) return this.lost(pending, error);
    if (error instanceof Problem && (error.status === 422 || error.status === 400)) return this.invalid(pending, error);
    const banner: Banner =
      error instanceof Unreachable
        ? { tone: 'danger', title: texts.banner.notSentTitle, say: texts.banner.notSentSay, ...kept(pending) }
        : { tone: 'danger', title: texts.banner.refusedTitle, say: this.refusal(error), ...documentOf(error), ...kept(pending) };
    this.host.handled(error);
    this.show(pending, banner);
  }

  private refusal(error: unknown): string {
    return error instanceof Problem && error.detail ? `${texts.banner.refusedSay} ${error.detail}` : texts.banner.refusedSay;
  }

  /** The version moved. Where nothing that was read has changed (a claim, say), the verdict stands; else it must be read again. */
  private async stale(pending: Pending, again: boolean): Promise<void> {
    const { review, etag } = await client.review(pending.review).catch(() => ({ review: undefined, etag: '' }));
    const asRead = review?.state === 'open' && review.payloadDigest === pending.digest && review.effect === pending.effect;
    if (again && asRead) return this.send({ ...pending, etag }, false);
    if (review && isDecided(review.state)) return this.lost(pending, undefined);
    await this.host.reload(pending.review);
    this.host.updateOpen(pending.review, { edit: undefined, editing: false });
    this.show(pending, { tone: 'warn', title: texts.banner.staleTitle, say: texts.banner.staleSay, ...kept(pending) });
  }

  /** The policy asks for a time of reading that has not passed yet. */
  private early(pending: Pending, problem: Problem): void {
    this.host.forget(pending.review);
    if (problem.decidableAt) this.host.learn(pending.review, { decidableAt: problem.decidableAt });
    const from = problem.decidableAt ? moment(problem.decidableAt, this.host.model.now) : '';
    this.show(pending, { tone: 'warn', title: texts.banner.earlyTitle, say: texts.banner.earlySay(from), ...kept(pending) });
  }

  private unexplained(pending: Pending): void {
    this.host.learn(pending.review, { reasonNeeded: true });
    this.show(pending, { tone: 'warn', title: texts.banner.reasonTitle, say: texts.banner.reasonSay });
  }

  private async lost(pending: Pending, problem: Problem | undefined): Promise<void> {
    const review = await this.asItIs(pending.review);
    const outcome = review?.decision?.outcome ?? review?.state ?? '';
    if (!review || !isDecided(review.state)) {
      return this.show(pending, { tone: 'warn', title: texts.banner.refusedTitle, say: problem?.detail || texts.banner.refusedSay, ...kept(pending), ...documentOf(problem) });
    }
    this.host.updateOpen(pending.review, { edit: undefined, editing: false });
    if (outcome === 'expired' || outcome === 'withdrawn') return this.show(pending, undefined);
    const who = whoOf(review.decision, this.host.model.me) ?? texts.someone;
    const ago = span(this.host.model.now - Date.parse(review.decision?.at ?? ''));
    this.show(pending, {
      tone: 'info',
      title: texts.banner.lostTitle(who, texts.did[outcome] ?? outcome, ago),
      say: texts.banner.lostSay(who),
      ...kept(pending),
    });
  }

  private invalid(pending: Pending, problem: Problem): void {
    const open = this.host.model.open;
    this.show(pending, { tone: 'danger', title: texts.banner.invalidTitle, say: texts.banner.invalidSay(problem.errors.length), document: problem.document });
    if (open?.id === pending.review && pending.body.payload !== undefined) this.editing.refuse(open, problem.errors);
  }

  /** The review now: on the page where it is open, else asked for. */
  private async asItIs(id: string): Promise<Review | undefined> {
    this.host.forget(id);
    if (this.host.model.open?.id !== id) return (await client.review(id, true).catch(() => undefined))?.review;
    await this.host.reload(id);
    return this.host.model.open?.id === id ? this.host.model.open.review : undefined;
  }

  /** Where the person has gone on, what went otherwise waits until they have seen it, with all that they had typed. */
  private show(pending: Pending, banner: Banner | undefined): void {
    const line = banner ? `${banner.title}. ${banner.say}` : '';
    if (this.host.model.open?.id === pending.review) {
      this.host.updateOpen(pending.review, { banner });
      this.host.update({ said: line });
    } else if (banner) {
      this.host.keepForLater(pending.review, pending.target, banner);
      this.host.update({ said: line });
    }
  }

  private nameOf(open: Open, person: string): string {
    return open.review?.others.find((other) => other.person === person)?.name ?? person;
  }

  /** To somebody else, or upwards: not a verdict, so it goes out at once. */
  private async handOn(open: Open, send: (id: string) => Promise<unknown>, said: string): Promise<void> {
    this.host.updateOpen(open.id, { busy: true });
    try {
      await send(open.id);
      this.host.updateOpen(open.id, { ask: undefined });
      this.host.tell(said);
      await this.host.reload(open.id);
    } catch (error) {
      if (!this.host.handled(error)) this.host.updateOpen(open.id, { askError: error instanceof Problem ? error.detail || error.title : texts.banner.refusedTitle });
    } finally {
      this.host.updateOpen(open.id, { busy: false });
      void this.host.refreshList();
    }
  }
}

const documentOf = (error: unknown): { document?: string } => (error instanceof Problem ? { document: error.document } : {});

/** What the person had typed, so that it is not lost with a decision that did not count. */
function kept(pending: Pending): { kept?: string } {
  const { payload, reason, comment } = pending.body;
  const text = payload === undefined ? '' : textOf(payload) || JSON.stringify(payload, null, 2);
  const all = [text, reason, comment].filter(Boolean).join('\n\n');
  return all ? { kept: all } : {};
}
