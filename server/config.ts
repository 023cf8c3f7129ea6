import path from 'node:path'
import { z } from 'zod'

/** What can be set from outside, checked once at the start. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Everything that is kept: database, datasets, secret. */
  readonly dataFolder: string
  /** PostgreSQL instead of the data folder's SQLite; `null`: SQLite. */
  readonly databaseUrl: string | null
  /** Wakes the other nodes on the same database; `null`: this node asks the database now and then. */
  readonly redisUrl: string | null
  /** Signs share links and names the cookie, the same on every node; `null`: the data folder keeps one. */
  readonly secret: string | null
  /** Where the other nodes reach this one; `null`: at its host name and port. No slash at the end. */
  readonly nodeUrl: string | null
  /** Bearer token with owner rights for scripts; `null`: none. */
  readonly token: string | null
  /** Bearer token for `/metrics`; `null`: only requests from this machine itself may read it. */
  readonly metricsToken: string | null
  /** How many days back a journey's past is kept, change by change. */
  readonly historyDays: number
  /** The address that people use when it is not this machine's own, e.g. behind a proxy. No slash at the end. */
  readonly publicUrl: string | null
  /** How much memory the analytical engine may take. */
  readonly engineMemoryMb: number
  readonly logLevel: LogLevel
  /** The built web app. */
  readonly appFolder: string
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

const PROJECT_FOLDER = path.resolve(import.meta.dirname, '..')

/** A variable that is set to nothing counts as not set. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const environment = z.object({
  PORT: optional(z.coerce.number('a number').int('a whole number').min(0, '0 or more').max(65_535, 'at most 65535')),
  HOST: optional(z.string().trim().min(1)),
  WAYMARK_DATA: optional(z.string()),
  WAYMARK_TOKEN: optional(
    z.string().regex(/^[\w.~+/=-]+$/, 'letters, digits and . _ ~ + / = - only, so that it fits into a header'),
  ),
  DATABASE_URL: optional(
    z.url({ protocol: /^postgres(ql)?$/, error: 'an address like postgres://user:password@host:5432/waymark' }),
  ),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/, error: 'an address like redis://host:6379' })),
  WAYMARK_SECRET: optional(z.string().min(32, '32 characters or more')),
  WAYMARK_NODE_URL: optional(z.url({ protocol: /^https?$/, error: 'an address like http://node-1:4400' })),
  WAYMARK_METRICS_TOKEN: optional(z.string().regex(/^[\w.~+/=-]+$/, 'letters, digits and . _ ~ + / = - only')),
  WAYMARK_HISTORY_DAYS: optional(z.coerce.number('a number').int('a whole number').min(1, '1 or more')),
  WAYMARK_URL: optional(z.url({ protocol: /^https?$/, error: 'an address like https://waymark.example.org' })),
  WAYMARK_ENGINE_MB: optional(z.coerce.number('a number').int('a whole number').min(128, '128 or more')),
  WAYMARK_LOG: optional(z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`)),
})

/** Something outside the program stands in the way of starting; the message is for the person who starts it. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** Reads and checks the environment. Throws `StartError` that names each wrong variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const result = environment.safeParse(env)
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')} has to be ${issue.message}`)
    throw new StartError(['Waymark cannot start with these settings:', ...faults].join('\n'))
  }
  const { data } = result
  if (data.REDIS_URL !== undefined && data.DATABASE_URL === undefined) {
    throw new StartError('REDIS_URL needs DATABASE_URL: several nodes can only share a journey through PostgreSQL.')
  }
  return {
    port: data.PORT ?? 4400,
    host: data.HOST ?? '127.0.0.1',
    dataFolder: path.resolve(data.WAYMARK_DATA ?? 'data'),
    databaseUrl: data.DATABASE_URL ?? null,
    redisUrl: data.REDIS_URL ?? null,
    secret: data.WAYMARK_SECRET ?? null,
    nodeUrl: data.WAYMARK_NODE_URL?.replace(/\/+$/, '') ?? null,
    token: data.WAYMARK_TOKEN ?? null,
    metricsToken: data.WAYMARK_METRICS_TOKEN ?? null,
    historyDays: data.WAYMARK_HISTORY_DAYS ?? 90,
    publicUrl: data.WAYMARK_URL?.replace(/\/+$/, '') ?? null,
    engineMemoryMb: data.WAYMARK_ENGINE_MB ?? 1024,
    logLevel: data.WAYMARK_LOG ?? 'warn',
    appFolder: path.join(PROJECT_FOLDER, 'dist'),
  }
}
