import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { SyncLogger } from '#server/sync/logger.ts'
import { refuseUpgrade } from '#server/sync/upgrade.ts'
import { newId } from '#shared/lib/ids.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { addressGroupOf, clientAddressOf, type IsTrustedProxy } from './client-address.ts'
import { createConnectRates } from './connect-rates.ts'
import type { LoopLag } from './loop-lag.ts'

/** A node that is this far behind takes nobody in: whoever is there already goes first. */
const MAX_LAG_MS = 1 * SECOND_MS
/** Everyone behind one address comes back at once after a restart. */
const BURST_SECONDS = 5

export interface UpgradeLimits {
  /** Websockets on this node, and of one address. */
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  /** How many websockets one address may open a second; five times as many at once. */
  readonly connectsPerSecond: number
}

/** Why the gate stays shut: of an address the number of connections or their pace, of this node their number or its own delay. */
export const GATE_REFUSALS = ['address-full', 'address-too-fast', 'node-full', 'node-busy'] as const
export type GateRefusal = (typeof GATE_REFUSALS)[number]

/** An upgrade request that may go on to be authorised. */
export interface Admitted {
  /** Writes the connection's id and the client's address into each line. */
  readonly logger: SyncLogger
}

/** Stands before authorisation, so that a flood costs neither the database nor a room. */
export interface UpgradeGate {
  /** Counts the socket until it is gone. `null`: refused, with an HTTP answer that says when to come again. */
  admit(request: IncomingMessage, socket: Duplex): Admitted | null
  /** Sockets that were let through and are not gone, whether they are websockets yet or not. */
  connections(): number
  /** Addresses that hold any of them. */
  addresses(): number
  /** How many were refused since the start; a live object. */
  readonly refused: Readonly<Record<GateRefusal, number>>
}

interface Needs {
  readonly limits: UpgradeLimits
  readonly isTrustedProxy: IsTrustedProxy
  readonly lag: Pick<LoopLag, 'lagMs'>
  readonly logger: SyncLogger & { child(facts: object): SyncLogger }
}

/** Refuses past a limit with 429 (this address is too many) or 503 (this node cannot), and lets everyone else through. */
export function createUpgradeGate({ limits, isTrustedProxy, lag, logger }: Needs): UpgradeGate {
  const rates = createConnectRates(limits.connectsPerSecond, limits.connectsPerSecond * BURST_SECONDS)
  const connectionsByAddress = new Map<string, number>()
  const refused: Record<GateRefusal, number> = {
    'address-full': 0,
    'address-too-fast': 0,
    'node-full': 0,
    'node-busy': 0,
  }
  let connections = 0

  function count(address: string, socket: Duplex): void {
    connections++
    connectionsByAddress.set(address, (connectionsByAddress.get(address) ?? 0) + 1)
    socket.once('close', () => {
      connections--
      const left = (connectionsByAddress.get(address) ?? 1) - 1
      if (left === 0) connectionsByAddress.delete(address)
      else connectionsByAddress.set(address, left)
    })
  }

  /** The pace is asked last: whoever is refused for something else has not come. */
  function refusalFor(address: string): { readonly reason: GateRefusal; readonly retryAfterSeconds: number } | null {
    if (lag.lagMs() > MAX_LAG_MS) return { reason: 'node-busy', retryAfterSeconds: 2 }
    if (connections >= limits.maxConnections) return { reason: 'node-full', retryAfterSeconds: 10 }
    if ((connectionsByAddress.get(address) ?? 0) >= limits.maxConnectionsPerAddress) {
      return { reason: 'address-full', retryAfterSeconds: 10 }
    }
    const waitSeconds = rates.take(address, performance.now())
    return waitSeconds === 0 ? null : { reason: 'address-too-fast', retryAfterSeconds: waitSeconds }
  }

  return {
    refused,
    connections: () => connections,
    addresses: () => connectionsByAddress.size,
    admit(request, socket) {
      // One that is gone already would never say so again.
      if (socket.destroyed) return null
      const clientAddress = clientAddressOf(request, isTrustedProxy)
      const address = addressGroupOf(clientAddress)
      const refusal = refusalFor(address)
      if (refusal === null) {
        count(address, socket)
        return { logger: logger.child({ connectionId: newId(), address: clientAddress }) }
      }
      const { reason, retryAfterSeconds } = refusal
      refused[reason]++
      logger.info({ address: clientAddress, reason }, 'an upgrade was refused at the gate')
      // Nobody else listens, and an error without a listener would end the process.
      socket.on('error', () => socket.destroy())
      const isTheirs = reason === 'address-full' || reason === 'address-too-fast'
      refuseUpgrade(socket, isTheirs ? 'too-many-requests' : 'server-busy', {
        detail: WORDS[reason],
        retryAfterSeconds,
      })
      return null
    },
  }
}

const WORDS: Readonly<Record<GateRefusal, string>> = {
  'address-full': 'This address has as many connections as one may have.',
  'address-too-fast': 'This address opens connections faster than one may.',
  'node-full': 'This server has as many connections as it takes.',
  'node-busy': 'This server is behind with its work.',
}
