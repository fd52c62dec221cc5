import { html, nothing, type TemplateResult } from 'lit';

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
  readonly current?: boolean;
  readonly className?: string;
}

interface Menu {
  readonly label: string;
  readonly className: string;
  readonly open: boolean;
  readonly disabled?: boolean;
  readonly toggle: (open: boolean) => void;
  readonly items: readonly MenuItem[];
}

/** A menu button as the ARIA practices have it: arrows move, Escape closes and gives the focus back. */
export function menu({ label, className, open, disabled = false, toggle, items }: Menu): TemplateResult {
  return html`<span class="menu-holder ${className}" @keydown=${(event: KeyboardEvent) => onKey(event, open, toggle)}
    @focusout=${(event: FocusEvent) => left(event) && open && toggle(false)}>
    <button class="b ${className}" aria-haspopup="menu" aria-expanded=${open} ?disabled=${disabled} @click=${(event: Event) => {
      toggle(!open);
      if (!open) focusItem((event.currentTarget as HTMLElement).parentElement, 0);
    }}>${label}</button>
    ${open
      ? html`<div class="menu" role="menu" aria-label=${label}>
          ${items.map(
            (item) => html`<button role="menuitem" tabindex="-1" class=${item.className ?? ''} aria-current=${item.current ? 'true' : 'false'}
              @click=${() => {
                toggle(false);
                item.run();
              }}>${item.label}</button>`,
          )}
        </div>`
      : nothing}
  </span>`;
}

const left = (event: FocusEvent): boolean => !(event.currentTarget as HTMLElement).contains(event.relatedTarget as Node | null);

function visibleItems(holder: Element | null): HTMLElement[] {
  return [...(holder?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])].filter((item) => item.offsetParent !== null);
}

function focusItem(holder: Element | null, at: number): void {
  requestAnimationFrame(() => visibleItems(holder).at(at)?.focus());
}

function onKey(event: KeyboardEvent, open: boolean, toggle: (open: boolean) => void): void {
  const holder = event.currentTarget as HTMLElement;
  const items = visibleItems(holder);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (event.key === 'Escape' && open) {
    event.stopPropagation();
    toggle(false);
    holder.querySelector('button')?.focus();
  } else if (event.key in moves && open && items.length) {
    event.preventDefault();
    items.at((moves[event.key] ?? 0) % items.length)?.focus();
  } else if (event.key === 'ArrowDown' && !open) {
    event.preventDefault();
    toggle(true);
    focusItem(holder, 0);
  }
}
