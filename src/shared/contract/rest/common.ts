import { z } from 'zod'

export const idParam = z.string().min(1).max(64)

/** Instants travel as milliseconds since 1970 UTC. */
export const instant = z.number().int()

export const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    detail: z.string().optional(),
    requestId: z.string().optional(),
  }),
})

export const nameSchema = z.string().trim().min(1).max(200)
