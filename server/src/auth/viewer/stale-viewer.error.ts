/** Somebody may do less since the viewer was looked up: they are looked up again. */
export class StaleViewerError extends Error {}
