import type { Review } from './api/types';
import type { Banner, Model, Open } from './model';

/** What the parts of the console share: one model, and one way to change it. */
export interface Host {
  readonly model: Model;
  /** Changes the model and shows it. */
  update(change: Partial<Model>): void;
  /** The same for the open review, if it is still the one with this id. */
  updateOpen(id: string, change: Partial<Open>): void;
  /** Loads the open review again; resolves when it is on the page, or could not be loaded. */
  reload(id: string): Promise<void>;
  refreshList(): Promise<void>;
  step(by: 1 | -1): void;
  openReview(id: string): void;
  /** To the next review that waits for a verdict; false where there is none. */
  goOn(): boolean;
  /** What was kept ready of a review no longer holds. */
  forget(id: string): void;
  /** Something about the open review that the service told us. */
  learn(id: string, what: Partial<Review>): void;
  /** A banner for a review that is not open: shown with it, and said until then. */
  keepForLater(id: string, target: string, banner: Banner): void;
  /** Shows a line for a few seconds and says it. */
  tell(line: string): void;
  /** What an error of any call means for the whole console: signed out, or not connected. True where that was it. */
  handled(error: unknown): boolean;
  focus(selector: string): void;
}
