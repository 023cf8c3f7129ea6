import { SECOND_MS } from '#shared/lib/time.ts'

/** A page that nobody calls usable by then is not waited for any longer. */
const PATIENCE_MS = 10 * SECOND_MS
/** A page that is never idle is not waited for longer than this. */
const BUSY_MS = SECOND_MS
/** Where the browser does not tell when it is idle. */
const PAUSE_MS = 50

let settle: () => void = () => {}
const usable = new Promise<void>((resolve) => {
  settle = resolve
})

/** Says that what the person came for stands there and answers. Until then nothing else is fetched. */
export const tellUsable = (): void => settle()

/** When the page is usable, and then has nothing better to do. */
export async function whenQuiet(): Promise<void> {
  const timer = setTimeout(settle, PATIENCE_MS)
  await usable
  clearTimeout(timer)
  await new Promise<void>((resolve) => {
    // Safari does not tell.
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: BUSY_MS })
    else setTimeout(resolve, PAUSE_MS)
  })
}
