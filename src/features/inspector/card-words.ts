import { EVIDENCE_STATUSES, OPPORTUNITY_STATUSES } from '#shared/model/records/card.ts'

const EVIDENCE_WORDS = { assumption: 'Assumption', researched: 'Researched', 'data-proved': 'Proved by data' } as const

const STATUS_WORDS = {
  idea: 'Idea',
  planned: 'Planned',
  'in-progress': 'In progress',
  done: 'Done',
  dropped: 'Dropped',
} as const

export const EVIDENCE_OPTIONS = EVIDENCE_STATUSES.map((value) => ({ value, label: EVIDENCE_WORDS[value] }))

export const STATUS_OPTIONS = [
  { value: 'none', label: 'Not set' } as const,
  ...OPPORTUNITY_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] })),
]
