import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import { faultOf, isSpent } from '#server/auth/links.ts'
import { hashOfPassword } from '#server/auth/passwords.ts'
import type { Share, ShareTerms } from '#server/auth/shares.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { Rooms } from '#server/sync/ports.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  shareCreate,
  type ShareItem,
  shareItem,
  shareListBody,
  type SharePatch,
  sharePatch,
} from '#shared/contract/rest/shares.ts'
import { type ShownPart, tidyPart } from '#shared/model/excerpt/shown-part.ts'
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
      const { shareId: id, role, name, createdAt, expiresAt, maxUses, uses, lastUsedAt, shows } = share
      return {
        id,
        role,
        name,
        createdAt,
        standing: faultOf(share) === null ? (isSpent(share) ? 'spent' : 'open') : 'expired',
        hasPassword: share.passwordHash !== null,
        expiresAt,
        maxUses,
        uses,
        lastUsedAt,
        shows: shows && {
          laneIds: shows.laneIds && [...shows.laneIds],
          numberIds: shows.numberIds && [...shows.numberIds],
        },
        url: `${base}/s/${token}`,
        token,
      }
    }

    fastify.get(
      '/api/journeys/:id/shares',
      {
        schema: {
          tags: ['shares'],
          summary: 'Links that were not revoked',
          params,
          response: { 200: shareListBody },
        },
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
          description: 'It may ask for a password, end by itself, serve a number of browsers, or show only a part.',
          params,
          body: shareCreate,
          response: { 201: shareItem },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const actor = await requireOwnJourney(request, id)
        const { role, name = DEFAULT_NAMES[role], ...more } = request.body
        requirePossible(role, more.shows ?? null)
        const share = await auth.shares.create(id, { ...(await termsOf(more)), role, name }, actor.id)
        tell(request, { target: { kind: 'share', id: share.shareId, name: share.name }, details: { role } })
        rooms.push(id, { kind: 'journey-changed' })
        return reply.code(201).send(present(share, request))
      },
    )

    fastify.patch(
      '/api/journeys/:id/shares/:shareId',
      {
        schema: {
          tags: ['shares'],
          summary: 'Change a link; it holds at once for whoever is in by it',
          description: 'Who is in stays in when the password changes, or the number of browsers that it serves.',
          params: shareParams,
          body: sharePatch,
          response: { 200: shareItem },
        },
      },
      async (request) => {
        const { id, shareId } = request.params
        await requireOwnJourney(request, id)
        const before = await auth.shares.find(shareId)
        if (before?.journeyId !== id || before.revokedAt !== null) throw new DoorError('share-not-found')
        const { role, name, shows = before.shows, ...more } = request.body
        requirePossible(role ?? before.role, shows)
        const terms = { ...(await termsOf(more)), shows, ...(role && { role }), ...(name && { name }) }
        const share = await auth.shares.change(id, shareId, terms)
        if (share === null) throw new DoorError('share-not-found')
        tell(request, { target: { kind: 'share', id: shareId, name: share.name }, details: { role: share.role } })
        await rights.changed({ journeyId: id, shareId })
        rooms.push(id, { kind: 'journey-changed' })
        return present(share, request)
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

/** Who edits a journey writes into its document, and comments may speak of whatever is in it: both have all of it. */
function requirePossible(role: ShareItem['role'], shows: ShownPart | null): void {
  if (role === 'viewer' || tidyPart(shows) === null) return
  throw new DoorError(
    'not-valid',
    'Only a link to look can show a part. Who edits has all of the journey, and comments may speak of all of it.',
  )
}

async function termsOf({ password, expiresAt, maxUses, shows }: SharePatch): Promise<ShareTerms> {
  return {
    ...(password !== undefined && { passwordHash: password === null ? null : await hashOfPassword(password) }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(maxUses !== undefined && { maxUses }),
    ...(shows !== undefined && { shows }),
  }
}
