import type { CrashPoint } from '../crash-points.ts'
import type { Forgettable } from '../forget-in-steps.ts'
import type { LoadedJourney, LoggedUpdate, LogPoint, NewUpdate, StorageFault } from '../ports.ts'

/** What the log's two threads say to each other. Everything in a list travels, and is committed, together. Snapshots travel packed. */

export type LogRequest =
  | { readonly kind: 'append'; readonly journeyId: string; readonly updates: readonly NewUpdate[]; readonly at: number }
  | { readonly kind: 'load'; readonly journeyId: string }
  | { readonly kind: 'load-at'; readonly journeyId: string; readonly point: LogPoint }
  | { readonly kind: 'since'; readonly journeyId: string; readonly seq: number }
  | { readonly kind: 'heads'; readonly journeyIds: readonly string[] }
  | {
      readonly kind: 'compact'
      readonly journeyId: string
      readonly seq: number
      readonly packed: Uint8Array
      readonly at: number
    }
  | { readonly kind: 'forgettable'; readonly at: number }
  | { readonly kind: 'forget'; readonly journeyId: string; readonly seq: number; readonly limit: number }

export type LogRequestKind = LogRequest['kind']

/** What each kind of request is answered with. */
export interface LogAnswers {
  readonly append: number
  readonly load: LoadedJourney
  readonly 'load-at': LoadedJourney | null
  readonly since: readonly LoggedUpdate[] | null
  readonly heads: ReadonlyMap<string, number>
  readonly compact: null
  readonly forgettable: readonly Forgettable[]
  /** How many rows went; fewer than the limit: nothing is left. */
  readonly forget: number
}

export type LogAnswer = LogAnswers[LogRequestKind]

export interface NumberedRequest {
  readonly id: number
  readonly request: LogRequest
}

export type ToWorker =
  | { readonly kind: 'requests'; readonly requests: readonly NumberedRequest[] }
  | { readonly kind: 'arm'; readonly name: CrashPoint }
  | { readonly kind: 'close' }

export type NumberedAnswer =
  | { readonly id: number; readonly ok: true; readonly value: LogAnswer }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly fault: StorageFault }

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answers'; readonly answers: readonly NumberedAnswer[] }
  /** An armed place was reached: the thread waits there until `crashPointGate` says how it goes on. */
  | { readonly kind: 'reached'; readonly name: CrashPoint }

export interface WorkerData {
  readonly dataFolder: string
  readonly busyTimeoutMs: number
  /** One number that the thread sleeps on at an armed crash point: 0 wait, 1 go on, 2 throw. */
  readonly crashPointGate: Int32Array<SharedArrayBuffer>
}
