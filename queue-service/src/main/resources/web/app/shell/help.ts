import { html, nothing, type TemplateResult } from 'lit';
import type { Actions, Model, Preferences } from '../model';
import { forgetEdits } from '../review/edits';
import { texts } from '../texts';
import { keyName, keyOf, type Single } from './keys';

const row = (label: string, ...keys: string[]): TemplateResult =>
  html`<li><span>${label}</span><span>${keys.map((key) => html`<kbd>${key}</kbd> `)}</span></li>`;

const DECIDE: readonly Single[] = ['approve', 'edit', 'request-changes', 'reject', 'take-over', 'reassign', 'escalate', 'undo'];
const MOVE: readonly Single[] = ['next', 'previous', 'open', 'filter', 'claim'];
const READ: readonly Single[] = ['tab', 'exact', 'trail', 'help'];

/** Keys, and what a person may set. A native modal dialog, so that focus stays in it. */
export function help(model: Model, actions: Actions): TemplateResult | typeof nothing {
  if (!model.help) return nothing;
  const { help: words } = texts;
  const command = (each: Single): TemplateResult => keyRow(each, model, actions);
  return html`<dialog class="dialog" aria-labelledby="help-title" @close=${() => actions.help(false)} @keydown=${(event: KeyboardEvent) => takeKey(event, model, actions)}>
    <header><h3 id="help-title" tabindex="-1">${words.title}</h3><button class="b plain" @click=${() => actions.help(false)}>${words.close} <kbd aria-hidden="true">${texts.ask.esc}</kbd></button></header>
    <div class="keys">
      <div><h4>${words.decide}</h4><ul>${DECIDE.map(command)}</ul></div>
      <div><h4>${words.move}</h4><ul>${MOVE.map(command)}${row(words.keys.back, texts.ask.esc)}${row(texts.shell.titles.mine, 'g', 'm')}${row(texts.shell.titles.team, 'g', 't')}</ul></div>
      <div><h4>${words.read}</h4><ul>${READ.map(command)}${row(words.keys.source, '1', '…', '9')}</ul></div>
    </div>
    <p class="note keys-say" role="status">${model.keysSay || (model.rekeying ? words.pressSay : words.note)}</p>
    ${Object.keys(model.keys).length ? html`<p><button class="b" @click=${() => actions.resetKeys()}>${words.resetKeys}</button></p>` : nothing}
    ${preferences(model.preferences, actions)}
    <p class="note">${words.attention}</p>
    <p class="note"><a href="/logout" @click=${forgetEdits}>${texts.shell.signOut}</a></p>
  </dialog>`;
}

function keyRow(command: Single, model: Model, actions: Actions): TemplateResult {
  const label = texts.help.commands[command] ?? command;
  const waits = model.rekeying === command;
  const own = model.keys[command] !== undefined;
  const shown = waits ? texts.help.press : keyName(keyOf(command, model.keys));
  return html`<li><span>${label}</span><button class="rekey ${own ? 'own' : ''}" aria-pressed=${waits} aria-label="${texts.help.change(label)}: ${shown}"
    @click=${() => actions.rekey(waits ? undefined : command)}><kbd>${shown}</kbd></button></li>`;
}

/** The next key pressed is the new one of the command that waits for it. Tab goes on as ever. */
function takeKey(event: KeyboardEvent, model: Model, actions: Actions): void {
  const command = model.rekeying;
  if (!command || event.ctrlKey || event.metaKey || event.altKey || /^(Tab|Shift|Control|Alt|Meta|AltGraph|CapsLock|Dead)$/.test(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.key === 'Escape') actions.rekey(undefined);
  else actions.setKey(command, event.key === 'Backspace' ? undefined : event.key);
}

function preferences(now: Preferences, actions: Actions): TemplateResult {
  const words = texts.help;
  const value = (event: Event): string => (event.target as HTMLSelectElement).value;
  return html`<h4 class="pref-title">${words.preferences}</h4><div class="prefs">
    <label><input type="checkbox" .checked=${now.singleKeys} @change=${(event: Event) => actions.prefer({ singleKeys: (event.target as HTMLInputElement).checked })} />
      <span>${words.single}<span class="meta">${words.singleSay}</span></span></label>
    <label>${words.wait} <select @change=${(event: Event) => actions.prefer({ undoSeconds: Number(value(event)) })}>
      ${[5, 10, 20, 60].map((seconds) => html`<option value=${seconds} ?selected=${now.undoSeconds === seconds}>${words.waitFor(seconds)}</option>`)}</select></label>
    <label>${words.after} <select @change=${(event: Event) => actions.prefer({ after: value(event) as Preferences['after'] })}>
      ${(['next', 'stay'] as const).map((after) => html`<option value=${after} ?selected=${now.after === after}>${words.afters[after]}</option>`)}</select></label>
    <label>${words.theme} <select @change=${(event: Event) => actions.prefer({ theme: value(event) as Preferences['theme'] })}>
      ${(['system', 'light', 'dark'] as const).map((theme) => html`<option value=${theme} ?selected=${now.theme === theme}>${words.themes[theme]}</option>`)}</select></label>
  </div>`;
}
