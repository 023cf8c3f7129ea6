import type { FastifyRequest } from 'fastify'
import type { Actor } from '#server/access/actor.ts'
import { type Action, workspacesWhere } from '#server/access/can.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import { assert } from '#shared/lib/assert.ts'
import { DoorError } from './door-error.ts'
import { requireActor, requireRight } from './require-right.ts'

/** Where something new is to belong: where it is asked for, else in the first workspace in which the actor may make it. */
export async function workspaceForNew(
  request: FastifyRequest,
  action: Action,
  asked: string | undefined,
  workspaces: Pick<Workspaces, 'find'>,
): Promise<{ readonly actor: Actor; readonly workspaceId: string }> {
  const actor = requireActor(request)
  const [first] = workspacesWhere(actor, action) ?? [FIRST_WORKSPACE]
  const workspaceId = asked ?? first
  requireRight(request, action, { workspaceId })
  assert(workspaceId !== undefined, 'who may make it somewhere has a workspace')
  // Members know that it is there; a script may ask for anything.
  if (actor.kind === 'token' && !(await workspaces.find(workspaceId))) throw new DoorError('workspace-not-found')
  return { actor, workspaceId }
}
