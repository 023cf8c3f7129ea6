import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import type { OidcSettings } from './auth/single-sign-on.ts'
import type { BackupPlan } from './backup/schedule.ts'

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
  /** The mail server, with user and password; `null`: none, links are shown to copy. */
  readonly smtpUrl: string | null
  /** Who letters are from. */
  readonly mailFrom: string
  /** The provider of identities for single sign-on; `null`: none. */
  readonly oidc: OidcSettings | null
  /** Bearer token for `/metrics`; `null`: only requests from this machine itself may read it. */
  readonly metricsToken: string | null
  /** How many days back a journey's past is kept, change by change. */
  readonly historyDays: number
  /** Where backups are made by plan; `null`: nowhere. */
  readonly backup: BackupPlan | null
  /** How many days the audit log is kept. */
  readonly auditDays: number
  /** The address that people use when it is not this machine's own, e.g. behind a proxy. No slash at the end. */
  readonly publicUrl: string | null
  /** Proxies whose word about who asks is taken: addresses, ranges like `10.0.0.0/8`, or `loopback` for this machine itself. */
  readonly trustedProxies: readonly string[]
  /** Websockets that this node holds at most, and those of one address (an IPv6 address counts as its /64). */
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  /** Websockets that one address may open a second, for ever; five times as many at once. */
  readonly connectsPerSecond: number
  /** How much memory the analytical engine may take. */
  readonly engineMemoryMb: number
  /** Hosts of the own network from which data may be fetched by a plan, also without encryption. */
  readonly pullHosts: readonly string[]
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

const aboveZero = (): z.ZodType<number> => z.coerce.number('a number').int('a whole number').min(1, '1 or more')

const PROXY_WORDS = 'addresses or ranges with commas between, like 10.0.0.5, 10.1.0.0/16 or loopback'

const proxyList = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((entries) => entries.every(isProxyEntry), PROXY_WORDS)

function isProxyEntry(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || entry.includes('%')) return entry === 'loopback'
  return (
    rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)))
  )
}

const hostList = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine(
    (entries) => entries.every((entry) => /^[\w.:-]+$/.test(entry)),
    'host names or addresses with commas between, like files.example.lan, 10.0.0.5',
  )

const OIDC_WORDS = 'an address like https://login.example.org, with https unless it is this machine'
const isThisMachine = (host: string): boolean => host === 'localhost' || host === '127.0.0.1' || host === '[::1]'

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
  WAYMARK_SMTP_URL: optional(
    z.url({ protocol: /^smtps?$/, error: 'an address like smtp://user:password@mail.example.org:587' }),
  ),
  WAYMARK_MAIL_FROM: optional(z.string().regex(/@/, 'an address like Waymark <waymark@example.org>')),
  WAYMARK_OIDC_ISSUER: optional(
    z
      .url({ protocol: /^https?$/, error: OIDC_WORDS })
      .refine((issuer) => issuer.startsWith('https:') || isThisMachine(new URL(issuer).hostname), OIDC_WORDS),
  ),
  WAYMARK_OIDC_CLIENT_ID: optional(z.string()),
  WAYMARK_OIDC_CLIENT_SECRET: optional(z.string()),
  WAYMARK_OIDC_LABEL: optional(z.string().max(40, 'at most 40 characters')),
  WAYMARK_OIDC_MAX_AGE_MINUTES: optional(aboveZero()),
  WAYMARK_OIDC_ACR: optional(z.string().regex(/^\S+( \S+)*$/, 'names with spaces between')),
  WAYMARK_OIDC_SIGN_OUT: optional(z.literal('yes', 'yes, or not set')),
  WAYMARK_METRICS_TOKEN: optional(z.string().regex(/^[\w.~+/=-]+$/, 'letters, digits and . _ ~ + / = - only')),
  WAYMARK_HISTORY_DAYS: optional(z.coerce.number('a number').int('a whole number').min(1, '1 or more')),
  WAYMARK_AUDIT_DAYS: optional(aboveZero()),
  WAYMARK_BACKUP_FOLDER: optional(z.string()),
  WAYMARK_BACKUP_HOURS: optional(aboveZero()),
  WAYMARK_BACKUP_KEEP: optional(aboveZero()),
  WAYMARK_URL: optional(z.url({ protocol: /^https?$/, error: 'an address like https://waymark.example.org' })),
  WAYMARK_TRUST_PROXY: optional(proxyList),
  WAYMARK_MAX_CONNECTIONS: optional(aboveZero()),
  WAYMARK_MAX_CONNECTIONS_PER_ADDRESS: optional(aboveZero()),
  WAYMARK_CONNECTS_PER_SECOND: optional(aboveZero()),
  WAYMARK_ENGINE_MB: optional(z.coerce.number('a number').int('a whole number').min(128, '128 or more')),
  WAYMARK_PULL_HOSTS: optional(hostList),
  WAYMARK_LOG: optional(z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`)),
})

/** The name of everything that can be set. */
export const SETTINGS: readonly string[] = Object.keys(environment.shape)

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
  if (data.WAYMARK_SMTP_URL !== undefined && (data.WAYMARK_URL === undefined || data.WAYMARK_MAIL_FROM === undefined)) {
    throw new StartError('WAYMARK_SMTP_URL needs WAYMARK_URL, for the links in letters, and WAYMARK_MAIL_FROM.')
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
    smtpUrl: data.WAYMARK_SMTP_URL ?? null,
    mailFrom: data.WAYMARK_MAIL_FROM ?? 'Waymark <waymark@localhost>',
    oidc: oidcOf(data),
    metricsToken: data.WAYMARK_METRICS_TOKEN ?? null,
    historyDays: data.WAYMARK_HISTORY_DAYS ?? 90,
    auditDays: data.WAYMARK_AUDIT_DAYS ?? 365,
    backup:
      data.WAYMARK_BACKUP_FOLDER === undefined
        ? null
        : {
            folder: path.resolve(data.WAYMARK_BACKUP_FOLDER),
            everyHours: data.WAYMARK_BACKUP_HOURS ?? 24,
            keep: data.WAYMARK_BACKUP_KEEP ?? 14,
          },
    publicUrl: data.WAYMARK_URL?.replace(/\/+$/, '') ?? null,
    // Who says where people find it has put a proxy in front; most stand on the same machine.
    trustedProxies: data.WAYMARK_TRUST_PROXY ?? (data.WAYMARK_URL === undefined ? [] : ['loopback']),
    maxConnections: data.WAYMARK_MAX_CONNECTIONS ?? 20_000,
    maxConnectionsPerAddress: data.WAYMARK_MAX_CONNECTIONS_PER_ADDRESS ?? 2_000,
    connectsPerSecond: data.WAYMARK_CONNECTS_PER_SECOND ?? 200,
    engineMemoryMb: data.WAYMARK_ENGINE_MB ?? 1024,
    pullHosts: data.WAYMARK_PULL_HOSTS ?? [],
    logLevel: data.WAYMARK_LOG ?? 'warn',
    appFolder: path.join(PROJECT_FOLDER, 'dist'),
  }
}

type OidcEnvironment = Pick<
  z.infer<typeof environment>,
  | 'WAYMARK_OIDC_ISSUER'
  | 'WAYMARK_OIDC_CLIENT_ID'
  | 'WAYMARK_OIDC_CLIENT_SECRET'
  | 'WAYMARK_OIDC_LABEL'
  | 'WAYMARK_OIDC_MAX_AGE_MINUTES'
  | 'WAYMARK_OIDC_ACR'
  | 'WAYMARK_OIDC_SIGN_OUT'
>

/** All three or none; the button is called after the provider's host unless it is said otherwise. */
function oidcOf(data: OidcEnvironment): OidcSettings | null {
  const {
    WAYMARK_OIDC_ISSUER: issuer,
    WAYMARK_OIDC_CLIENT_ID: clientId,
    WAYMARK_OIDC_CLIENT_SECRET: clientSecret,
  } = data
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new StartError(
      'Single sign-on needs all of WAYMARK_OIDC_ISSUER, WAYMARK_OIDC_CLIENT_ID and WAYMARK_OIDC_CLIENT_SECRET.',
    )
  }
  return {
    issuer,
    clientId,
    clientSecret,
    label: data.WAYMARK_OIDC_LABEL ?? new URL(issuer).host,
    maxAgeMinutes: data.WAYMARK_OIDC_MAX_AGE_MINUTES ?? null,
    acr: data.WAYMARK_OIDC_ACR?.split(' ') ?? [],
    signsOut: data.WAYMARK_OIDC_SIGN_OUT !== undefined,
  }
}
