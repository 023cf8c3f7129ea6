/** What is said beside the journey; known once the server has said that this person may read it. */
export interface Talk {
  /** Comments of others that were not read yet. */
  readonly unread: number
  readonly mayWrite: boolean
  /** Opens what was said on an element, or a new thread where nothing was said and one may. */
  readonly openOn: (elementId: string) => void
}
