import type { EngineErrorCode, EngineStatement, EngineValue } from './engine.ts'

/** What the server and the engine's process say to each other. */

export interface EngineOptions {
  readonly file: string
  readonly temporaryFolder: string
  /** The one folder that SQL may reach; emptied when the file is opened. */
  readonly piecesFolder: string
  readonly memoryMb: number
  readonly threads: number
  readonly jobModules: readonly string[]
}

export type EngineRequest =
  | { readonly kind: 'open'; readonly options: EngineOptions }
  | {
      readonly kind: 'query'
      readonly id: number
      readonly sql: string
      readonly parameters: readonly EngineValue[]
      readonly timeoutMs: number
    }
  | { readonly kind: 'transaction'; readonly id: number; readonly statements: readonly EngineStatement[] }
  | { readonly kind: 'job'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'copy'; readonly id: number; readonly file: string }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'close' }

export type EngineAnswer =
  | { readonly kind: 'opened' }
  | { readonly kind: 'not-opened'; readonly message: string }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly code: EngineErrorCode; readonly message: string }
  | { readonly kind: 'progress'; readonly id: number; readonly value: unknown }
