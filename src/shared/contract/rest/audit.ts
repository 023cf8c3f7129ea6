import { z } from 'zod'
import { ACT_NAMES } from '../acts.ts'
import { idParam, instant } from './common.ts'

/** Of the workspace; or what concerns the whole server, like signing in, which the owners of the first workspace read. */
export const AUDIT_SCOPES = ['workspace', 'server'] as const

const filter = {
  of: z.enum(AUDIT_SCOPES).default('workspace'),
  /** Who did it: the id of a person, a guest's session or a share link. */
  actor: idParam.optional(),
  act: z.enum(ACT_NAMES as [(typeof ACT_NAMES)[number]]).optional(),
  /** From this instant on, and before that one. */
  from: z.coerce.number().int().optional(),
  until: z.coerce.number().int().optional(),
}

const AUDIT_A_PAGE = 100

export const auditQuery = z.object({
  ...filter,
  /** Only entries with a smaller number: the last number of the page before. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(AUDIT_A_PAGE),
})
export type AuditQuery = z.input<typeof auditQuery>
export const auditExportQuery = z.object({ ...filter, format: z.enum(['csv', 'ndjson']).default('csv') })

export const auditEntry = z.object({
  /** Counts up; a missing number says nothing. */
  number: z.number().int(),
  at: instant,
  actor: z.object({
    kind: z.enum(['person', 'token', 'guest', 'nobody']),
    id: z.string().nullable(),
    name: z.string(),
  }),
  act: z.string(),
  /** `refused`: it was tried. */
  result: z.enum(['done', 'refused']),
  journey: z.object({ id: z.string(), title: z.string().nullable() }).nullable(),
  target: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }).nullable(),
  details: z.record(z.string(), z.string()),
  /** Who asked, as far as the deployment trusts its proxies. */
  address: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditBody = z.object({
  /** The newest first. */
  entries: z.array(auditEntry),
  /** There are older ones. */
  hasMore: z.boolean(),
  /** Who did any of it, on the first page: to choose from. */
  actors: z.array(z.object({ id: z.string(), name: z.string() })),
  /** How long entries are kept. */
  keptDays: z.number().int(),
})
export type AuditBody = z.infer<typeof auditBody>
