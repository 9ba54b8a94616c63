/**
 * What makes a stretch of a document unreadable. Thrown and caught within this folder: the readers of the parts of a
 * document are deeply nested, and only the reader of lines knows how to go on. Offsets count from the beginning of
 * the document.
 */
export class Fault extends Error {
  constructor(
    readonly start: number,
    readonly end: number,
    /** A full sentence for users. Never quotes the text, which may hold a secret. */
    message: string,
    /**
     * `exotic`: legal YAML that this reader leaves to the `yaml` package. `template`: a placeholder stands where YAML
     * has none. `deep`: nested too deeply to be read at all.
     */
    readonly kind: 'malformed' | 'exotic' | 'template' | 'deep' = 'malformed',
  ) {
    super(message);
  }
}
