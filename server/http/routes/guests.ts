import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import type { Guest } from '#server/auth/openings.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { Rooms } from '#server/sync/ports.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { guestAccess, type GuestItem, guestListBody, guestParams } from '#shared/contract/rest/shares.ts'
import { strongestOf } from '#shared/contract/roles.ts'
import { DoorError } from '../door-error.ts'
import { requireRight, requireRightOnJourney } from '../require-right.ts'

interface Deps {
  readonly auth: Auth
  readonly journeys: Pick<Journeys, 'placeOf'>
  readonly rooms: Pick<Rooms, 'push'>
  readonly rights: Pick<RightsWatch, 'changed'>
}

const params = z.object({ id: idParam })

/** Beyond this many journeys everybody is asked anew, instead of those on each of them. */
const JOURNEYS_TOLD_APART = 20

/** Who is in by share links, putting them out, and ending all of it. */
export const guestRoutes =
  ({ auth, journeys, rooms, rights }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.get(
      '/api/journeys/:id/guests',
      {
        schema: {
          tags: ['shares'],
          summary: 'Who came in by a link and may come again',
          params,
          response: { 200: guestListBody },
        },
      },
      async (request) => {
        const { id } = request.params
        await requireRightOnJourney(request, 'manage-shares', id, journeys)
        return { guests: guestItems(await auth.openings.ofJourney(id)) }
      },
    )

    fastify.delete(
      '/api/journeys/:id/guests/:sessionId',
      {
        schema: {
          tags: ['shares'],
          summary: 'Put a guest out; that browser does not come in again by the same links',
          params: guestParams,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id, sessionId } = request.params
        await requireRightOnJourney(request, 'manage-shares', id, journeys)
        if (!(await auth.openings.remove(id, sessionId))) throw new DoorError('guest-not-found')
        await rights.changed({ journeyId: id, sessionId })
        rooms.push(id, { kind: 'journey-changed' })
        return reply.code(204).send()
      },
    )

    fastify.post(
      '/api/journeys/:id/guests/end',
      {
        schema: {
          tags: ['shares'],
          summary: 'End all guest access to a journey: its links are revoked and whoever is in by them is put out',
          params,
          response: { 200: guestAccess },
        },
      },
      async (request) => {
        const { id } = request.params
        await requireRightOnJourney(request, 'manage-shares', id, journeys)
        const guests = guestItems(await auth.openings.ofJourney(id)).length
        const links = (await auth.shares.ofJourney(id)).length
        const [ended] = await auth.shares.revokeAll({ journeyId: id })
        if (ended !== undefined) await end([id])
        return { journeys: ended === undefined ? 0 : 1, links, guests }
      },
    )

    fastify.get(
      '/api/workspaces/:id/guests',
      {
        schema: {
          tags: ['shares'],
          summary: 'How many guests and links the journeys of a workspace have',
          params,
          response: { 200: guestAccess },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRight(request, 'see-guest-access', { workspaceId: id })
        return auth.openings.countIn(id)
      },
    )

    fastify.post(
      '/api/workspaces/:id/guests/end',
      {
        schema: {
          tags: ['shares'],
          summary: 'End all guest access to a workspace: every link to its journeys is revoked',
          params,
          response: { 200: guestAccess },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRight(request, 'end-guest-access', { workspaceId: id })
        const counts = await auth.openings.countIn(id)
        await end(await auth.shares.revokeAll({ workspaceId: id }))
        return counts
      },
    )

    async function end(journeyIds: readonly string[]): Promise<void> {
      if (journeyIds.length > JOURNEYS_TOLD_APART) await rights.changed({})
      else await Promise.all(journeyIds.map((journeyId) => rights.changed({ journeyId })))
      for (const journeyId of journeyIds) rooms.push(journeyId, { kind: 'journey-changed' })
    }
  }

/** One line for each browser, whatever the number of links that it came by. */
function guestItems(openings: readonly Guest[]): GuestItem[] {
  const bySession = new Map<string, Guest[]>()
  for (const opening of openings) {
    bySession.set(opening.sessionId, [...(bySession.get(opening.sessionId) ?? []), opening])
  }
  return [...bySession.values()].flatMap((own) => {
    const [one] = own
    if (one === undefined) return []
    const since = Math.min(...own.map(({ openedAt }) => openedAt))
    const seen = own.flatMap(({ seenAt }) => (seenAt === null ? [] : [seenAt]))
    return [
      {
        sessionId: one.sessionId,
        actorId: one.personId ?? one.sessionId,
        name: one.name,
        color: one.color,
        hasAccount: one.personId !== null,
        role: (strongestOf(own.map(({ role }) => role)) ?? one.role) as GuestItem['role'],
        shareIds: own.map(({ shareId }) => shareId),
        shareNames: own.map(({ shareName }) => shareName),
        since: since === 0 ? null : since,
        lastSeenAt: seen.length === 0 ? null : Math.max(...seen),
      },
    ]
  })
}
