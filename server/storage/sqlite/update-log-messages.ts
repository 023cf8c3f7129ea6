import type { LoadedJourney, LoggedUpdate } from '../ports.ts'

/** What the log's two threads say to each other. Everything in a list travels, and is committed, together. */

export type LogRequest =
  | {
      readonly kind: 'append'
      readonly journeyId: string
      readonly data: Uint8Array
      readonly actorId: string | null
      readonly at: number
    }
  | { readonly kind: 'load'; readonly journeyId: string }
  | { readonly kind: 'since'; readonly journeyId: string; readonly seq: number }
  | {
      readonly kind: 'compact'
      readonly journeyId: string
      readonly seq: number
      readonly state: Uint8Array
      readonly at: number
    }

export interface NumberedRequest {
  readonly id: number
  readonly request: LogRequest
}

export type ToWorker =
  | { readonly kind: 'requests'; readonly requests: readonly NumberedRequest[] }
  | { readonly kind: 'close' }

/** `append` answers its sequence number, `compact` nothing. */
export type LogAnswer = number | LoadedJourney | readonly LoggedUpdate[] | null

export type NumberedAnswer =
  | { readonly id: number; readonly ok: true; readonly value: LogAnswer }
  | { readonly id: number; readonly ok: false; readonly message: string }

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answers'; readonly answers: readonly NumberedAnswer[] }

export interface WorkerData {
  readonly dataFolder: string
  readonly busyTimeoutMs: number
}
