import type { DatasetMapping, PersonalColumns } from '#shared/contract/rest/datasets.ts'

export const NOTHING_PERSONAL: PersonalColumns = { case: false, columns: [] }

/** What a mapping marks as personal. */
export function personalOf({ personal, case: caseColumn }: DatasetMapping): PersonalColumns {
  return { case: caseColumn !== null && personal.includes(caseColumn), columns: personal }
}

/** What either of the two has: a mark is never taken away, since nothing that was hashed comes back. */
export function bothOf(a: PersonalColumns, b: PersonalColumns): PersonalColumns {
  return { case: a.case || b.case, columns: [...new Set([...a.columns, ...b.columns])] }
}

export const isAnyPersonal = ({ case: isCase, columns }: PersonalColumns): boolean => isCase || columns.length > 0
