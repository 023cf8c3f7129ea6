import type { Command } from '#shared/model/commands/command.ts'
import type { labelOf } from './command-labels.ts'
import { afterPaint } from './frames.ts'

/** As long as nobody knows better. */
const UNKNOWN = 'change'

let table: typeof labelOf | undefined
let coming: Promise<void> | undefined

/** Fetches what commands are called. It comes with the first change: the table knows every command, and a journey opens with few. */
export function loadStepLabels(): Promise<void> {
  coming ??= import('./command-labels.ts').then(
    (names) => {
      table = names.labelOf
    },
    () => {
      // The next change asks again.
      coming = undefined
    },
  )
  return coming
}

/** What the undo step of a command is called: the words, once they are known; `onKnown` tells of that. */
export function stepLabel<Args>(
  command: Command<Args, unknown, string>,
  args: Args,
  onKnown: () => void,
): () => string {
  if (table) {
    const words = table(command, args)
    return () => words
  }
  // The change itself is painted first.
  afterPaint(() => void loadStepLabels().then(onKnown))
  return () => table?.(command, args) ?? UNKNOWN
}
