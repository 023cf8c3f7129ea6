import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Yjs from 'yjs'

/** A cheap client of the harness: joins a room, finds markers in the bytes that it gets. */
interface Tap {
  readonly synced: boolean
  readonly error?: Error
  readonly wire: { update(update: Uint8Array): Uint8Array }
  send(payload: Uint8Array): void
  destroy(): void
}

interface Target {
  readonly protocol: 'y-websocket'
  readonly headers: Readonly<Record<string, string>>
  url(room: string): string
}

interface Clients {
  joinTap(target: Target, room: string, options: { onData?: (bytes: Buffer) => void; doc?: Yjs.Doc }): Tap
}

interface Tracker {
  readonly hist: { readonly n: number; readonly max: number; p(share: number): number | null }
  send(writer: number): number
  receiver(): Int32Array
  seen(last: Int32Array, writer: number, seq: number, nowMs: number): void
  open(): void
  close(): void
  sentInWindow(): number
}

interface Stats {
  readonly Tracker: new (writers: number) => Tracker
  marker(writer: number, seq: number): string
  scanMarkers(bytes: Buffer, found: (writer: number, seq: number) => void): void
}

interface Sample {
  readonly at: number
  readonly cpu: number
  readonly rss: number
  readonly peak: number
}
interface Sampled {
  sample(): Sample
}

interface Servers {
  readonly ServerUnderTest: new (adapter: object, options: { pid: number; dataDir: string }) => Sampled
  cpuMark(server: Sampled): unknown
  cpuSince(server: Sampled, mark: unknown): { readonly serverCpuS: number; readonly fields: Record<string, number> }
}

/** The parts of the harness that our own scenario measures with, so that both measure the same thing in the same way. */
export interface HarnessModules {
  readonly clients: Clients
  readonly stats: Stats
  readonly servers: Servers
  /** The harness' copy: two copies of Yjs in one process do not know each other's documents. */
  readonly Y: typeof Yjs
}

export async function loadHarnessModules(folder: string): Promise<HarnessModules> {
  const load = async <Module>(file: string) => (await import(pathToFileURL(path.join(folder, file)).href)) as Module
  return {
    clients: await load<Clients>('lib/clients.mjs'),
    stats: await load<Stats>('lib/stats.mjs'),
    servers: await load<Servers>('lib/server.mjs'),
    Y: await load<typeof Yjs>('node_modules/yjs/dist/yjs.mjs'),
  }
}
