import http from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Role } from '#shared/contract/roles.ts'
import type { Doorbell } from '#server/cluster/doorbell.ts'
import type { UpdateLog } from '#server/storage/ports.ts'
import { createUpdateLog } from '#server/storage/sqlite/update-log.ts'
import type { SyncLimits } from '#server/sync/limits.ts'
import type { SyncLogger } from '#server/sync/logger.ts'
import type { Authorize, Participant, Refusal, SocketAnswer } from '#server/sync/ports.ts'
import { createSync, type SyncNeeds, type SyncServer } from '#server/sync/sync-server.ts'
import type { LinkedDoorbells } from './linked-doorbells.ts'
import { openTestStore, type TestStore } from './sync-data-folder.ts'

export const JOURNEY = 'journey-1'

export interface TestSync {
  readonly store: TestStore
  readonly sync: SyncServer
  /** `ws://…/sync`, to which `/<journeyId>?as=<name>&role=<role>` is appended. */
  readonly url: string
  /** What was logged as a warning or worse. */
  readonly complaints: readonly unknown[]
  /** Ends the server and starts another one on the same store and port. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface TestSyncOptions {
  readonly limits?: Partial<SyncLimits>
  readonly authorize?: Authorize
  /** Puts something between the server and its log. */
  readonly wrapLog?: (log: UpdateLog) => UpdateLog
}

/** A real socket server on a free port, over a real store with one journey in it. */
export async function startTestSync(options: TestSyncOptions = {}): Promise<TestSync> {
  const store = await openTestStore()
  await store.addJourney(JOURNEY)
  const log = options.wrapLog?.(store.log) ?? store.log
  const complaints: unknown[] = []
  const complain = (...words: unknown[]) => void complaints.push(words)
  const logger = { debug() {}, info() {}, warn: complain, error: complain } as unknown as SyncLogger

  const start = (port: number) =>
    listen(
      createSync({
        log,
        authorize: options.authorize ?? allowAll,
        logger,
        ...(options.limits && { limits: options.limits }),
      }),
      port,
    )
  let running = await start(0)
  const { port } = running

  return {
    store,
    get sync() {
      return running.sync
    },
    url: `ws://127.0.0.1:${port}/sync`,
    complaints,
    async restart() {
      await running.stop()
      running = await start(port)
    },
    async close() {
      await running.stop()
      await store.close()
    },
  }
}

export interface TestNodes {
  readonly store: TestStore
  readonly nodes: readonly { readonly sync: SyncServer; readonly url: string; readonly doorbell: Doorbell }[]
  close(): Promise<void>
}

/** Two socket servers that append to one log and ring each other by these doorbells. */
export async function startTestNodes(
  bells: LinkedDoorbells,
  limits: Partial<SyncLimits> = {},
  { authorize = allowAll, openExcerpt }: Partial<Pick<SyncNeeds, 'authorize' | 'openExcerpt'>> = {},
): Promise<TestNodes> {
  const store = await openTestStore()
  await store.addJourney(JOURNEY)
  const logger = { debug() {}, info() {}, warn() {}, error: console.error } as unknown as SyncLogger
  const start = async () => {
    const log = await createUpdateLog(store.dataFolder)
    const doorbell = bells.join()
    const running = await listen(
      createSync({ log, doorbell, authorize, logger, limits, ...(openExcerpt && { openExcerpt }) }),
      0,
    )
    const stop = async () => {
      await running.stop()
      await doorbell.close()
      await log.close()
    }
    return { sync: running.sync, url: `ws://127.0.0.1:${running.port}/sync`, doorbell, stop }
  }
  const nodes = [await start(), await start()]
  return {
    store,
    nodes,
    async close() {
      await Promise.all(nodes.map(({ stop }) => stop()))
      await store.close()
    },
  }
}

/** Serves the socket server alone over HTTP. */
export async function listen(sync: SyncServer, port: number) {
  const server = http.createServer()
  server.on('upgrade', (request, socket, head) => sync.handleUpgrade(request, socket, head))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    sync,
    port: (server.address() as AddressInfo).port,
    async stop() {
      await sync.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Lets everyone in as who they say they are: `?as=ann&role=viewer`. */
export const allowAll: Authorize = (request) => Promise.resolve(letIn(participantOf(request)))

/** Somebody who keeps their right for ever. */
export const letIn = (participant: Participant): SocketAnswer => ({
  ok: true,
  participant,
  again: () => Promise.resolve(letIn(participant)),
})

/** Lets everyone in until rights are changed: `change('ann', …)` by name, to be followed by `askAgain`. */
export function changingRights() {
  const changes = new Map<string, Refusal | Partial<Participant>>()
  const answer = (participant: Participant): SocketAnswer => {
    const change = changes.get(participant.name)
    if (typeof change === 'string') return { ok: false, code: change }
    const now = { ...participant, ...change }
    return { ok: true, participant: now, again: () => Promise.resolve(answer(participant)) }
  }
  const authorize: Authorize = (request) => Promise.resolve(answer(participantOf(request)))
  return {
    authorize,
    change: (name: string, to: Refusal | Partial<Participant>) => void changes.set(name, to),
  }
}

export function participantOf(request: IncomingMessage): Participant {
  const { searchParams } = new URL(request.url ?? '', 'ws://server')
  const name = searchParams.get('as') ?? 'ann'
  const role = (searchParams.get('role') ?? 'editor') as Role
  return {
    actorId: `id-of-${name}`,
    name,
    color: 3,
    role,
    sessionId: `session-of-${name}`,
    shareIds: [],
    readsComments: true,
    shows: null,
    expiresAt: null,
  }
}
