/** Why the text of a PDF is not there. */
export type Why = 'password' | 'damaged' | 'pages' | 'long' | 'empty' | 'garbled' | 'slow' | 'unstarted';

/** The text of a PDF cannot be had. */
export class Unreadable extends Error {
  constructor(
    readonly why: Why,
    readonly pages = 0,
  ) {
    super(why);
  }
}

/** How much is read: far above any strategy, so that what a PDF costs whoever opens it stays in bounds. */
export const limits = {
  megabytes: 20,
  pages: 400,
  characters: 600_000, // as many as the server takes
  seconds: 60,
};
