/** More work than any honest input causes: it ends the building of a chart or a kustomization, never the whole analysis. */
export class LimitExceeded extends Error {}
