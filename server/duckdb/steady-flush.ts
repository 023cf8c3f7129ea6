import { open } from 'node:fs/promises'

const EVERY_MS = 20

/**
 * While it lasts, what is written to a file goes to the disk at once and not at the end. The engine flushes its file when a transaction is
 * over, and the system flushes an uploaded one when it is half a minute old; hundreds of megabytes that wait for that moment hold up
 * every other flush of the same disk for as long, also those of edits. Not for safety: when it cannot be done nothing is wrong.
 */
export function flushSteadily(file: string): { readonly end: () => void } {
  const state = { isOver: false }
  keepFlushing(file, state).catch(() => undefined)
  return {
    end() {
      state.isOver = true
    },
  }
}

async function keepFlushing(file: string, state: { readonly isOver: boolean }): Promise<void> {
  // Most of what is written is small, as a batch of live events: it is over before.
  await pause()
  if (state.isOver) return
  await using handle = await open(file, 'r')
  while (!state.isOver) {
    await handle.datasync()
    await pause()
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, EVERY_MS))
