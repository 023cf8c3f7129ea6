/** Stands in for `lib0/logging` in this bundle: what Yjs warns of, in words without colour. */
const write =
  (level: 'log' | 'warn') =>
  (...words: readonly unknown[]): void =>
    // oxlint-disable-next-line no-console -- a warning of the library that nobody else tells
    console[level](...words)

export const print = write('log')
export const warn = write('warn')
export const [BOLD, UNBOLD, ORANGE, RED] = ['', '', '', '']
