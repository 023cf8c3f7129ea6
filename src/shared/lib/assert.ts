/** For what cannot happen unless the program is wrong. What a person or a network can cause is never asserted. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Impossible: ${message}`)
}

/** Ends an exhaustive switch: the compiler complains when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Impossible: unexpected ${JSON.stringify(value)}`)
}
