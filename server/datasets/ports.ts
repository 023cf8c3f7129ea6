/** What this room needs of the program's log. */
export interface Logger {
  error(facts: object, message: string): void
}

/** Keeps what is secret so that whoever reads the database does not. */
export interface Sealer {
  seal(text: string): string
  /** `null`: it was sealed with another secret. */
  open(sealed: string): string | null
}
