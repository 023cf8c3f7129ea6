import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import { can } from '#server/access/can.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { RightsWatch } from '#server/cluster/rights-watch.ts'
import type { JourneyAccess } from '#server/journeys/journey-access.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { Sight } from '#server/journeys/library/sight.ts'
import type { Place } from '#server/storage/places.ts'
import { pathOf } from '#server/workspaces/collection-tree.ts'
import type { Collections, Entry } from '#server/workspaces/collections.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import { EVERYONE, rightAt, type RightSource } from '#shared/contract/access-entries.ts'
import { type AccessBody, accessBody, accessPut, type AccessSource } from '#shared/contract/rest/collections.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { requireRightOnCollection, requireRightOnJourney } from '../require-right.ts'
import { targetOf } from '../rights-of-many.ts'

interface Deps {
  readonly auth: Pick<Auth, 'shares'>
  readonly journeys: Pick<Journeys, 'placeOf'>
  readonly journeyAccess: JourneyAccess
  readonly collections: Collections
  readonly workspaces: Pick<Workspaces, 'members'>
  readonly sightOf: (actor: Actor, workspaceId: string) => Promise<Sight>
  readonly rights: Pick<RightsWatch, 'changed'>
}

const params = z.object({ id: idParam })

/** For the audit log: who may what from now on; nothing: it inherits. */
const wordsOf = (entries: readonly Entry[]): string =>
  entries
    .slice(0, 20)
    .map(({ personId, role }) => `${personId}: ${role}`)
    .join(', ')

/** Who may see and do what with one collection or journey, and where that comes from. */
export const accessRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { auth, journeys, journeyAccess, collections, workspaces, sightOf, rights } = deps

    const present = async (
      actor: Actor,
      { workspaceId, collectionId, entries }: Place,
      links: number,
    ): Promise<AccessBody> => {
      const [members, all, sight] = await Promise.all([
        workspaces.members(workspaceId),
        collections.ofWorkspace(workspaceId),
        sightOf(actor, workspaceId),
      ])
      const path = pathOf(new Map(all.map((one) => [one.id, one])), collectionId)
      const sourceOf = (source: RightSource): AccessSource => {
        if (typeof source === 'string') return { kind: source }
        const { distance, isOwn } = source
        if (distance === 0) return { kind: 'here', isOwn }
        const from = path[distance - 1]
        const name = from !== undefined && sight.collections.has(from.id) ? from.name : null
        return { kind: 'collection', name, isOwn }
      }
      const around = entries.filter(({ distance }) => distance > 0)
      return {
        mayChange: can(actor, 'change-access', { workspaceId, entries }),
        entries: entries.filter(({ distance }) => distance === 0).map(({ personId, role }) => ({ personId, role })),
        people: members.map(({ personId, name, color, role }) => {
          const right = rightAt(role, personId, entries)
          const inherited = rightAt(role, personId, around)
          return {
            personId,
            name,
            color,
            workspaceRole: role,
            role: right.role,
            source: sourceOf(right.source),
            inherited: { role: inherited.role, source: sourceOf(inherited.source) },
          }
        }),
        links,
      }
    }

    /** Only of members: an entry of anybody else would say nothing, and stay. */
    const requireMembers = async (workspaceId: string, entries: readonly Entry[]): Promise<void> => {
      const members = new Set((await workspaces.members(workspaceId)).map(({ personId }) => personId))
      for (const { personId } of entries)
        if (personId !== EVERYONE && !members.has(personId)) throw new DoorError('member-not-found')
    }

    const linksOf = async (journeyId: string): Promise<number> => (await auth.shares.ofJourney(journeyId)).length

    fastify.get(
      '/api/journeys/:id/access',
      {
        schema: {
          tags: ['library'],
          summary: 'Which member may what with this journey, and where that comes from',
          params,
          response: { 200: accessBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const { actor, ...place } = await requireRightOnJourney(request, 'see-access', id, journeys)
        return present(actor, place, await linksOf(id))
      },
    )

    fastify.put(
      '/api/journeys/:id/access',
      {
        schema: {
          tags: ['library'],
          summary: 'Narrow or widen a journey: all that it says of its own from now on; nothing means that it inherits',
          params,
          body: accessPut,
          response: { 200: accessBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const { actor, ...place } = await requireRightOnJourney(request, 'change-access', id, journeys)
        await requireMembers(place.workspaceId, request.body.entries)
        tell(request, { details: { said: wordsOf(request.body.entries) } })
        await journeyAccess.setEntries(id, request.body.entries)
        await rights.changed({ journeyId: id })
        return present(actor, (await journeys.placeOf(id)) ?? place, await linksOf(id))
      },
    )

    fastify.get(
      '/api/collections/:id/access',
      {
        schema: {
          tags: ['library'],
          summary: 'Which member may what in this collection, and where that comes from',
          params,
          response: { 200: accessBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const place = await collections.placeOf(id)
        const { actor, ...found } = requireRightOnCollection(request, 'see-access', place)
        return present(actor, found, 0)
      },
    )

    fastify.put(
      '/api/collections/:id/access',
      {
        schema: {
          tags: ['library'],
          summary: 'Narrow or widen a collection and what inherits from it',
          params,
          body: accessPut,
          response: { 200: accessBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const place = await collections.placeOf(id)
        const { actor, ...found } = requireRightOnCollection(request, 'change-access', place)
        await requireMembers(found.workspaceId, request.body.entries)
        tell(request, { target: { kind: 'collection', id }, details: { said: wordsOf(request.body.entries) } })
        await collections.setEntries(id, request.body.entries)
        await rights.changed(targetOf(await collections.journeysUnder({ id, ...found, parentId: null, name: '' })))
        return present(actor, (await collections.placeOf(id)) ?? found, 0)
      },
    )
  }
