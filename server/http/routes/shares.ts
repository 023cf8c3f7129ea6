import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import type { Share } from '#server/auth/shares.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { Rooms } from '#server/sync/ports.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { shareCreate, type ShareItem, shareItem, shareListBody } from '#shared/contract/rest/shares.ts'
import type { FastifyRequest } from 'fastify'
import { tell } from '../audit/record-acts.ts'
import { baseUrlOf } from '../base-url.ts'
import { DoorError } from '../door-error.ts'
import { requireRightOnJourney } from '../require-right.ts'

interface Deps {
  readonly auth: Auth
  readonly journeys: Journeys
  readonly rooms: Pick<Rooms, 'push'>
  readonly rights: Pick<RightsWatch, 'changed'>
  readonly publicUrl: string | null
}

const params = z.object({ id: idParam })
const shareParams = z.object({ id: idParam, shareId: idParam })

/** Links that give a role on one journey. */
export const shareRoutes =
  ({ auth, journeys, rooms, rights, publicUrl }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const requireOwnJourney = async (request: FastifyRequest, journeyId: string) =>
      (await requireRightOnJourney(request, 'manage-shares', journeyId, journeys)).actor

    const present = (share: Share, request: FastifyRequest): ShareItem => {
      const token = auth.tokenOfShare(share.shareId)
      const base = baseUrlOf(request, publicUrl)
      const { shareId: id, role, name, createdAt } = share
      return { id, role, name, createdAt, url: `${base}/s/${token}`, token }
    }

    fastify.get(
      '/api/journeys/:id/shares',
      {
        schema: { tags: ['shares'], summary: 'Links that stand', params, response: { 200: shareListBody } },
      },
      async (request) => {
        const { id } = request.params
        await requireOwnJourney(request, id)
        const shares = await auth.shares.ofJourney(id)
        return { shares: shares.map((share) => present(share, request)) }
      },
    )

    fastify.post(
      '/api/journeys/:id/shares',
      {
        schema: {
          tags: ['shares'],
          summary: 'Make a link; whoever has it gets the role',
          params,
          body: shareCreate,
          response: { 201: shareItem },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const actor = await requireOwnJourney(request, id)
        const { role, name } = request.body
        const share = await auth.shares.create(id, role, name ?? DEFAULT_NAMES[role], actor.id)
        tell(request, { target: { kind: 'share', id: share.shareId, name: share.name }, details: { role } })
        rooms.push(id, { kind: 'journey-changed' })
        return reply.code(201).send(present(share, request))
      },
    )

    fastify.delete(
      '/api/journeys/:id/shares/:shareId',
      {
        schema: {
          tags: ['shares'],
          summary: 'Revoke a link; whoever is in by it is put out at once',
          params: shareParams,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id, shareId } = request.params
        await requireOwnJourney(request, id)
        if (!(await auth.shares.revoke(id, shareId))) throw new DoorError('share-not-found')
        // Whoever has another link to the same journey comes back with what that one gives.
        await rights.changed({ journeyId: id, shareId })
        rooms.push(id, { kind: 'journey-changed' })
        return reply.code(204).send()
      },
    )
  }

const DEFAULT_NAMES = { viewer: 'View only', commenter: 'Can comment', editor: 'Can edit' } as const
