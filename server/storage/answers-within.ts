import { SECOND_MS } from '#shared/lib/time.ts'
import { StorageError } from './ports.ts'

/** A store that needs longer for nothing is no help to anybody who waits for it. */
export const CHECK_WITHIN_MS = 2 * SECOND_MS

/** Rejects with `StorageError` when the question is not answered in time. */
export async function answersWithin(ms: number, question: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageError(`The store did not answer within ${ms} ms.`)), ms)
  })
  try {
    await Promise.race([question, late])
  } finally {
    clearTimeout(timer)
  }
}
