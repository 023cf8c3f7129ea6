/** What this room needs of the program's log. */
export interface Logger {
  error(facts: object, message: string): void
}
