import { z } from 'zod'
import { instant } from './common.ts'

const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[\w.:-]+$/, 'a host name or an address')

const urlOrigin = z.object({
  kind: z.literal('url'),
  url: z
    .url({ protocol: /^https?$/, error: 'an address that begins with https://' })
    .max(2_000)
    .refine((url) => !/^https?:\/\/[^/?#]*@/.test(url), 'without a name and password in it'),
  /** The header that carries the secret, e.g. `Authorization`; `null`: none. */
  headerName: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,100}$/, 'letters, digits and hyphens')
    .refine((name) => !/^(host|connection|transfer-encoding|content-length|te|upgrade)$/i.test(name), 'another header')
    .nullable()
    .default(null),
})

const postgresOrigin = z.object({
  kind: z.literal('postgres'),
  host,
  port: z.number().int().min(1).max(65_535).default(5_432),
  database: z.string().min(1).max(200),
  user: z.string().min(1).max(200),
  /** `verify`: encrypted, and the certificate has to be right. The others only for hosts that the operator named. */
  tls: z.enum(['verify', 'encrypt', 'off']).default('verify'),
  /** One SELECT. */
  query: z.string().trim().min(1).max(20_000),
  /** A column of the result that only ever rises: of it only what is above the last one is fetched. `null`: all, each time. */
  watermark: z.string().min(1).max(200).nullable().default(null),
})

/** Where something is fetched from, without what is secret of it. */
export const pullOrigin = z.discriminatedUnion('kind', [urlOrigin, postgresOrigin])
export type PullOrigin = z.infer<typeof pullOrigin>

/** A new file takes the place of the rows that the one before it brought, or is added to them. */
export const PULL_MODES = ['replace', 'add'] as const

const schedule = {
  /** Five parts: minute, hour, day of the month, month, day of the week. */
  cron: z.string().trim().min(1).max(200),
  /** IANA name. */
  timezone: z.string().min(1).max(64),
}

export const pullCreate = z.object({
  origin: pullOrigin,
  /** The value of the header, or the password. It is kept sealed and given to nobody. */
  secret: z
    .string()
    .max(4_000)
    .regex(/^[\x20-\x7e\u00a0-\uffff]+$/, 'one line of text')
    .nullish(),
  ...schedule,
  mode: z.enum(PULL_MODES).default('replace'),
})
export type PullCreate = z.input<typeof pullCreate>

/** Another origin is another pull: a secret never goes where it was not given for. */
export const pullPatch = z
  .object({
    ...schedule,
    mode: z.enum(PULL_MODES),
    isPaused: z.boolean(),
  })
  .partial()
export type PullPatch = z.infer<typeof pullPatch>

/** `columns-needed`: somebody has to say once which column is which. */
export const PULL_RESULTS = ['running', 'imported', 'unchanged', 'columns-needed', 'failed'] as const
export type PullResult = (typeof PULL_RESULTS)[number]

const pullRun = z.object({
  id: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
  result: z.enum(PULL_RESULTS),
  /** In plain words, why it failed. */
  reason: z.string().nullable(),
  bytes: z.number().nullable(),
  /** What the dataset had of imported events afterwards. */
  events: z.number().nullable(),
})
export type PullRun = z.infer<typeof pullRun>

export const pullItem = z.object({
  id: z.string(),
  origin: pullOrigin,
  hasSecret: z.boolean(),
  ...schedule,
  mode: z.enum(PULL_MODES),
  isPaused: z.boolean(),
  /** `null` while it is paused. */
  nextAt: instant.nullable(),
  /** Runs that failed, one after the other; it is tried again sooner then. */
  failures: z.number(),
  /** The last ones, newest first. */
  runs: z.array(pullRun),
})
export type PullItem = z.infer<typeof pullItem>
export const pullListBody = z.object({ pulls: z.array(pullItem) })
