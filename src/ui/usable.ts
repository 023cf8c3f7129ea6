import { SECOND_MS } from '#shared/lib/time.ts'
import { whenIdle } from './when-idle.ts'

/** A page that nobody calls usable by then is not waited for any longer. */
const PATIENCE_MS = 10 * SECOND_MS
/** A page that is never idle is not waited for longer than this. */
const BUSY_MS = SECOND_MS
/** Nor is it by each of those that come in turn. */
const TURN_MS = 100
/** Who has done nothing for so long is not in the middle of a gesture. */
const CALM_MS = 250
/** What is awaited meanwhile is looked after as often. */
const LOOK_MS = 50
/** Who goes on and on gets the rest of the page all the same. */
const CALM_MOST_MS = 15 * SECOND_MS

let settle: () => void = () => {}
const usable = new Promise<void>((resolve) => {
  settle = resolve
})

/** Says that what the person came for stands there and answers. Until then nothing else is fetched. */
export const tellUsable = (): void => settle()

const idle = (mostMs: number): Promise<void> => new Promise((resolve) => void whenIdle(resolve, mostMs))

/** When the page is usable, and then has nothing better to do. */
export async function whenQuiet(): Promise<void> {
  const timer = setTimeout(settle, PATIENCE_MS)
  await usable
  clearTimeout(timer)
  await idle(BUSY_MS)
}

/** When the person last did something. */
let lastAt = Number.NEGATIVE_INFINITY
const onGesture = (event: Event): void => {
  // A pointer that only passes costs nothing that would be missed.
  if (event.type !== 'pointermove' || (event as PointerEvent).buttons !== 0) lastAt = performance.now()
}
for (const type of ['wheel', 'pointerdown', 'pointermove', 'keydown'])
  window.addEventListener(type, onGesture, { capture: true, passive: true })

/**
 * When the person is not in the middle of a gesture, since what comes onto the page then would hold it up; some seconds later in any case.
 * `isAwaited`: it is what the person waits for.
 */
export async function whenCalm(
  isAwaited: () => boolean = () => false,
  latestAt = performance.now() + CALM_MOST_MS,
): Promise<void> {
  for (;;) {
    const waitMs = Math.min(lastAt + CALM_MS, latestAt) - performance.now()
    if (waitMs <= 0 || isAwaited()) return
    await new Promise((resolve) => setTimeout(resolve, Math.min(waitMs, LOOK_MS)))
  }
}

/** Of those that wait for their turn the last. */
let turn: Promise<void> | undefined
/** All that wait together are held up no longer than to here. */
let latestTurnAt = 0

/** For all that can wait: one at a time, each in a moment in which the page is quiet and the person calm. */
export function inTurn(): Promise<void> {
  const mine = after(turn)
  turn = mine
  void mine.then(() => {
    if (turn === mine) turn = undefined
  })
  return mine
}

async function after(before: Promise<void> | undefined): Promise<void> {
  await (before ?? whenQuiet())
  if (!before) latestTurnAt = performance.now() + CALM_MOST_MS
  await whenCalm(undefined, latestTurnAt)
  await idle(TURN_MS)
}
