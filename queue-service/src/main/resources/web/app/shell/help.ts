import { html, nothing, type TemplateResult } from 'lit';
import type { Actions, Model, Preferences } from '../model';
import { texts } from '../texts';

const row = (label: string, ...keys: string[]): TemplateResult =>
  html`<li><span>${label}</span><span>${keys.map((key) => html`<kbd>${key}</kbd> `)}</span></li>`;

/** Keys, and what a person may set. A native modal dialog, so that focus stays in it. */
export function help(model: Model, actions: Actions): TemplateResult | typeof nothing {
  if (!model.help) return nothing;
  const { help: words, verdict } = texts;
  return html`<dialog class="dialog" aria-labelledby="help-title" @close=${() => actions.help(false)}>
    <header><h3 id="help-title">${words.title}</h3><button class="b plain" @click=${() => actions.help(false)}>${words.close} <kbd aria-hidden="true">Esc</kbd></button></header>
    <div class="keys">
      <div><h4>${words.decide}</h4><ul>${row(verdict.approve, 'a')}${row(verdict.edit, 'e')}${row(verdict.requestChanges, 'c')}${row(verdict.reject, 'r')}
        ${row(verdict.takeOver, 't')}${row(verdict.reassign, 'x')}${row(verdict.undo, 'z')}</ul></div>
      <div><h4>${words.move}</h4><ul>${row(words.keys.next, 'j')}${row(words.keys.previous, 'k')}${row(words.keys.open, 'Enter')}${row(words.keys.back, 'Esc')}
        ${row(words.keys.filter, '/')}${row(texts.shell.titles.mine, 'g', 'm')}${row(texts.shell.titles.team, 'g', 't')}</ul></div>
      <div><h4>${words.read}</h4><ul>${row(words.keys.source, '1', '…', '9')}${row(words.keys.tab, 'd')}${row(words.keys.exact, 'p')}${row(words.keys.trail, 'h')}
        ${row(words.keys.help, '?')}</ul></div>
    </div>
    <p class="note">${words.note}</p>
    ${preferences(model.preferences, actions)}
  </dialog>`;
}

function preferences(now: Preferences, actions: Actions): TemplateResult {
  const words = texts.help;
  const value = (event: Event): string => (event.target as HTMLSelectElement).value;
  return html`<h4 class="pref-title">${words.preferences}</h4><div class="prefs">
    <label><input type="checkbox" .checked=${now.singleKeys} @change=${(event: Event) => actions.prefer({ singleKeys: (event.target as HTMLInputElement).checked })} />
      <span>${words.single}<span class="meta">${words.singleSay}</span></span></label>
    <label>${words.wait} <select @change=${(event: Event) => actions.prefer({ undoSeconds: Number(value(event)) })}>
      ${[5, 10, 20, 60].map((seconds) => html`<option value=${seconds} ?selected=${now.undoSeconds === seconds}>${words.waitFor(seconds)}</option>`)}</select></label>
    <label>${words.theme} <select @change=${(event: Event) => actions.prefer({ theme: value(event) as Preferences['theme'] })}>
      ${(['system', 'light', 'dark'] as const).map((theme) => html`<option value=${theme} ?selected=${now.theme === theme}>${words.themes[theme]}</option>`)}</select></label>
  </div>`;
}
