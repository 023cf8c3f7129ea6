import { StorageError, type StorageFault } from '../ports.ts'

/** SQLite's primary result codes that pass by themselves, or once somebody makes room: waiting and trying again makes sense. */
const PASSING: ReadonlySet<number> = new Set([
  5, // BUSY: another connection has the file
  6, // LOCKED
  7, // NOMEM
  8, // READONLY: the file system was remounted after an error
  10, // IOERR
  13, // FULL
  14, // CANTOPEN
  15, // PROTOCOL: locking took too long
])

/** Names what SQLite could not do. What is a `StorageError` already stays as it is. */
export function sqliteFault(cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  return new StorageError(message, { cause, fault: faultOf(cause) })
}

function faultOf(cause: unknown): StorageFault {
  const { errcode } = cause as { readonly errcode?: number }
  // The upper bits say more exactly what went wrong.
  return errcode !== undefined && PASSING.has(errcode & 0xff) ? 'unavailable' : 'failed'
}
