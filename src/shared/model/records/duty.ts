import * as z from 'zod/mini'
import { NAME_MAX_LENGTH } from './limits.ts'

/** How far the work on something is. */
export const STATUSES = ['idea', 'planned', 'in-progress', 'done', 'dropped'] as const
export type Status = (typeof STATUSES)[number]
export const STATUS_TITLES: Readonly<Record<Status, string>> = {
  idea: 'Idea',
  planned: 'Planned',
  'in-progress': 'In progress',
  done: 'Done',
  dropped: 'Dropped',
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** Whether a text is a day as `dueOn` writes it. */
export const isDay = (text: string): boolean => DAY.test(text)

/** What any element of a journey may carry, so that somebody sees to it. */
export const dutyFields = {
  /** Who looks after it: a name as the team writes it. */
  owner: z.optional(z.string().check(z.maxLength(NAME_MAX_LENGTH))),
  /** The person whom that name means, when it is a member's. */
  ownerId: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  status: z.optional(z.enum(STATUSES)),
  /** The day by which it is to be done, `2026-05-31`, wherever one is. */
  dueOn: z.optional(z.string().check(z.regex(DAY))),
} as const

/** What an element says of who sees to it, how far that is, and until when. */
export interface Duty {
  readonly owner?: string | undefined
  readonly ownerId?: string | undefined
  readonly status?: Status | undefined
  readonly dueOn?: string | undefined
}

/** The day that it is here, as `dueOn` writes it. */
export function dayOf(at: number | Date = new Date()): string {
  const date = new Date(at)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const isOpen = ({ status }: Duty): boolean => status !== 'done' && status !== 'dropped'

/** Its day is over, and it is neither done nor dropped. */
export const isOverdue = (duty: Duty, today: string): boolean =>
  duty.dueOn !== undefined && duty.dueOn < today && isOpen(duty)

const SOON_DAYS = 7

/** It is to be done within a week, or should have been. */
export function isDueSoon(duty: Duty, today: string): boolean {
  if (duty.dueOn === undefined || !isOpen(duty)) return false
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  return duty.dueOn <= dayOf(new Date(year, month - 1, day + SOON_DAYS))
}
