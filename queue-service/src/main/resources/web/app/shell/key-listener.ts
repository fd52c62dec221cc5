import type { Actions, Model, Tab } from '../model';
import type { Editing } from '../review/editing';
import { type Command, commandOf, isVerdict } from './keys';

const G_HOLDS = 1200;
/** How long a field that was asked for may take to get the focus. */
const FIELD_COMES = 600;

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** What does something of its own when Enter is pressed on it. */
const takesEnter = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('a, button, summary, [role="menuitem"]') !== null;

/** Single keys for the whole page. The browser's own keys, and keys in fields, stay what they are. */
export function listenForKeys(actions: Actions, model: () => Model, editing: Editing): void {
  let g = Number.NEGATIVE_INFINITY;
  let writes = Number.NEGATIVE_INFINITY;
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || model().signedOut) return;
    if (model().help) {
      if (event.key === 'Escape') actions.help(false);
      return;
    }
    const press = { key: event.key, modified: event.ctrlKey || event.metaKey || event.altKey, inField: isField(event.target), afterG: event.timeStamp - g < G_HOLDS };
    g = event.key === 'g' && !press.modified && !press.inField ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const command = commandOf(press, model().preferences.singleKeys, model().keys);
    if (!command || (event.key === 'Enter' && takesEnter(event.target))) return;
    event.preventDefault();
    // Whoever begins to type before a field has the focus writes, and gives no verdict.
    const writing = command !== 'back' && (model().open?.ask !== undefined || event.timeStamp < writes);
    if (writing || (event.repeat && isVerdict(command))) return;
    writes = command === 'edit' || command === 'filter' ? event.timeStamp + FIELD_COMES : Number.NEGATIVE_INFINITY;
    run(command, actions, model(), editing);
  });
}

function run(command: Command, actions: Actions, model: Model, editing: Editing): void {
  if (typeof command === 'object') {
    actions.sourceOpened(command.source - 1);
    return jump(`#s${command.source}`);
  }
  switch (command) {
    case 'approve': return actions.approve();
    case 'edit': return actions.edit();
    case 'request-changes': return actions.ask('request-changes');
    case 'reject': return actions.ask('reject');
    case 'take-over': return actions.takeOver();
    case 'reassign': return actions.ask('reassign');
    case 'escalate': return actions.ask('escalate');
    case 'claim': return void actions.letGo();
    case 'undo': return actions.undo();
    case 'next': return actions.step(1);
    case 'previous': return actions.step(-1);
    case 'open': return openFirst(actions, model);
    case 'filter': return actions.toggleFilter(true);
    case 'mine': return actions.scope('mine');
    case 'team': return actions.scope('team');
    case 'tab': return nextTab(actions, model);
    case 'exact': return actions.tab(model.open?.tab === 'exact' ? first(model) : 'exact');
    case 'trail': return jump('#trail');
    case 'help': return actions.help(true);
    case 'back': return back(actions, model, editing);
  }
}

/** The most urgent one, where none is open; a row that has the focus opens by itself. */
function openFirst(actions: Actions, model: Model): void {
  if (!model.open) actions.step(1);
}

/** Escape leaves the innermost thing: a menu, a question, the filter, the fields; then the review. */
function back(actions: Actions, model: Model, editing: Editing): void {
  if (model.menu) actions.menu(undefined);
  else if (model.naming) actions.nameView(false);
  else if (model.open?.ask) actions.ask(undefined);
  else if (model.open?.editing) editing.end();
  else if (model.filtering) actions.toggleFilter(false);
  else if (model.open) actions.closeReview();
}

const first = (model: Model): Tab => (model.open?.review?.show === 'record' ? 'fields' : model.open?.editing ? 'write' : 'sent');

function nextTab(actions: Actions, model: Model): void {
  if (model.open?.review?.show === 'record') return actions.tab(model.open.tab === 'exact' ? 'fields' : 'exact');
  const order: Tab[] = ['changes', 'sent', 'draft'];
  actions.tab(order[(order.indexOf(model.open?.tab ?? 'draft') + 1) % order.length] ?? 'sent');
}

function jump(selector: string): void {
  const place = document.querySelector<HTMLElement>(selector);
  place?.scrollIntoView({ block: 'center' });
  place?.focus({ preventScroll: true });
}
