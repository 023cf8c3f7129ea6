import {
  EVIDENCE_STATUSES,
  EVIDENCE_TITLES,
  OPPORTUNITY_STATUS_TITLES,
  OPPORTUNITY_STATUSES,
} from '#shared/model/records/card.ts'

export const EVIDENCE_OPTIONS = EVIDENCE_STATUSES.map((value) => ({ value, label: EVIDENCE_TITLES[value] }))

export const STATUS_OPTIONS = [
  { value: 'none', label: 'Not set' } as const,
  ...OPPORTUNITY_STATUSES.map((value) => ({ value, label: OPPORTUNITY_STATUS_TITLES[value] })),
]
