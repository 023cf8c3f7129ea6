import type { LinkId } from '#shared/model/records/link.ts'
import type { LinkEnd, LinkPlan, Side } from './link-ends.ts'

/** Which link comes to stand where along a side of a card or across a gutter. */
export interface Share {
  readonly index: number
  readonly count: number
}

/** The places of one link. */
export interface LinkShares {
  readonly from: Share
  readonly to: Share
  readonly fromGutter: Share
  readonly toGutter: Share
}

/** Deals places to links so that no two lie on each other. Only where a link came, went or changed is dealt again. */
export interface ShareTable {
  /** Takes a link's plan in place of the one before. */
  readonly put: (linkId: LinkId, plan: LinkPlan | undefined) => void
  /** Deals, in pieces, and gives the links that have got another place since the last time. */
  readonly deal: () => Generator<undefined, ReadonlySet<LinkId>>
  readonly of: (linkId: LinkId) => LinkShares
}

/** As many links, or groups of them, as are looked at in one piece of what is done in pieces. */
export const PIECE = 150

type Part = keyof LinkShares

/** One that wants a place in a group: at a side of a card, or in a gutter from a row to another one. */
interface User {
  readonly linkId: LinkId
  readonly part: Part
  readonly group: string
  readonly low: number
  readonly high: number
  share: Share
}

type Users = Readonly<Partial<Record<Part, User>>>

const ALONE: Share = { index: 0, count: 1 }
const PARTS = ['from', 'to', 'fromGutter', 'toGutter'] as const
const NOBODY: Users = {}

export function createShareTable(): ShareTable {
  const groups = new Map<string, Set<User>>()
  const usersOf = new Map<LinkId, Users>()
  const touched = new Set<string>()

  const leave = (user: User): void => {
    groups.get(user.group)?.delete(user)
    touched.add(user.group)
  }
  const enter = (user: User): User => {
    const group = groups.get(user.group)
    if (group) group.add(user)
    else groups.set(user.group, new Set([user]))
    touched.add(user.group)
    return user
  }

  return {
    put: (linkId, plan) => {
      const before = usersOf.get(linkId) ?? NOBODY
      const wanted = plan ? wishesOf(plan) : NOBODY
      const after: Partial<Record<Part, User>> = {}
      for (const part of PARTS) {
        const [old, wish] = [before[part], wanted[part]]
        const stays = old && wish && old.group === wish.group && old.low === wish.low && old.high === wish.high
        if (old && !stays) leave(old)
        const user = stays ? old : wish && enter(wish)
        if (user) after[part] = user
      }
      if (plan) usersOf.set(linkId, after)
      else usersOf.delete(linkId)
    },
    *deal() {
      const changed = new Set<LinkId>()
      let count = 0
      for (const key of touched) {
        if (++count % PIECE === 0) yield
        const users = groups.get(key)
        if (users?.size) dealGroup(key, users, changed)
        else groups.delete(key)
      }
      touched.clear()
      return changed
    },
    of: (linkId) => {
      const users = usersOf.get(linkId) ?? NOBODY
      return {
        from: users.from?.share ?? ALONE,
        to: users.to?.share ?? ALONE,
        fromGutter: users.fromGutter?.share ?? ALONE,
        toGutter: users.toGutter?.share ?? ALONE,
      }
    },
  }
}

function wishesOf({ link, from, to, fromSide, toSide, fromGutter, toGutter, corridorRow }: LinkPlan): Users {
  const user = (part: Part, group: string, low: number, high: number): User => ({
    linkId: link.id,
    part,
    group,
    low,
    high,
    share: ALONE,
  })
  // Along a side in the order in which the other ends stand. Leaving and arriving have places of their own above and below a card.
  const atSide = (part: 'from' | 'to', end: LinkEnd, side: Side, other: LinkEnd): User => {
    const isLevel = side === 'top' || side === 'bottom'
    return user(part, `${side} ${isLevel ? part : ''} ${end.cardId}`, other.row, other.rect.y)
  }
  const inGutter = (part: 'fromGutter' | 'toGutter', gutter: number, a: number, b: number): User =>
    user(part, `${GUTTER}${gutter}`, Math.min(a, b), Math.max(a, b))
  return {
    from: atSide('from', from, fromSide, to),
    to: atSide('to', to, toSide, from),
    ...(fromGutter !== null && { fromGutter: inGutter('fromGutter', fromGutter, from.row, corridorRow ?? to.row) }),
    ...(toGutter !== null && { toGutter: inGutter('toGutter', toGutter, to.row, corridorRow ?? from.row) }),
  }
}

const GUTTER = 'gutter '

function dealGroup(key: string, users: ReadonlySet<User>, changed: Set<LinkId>): void {
  const sorted = users.size === 1 ? [...users] : [...users].sort(inOrder)
  const [places, count] = key.startsWith(GUTTER) ? tracksOf(sorted) : [sorted.map((_, at) => at), sorted.length]
  sorted.forEach((user, at) => {
    const index = places[at] ?? 0
    if (user.share.index === index && user.share.count === count) return
    user.share = { index, count }
    changed.add(user.linkId)
  })
}

const inOrder = (a: User, b: User): number =>
  a.low - b.low ||
  a.high - b.high ||
  (a.linkId === b.linkId ? (a.part < b.part ? -1 : 1) : a.linkId < b.linkId ? -1 : 1)

/** Links that run beside the same rows of a gutter get tracks of their own. */
function tracksOf(sorted: readonly User[]): readonly [readonly number[], number] {
  // By the first row at which each track is free again.
  const freeFrom: number[] = []
  const tracks = sorted.map(({ low, high }) => {
    let track = freeFrom.findIndex((row) => row <= low)
    if (track < 0) track = freeFrom.length
    freeFrom[track] = high + 1
    return track
  })
  return [tracks, freeFrom.length]
}
