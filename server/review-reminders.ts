import type { BaseLogger } from 'pino'
import type { Reviews } from './journeys/past/reviews.ts'
import type { Notices } from './notices/notices.ts'
import { HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'

interface Needs {
  readonly reviews: Pick<Reviews, 'takeDue' | 'peopleToRemind'>
  readonly notices: Pick<Notices, 'notify'>
  readonly logger: Pick<BaseLogger, 'error'>
  readonly firstAfterMs?: number
  readonly everyMs?: number
}

/** Nobody's doing: the plan's. */
const WAYMARK = { id: 'waymark', name: 'Waymark', color: 7 } as const

/** Reminds people of journeys that are to be looked at anew, once for each time, whichever node looks first. */
export function remindOfReviews(needs: Needs): { readonly close: () => Promise<void> } {
  const { reviews, notices, logger, firstAfterMs = MINUTE_MS, everyMs = HOUR_MS } = needs
  let isClosed = false
  let looking: Promise<void> = Promise.resolve()
  let timer = setTimeout(start, firstAfterMs).unref()

  function start(): void {
    looking = look()
      .catch((error: unknown) => logger.error({ err: error }, 'nobody could be reminded of reviews; tried again later'))
      .then(() => {
        if (!isClosed) timer = setTimeout(start, everyMs).unref()
      })
  }

  async function look(): Promise<void> {
    for (const due of await reviews.takeDue()) {
      const { journeyId, workspaceId } = due
      const personIds = await reviews.peopleToRemind(due)
      await notices.notify({ kind: 'review-due', personIds, workspaceId, journeyId, by: WAYMARK, text: '' })
    }
  }

  return {
    close() {
      isClosed = true
      clearTimeout(timer)
      return looking
    },
  }
}
