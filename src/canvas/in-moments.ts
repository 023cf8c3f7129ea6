import { whenIdle } from '#src/ui/when-idle.ts'

/** Half a frame. */
const MOMENT_MS = 8
/** A page that is never idle is not waited for longer than this. */
const BUSY_MS = 50

/** Does a large work, of which each step is one piece, in moments in which the page has nothing else to do; all at once when it is awaited. */
export async function inMoments(pieces: Iterator<unknown>, isAwaited: () => boolean): Promise<void> {
  for (;;) {
    await new Promise<void>((resolve) => whenIdle(resolve, BUSY_MS))
    for (const end = performance.now() + MOMENT_MS; isAwaited() || performance.now() < end;)
      if (pieces.next().done) return
  }
}
