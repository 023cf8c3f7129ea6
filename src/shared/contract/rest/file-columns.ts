import { z } from 'zod'

/**
 * How one file of a dataset names what the dataset names otherwise. What is said here holds for this file only; the rest of the mapping is the
 * dataset's.
 */
export const fileColumns = z.object({
  /** Column of the dataset → the column of this file that stands for it. Columns that are not named here are matched by their name. */
  columns: z
    .record(z.string().max(2_000), z.string().max(2_000))
    .refine((columns) => Object.keys(columns).length <= 2_000),
  /** Columns of this file that are left out; others that stand for nothing become attributes, by their own name. */
  ignore: z.array(z.string().max(2_000)).max(2_000).default([]),
  /** IANA zone for times of this file that name none; `null`: that of the dataset. */
  timezone: z.string().max(64).nullable().default(null),
  /** What its events are called where none of its columns says what happened; `null` or absent: one does. */
  eventName: z.string().trim().min(1).max(500).nullish(),
  /** How 03/04/2025 is read in this file; `null`: decided from its own column, refused when it cannot be. */
  dateOrder: z.enum(['DMY', 'MDY', 'YMD']).nullable().default(null),
})
export type FileColumns = z.infer<typeof fileColumns>
/** What a client sends: everything with a default may be left out. */
export type FileColumnsInput = z.input<typeof fileColumns>
