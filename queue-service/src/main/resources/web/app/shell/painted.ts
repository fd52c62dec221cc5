/** After the browser has put on the page what was drawn. A page in the background is never painted; there, what was drawn counts. */
export const painted = (): Promise<void> =>
  new Promise((done) => {
    if (document.hidden) setTimeout(done);
    else requestAnimationFrame(() => requestAnimationFrame(() => done()));
  });
