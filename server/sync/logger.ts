import type { BaseLogger } from 'pino'

export type SyncLogger = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>
