/** The name of a journey's copy in this browser's IndexedDB. */
export const offlineCopyName = (journeyId: string): string => `${COPY_PREFIX}${journeyId}`

const COPY_PREFIX = 'waymark-journey-'
const PROBE_SUFFIX = '-probe'
/** Stands while the server has all that is in the copy. */
const sentKey = (journeyId: string): string => `waymark-sent-${journeyId}`

/** Notes whether the server has everything that was changed in a journey here. What is not noted as sent is never thrown away unasked. */
export function noteSent(journeyId: string, isSent: boolean): void {
  try {
    if (isSent) localStorage.setItem(sentKey(journeyId), 'yes')
    else localStorage.removeItem(sentKey(journeyId))
  } catch {
    // A browser that keeps nothing has no copies either.
  }
}

/** A journey that this browser has a copy of. */
export interface KeptCopy {
  readonly journeyId: string
  /** Everything in it is on the server's disk. */
  readonly isSent: boolean
}

/** The copies in this browser; none where it does not say. */
export async function keptCopies(): Promise<readonly KeptCopy[]> {
  try {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
    return names
      .filter((name) => name.startsWith(COPY_PREFIX) && !name.endsWith(PROBE_SUFFIX))
      .map((name) => name.slice(COPY_PREFIX.length))
      .map((journeyId) => ({ journeyId, isSent: localStorage.getItem(sentKey(journeyId)) !== null }))
  } catch {
    return [] // no storage, or a browser that does not list what it keeps
  }
}

/** Throws copies away: those that the server has all of, or also those with edits that it may not have. */
export async function forgetCopies(which: 'sent' | 'all'): Promise<void> {
  const copies = await keptCopies()
  await Promise.all(
    copies.filter(({ isSent }) => isSent || which === 'all').map(({ journeyId }) => forgetCopy(journeyId)),
  )
}

/** A copy that is still open, here or in another tab, goes when it is closed; nobody waits for that. */
const forgetCopy = (journeyId: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(offlineCopyName(journeyId))
    for (const end of ['success', 'error', 'blocked']) request.addEventListener(end, () => resolve())
    noteSent(journeyId, false)
  })
