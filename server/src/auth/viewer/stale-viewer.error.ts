/** A user's rights were reduced since the viewer was looked up, so the viewer is looked up again. */
export class StaleViewerError extends Error {}
