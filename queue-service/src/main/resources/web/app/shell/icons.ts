import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const PATHS = {
  mine: svg`<circle cx="8" cy="5.2" r="2.7"/><path d="M2.8 13.6c.6-2.6 2.6-4 5.2-4s4.6 1.4 5.2 4"/>`,
  team: svg`<circle cx="5.8" cy="5.4" r="2.3"/><path d="M1.6 13c.4-2.3 2-3.5 4.2-3.5s3.8 1.2 4.2 3.5M10.6 3.3a2.3 2.3 0 0 1 0 4.2M12 9.9c1.4.5 2.2 1.6 2.5 3.1"/>`,
  all: svg`<path d="M1.8 8S4 3.7 8 3.7 14.2 8 14.2 8 12 12.3 8 12.3 1.8 8 1.8 8Z"/><circle cx="8" cy="8" r="1.9"/>`,
  decided: svg`<circle cx="8" cy="8" r="5.8"/><path d="m5.5 8.2 1.7 1.7 3.3-3.6"/>`,
  undo: svg`<path d="M5.5 3 2.8 5.7l2.7 2.7M3 5.7h6.2a3.6 3.6 0 0 1 0 7.2H6.5"/>`,
  warn: svg`<path d="M8 2.3 14 13H2L8 2.3Z"/><path d="M8 6.5v3M8 11.3v.1"/>`,
  key: svg`<circle cx="5" cy="11" r="2.7"/><path d="m7 9 6-6M11 5l1.7 1.7"/>`,
  note: svg`<circle cx="8" cy="8" r="5.8"/><path d="M8 7.3v3.6M8 5.1v.1"/>`,
  back: svg`<path d="M9.8 3.5 5.3 8l4.5 4.5"/>`,
  no: svg`<circle cx="8" cy="8" r="5.8"/><path d="m5.9 5.9 4.2 4.2m0-4.2-4.2 4.2"/>`,
  open: svg`<circle cx="8" cy="8" r="5.8" stroke-dasharray="2.2 2.2"/>`,
  two: svg`<circle cx="5.8" cy="8" r="3.8"/><circle cx="10.2" cy="8" r="3.8"/>`,
  view: svg`<path d="M2.5 4.5h11M4.5 8h7M6.5 11.5h3"/>`,
  cross: svg`<path d="m4.500 4.500 7 7m0-7-7 7"/>`,
  search: svg`<circle cx="7" cy="7" r="4.300"/><path d="m10.300 10.300 3.200 3.200"/>`,
  gear: svg`<path d="M2.500 5h6m3 0h2M2.500 11h2m3 0h6"/><circle cx="10" cy="5" r="1.500"/><circle cx="6" cy="11" r="1.500"/>`,
  mail: svg`<rect x="1.8" y="3.3" width="12.4" height="9.4" rx="1.5"/><path d="m2.3 4.5 5.7 4.3 5.7-4.3"/>`,
  reach: svg`<circle cx="8" cy="8" r="5.8"/><path d="M2.4 8h11.2M8 2.2c2 1.7 2.6 3.7 2.6 5.8S10 12.1 8 13.8C6 12.1 5.400 10.100 5.400 8S6 3.900 8 2.200Z"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof PATHS;

export const icon = (name: IconName): TemplateResult =>
  html`<svg class="i" viewBox="0 0 16 16" aria-hidden="true">${PATHS[name]}</svg>`;

export const seal = html`<svg class="i" viewBox="0 0 20 20" aria-hidden="true">
  <path d="M3 3.5h9.5M3 7.5h6" stroke-width="1.6"/><circle cx="12.7" cy="12.7" r="4.8" stroke-width="1.6"/>
  <path d="m10.6 12.8 1.5 1.5 2.7-3" stroke-width="1.6"/></svg>`;

export const tray = html`<svg class="i" viewBox="0 0 32 32" aria-hidden="true">
  <path d="M4 18 8.5 7h15L28 18v7H4v-7Zm0 0h7.5l1.5 3h6l1.5-3H28" stroke-width="1.5"/></svg>`;
