import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { SECOND_MS } from '#shared/lib/time.ts'
import { useView } from '../view-context.ts'
import { type Leader, leadersOf, leaderToFollow } from './leaders.ts'

/** Who comes while somebody presents lands where they are; so long it may take until one hears of them. */
const COMING_MS = 1.5 * SECOND_MS

export interface Following {
  /** Whom one follows. */
  readonly leader: Leader | null
  /** Who presents and is not followed. */
  readonly offer: Leader | null
  readonly follow: (leader: Leader) => void
  readonly leave: () => void
}

const NOBODY: readonly Leader[] = []

/** Follows whoever presents, for those who came for it or while it goes on; others are asked. Who leaves may come back at any time. */
export function useFollowing(presents: boolean): Following {
  const { address } = useView()
  const [wish, setWish] = useState({ isOn: true, chosenId: null as number | null })
  const leaders = useLeaders()
  const leader = presents ? null : leaderToFollow(leaders, wish)
  const hasFollowed = useRef(false)
  useEffect(() => {
    if (leader) hasFollowed.current = true
  }, [leader])
  useEffect(() => {
    if (address.follows) return undefined
    const timer = setTimeout(() => {
      // Nobody presented when one came: whoever begins later asks.
      if (!hasFollowed.current) setWish((now) => ({ ...now, isOn: false }))
    }, COMING_MS)
    return () => clearTimeout(timer)
  }, [address.follows])
  return {
    leader,
    offer: presents || leader !== null ? null : (leaders[0] ?? null),
    follow: ({ clientId }) => setWish({ isOn: true, chosenId: clientId }),
    leave: () => setWish({ isOn: false, chosenId: null }),
  }
}

/** Who presents; cursors and lasers move all the time and must not draw the page again. */
function useLeaders(): readonly Leader[] {
  const { participants } = useView().collaboration
  const last = useRef({ key: '[]', leaders: NOBODY })
  const read = useCallback(() => {
    const leaders = leadersOf(participants.getState().others)
    const key = JSON.stringify(leaders)
    if (key !== last.current.key) last.current = { key, leaders }
    return last.current.leaders
  }, [participants])
  return useSyncExternalStore(participants.subscribe, read)
}
