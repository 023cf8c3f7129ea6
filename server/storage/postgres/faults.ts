import { DatabaseError } from 'pg'
import { StorageError, type StorageFault } from '../ports.ts'

/** SQLSTATE classes that pass by themselves or once somebody makes room: connection lost, no resources, shut down, broken disk. */
const PASSING_CLASSES: ReadonlySet<string> = new Set(['08', '53', '57', '58'])

const PASSING_STATES: ReadonlySet<string> = new Set([
  '25006', // the server is a standby now and only reads
  '25P03', // a transaction that stood still was ended
  '40001', // two transactions crossed
  '40P01', // they waited for each other
  '55P03', // a lock was not to be had
])

/** Two transactions were in each other's way and this one is undone: doing it again is all that it takes. */
export const isCrossed = (cause: unknown): boolean =>
  cause instanceof DatabaseError && (cause.code === '40001' || cause.code === '40P01')

/** A row points to one that does not exist (any more). */
export const isDangling = (cause: unknown): boolean => cause instanceof DatabaseError && cause.code === '23503'

/** Names what PostgreSQL, or the way to it, could not do. What is a `StorageError` already stays as it is. */
export function postgresFault(cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause
  const message = cause instanceof Error && cause.message !== '' ? cause.message : codeOf(cause)
  return new StorageError(message, { cause, fault: faultOf(cause) })
}

function faultOf(cause: unknown): StorageFault {
  if (cause instanceof DatabaseError) {
    const state = cause.code ?? ''
    return PASSING_CLASSES.has(state.slice(0, 2)) || PASSING_STATES.has(state) ? 'unavailable' : 'failed'
  }
  // The network's own errors name the system call. The driver's have nothing but words for a connection that ended or fell silent.
  if (typeof (cause as { readonly syscall?: unknown }).syscall === 'string') return 'unavailable'
  if (cause instanceof AggregateError) return 'unavailable'
  return cause instanceof Error && /terminated|timeout|not queryable/.test(cause.message) ? 'unavailable' : 'failed'
}

/** Node's error for a host of which no address answers has no words of its own. */
const codeOf = (cause: unknown): string => (cause as { readonly code?: string }).code ?? String(cause)
