import type { NewUpdate } from '#server/storage/ports.ts'
import type { StorageLogger } from '#server/storage/storage.ts'

/** Says nothing: tests cut the store off on purpose. */
export const silentLogger: StorageLogger = { info: () => undefined, warn: () => undefined, error: () => undefined }

export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

/** Updates of one byte each. */
export const updates = (...values: number[]): NewUpdate[] =>
  values.map((value) => ({ data: bytes(value), actorId: null }))

/** A snapshot as `load` gives it, without a summary. */
export const snapshotOf = (seq: number, data: Uint8Array): object => ({ seq, data, summary: null })
